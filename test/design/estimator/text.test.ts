/** Estimators that read text: n-grams with a linear model, BM25, rules. */
import { describe, expect, it } from 'vitest'
import { describeEstimator, estimatorFigures } from '../../../src/design/estimator/estimator.js'
import type { Workload } from '../../../src/design/estimator/workload.js'

const load: Workload = {
  seriesCount: 1,
  points: 1,
  trainingRows: 20_000,
  features: 1700,
  rowsPerRequest: 1,
  outputsPerRow: 1,
  trainingCores: 4,
  servingCores: 4,
}

describe('a linear model on n-grams', () => {
  const model = {
    kind: 'ngram_linear' as const,
    word_ngrams: 100_000,
    char_ngrams: 100_000,
    outputs: 12,
  }

  it('has a row of weights for each class, and the rarity of each n-gram', () => {
    const { params, trainableParams } = estimatorFigures(model, load)
    expect(trainableParams.value).toBe(200_000 * 12)
    expect(params.value).toBe(200_000 * 13)
  })

  it('answers within 5 ms on a core, what it is chosen for (Joulin et al., 2017)', () => {
    expect(estimatorFigures(model, load).latency.high).toBeLessThan(5)
  })

  it('says of tags that they are decoded together', () => {
    expect(describeEstimator({ ...model, row: 'token' })).toContain('CRF')
  })
})

describe('BM25', () => {
  const index = (documents: number) => ({
    kind: 'bm25' as const,
    documents,
    words: 300,
    query_words: 6,
  })

  it('learns nothing', () => {
    expect(estimatorFigures(index(1e6), load).trainableParams.value).toBe(0)
  })

  it('takes a fraction of the text itself', () => {
    const million = estimatorFigures(index(1e6), load)
    const textBytes = 1e6 * 300 * 6
    expect(million.weightMemory.value).toBeLessThan(textBytes / 2)
    expect(million.weightMemory.value).toBeGreaterThan(textBytes / 20)
  })

  it('answers from a million documents in milliseconds, and slower from ten', () => {
    const [one, ten] = [estimatorFigures(index(1e6), load), estimatorFigures(index(1e7), load)]
    expect(one.latency.value).toBeLessThan(5)
    expect(ten.latency.value).toBeGreaterThan(one.latency.value)
  })
})

describe('rules', () => {
  it('are counted as they are written, and learn nothing', () => {
    const model = { kind: 'rules' as const, rules: 28, what: 'patterns for 14 fields' }
    const figures = estimatorFigures(model, load)
    expect(figures.params.value).toBe(28)
    expect(figures.trainableParams.value).toBe(0)
    expect(describeEstimator(model)).toBe('Rules: 28 rules, patterns for 14 fields')
  })
})
