/** Questions: only what changes the design, what changes it most first, never what is known. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { applyAnswer } from '../../src/design/asking/answers.js'
import { askablesOf } from '../../src/design/asking/index.js'
import { vagueQuestions } from '../../src/design/asking/vague.js'
import type { Brief } from '../../src/design/brief/brief.js'
import { sameFacts } from '../../src/design/brief/facts-of.js'
import { readBrief } from '../../src/design/brief/read.js'
import { complete } from '../../src/design/catalog/forecasting/complete.js'
import { forecasting } from '../../src/design/catalog/forecasting/field.js'
import { type Proposed, propose } from '../../src/design/propose.js'
import { mostQuestions, questions } from '../../src/design/questions.js'
import { briefOf, briefs, sampleRequest } from './requests.js'

const askables = askablesOf(forecasting)

// Many designs are made here: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** What somebody who decides by a design would look at. */
function outcome(result: Proposed): string {
  if (result.kind === 'impossible') return 'nothing'
  const { proposals, recommendation, rejected } = result.set
  const figures = proposals.map(({ family, figures: f }) => [
    family,
    f.params.value,
    f.latency.value,
    f.trainingMemory.value,
    f.trainingTime.value,
  ])
  return JSON.stringify([
    recommendation.id,
    figures,
    rejected.map(({ family, canBeBuilt }) => [family, canBeBuilt]),
  ])
}

function answeredBy(brief: Brief, question: string, choice: string): Brief {
  const applied = applyAnswer(brief, { question, choice })
  if (!applied.ok) throw new Error(`${question}=${choice} is ${applied.problem}`)
  return applied.brief
}

describe('the questions for the sample request', () => {
  const brief = briefOf(sampleRequest)
  const asked = questions(brief)

  it('ask for the data first, and not for the horizon that was said', () => {
    const ids = asked.map(({ id }) => id)
    expect(ids).toContain('series')
    expect(ids).toContain('history')
    expect(ids).not.toContain('horizon')
  })

  it.each(askables.map(({ id }) => id))(
    'cover the topic "%s" by a question, an assumption or a word said',
    (id) => {
      const result = propose(brief)
      const covered = {
        horizon: 'data.horizon',
        series: 'data.seriesCount',
        history: 'data.historyLength',
        frequency: 'data.frequency',
        seasonality: 'data.seasonal',
        future: 'data.knownFuture',
        output: 'targets.output',
        latency: 'constraints.deployment',
        device: 'constraints.trainingDevice',
      }[id]
      if (asked.some((question) => question.id === id) || covered === undefined) return
      const set = result.kind === 'set' ? result.set : undefined
      expect([...(set?.assumptions ?? []), ...(set?.understood ?? [])].map(({ fact }) => fact)).toContain(
        covered,
      )
    },
  )

  it('say what the answer changes, with the families that it moves', () => {
    for (const { why } of asked) expect(why).toMatch(/DLinear|Exponential smoothing|Gradient-boosted trees/)
    const series = asked.find(({ id }) => id === 'series')
    const alone = propose(answeredBy(brief, 'series', 'one'))
    const best =
      alone.kind === 'set' && alone.set.proposals.find(({ id }) => id === alone.set.recommendation.id)
    expect(best).toMatchObject({ family: 'exponential-smoothing' })
    expect(series?.why).toContain('Exponential smoothing with "one series"')
  })
})

describe('questions for any brief', () => {
  it('are at most four, each with two to four choices, a default among them and a reason', () => {
    fc.assert(
      fc.property(briefs(5), (brief) => {
        const asked = questions(brief)
        expect(asked.length).toBeLessThanOrEqual(mostQuestions)
        for (const { choices, default: usual, why, text } of asked) {
          expect(choices.length).toBeGreaterThanOrEqual(2)
          expect(choices.length).toBeLessThanOrEqual(4)
          expect(choices.filter(({ id }) => id === usual)).toHaveLength(1)
          expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length)
          for (const { id } of choices) expect(id).toMatch(/^[A-Za-z0-9_.-]{1,40}$/)
          expect(why).toMatch(/\.$/)
          expect(text).toMatch(/\?$/)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('change the design when they are answered, and are not asked again', () => {
    fc.assert(
      fc.property(briefs(4), (brief) => {
        const before = outcome(propose(brief))
        for (const { id, choices, default: usual } of questions(brief)) {
          const others = choices.filter((choice) => choice.id !== usual)
          const after = others.map((choice) => answeredBy(brief, id, choice.id))
          expect(after.some((answered) => outcome(propose(answered)) !== before)).toBe(true)
          const [first] = after
          if (first) expect(questions(first).map((question) => question.id)).not.toContain(id)
        }
      }),
      { numRuns: 5 },
    )
  })

  it('have as default what is assumed', () => {
    fc.assert(
      fc.property(briefs(4), (brief) => {
        const before = outcome(propose(brief))
        for (const { id, default: usual } of questions(brief))
          expect(outcome(propose(answeredBy(brief, id, usual)))).toBe(before)
      }),
      { numRuns: 5 },
    )
  })

  it('never ask for what is known', () => {
    fc.assert(
      fc.property(briefs(6), (brief) => {
        const known = askables.filter(({ isKnown }) => isKnown(brief)).map(({ id }) => id)
        for (const { id } of questions(brief)) expect(known).not.toContain(id)
      }),
      { numRuns: 12 },
    )
  })
})

describe('an answer', () => {
  const brief = briefOf(sampleRequest)
  const choices = askables.flatMap((askable) =>
    askable.choices(complete(brief)).map((choice) => ({ question: askable.id, ...choice })),
  )

  it.each(choices.map(({ question, id, label }) => [question, id, label] as const))(
    '%s: %s is understood from its words too',
    (question, id, label) => {
      const chosen = answeredBy(brief, question, id)
      const read = readBrief(`${question}: ${label}`, brief, 'answered').brief
      // A choice may say more than its words (quantiles of an interval), never something else.
      if (!sameFacts(chosen, brief) && !sameFacts(read, brief))
        for (const section of ['data', 'targets', 'constraints'] as const)
          for (const [name, fact] of Object.entries(read[section])) {
            const meant = Object.entries(chosen[section]).find(([other]) => other === name)?.[1]
            expect([name, fact && 'value' in fact && fact.value]).toEqual([
              name,
              meant && 'value' in meant && meant.value,
            ])
          }
    },
  )

  it.each([
    ['series', '40', { value: 40 }],
    ['series', 'about 320 of them', { value: 320 }],
    ['history', '5 years', { value: { value: 5, unit: 'year' } }],
  ])('%s=%s in free words is read as the fact', (question, words, fact) => {
    const applied = applyAnswer(brief, { question, words })
    expect(applied.ok).toBe(true)
    const data = applied.ok ? applied.brief.data : {}
    expect(question === 'series' ? data.seriesCount : data.historyLength).toMatchObject({
      ...fact,
      source: 'answered',
    })
  })

  it('to a question that there is not, or in words that say nothing, is a value, not a crash', () => {
    expect(applyAnswer(brief, { question: 'nope', words: '1' })).toMatchObject({
      ok: false,
      problem: 'unknown-question',
    })
    expect(applyAnswer(brief, { question: 'series', words: 'zzz' })).toMatchObject({
      ok: false,
      problem: 'unread',
    })
  })
})

describe('where nobody said what to predict', () => {
  it('target, data and limits are asked for', () => {
    const asked = vagueQuestions(readBrief('can you design me a model for our customers').brief)
    expect(asked.map(({ id }) => id)).toEqual(['task', 'examples', 'latency', 'explanation'])
  })
})
