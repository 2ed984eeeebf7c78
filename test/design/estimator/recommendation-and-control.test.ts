/** Estimators of recommendation and of decisions: counts, memory and time by hand, and formulas that hold. */
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
    kind: fc.constant('popularity' as const),
    items: count(2_000_000),
    segments: count(200),
    listed: count(1000),
    half_life_days: fc.double({ min: 0.1, max: 365, noNaN: true }),
    score: fc.constantFrom('count' as const, 'rate' as const),
  }),
  fc.record({
    kind: fc.constant('item_neighbours' as const),
    method: fc.constantFrom('cosine' as const, 'ease' as const),
    items: count(50_000),
    neighbours: count(500),
    history: count(200),
  }),
  fc.record({
    kind: fc.constant('matrix_factorisation' as const),
    method: fc.constantFrom('implicit_als' as const, 'rating_als' as const, 'bpr' as const),
    users: count(5_000_000),
    items: count(2_000_000),
    dim: count(256),
    iterations: count(50),
  }),
  fc.record({
    kind: fc.constant('propagated_vectors' as const),
    users: count(5_000_000),
    items: count(2_000_000),
    dim: count(256),
    layers: count(4),
    batch: count(16_384),
    epochs: count(500),
  }),
  fc.record({
    kind: fc.constant('linear_bandit' as const),
    method: fc.constantFrom('linucb' as const, 'thompson' as const),
    actions: count(1000),
    context: count(200),
  }),
  fc.record({
    kind: fc.constant('decision_tree' as const),
    leaves: fc.integer({ min: 2, max: 4096 }),
    outputs: count(50),
  }),
  fc.record({
    kind: fc.constant('policy_rule' as const),
    rule: fc.constantFrom(
      'present' as const,
      'best_fixed' as const,
      'random' as const,
      'controller' as const,
    ),
    settings: count(1000),
    observed: count(1000),
  }),
)
const workloads: fc.Arbitrary<Workload> = fc.record({
  seriesCount: count(100_000),
  points: fc.integer({ min: 1000, max: 1e9 }),
  trainingRows: count(1e8),
  features: count(500),
  rowsPerRequest: count(2000),
  outputsPerRow: count(9),
  trainingCores: count(64),
  servingCores: count(64),
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
const perBase: Readonly<Record<string, number>> = { hours: 1 / 3600, milliseconds: 1000 }

describe('estimators of recommendation and control', () => {
  it('give figures in their units, between low and high, by formulas that come to the value', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        for (const [name, figure] of figuresOf(estimatorFigures(estimator, load))) {
          expect([name, figure.unit]).toEqual([name, units[name]])
          expect(figure.low).toBeGreaterThanOrEqual(0)
          expect(figure.value).toBeGreaterThanOrEqual(figure.low)
          expect(figure.high).toBeGreaterThanOrEqual(figure.value)
          expect(figure.source.length).toBeGreaterThan(10)
          const value = evaluate(figure.formula) * (perBase[figure.unit] ?? 1)
          expect(Math.abs(value - figure.value), `${name}: ${figure.formula}`).toBeLessThanOrEqual(
            1e-5 * Math.abs(figure.value),
          )
        }
      }),
    )
  })

  it('say what they are without broken plurals', () => {
    fc.assert(
      fc.property(estimators, workloads, (estimator, load) => {
        const figures = estimatorFigures(estimator, load)
        for (const words of [...figuresOf(figures).map(([, f]) => f.formula), describeEstimator(estimator)])
          expect(words).not.toMatch(
            /(?<![\d,.])1 (?:items|events|users|segments|actions|neighbours|cores|settings|decisions|rows|sweeps|epochs|days)\b|NaN|undefined/,
          )
        expect(figures.library).toMatch(/^[A-Za-z]/)
      }),
    )
  })

  it('never ask for less with more events or more candidates, nor take longer with more cores', () => {
    const grown: readonly (readonly [Exclude<keyof Workload, 'accelerator'>, readonly Name[]])[] = [
      ['points', ['trainingMemory', 'trainingTime']],
      ['rowsPerRequest', ['flops', 'servingMemory', 'latency']],
    ]
    fc.assert(
      fc.property(estimators, workloads, fc.integer({ min: 2, max: 10 }), (estimator, load, times) => {
        const before = estimatorFigures(estimator, load)
        for (const [size, grows] of grown) {
          const after = estimatorFigures(estimator, { ...load, [size]: load[size] * times })
          for (const name of grows)
            for (const end of ['low', 'value', 'high'] as const)
              expect(after[name][end]).toBeGreaterThanOrEqual(before[name][end] * (1 - 1e-12))
        }
        const wider = estimatorFigures(estimator, {
          ...load,
          trainingCores: 2 * load.trainingCores,
          servingCores: 2 * load.servingCores,
        })
        expect(wider.trainingTime.value).toBeCloseTo(before.trainingTime.value / 2, 9)
        expect(wider.latency.value).toBeLessThanOrEqual(before.latency.value)
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

  it.each([
    { kind: 'popularity', items: 10, segments: 1, listed: 5, half_life_days: 0, score: 'count' },
    { kind: 'item_neighbours', method: 'jaccard', items: 10, neighbours: 5, history: 5 },
    { kind: 'matrix_factorisation', method: 'bpr', users: 10, items: 0, dim: 5, iterations: 5 },
    { kind: 'linear_bandit', method: 'linucb', actions: 0, context: 4 },
    { kind: 'policy_rule', rule: 'present', settings: 1.5, observed: 1 },
  ])('refuse what makes no sense: %j', (estimator) => {
    expect(estimatorSchema.safeParse(estimator).success).toBe(false)
  })
})

const load: Workload = {
  seriesCount: 1,
  points: 20_000_000,
  trainingRows: 1_000_000,
  features: 1,
  rowsPerRequest: 1,
  outputsPerRow: 1,
  trainingCores: 4,
  servingCores: 4,
}

describe('popularity', () => {
  it('counts each item in each segment, rates keep what was shown too', () => {
    const counts = { kind: 'popularity', items: 1000, segments: 3, listed: 100, half_life_days: 7 } as const
    expect(estimatorFigures({ ...counts, score: 'count' }, load).params.value).toBe(3000)
    expect(estimatorFigures({ ...counts, score: 'rate' }, load).params.value).toBe(6000)
    expect(describeEstimator({ ...counts, score: 'count' })).toBe(
      'Popularity: counts of 1,000 items in each of 3 segments, half-life 7 days, the top 100 kept ready',
    )
  })
})

describe('item neighbours', () => {
  it('invert a matrix of 10 GB for 50,000 items in EASE', () => {
    const ease = {
      kind: 'item_neighbours',
      method: 'ease',
      items: 50_000,
      neighbours: 1,
      history: 50,
    } as const
    const { weightMemory, trainingMemory, params, trainableParams } = estimatorFigures(ease, load)
    expect(weightMemory.value).toBe(10e9)
    expect(params.value).toBe(2.5e9)
    expect(trainableParams.value).toBe(2.5e9 - 50_000)
    expect(trainingMemory.value).toBe(2 * 10e9 + 20e6 * 8)
  })

  it('take the cube of the items to fit EASE: ten times the items, a thousand times the inversion', () => {
    const hours = (items: number) =>
      estimatorFigures(
        { kind: 'item_neighbours', method: 'ease', items, neighbours: 1, history: 1 },
        { ...load, points: 1 },
      ).trainingTime.value
    expect(hours(20_000) / hours(2_000)).toBeCloseTo(1000, 0)
  })

  it('store neighbour and similarity of each item', () => {
    const knn = {
      kind: 'item_neighbours',
      method: 'cosine',
      items: 2000,
      neighbours: 50,
      history: 20,
    } as const
    const figures = estimatorFigures(knn, load)
    expect(figures.weightMemory.value).toBe(2000 * 50 * 8)
    expect(figures.flops.value).toBe(2 * 20 * 50)
  })
})

describe('matrix factorisation', () => {
  it('holds users and items as vectors: 25.6 MB of item vectors for 100,000 of 64', () => {
    const als = {
      kind: 'matrix_factorisation',
      method: 'implicit_als',
      users: 500_000,
      items: 100_000,
      dim: 64,
      iterations: 15,
    } as const
    const figures = estimatorFigures(als, load)
    expect(figures.params.value).toBe(38_400_000)
    expect(figures.weightMemory.value - 500_000 * 64 * 4).toBe(25.6e6)
    expect(figures.flops.value).toBe(12.8e6)
    expect(figures.latency.low).toBeGreaterThan(0.5)
    expect(figures.latency.value).toBeLessThan(3)
  })
})

describe('vectors averaged over a graph', () => {
  const gcn = {
    kind: 'propagated_vectors',
    users: 30_000,
    items: 40_000,
    dim: 64,
    layers: 3,
    batch: 8192,
    epochs: 1,
  } as const

  it('serve as factors do, and pass the whole graph at every step', () => {
    const figures = estimatorFigures(gcn, { ...load, points: 819_200 })
    expect(figures.params.value).toBe(70_000 * 64)
    expect(figures.flops.value).toBe(2 * 40_000 * 64)
    const bytes = 100 * 2 * 3 * 2 * 819_200 * 64 * 4
    expect(figures.trainingTime.value).toBeCloseTo(bytes / 4e9 / 4 / 3600, 9)
  })

  it('take four times as long with twice the events', () => {
    const hours = (points: number) => estimatorFigures(gcn, { ...load, points }).trainingTime.value
    expect(hours(2 * 819_200) / hours(819_200)).toBeCloseTo(4, 9)
  })
})

describe('linear bandit', () => {
  it('keeps one inverse for each action', () => {
    const bandit = { kind: 'linear_bandit', method: 'linucb', actions: 20, context: 30 } as const
    const figures = estimatorFigures(bandit, load)
    expect(figures.params.value).toBe(20 * (900 + 60))
    expect(figures.weightMemory.value).toBe(20 * 960 * 8)
    expect(figures.latency.value).toBeLessThan(1)
  })
})

describe('one decision tree', () => {
  it('stores a column and a threshold for a split, and numbers for a leaf', () => {
    const tree = { kind: 'decision_tree', leaves: 64, outputs: 4 } as const
    const figures = estimatorFigures(tree, { ...load, features: 30 })
    expect(figures.params.value).toBe(63 * 2 + 64 * 4)
    expect(figures.latency.value).toBeLessThan(0.11)
  })
})

describe('a rule', () => {
  it('learns nothing and answers in about the time of the call', () => {
    const rule = { kind: 'policy_rule', rule: 'controller', settings: 12, observed: 24 } as const
    const figures = estimatorFigures(rule, load)
    expect(figures.trainableParams.value).toBe(0)
    expect(figures.trainingTime.value).toBe(0)
    expect(figures.latency.value).toBeCloseTo(0.1, 3)
  })
})
