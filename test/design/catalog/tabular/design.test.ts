/** Models of tables: who leads when, what is computed, and what a reader of the proposal is told. */
import { describe, expect, it } from 'vitest'
import { type Facts, familiesOf, first, proposalOf, setOf } from './briefs.js'

const table = (said: Facts) => setOf('tabular', said)
const rows = (count: number, more: Facts = {}): Facts => ({
  task: 'binary classification',
  ...more,
  data: { rows: count, featureCount: 40, ...more.data },
})

describe('the recommendation for a table', () => {
  it.each([
    [500, 'linear-model'],
    [20_000, 'table-boosted-trees'],
    [2_000_000, 'table-boosted-trees'],
  ])('of %i rows is %s', (count, family) => {
    expect(first(table(rows(count))).family).toBe(family)
  })

  it('goes by the rare cases, not by the rows', () => {
    const rare = table(rows(1_000_000, { data: { positives: 40 } }))
    expect(first(rare).family).toBe('linear-model')
    expect(first(rare).risks.join()).toContain('Only 40 of 1,000,000 rows are positive')
  })

  it('is what can be read off charts where few thousand decisions must be explained', () => {
    const set = table(rows(5_000, { constraints: { interpretability: 'must' } }))
    expect(first(set).family).toBe('additive-model')
    expect(familiesOf(set)).toContain('linear-model')
    expect(set.rejected.filter(({ family }) => family === 'table-mlp')).toHaveLength(1)
  })

  it('is a network where trees cannot be meant', () => {
    const set = table(rows(2_000_000, { constraints: { excludedFamilies: ['trees', 'additive'] } }))
    expect(['table-mlp', 'ft-transformer']).toContain(first(set).family)
  })

  it('never holds a deep network of a few rows', () => {
    expect(familiesOf(table(rows(900)))).not.toContain('table-mlp')
    expect(familiesOf(table(rows(20_000)))).not.toContain('ft-transformer')
  })
})

describe('a proposal for a table', () => {
  it('has the linear model as its bar and SHAP as its reasons', () => {
    const set = table(rows(50_000, { constraints: { interpretability: 'must' } }))
    const trees = proposalOf(set, 'table-boosted-trees')
    expect(trees.plan.join('\n')).toMatch(/logistic regression on the same split/)
    expect(trees.plan.join('\n')).toMatch(/src\/explain\.py.*TreeSHAP/)
    expect(familiesOf(set).at(-1)).toBe('linear-model')
  })

  it('splits by time with the gap of the label, and by folds without dates', () => {
    const dated = first(table(rows(50_000, { data: { horizon: { value: 1, unit: 'month' } } })))
    expect(dated.training.evaluation[0]).toMatch(/^Split by time.*a gap of 1 month/)
    const undated = first(table(rows(50_000, { data: { dated: false } })))
    expect(undated.training.evaluation[0]).toMatch(/stratified 5-fold cross-validation/)
  })

  it('says how surely recall can be known: 1.96 x sqrt(0.25 / positives of the test rows)', () => {
    const { training } = first(table(rows(50_000, { data: { positives: 5_000 } })))
    // 15% of 5,000 are 750: 100 x 1.96 x sqrt(0.25 / 750) = 3.58.
    expect(training.evaluation.join()).toContain('about 750 positive cases')
    expect(training.evaluation.join()).toContain('within 3.6 points')
  })

  it('takes the loss of its target', () => {
    const loss = (said: Facts) => first(table(said)).training.loss
    expect(loss({ task: 'regression', data: { rows: 1e6, intermittent: true } })).toMatch(/^Tweedie/)
    expect(loss({ task: 'multi-class classification', data: { rows: 1e5, classes: 6 } })).toMatch(/6 classes/)
    expect(loss({ task: 'survival analysis', data: { rows: 1e4 } })).toMatch(/^Cox/)
    expect(loss(rows(1e6, { data: { positiveRate: 0.002 } }))).toMatch(/nothing is resampled/)
  })

  it('has an output for each class, and two arms of an experiment', () => {
    expect(
      first(table({ task: 'multi-class classification', data: { rows: 1e5, classes: 6 } })).outputs[0]?.shape,
    ).toEqual([6])
    const uplift = first(table({ task: 'uplift modelling', data: { rows: 1e5 } }))
    expect(uplift.outputs[0]?.shape).toEqual([2])
    expect(uplift.training.evaluation[0]).toMatch(/experiment/)
  })

  it('gives quantiles where they are asked for', () => {
    const set = table({ task: 'regression', data: { rows: 400_000 }, targets: { quantiles: [0.9, 0.1] } })
    expect(first(set).outputs[0]?.shape).toEqual([2])
    expect(first(set).training.loss).toContain('P10 and P90')
    expect(familiesOf(set)).not.toContain('additive-model')
    expect(proposalOf(set, 'linear-model').name).toBe('Linear quantile regression')
  })

  it('names TabPFN for small tables only, and not where nothing may leave', () => {
    const small = table(rows(8_000))
    expect(proposalOf(small, 'table-boosted-trees').plan.join()).toContain('TabPFN v2')
    const closed = table(rows(8_000, { constraints: { airGapped: true } }))
    expect(proposalOf(closed, 'table-boosted-trees').plan.join()).not.toContain('TabPFN')
    expect(proposalOf(table(rows(80_000)), 'table-boosted-trees').plan.join()).not.toContain('TabPFN')
  })

  it('keeps what it learns under the labels there are', () => {
    for (const count of [1_000, 10_000, 200_000])
      for (const { parts, figures } of table(rows(count)).proposals) {
        const [main] = parts
        if (main?.kind === 'network') expect(figures.trainableParams.value).toBeLessThanOrEqual(0.7 * count)
      }
  })

  it('starts with a penalised sum where columns are many for the rows', () => {
    const genes = table({
      task: 'binary classification',
      data: { rows: 1_500, featureCount: 4_000, positiveRate: 0.3 },
    })
    expect(first(genes).family).toBe('linear-model')
    expect(first(genes).risks.join()).toContain('chance finds columns')
  })

  it('fits weights on as many rows as move them, and trees on a sample of very many', () => {
    const set = table(rows(200_000_000))
    expect(proposalOf(set, 'linear-model').overview).toContain('on a sample of')
    expect(proposalOf(set, 'table-boosted-trees').plan.join()).toContain(
      'Draw 20,000,000 of the 140,000,000 training rows',
    )
  })

  it('takes the rows of a month from the rate at which they come', () => {
    const stream = table({
      task: 'binary classification',
      data: { positiveRate: 0.001 },
      targets: { throughputPerSecond: 300 },
    })
    expect(first(stream).family).toBe('table-boosted-trees')
    expect(first(stream).risks.join()).toContain('Only 10,000 of 10,000,000 rows are positive')
  })

  it('groups rows where there is no right answer', () => {
    const set = table({ task: 'clustering', data: { rows: 100_000, featureCount: 30 } })
    expect(familiesOf(set).sort()).toEqual(['gaussian-mixture', 'k-means'])
    expect(first(set).training.evaluation.join()).toMatch(/Rand index/)
    expect(first(set).plan.join()).not.toMatch(/label/)
  })

  it('passes over a table more than once before a network is judged', () => {
    const set = table(rows(2_000_000, { constraints: { wantedFamilies: ['transformer'] } }))
    expect(proposalOf(set, 'ft-transformer').training.steps?.epochs).toBe(20)
  })

  it('gives the share of every group where groups are mixed', () => {
    const set = table({ task: 'clustering', data: { rows: 85_000, featureCount: 24, classes: 5 } })
    expect(proposalOf(set, 'gaussian-mixture').outputs[0]?.shape).toEqual([5])
    expect(proposalOf(set, 'k-means').outputs[0]?.shape).toEqual([1])
  })
})
