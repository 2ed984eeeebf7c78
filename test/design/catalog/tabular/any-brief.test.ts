/** Whatever is said of a table, of tasks, of anomalies or of a graph: a sound answer, the same every time. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Domain } from '../../../../src/design/brief/brief.js'
import { fieldFor } from '../../../../src/design/catalog/fields.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'
import { anyFacts, briefOf, wordsOf } from './briefs.js'

/** What nobody should read: a number that is none, a plural of one. */
const broken = (words: string): readonly string[] =>
  words.match(
    /.{0,40}(?:NaN|Infinity|undefined|\[object|(?<![\d,.])\b1 (?:rows|columns|units|metrics|nodes|edges|labels|records|days|alerts|groups|features|weights)\b).{0,20}/g,
  ) ?? []

const domains: readonly Domain[] = ['tabular', 'multi_task', 'anomaly_detection', 'graph']

describe.each(domains)('for any facts about %s', (domain) => {
  it('proposes what passes its own checks, or says why nothing can be built', () => {
    fc.assert(
      fc.property(anyFacts(domain), (said) => {
        const proposed = propose(briefOf(domain, said))
        if (proposed.kind === 'impossible') {
          expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
          return
        }
        const { set } = proposed
        const kinds = set.proposals.map(({ family }) => family)
        expect(new Set(kinds).size).toBe(kinds.length)
        expect(set.proposals.every(({ checks }) => checks.every(({ passed }) => passed))).toBe(true)
        expect(broken(wordsOf(set))).toEqual([])
      }),
      { numRuns: 60, examples: [[{ data: { historyLength: { value: 1, unit: 'day' } } }]] },
    )
  }, 60_000)

  it('completes a brief once: again changes nothing', () => {
    fc.assert(
      fc.property(anyFacts(domain), (said) => {
        const brief = briefOf(domain, said)
        const { complete } = fieldFor(brief)
        const once = complete(brief)
        expect(complete(once)).toEqual(once)
      }),
    )
  })

  it('asks at most four questions, each with its default among its choices', () => {
    fc.assert(
      fc.property(anyFacts(domain), (said) => {
        const asked = questions(briefOf(domain, said))
        expect(asked.length).toBeLessThanOrEqual(4)
        for (const { choices, default: usual } of asked) {
          expect(choices.map(({ id }) => id)).toContain(usual)
          expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length)
        }
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})
