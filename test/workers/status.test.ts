/** The status line of a turn: shown where the turn lasts, at most once a second, and gone as soon as the turn is over. */
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

it('shows the newest text after a moment, and the newest of each second after it', () => {
  say('Reading')
  say('Building')
  vi.advanceTimersByTime(250)
  expect(shown).toEqual(['Building'])
  say('Estimating')
  say('Ranking')
  vi.advanceTimersByTime(1_000)
  expect(shown).toEqual(['Building', 'Ranking'])
  vi.advanceTimersByTime(5_000)
  say('Writing')
  expect(shown).toEqual(['Building', 'Ranking', 'Writing'])
})

it('shows nothing of a turn that is over in a moment', () => {
  say('Reading')
  say('Building')
  say('')
  vi.advanceTimersByTime(5_000)
  expect(shown).toEqual([])
})

it('clears the line when the turn is over, without waiting, and shows nothing of it afterwards', () => {
  say('Reading')
  vi.advanceTimersByTime(250)
  say('Building')
  say('')
  expect(shown).toEqual(['Reading', ''])
  vi.advanceTimersByTime(5_000)
  expect(shown).toEqual(['Reading', ''])
})
