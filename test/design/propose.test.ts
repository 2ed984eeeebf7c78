/** Proposals of any brief: checked, different in kind, the same every time, with a baseline and a recommendation. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { forecasting } from '../../src/design/catalog/forecasting/field.js'
import { figureNames, type ProposalSet } from '../../src/design/proposal.js'
import { propose } from '../../src/design/propose.js'
import { briefOf, briefs, sampleRequest } from './requests.js'

// Many designs are made here: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

function setOf(request: string): ProposalSet {
  const result = propose(briefOf(request))
  if (result.kind !== 'set') throw new Error(`Nothing was proposed for: ${request}`)
  return result.set
}
const { families } = forecasting
const kindOf = (id: string) => families.find((family) => family.id === id)?.kind

/** The only model takes a little longer to fit than the time that is assumed. */
const overAnAssumedLimit = 'Design a time series forecasting model: 71147 variables, look-back 1e9 seconds'

describe('the proposals for any brief', () => {
  it('pass their checks, differ in kind, and hold the recommended one', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        const result = propose(brief)
        if (result.kind === 'impossible') {
          expect(result.impossible.flags.length).toBeGreaterThan(0)
          expect(result.impossible.rejected.length).toBeGreaterThanOrEqual(families.length)
          return
        }
        const { proposals, recommendation, flags } = result.set
        expect(proposals.length).toBeLessThanOrEqual(4)
        // One approach alone is shown only with the conflict that leaves no other.
        if (proposals.length === 1) expect(flags.length).toBeGreaterThan(0)
        expect(proposals.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D'].slice(0, proposals.length))
        expect(proposals.some(({ id }) => id === recommendation.id)).toBe(true)
        const kinds = proposals.map(({ family }) => kindOf(family))
        expect(new Set(kinds).size).toBe(kinds.length)
        for (const proposal of proposals) {
          expect(proposal.checks.length).toBeGreaterThan(4)
          expect(proposal.checks.filter(({ passed }) => !passed)).toEqual([])
        }
      }),
      { numRuns: 20 },
    )
  })

  it('are the same byte for byte when asked again', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        expect(JSON.stringify(propose(brief))).toBe(JSON.stringify(propose(structuredClone(brief))))
      }),
      { numRuns: 12 },
    )
  })

  it('account for every family: shown, or left out with a sentence', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        const result = propose(brief)
        const rejected = result.kind === 'set' ? result.set.rejected : result.impossible.rejected
        const shown = result.kind === 'set' ? result.set.proposals : []
        for (const { id } of families) {
          const reasons = rejected.filter(({ family }) => family === id)
          expect(reasons.length + shown.filter(({ family }) => family === id).length).toBe(1)
          for (const { reason } of reasons) expect(reason).toMatch(/^[A-Z\d].*[.)]$/s)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('hold a plain baseline among what is compared unless it was ruled out or breaks a limit', () => {
    fc.assert(
      fc.property(briefs(3), (brief) => {
        const result = propose(brief)
        const everything =
          result.kind === 'set'
            ? [...result.set.proposals, ...result.set.rejected]
            : result.impossible.rejected
        expect(everything.some(({ family }) => family === 'seasonal-naive')).toBe(true)
        if (result.kind === 'impossible') return
        const left = result.set.rejected.find(({ family }) => family === 'seasonal-naive')
        if (left) {
          expect(left.canBeBuilt).toBe(false)
          return
        }
        // The recommended one comes first, and the baseline may be that; else it comes last.
        const { proposals, recommendation } = result.set
        const recommended = proposals.find(({ id }) => id === recommendation.id)
        const bar = recommended?.family === 'seasonal-naive' ? proposals[0] : proposals.at(-1)
        expect(bar?.family).toBe('seasonal-naive')
      }),
      { numRuns: 20, examples: [[briefOf(overAnAssumedLimit)]] },
    )
  })

  it('give every figure, or why it is unknown, with arithmetic and source', () => {
    fc.assert(
      fc.property(briefs(), (brief) => {
        const result = propose(brief)
        for (const { figures, unknown } of result.kind === 'set' ? result.set.proposals : [])
          for (const name of figureNames) {
            const figure = figures[name]
            if (figure) {
              expect(figure.low).toBeLessThanOrEqual(figure.value)
              expect(figure.value).toBeLessThanOrEqual(figure.high)
              expect(figure.formula).not.toBe('')
              expect(figure.source).not.toBe('')
            } else expect(unknown[name]).toMatch(/\w/)
          }
      }),
      { numRuns: 15 },
    )
  })
})

describe('the proposals for the sample request', () => {
  const set = setOf(sampleRequest)

  it('predict 63 steps with their quantiles', () => {
    for (const { outputs } of set.proposals) expect(outputs[0]?.shape).toEqual([63, 3])
  })

  it('take the horizon from the words and say of everything else that it is assumed', () => {
    expect(set.understood).toContainEqual({ fact: 'data.horizon', label: 'Horizon', value: '63 days' })
    const assumed = set.assumptions.map(({ fact }) => fact)
    for (const fact of ['seriesCount', 'historyLength', 'frequency', 'seasonal', 'knownFuture'])
      expect(assumed).toContain(`data.${fact}`)
    expect(assumed).toContain('targets.output')
    for (const { effect } of set.assumptions) expect(effect).toMatch(/\.$/)
  })

  it('hold a light model, a deep one and the baseline', () => {
    const kinds = set.proposals.map(({ family }) => kindOf(family))
    expect(kinds).toContain('baseline')
    expect(kinds.some((kind) => kind === 'linear' || kind === 'trees')).toBe(true)
    expect(kinds.some((kind) => kind === 'recurrent' || kind === 'attention')).toBe(true)
  })

  it('are judged by a rolling backtest, never a random split, by horizon bucket', () => {
    for (const { training } of set.proposals) {
      expect(training.evaluation.join(' ')).toMatch(/rolling-origin backtest/)
      expect(training.evaluation.join(' ')).toMatch(/never at random/)
      expect(training.evaluation.join(' ')).toMatch(/1-7, 8-28, 29-63/)
    }
  })

  it('name the fact that switches the recommendation, and it does', () => {
    expect(set.recommendation.switchFact).toMatch(/planned inputs .* known in advance/)
    const switched = setOf(`${sampleRequest}, promotions and prices are known in advance`)
    const before = set.proposals.find(({ id }) => id === set.recommendation.id)
    const after = switched.proposals.find(({ id }) => id === switched.recommendation.id)
    expect(after?.family).not.toBe(before?.family)
    expect(set.recommendation.switchFact).toContain(after?.name)
  })

  it('trade each approach off against another one, in every aspect that is asked for', () => {
    for (const { tradeoffs, name, alternativeName } of set.proposals) {
      const aspects = tradeoffs.map(({ aspect }) => aspect)
      expect(aspects.slice(0, 3)).toEqual(['Performance', 'Complexity', 'Resources'])
      expect(alternativeName).not.toBe(name)
    }
  })
})

describe('a family that stands back for others', () => {
  const others = 'no trees, no neural networks'

  it('is left out while there are others, and steps in where there are none', () => {
    const request = `${sampleRequest}, 200 series, 3 years of history`
    expect(setOf(request).rejected.map(({ family }) => family)).toContain('exponential-smoothing')
    expect(setOf(`${request}, ${others}`).proposals.map(({ family }) => family)).toEqual([
      'exponential-smoothing',
      'seasonal-naive',
    ])
  })
})

describe('a better approach that breaks a limit which nobody named', () => {
  const { proposals, recommendation } = setOf(overAnAssumedLimit)

  it('is shown after the baseline, and the recommendation says that nothing else holds it back', () => {
    expect(proposals.map(({ family }) => family)).toEqual(['seasonal-naive', 'exponential-smoothing'])
    expect(recommendation.id).toBe('A')
    expect(recommendation.why).toMatch(
      /B Exponential smoothing .* would lead .* only assumed: training takes/,
    )
    expect(recommendation.why).not.toMatch(/may be enough/)
  })

  it('never reads as equal to what is allowed', () => {
    expect(proposals[1]?.risks[0]).toContain('training takes just over 24 h; 24 h are allowed')
  })
})

describe('what a person asks for by name', () => {
  it('is among the proposals where it can be built', () => {
    expect(setOf(`${sampleRequest}, use an LSTM`).proposals.map(({ name }) => name)).toContain(
      'LSTM encoder-decoder',
    )
  })

  it('is not, where they ruled it out', () => {
    const { proposals, rejected } = setOf(`${sampleRequest}, no neural networks`)
    expect(proposals.every(({ spec }) => spec === null)).toBe(true)
    expect(rejected.find(({ family }) => family === 'dlinear')?.reason).toBe('You ruled out neural networks.')
  })

  it('gets an honest answer where the catalogue does not have it', () => {
    const { rejected } = setOf(`${sampleRequest}, use N-HiTS`)
    expect(rejected.find(({ name }) => name === 'N-HiTS')?.reason).toMatch(
      /not in the catalogue yet.*N-BEATS/,
    )
  })

  it('must be explainable where that is required', () => {
    const { proposals } = setOf(`${sampleRequest}, every forecast must be explainable`)
    for (const { family } of proposals)
      expect(families.find(({ id }) => id === family)?.interpretability).toBeGreaterThanOrEqual(0.5)
  })
})
