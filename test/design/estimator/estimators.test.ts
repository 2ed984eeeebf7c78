/** What holds for every estimator: ranges, units, sources, and formulas that give the value they stand for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../../src/design/estimate/figure.js'
import {
  describeEstimator,
  type Estimator,
  estimatorFigures,
  estimatorSchema,
} from '../../../src/design/estimator/estimator.js'
import type { EstimatorFigures, Workload } from '../../../src/design/estimator/workload.js'
import { evaluate } from '../../support/formula.js'

const estimators: fc.Arbitrary<Estimator> = fc.oneof(
  fc.record({
    kind: fc.constant('seasonal_naive' as const),
    season: fc.integer({ min: 1, max: 9000 }),
    error_quantiles: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('exponential_smoothing' as const),
    season: fc.integer({ min: 1, max: 9000 }),
    damped_trend: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('gradient_boosted_trees' as const),
    trees: fc.integer({ min: 1, max: 3000 }),
    leaves: fc.integer({ min: 2, max: 255 }),
    outputs: fc.integer({ min: 1, max: 9 }),
    learning_rate: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('bm25' as const),
    documents: fc.integer({ min: 1, max: 1e8 }),
    words: fc.integer({ min: 1, max: 20_000 }),
    query_words: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    kind: fc.constant('ngram_linear' as const),
    word_ngrams: fc.integer({ min: 1, max: 1e6 }),
    char_ngrams: fc.integer({ min: 0, max: 1e6 }),
    outputs: fc.integer({ min: 1, max: 5000 }),
    row: fc.constantFrom('text' as const, 'token' as const),
  }),
  fc.record({
    kind: fc.constant('rules' as const),
    rules: fc.integer({ min: 1, max: 5000 }),
    what: fc.constant('patterns for dates and amounts'),
  }),
  fc.record({
    kind: fc.constant('vector_index' as const),
    vectors: fc.integer({ min: 1, max: 1e9 }),
    dim: fc.integer({ min: 1, max: 4096 }),
    method: fc.constantFrom('exact' as const, 'hnsw' as const, 'ivf_pq' as const),
  }),
)
const workloads: fc.Arbitrary<Workload> = fc.record({
  seriesCount: fc.integer({ min: 1, max: 100_000 }),
  points: fc.integer({ min: 100_000, max: 1e9 }),
  trainingRows: fc.integer({ min: 1, max: 1e8 }),
  features: fc.integer({ min: 1, max: 500 }),
  rowsPerRequest: fc.integer({ min: 1, max: 2000 }),
  outputsPerRow: fc.integer({ min: 1, max: 9 }),
  trainingCores: fc.integer({ min: 1, max: 64 }),
  servingCores: fc.integer({ min: 1, max: 64 }),
})

const units = {
  params: 'parameters',
  trainableParams: 'parameters',
  flops: 'FLOPs',
  weightMemory: 'bytes',
  servingMemory: 'bytes',
  trainingMemory: 'bytes',
  latency: 'milliseconds',
  trainingTime: 'hours',
} as const
type Name = keyof typeof units
const names = Object.keys(units) as Name[]
const figuresOf = (figures: EstimatorFigures) => names.map((name): [Name, Figure] => [name, figures[name]])

/** Formulas give seconds; figures hours and milliseconds. */
const perBase: Readonly<Record<string, number>> = { hours: 1 / 3600, milliseconds: 1000 }

describe('every estimator', () => {
  it('gives finite figures in their units, between low and high, each with a source', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        for (const [name, figure] of figuresOf(estimatorFigures(estimator, load))) {
          expect([name, figure.unit]).toEqual([name, units[name]])
          for (const value of [figure.low, figure.value, figure.high])
            expect(Number.isFinite(value)).toBe(true)
          expect(figure.low).toBeGreaterThanOrEqual(0)
          expect(figure.value).toBeGreaterThanOrEqual(figure.low)
          expect(figure.high).toBeGreaterThanOrEqual(figure.value)
          expect(figure.source.length).toBeGreaterThan(10)
        }
      }),
    )
  })

  it('gives formulas that come to the value', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        for (const [name, figure] of figuresOf(estimatorFigures(estimator, load))) {
          const value = evaluate(figure.formula) * (perBase[figure.unit] ?? 1)
          // The depth of a tree is written with four digits.
          const rounding = name === 'latency' ? 1e-3 : 1e-5
          expect(Math.abs(value - figure.value), `${name}: ${figure.formula}`).toBeLessThanOrEqual(
            rounding * figure.value,
          )
        }
      }),
    )
  })

  it('writes formulas and descriptions without broken plurals', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        const formulas = figuresOf(estimatorFigures(estimator, load)).map(([, { formula }]) => formula)
        for (const words of [...formulas, describeEstimator(estimator)])
          expect(words).not.toMatch(
            /(?<![\d,.])1 (?:trees|outputs|steps|rows|cores|points|features|splits|states)\b|NaN|undefined/,
          )
      }),
    )
  })

  const grown: readonly (readonly [Exclude<keyof Workload, 'accelerator'>, readonly Name[]])[] = [
    ['seriesCount', ['params', 'weightMemory', 'servingMemory']],
    ['points', ['trainingMemory', 'trainingTime']],
    ['trainingRows', ['trainingMemory', 'trainingTime']],
    ['features', ['servingMemory', 'trainingMemory', 'trainingTime']],
    ['rowsPerRequest', ['params', 'flops', 'servingMemory', 'latency']],
  ]
  it.each(grown)('never asks for less with more %s', (size, grows) => {
    fc.assert(
      fc.property(estimators, workloads, fc.integer({ min: 2, max: 10 }), (estimator, load, times) => {
        // Points per series decide how much there is to sort, so series grow with their points.
        const more = { ...load, [size]: load[size] * times }
        const [before, after] = [estimatorFigures(estimator, load), estimatorFigures(estimator, more)]
        // More rows may spread over more cores and take just as long, but for rounding.
        for (const name of grows)
          for (const end of ['low', 'value', 'high'] as const)
            expect(after[name][end]).toBeGreaterThanOrEqual(before[name][end] * (1 - 1e-12))
      }),
    )
  })

  it('is never slower with more cores', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        const more = { ...load, trainingCores: 2 * load.trainingCores, servingCores: 2 * load.servingCores }
        const [before, after] = [estimatorFigures(estimator, load), estimatorFigures(estimator, more)]
        expect(after.trainingTime.value).toBeCloseTo(before.trainingTime.value / 2, 12)
        expect(after.latency.value).toBeLessThanOrEqual(before.latency.value)
      }),
    )
  })

  it('is valid in the schema, and its library is named', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        expect(estimatorSchema.parse(estimator)).toEqual(estimator)
        expect(estimatorFigures(estimator, load).library).toMatch(/^[A-Za-z]/)
      }),
    )
  })

  it.each([
    { kind: 'gradient_boosted_trees', trees: 0, leaves: 31, outputs: 1, learning_rate: 0.1 },
    { kind: 'gradient_boosted_trees', trees: 10, leaves: 1, outputs: 1, learning_rate: 0.1 },
    { kind: 'seasonal_naive', season: 0, error_quantiles: 0 },
    { kind: 'exponential_smoothing', season: 1.5, damped_trend: true },
    { kind: 'popularity' },
  ])('is refused by the schema where a field makes no sense: %j', (estimator) => {
    expect(estimatorSchema.safeParse(estimator).success).toBe(false)
  })
})
