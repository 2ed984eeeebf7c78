/** The head: read with migration, changed by pure transitions. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CorruptRecord, UnknownHeadVersion } from '../../src/errors.js'
import {
  afterEntry,
  changedFields,
  entryOf,
  headVersion,
  migrate,
  parseHead,
  titleOf,
  withChange,
} from '../../src/session/head.js'
import { seriesQuestion } from '../support/scripted-architect.js'

const stored = {
  version: String(headVersion),
  id: 'AAAABBBBCCCCDDDD',
  tenant: 'slack:T1',
  requester: '{"id":"U1"}',
  thread: '{"platform":"slack","space":"T1","channel":"C1"}',
  title: 'x',
  state: 'intake',
  createdAt: '1',
  updatedAt: '2',
}
const head = parseHead(stored)

describe('reading', () => {
  it('fills what a new head does not have yet', () => {
    expect(head).toMatchObject({ fence: 0, openRound: 0, revision: 0, stop: '', requester: { id: 'U1' } })
  })

  it('ignores a field that a neighbour version may have written', () => {
    expect(parseHead({ ...stored, later: 'x' }).id).toBe(stored.id)
  })

  it('refuses a newer version with both versions named', () => {
    expect(() => parseHead({ ...stored, version: '7' })).toThrow(UnknownHeadVersion)
    expect(() => parseHead({ ...stored, version: '7' })).toThrow(/Received: 7/)
  })

  it.each([
    ['no version', { ...stored, version: '' }],
    ['a broken person', { ...stored, requester: '{"id":' }],
    ['a person without id', { ...stored, requester: '{}' }],
    ['a state of no meaning', { ...stored, state: 'asleep' }],
    ['a negative count', { ...stored, fence: '-1' }],
  ])('calls %s corrupt, without quoting it', (_, fields) => {
    expect(() => parseHead(fields)).toThrow(CorruptRecord)
  })

  it('applies the migrations from the stored version on, in order', () => {
    const steps = [
      (old: Readonly<Record<string, string>>) => ({ ...old, a: `${old.a}2` }),
      (old: Readonly<Record<string, string>>) => ({ ...old, a: `${old.a}3` }),
    ]
    expect(migrate({ version: '1', a: '1' }, steps)).toEqual({ version: '3', a: '123' })
    expect(migrate({ version: '2', a: '1' }, steps)).toEqual({ version: '3', a: '13' })
    expect(migrate({ version: '3', a: '1' }, steps)).toEqual({ version: '3', a: '1' })
    expect(() => migrate({ version: '4', a: '1' }, steps)).toThrow(UnknownHeadVersion)
  })
})

describe('transitions', () => {
  const on = (of: typeof head, at: number) => ({ head: of, transcript: [], by: { id: 'U1' }, at })
  const asked = withChange(
    head,
    afterEntry(head, entryOf({ kind: 'ask', questions: [seriesQuestion], understood: [] }, on(head, 5))),
  )

  it('a question opens the next round', () => {
    expect(asked).toMatchObject({ state: 'clarifying', rounds: 1, openRound: 1 })
    expect(entryOf({ kind: 'ask', questions: [], understood: [] }, on(asked, 6))).toMatchObject({
      round: 2,
      at: 6,
    })
  })

  it('talk leaves an open round open', () => {
    expect(withChange(asked, afterEntry(asked, { kind: 'say', at: 1, text: 'x' }))).toMatchObject({
      state: 'clarifying',
      openRound: 1,
    })
  })

  it('a stop goes back to the proposals, where there are any', () => {
    const stopped = { kind: 'stopped', at: 1, by: 'U1' } as const
    expect(afterEntry(head, stopped).state).toBe('cancelled')
    expect(afterEntry({ ...head, recommended: { id: 'A', name: 'DLinear' } }, stopped).state).toBe('proposed')
  })

  it('after a failure the next word goes on', () => {
    const failed = withChange(head, afterEntry(head, { kind: 'failed', at: 1, code: 'unexpected' }))
    expect(failed.state).toBe('failed')
    expect(afterEntry(failed, { kind: 'say', at: 1, text: 'x' }).state).toBe('intake')
  })

  it('the brief is written only when it changed', () => {
    const known = { ...head, brief: { request: 'x' } } as typeof head
    expect(changedFields(known, { brief: known.brief })).toEqual([])
    expect(changedFields(head, { state: 'intake', openRound: 0 })).toEqual([])
    expect(changedFields(head, { state: 'failed' })).toEqual(['state', 'failed'])
  })
})

it('a title is one line of at most 80 characters, and never half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const title = titleOf(text)
      expect(title.length).toBeLessThanOrEqual(80)
      expect(title).not.toMatch(/[\r\n\t]/)
      expect(title.endsWith('…') && /[\ud800-\udbff]…$/.test(title)).toBe(false)
    }),
  )
})
