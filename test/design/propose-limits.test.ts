/** Hard limits: what breaks one at every size is dropped with both numbers, what stays holds it with its margin. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Brief } from '../../src/design/brief/brief.js'
import { stated } from '../../src/design/brief/fact.js'
import { latencyAt, latencyShare, memoryShare, trainingsPerBudget } from '../../src/design/catalog/limits.js'
import type { Proposal } from '../../src/design/proposal.js'
import { type Proposed, propose } from '../../src/design/propose.js'
import { briefOf, briefs, sampleRequest } from './requests.js'

// Many designs are made here: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const proposalsOf = (result: Proposed): readonly Proposal[] =>
  result.kind === 'set' ? result.set.proposals : []
const rejectedOf = (result: Proposed) =>
  result.kind === 'set' ? result.set.rejected : result.impossible.rejected
const recommendedOf = (result: Proposed) =>
  result.kind === 'set'
    ? result.set.proposals.find(({ id }) => id === result.set.recommendation.id)
    : undefined

const withLatency = (brief: Brief, ms: number, percentile: number): Brief => ({
  ...brief,
  targets: { ...brief.targets, latency: stated({ ms, percentile }, `${ms} ms`) },
})

describe('limits', () => {
  it('on latency hold with 30% head-room, and a tighter one never recommends something slower', () => {
    const ms = fc.double({ min: 0.05, max: 2_000, noNaN: true })
    fc.assert(
      fc.property(briefs(5), ms, ms, fc.constantFrom(50, 95, 99), (brief, one, other, percentile) => {
        const [tight, loose] = [Math.min(one, other), Math.max(one, other)]
        const [fast, slow] = [tight, loose].map((limit) => propose(withLatency(brief, limit, percentile)))
        if (!fast || !slow) return
        for (const { figures } of proposalsOf(fast))
          expect(latencyAt(figures.latency, percentile)).toBeLessThanOrEqual(latencyShare * tight)
        const [a, b] = [recommendedOf(fast), recommendedOf(slow)]
        if (a && b)
          expect(latencyAt(a.figures.latency, percentile)).toBeLessThanOrEqual(
            Math.max(latencyAt(b.figures.latency, percentile), latencyShare * tight),
          )
        // Where the slower one would still do, it stays.
        if (a && b && latencyAt(b.figures.latency, percentile) <= latencyShare * tight)
          expect(a.family).toBe(b.family)
      }),
      { numRuns: 15 },
    )
  })

  it('on memory and money hold for every proposal', () => {
    fc.assert(
      fc.property(
        briefs(4),
        fc.double({ min: 1e3, max: 1e9, noNaN: true }),
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        (brief, bytes, usd) => {
          const constraints = {
            ...brief.constraints,
            memoryBytes: stated(bytes, 'memory'),
            budgetUsd: stated(usd, 'budget'),
          }
          for (const { figures } of proposalsOf(propose({ ...brief, constraints }))) {
            expect(figures.servingMemory.high).toBeLessThanOrEqual(memoryShare * bytes)
            if (figures.trainingCost)
              expect(trainingsPerBudget * figures.trainingCost.value).toBeLessThanOrEqual(usd)
          }
        },
      ),
      { numRuns: 15 },
    )
  })

  it.each([
    [
      `${sampleRequest}, p99 under 5 ms`,
      /takes [\d.,]+ ms at p99; the limit of 5 ms with 30% head-room allows 3.5 ms/,
    ],
    [`${sampleRequest}, at most 100 KB memory`, /takes [\d.,]+ MB while serving; 0.09 MB may be used/],
    [`${sampleRequest}, training within 1 minute, on CPU`, /training takes [\d.,]+ h; 0.0167 h are allowed/],
    [`${sampleRequest}, 30 series`, /learns [\d,]+ numbers, and there are 27,210 values to learn from/],
  ])('that are broken are named with both numbers: %s', (request, reason) => {
    expect(
      rejectedOf(propose(briefOf(request)))
        .map((row) => row.reason)
        .join('\n'),
    ).toMatch(reason)
  })
})

describe('a limit below every model', () => {
  const result = propose(briefOf(`${sampleRequest}, p99 under 0.05 ms`))

  it('is said as a conflict with its arithmetic, and nothing is invented', () => {
    expect(result.kind).toBe('impossible')
    const flag = result.kind === 'impossible' ? result.impossible.flags[0] : undefined
    expect(flag?.severity).toBe('block')
    expect(flag?.conflict).toMatch(/within 0.05 ms at p99/)
    expect(flag?.arithmetic).toMatch(/[\d.]+ ms at p99; the limit of 0.05 ms/)
  })

  it('is resolved by the smallest change it names', () => {
    const flag = result.kind === 'impossible' ? result.impossible.flags[0] : undefined
    const ms = Number(/Allow ([\d.]+) ms/.exec(flag?.waysOut[0] ?? '')?.[1])
    const resolved = propose(briefOf(`${sampleRequest}, p99 under ${ms} ms`))
    expect(proposalsOf(resolved).some(({ family }) => family !== 'seasonal-naive')).toBe(true)
  })

  it('leaves the baseline where that holds it', () => {
    const small = propose(briefOf(`${sampleRequest}, budget $0.0001`))
    expect(proposalsOf(small).at(-1)?.family).toBe('seasonal-naive')
  })
})
