/** Estimators of tables, series and graphs: what holds for all, then each kind's own arithmetic. */
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

const count = (max: number) => fc.integer({ min: 1, max })
const estimators: fc.Arbitrary<Estimator> = fc.oneof(
  fc.record({
    kind: fc.constant('linear_model' as const),
    link: fc.constantFrom('identity' as const, 'logit' as const, 'log' as const),
    outputs: count(50),
    penalties: count(20),
    folds: count(10),
  }),
  fc.record({
    kind: fc.constant('additive_model' as const),
    bins: fc.integer({ min: 2, max: 1024 }),
    pairs: fc.integer({ min: 0, max: 50 }),
    bags: count(20),
    outputs: count(10),
  }),
  fc.record({
    kind: fc.constant('random_forest' as const),
    trees: count(1000),
    leaf_rows: count(50),
    columns_tried: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('gaussian_process' as const),
    kernel: fc.constantFrom('tanimoto' as const, 'rbf' as const),
  }),
  fc.record({ kind: fc.constant('robust_threshold' as const), buckets: count(1008) }),
  fc.record({
    kind: fc.constant('isolation_forest' as const),
    trees: count(500),
    sample: fc.integer({ min: 2, max: 4096 }),
  }),
  fc.record({
    kind: fc.constant('label_propagation' as const),
    nodes: count(1e8),
    edges: count(1e9),
    outputs: count(100),
    iterations: count(100),
    flows: count(2),
  }),
  fc.record({
    kind: fc.constant('neighbourhood_features' as const),
    nodes: count(1e8),
    edges: count(1e9),
    columns: fc.integer({ min: 0, max: 500 }),
    hops: count(3),
  }),
  fc.record({
    kind: fc.constant('k_means' as const),
    clusters: fc.integer({ min: 2, max: 100 }),
    starts: count(50),
    soft: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('fingerprint' as const),
    radius: fc.integer({ min: 0, max: 4 }),
    bits: count(4096),
  }),
)
const loads: fc.Arbitrary<Workload> = fc.record({
  seriesCount: count(100_000),
  points: fc.integer({ min: 100_000, max: 1e9 }),
  trainingRows: count(1e6),
  features: count(500),
  rowsPerRequest: count(2000),
  outputsPerRow: count(9),
  trainingCores: count(64),
  servingCores: count(64),
})
const load: Workload = {
  seriesCount: 60_000,
  points: 60_000 * 8640,
  trainingRows: 50_000,
  features: 80,
  rowsPerRequest: 1,
  outputsPerRow: 1,
  trainingCores: 4,
  servingCores: 4,
}

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
const figuresOf = (figures: EstimatorFigures) =>
  (Object.keys(units) as Name[]).map((name): [Name, Figure] => [name, figures[name]])
/** Formulas give seconds; figures hours and milliseconds. */
const perBase: Readonly<Record<string, number>> = { hours: 1 / 3600, milliseconds: 1000 }

describe('estimators of tables, series and graphs', () => {
  it('give finite figures in their units, between low and high, each with a source', () => {
    fc.assert(
      fc.property(estimators, loads, (estimator, load) => {
        for (const [name, figure] of figuresOf(estimatorFigures(estimator, load))) {
          expect([name, figure.unit]).toEqual([name, units[name]])
          expect(Number.isFinite(figure.high)).toBe(true)
          expect(figure.low).toBeGreaterThanOrEqual(0)
          expect(figure.value).toBeGreaterThanOrEqual(figure.low)
          expect(figure.high).toBeGreaterThanOrEqual(figure.value)
          expect(figure.source.length).toBeGreaterThan(10)
        }
      }),
    )
  })

  it('give formulas that come to the value', () => {
    fc.assert(
      fc.property(estimators, loads, (estimator, load) => {
        for (const [name, figure] of figuresOf(estimatorFigures(estimator, load))) {
          const value = evaluate(figure.formula) * (perBase[figure.unit] ?? 1)
          expect(
            Math.abs(value - figure.value),
            `${estimator.kind} ${name}: ${figure.formula}`,
          ).toBeLessThanOrEqual(1e-5 * figure.value)
        }
      }),
    )
  })

  it('write formulas and descriptions without broken plurals', () => {
    fc.assert(
      fc.property(estimators, loads, (estimator, load) => {
        const formulas = figuresOf(estimatorFigures(estimator, load)).map(([, { formula }]) => formula)
        for (const words of [...formulas, describeEstimator(estimator)])
          expect(words).not.toMatch(
            /(?<![\d,.])1 (?:trees|outputs|steps|rows|cores|columns|nodes|edges|bits|folds|maps|bags)\b|NaN|undefined/,
          )
      }),
    )
  })

  it('are valid in the schema', () => {
    fc.assert(
      fc.property(estimators, (estimator) => {
        expect(estimatorSchema.parse(estimator)).toEqual(estimator)
      }),
    )
  })

  it('are never slower with more cores', () => {
    fc.assert(
      fc.property(estimators, loads, (estimator, load) => {
        const more = { ...load, trainingCores: 2 * load.trainingCores, servingCores: 2 * load.servingCores }
        const [before, after] = [estimatorFigures(estimator, load), estimatorFigures(estimator, more)]
        expect(after.trainingTime.value).toBeCloseTo(before.trainingTime.value / 2, 9)
        expect(after.latency.value).toBeLessThanOrEqual(before.latency.value)
      }),
    )
  })
})

describe('a linear model', () => {
  const figures = (outputs: number) =>
    estimatorFigures({ kind: 'linear_model', link: 'logit', outputs, penalties: 10, folds: 5 }, load)

  it('has a weight for each column and an intercept', () => {
    expect(figures(1).params.value).toBe(81)
    expect(figures(5).params.value).toBe(5 * 81)
  })

  it('takes between low and high as long as a measured fit', () => {
    // One core, 50,000 rows of 80 numbers, 10 iterations: 0.08 s with scikit-learn 1.9, so 0.4 s at 50.
    const { trainingTime } = estimatorFigures(
      { kind: 'linear_model', link: 'logit', outputs: 1, penalties: 1, folds: 1 },
      { ...load, trainingCores: 1 },
    )
    const measured = 0.08 * 5 * 2
    expect(trainingTime.low * 3600).toBeLessThan(measured)
    expect(trainingTime.high * 3600).toBeGreaterThan(measured)
  })
})

describe('a random forest', () => {
  // Measured with scikit-learn 1.9 on one core.
  it.each([
    ['bits', 4_200, 2_048, 5, 1 / 3, 3.02],
    ['many rows', 100_000, 30, 3, 1 / 3, 2.24],
    ['numbers', 20_000, 50, 10, 1 / 3, 1.85],
  ])('is grown between low and high as fast as measured: %s', (_, rows, columns, trees, tried, seconds) => {
    const { trainingTime } = estimatorFigures(
      { kind: 'random_forest', trees, leaf_rows: 1, columns_tried: tried },
      { ...load, trainingRows: rows, features: columns, trainingCores: 1 },
    )
    expect(trainingTime.low * 3600).toBeLessThan(seconds)
    expect(trainingTime.high * 3600).toBeGreaterThan(seconds)
  })

  it('has about as many nodes as a measured one, 5,343 a tree on 4,200 rows', () => {
    const { params } = estimatorFigures(
      { kind: 'random_forest', trees: 1, leaf_rows: 1, columns_tried: 0.3 },
      { ...load, trainingRows: 4_200 },
    )
    expect(Math.abs(params.value - 5_343)).toBeLessThan(0.02 * 5_343)
  })
})

describe('a Gaussian process', () => {
  const figures = (rows: number) =>
    estimatorFigures(
      { kind: 'gaussian_process', kernel: 'tanimoto' },
      { ...load, trainingRows: rows, features: 2048 },
    )

  it('is cubic in the examples to fit, square to keep', () => {
    const [small, large] = [figures(10_000), figures(100_000)]
    expect(large.trainingTime.value / small.trainingTime.value).toBeGreaterThan(900)
    expect(large.trainingMemory.value / small.trainingMemory.value).toBe(100)
    expect(small.trainingMemory.value).toBe(3 * 10_000 * 10_000 * 8)
  })
})

describe('robust thresholds', () => {
  it('keep two statistics a bucket and three running values for every series', () => {
    const { params, latency } = estimatorFigures({ kind: 'robust_threshold', buckets: 168 }, load)
    expect(params.value).toBe(60_000 * (168 * 2 + 3))
    expect(latency.value).toBeLessThan(1)
  })
})

describe('an isolation forest', () => {
  const model = { kind: 'isolation_forest', trees: 100, sample: 256 } as const

  it('is as large whatever the data', () => {
    const sizes = [1e3, 1e7].map(
      (rows) => estimatorFigures(model, { ...load, trainingRows: rows }).params.value,
    )
    expect(sizes).toEqual([100 * 511, 100 * 511])
  })

  it('scores a row in between low and high of what was measured: 40 ns a tree', () => {
    const { latency } = estimatorFigures(model, { ...load, rowsPerRequest: 50_000, servingCores: 1 })
    const measured = 50_000 * 100 * 40e-6
    expect(latency.low).toBeLessThan(measured)
    expect(latency.high).toBeGreaterThan(measured)
  })
})

describe('label propagation and neighbourhood features', () => {
  it('go along every edge both ways in each iteration', () => {
    const hours = (edges: number, iterations: number) =>
      estimatorFigures(
        { kind: 'label_propagation', nodes: 2e6, edges, outputs: 10, iterations, flows: 1 },
        load,
      ).trainingTime.value
    expect(hours(2e7, 50)).toBeCloseTo(2 * hours(1e7, 50), 12)
    expect(hours(1e7, 100)).toBeCloseTo(2 * hours(1e7, 50), 12)
  })

  it('make columns of means for every step out', () => {
    const { weightMemory } = estimatorFigures(
      { kind: 'neighbourhood_features', nodes: 1000, edges: 5000, columns: 20, hops: 2 },
      load,
    )
    expect(weightMemory.value).toBe(1000 * (20 * 3 + 6) * 4)
  })
})

describe('boosted trees of records', () => {
  it('say what their outputs are', () => {
    const model = {
      kind: 'gradient_boosted_trees',
      trees: 500,
      leaves: 31,
      outputs: 4,
      learning_rate: 0.05,
    } as const
    expect(describeEstimator({ ...model, output_of: 'class' })).toContain('4 models, one per class')
    expect(estimatorFigures({ ...model, output_of: 'class' }, load).notCounted).toContain(
      'making the columns',
    )
  })
})
