/** What a fault means: try again, try later, give up. */
import { describe, expect, it } from 'vitest'
import {
  CorruptRecord,
  DeliveryDelayed,
  DeliveryRefused,
  LeaseLost,
  StoreUnavailable,
  TooLarge,
  UnknownHeadVersion,
} from '../../src/errors.js'
import {
  architectVerdict,
  codeOf,
  deliveryVerdict,
  maxArchitectTries,
  traceOf,
  verdictOf,
} from '../../workers/outcomes.js'

describe('a fault of the session', () => {
  it.each([
    ['another holder', new LeaseLost('x'), 'yield'],
    ['Redis is away', new StoreUnavailable('x'), 'retry'],
    ['a newer version wrote it', new UnknownHeadVersion('x'), 'later'],
    ['its record cannot be read', new CorruptRecord('x'), 'stop'],
    ['it is too large', new TooLarge('x'), 'stop'],
    ['nobody knows', new Error('x'), 'retry'],
  ])('%s', (_, error, kind) => {
    expect(verdictOf(error).kind).toBe(kind)
  })
})

describe('a fault of the architect', () => {
  it('is tried again until the tries are used up; what will never work is not', () => {
    const verdicts = Array.from({ length: maxArchitectTries }, (_, i) =>
      architectVerdict(new Error('x'), i + 1),
    )
    expect(verdicts.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'stop'])
    expect(verdicts.at(-1)).toEqual({ kind: 'stop', code: 'unexpected' })
    expect(architectVerdict(new TooLarge('x'), 1)).toEqual({ kind: 'stop', code: 'too-large' })
    expect(architectVerdict(new StoreUnavailable('x'), 99)).toEqual({ kind: 'retry' })
    expect(architectVerdict(new LeaseLost('x'), 99)).toEqual({ kind: 'yield' })
  })
})

describe('a fault of the platform', () => {
  const pause = (tries: number, random: () => number) => {
    const verdict = deliveryVerdict(new Error('reset'), tries, random)
    return verdict.kind === 'later' ? verdict.ms : Number.NaN
  }

  it('lengthens the pauses to half a minute, and no two threads wait alike', () => {
    const longest = [1, 2, 3, 4, 5, 6, 50].map((tries) => pause(tries, () => 1))
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    const shortest = [1, 2, 3, 4, 5, 6, 50].map((tries) => pause(tries, () => 0))
    expect(shortest).toEqual(longest.map((ms) => ms / 2))
    const drawn = Array.from({ length: 20 }, () => deliveryVerdict(new Error('reset'), 3))
    expect(new Set(drawn.map((verdict) => JSON.stringify(verdict))).size).toBeGreaterThan(1)
  })

  it('waits as long as the platform asks, and gives up what it refuses', () => {
    expect(deliveryVerdict(new DeliveryDelayed('429', 61_000), 9)).toEqual({ kind: 'later', ms: 61_000 })
    expect(deliveryVerdict(new DeliveryDelayed('503'), 1).kind).toBe('later')
    expect(deliveryVerdict(new DeliveryRefused('archived'), 1)).toEqual({
      kind: 'stop',
      code: 'delivery-refused',
    })
  })
})

it('an error that is none of ours has no words of its own in the queue', () => {
  expect(codeOf(new Error('what a person wrote'))).toBe('unexpected')
  expect(codeOf(new LeaseLost('x'))).toBe('lease-lost')
})

describe('what is logged of an error', () => {
  it('is its kind and the place it came from, and none of its words', () => {
    const trace = traceOf(new TypeError('what a person wrote\n    at (their own words)'))
    expect(trace.error).toBe('TypeError')
    expect(trace.at).toContain('outcomes.test.ts')
    expect(JSON.stringify(trace)).not.toContain('words')
    expect(traceOf(new LeaseLost('x')).error).toBe('lease-lost')
    expect(traceOf('what a person wrote')).toEqual({ error: 'string' })
  })
})
