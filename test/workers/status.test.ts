/** The status line of a turn: shown at once, then at most once a second, and gone as soon as the turn is over. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ThreadRef } from '../../src/chat/thread.js'
import { createStatusLine } from '../../workers/status.js'
import { createMemoryPlatform } from '../support/memory-platform.js'

const thread: ThreadRef = { platform: 'slack', space: 'T1', channel: 'C1', thread: '1.0' }
let shown: string[]
let say: (text: string) => void

beforeEach(() => {
  vi.useFakeTimers()
  shown = []
  const adapter = {
    ...createMemoryPlatform().adapter(),
    status: async (_: unknown, text: string) => void shown.push(text),
  }
  const line = createStatusLine(() => adapter)
  say = (text) => line(thread, text)
})
afterEach(() => vi.useRealTimers())

it('shows the first text at once and the newest of a second after it', () => {
  say('Reading')
  say('Building')
  say('Estimating')
  expect(shown).toEqual(['Reading'])
  vi.advanceTimersByTime(1_000)
  expect(shown).toEqual(['Reading', 'Estimating'])
})

it('clears the line when the turn is over, without waiting, and shows nothing of it afterwards', () => {
  say('Reading')
  say('Building')
  say('')
  expect(shown).toEqual(['Reading', ''])
  vi.advanceTimersByTime(5_000)
  expect(shown).toEqual(['Reading', ''])
})
