/** How messages to send are stored: a few bytes each, read back as they were, and by deliver.lua as well. */
import { describe, expect, it } from 'vitest'
import { CorruptRecord } from '../../src/errors.js'
import type { OutboxItem } from '../../src/session/head.js'
import { outboxItemOf, outboxRecord } from '../../src/session/records.js'

const opening = { kind: 'opening' } as const
const entry = (number: number, part = 0) => ({ kind: 'entry', entry: number, part }) as const
const items: readonly (readonly [OutboxItem, string])[] = [
  [{ kind: 'post', recipe: opening }, 'o'],
  [{ kind: 'post', recipe: entry(0) }, '0'],
  [{ kind: 'post', recipe: entry(197, 3) }, '197.3'],
  [{ kind: 'update', of: 0, recipe: opening }, '0<o'],
  [{ kind: 'update', of: 12, recipe: entry(40) }, '12<40'],
  [{ kind: 'update', of: 7, recipe: entry(5, 1) }, '7<5.1'],
]

describe('a message to send', () => {
  it.each(items)('%j is %s', (item, record) => {
    expect(outboxRecord(item)).toBe(record)
    expect(outboxItemOf(record)).toEqual(item)
  })

  it.each(['', 'x', '1.', '<o', '1<', '{"kind":"post"}', '1.2.3'])('%j is none', (record) => {
    expect(() => outboxItemOf(record)).toThrow(CorruptRecord)
  })
})
