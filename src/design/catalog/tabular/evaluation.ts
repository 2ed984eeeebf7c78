/** How a model of a table is judged: split, metrics with what the test set can tell, calibration, reasons, stop rule. */
import { counted, grouped, plain, saySpan } from '../../brief/facts.js'
import { numbered } from '../limits.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { TableFamily } from './family.js'
import { shares, type TabularProblem } from './problem.js'
import { isError, metricsOf, rareRate } from './target.js'

/** Under this many rows one split says too little. */
const fewRows = 5_000

export function evaluation(problem: TabularProblem, { kind }: TableFamily): string[] {
  if (problem.kind === 'groups') return groupEvaluation(kind === 'baseline')
  const { first, more } = metricsOf(problem)
  const asked = problem.brief.targets.metric?.value
  const known = [first, ...more].some((name) => name.toLowerCase() === asked?.toLowerCase())
  const alerts = problem.brief.targets.alertsPerDay?.value
  const measures = [
    ...(alerts
      ? [`recall and precision at ${counted(alerts, 'alert')} a day (the highest scores of each day)`]
      : []),
    ...(asked && !known ? [`${asked} (asked for)`] : []),
    first,
    ...more,
  ]
  return [
    split(problem),
    `Metrics: ${listed(measures)}; ${first} decides${certainty(problem)}.`,
    ...calibration(problem),
    `Leaks are looked for before anything is believed: columns filled after the moment of the ${problem.answer.one}, duplicates across parts, encoders and scalers fitted on all rows; a single column with nearly all the importance is guilty until shown otherwise.`,
    kind === 'baseline'
      ? 'This is the bar: another model ships only if it beats this one on the test rows.'
      : `Stop rule: unless ${first} is at least ${plain(leastLift * 100)}% ${isError(first) ? 'lower' : 'better'} than the baseline's on the test rows, with the bootstrap interval of the difference clear of zero, the baseline ships instead.`,
  ]
}

function split({ rows, dated, brief, answer, kind }: TabularProblem): string {
  const gap = brief.data.horizon?.value
  const side = 'all rows of one customer, patient or machine stay on one side'
  if (kind === 'uplift')
    return `Split at random within each arm of the experiment, ${plain(shares.test * 100)}% for the one test at the end; without a randomised experiment the effect cannot be told from who was chosen.`
  if (dated) {
    const wait = gap
      ? `a gap of ${saySpan(gap)} between the parts, the delay of the label`
      : 'a gap between the parts as long as the delay of the labels'
    const folds =
      rows < fewRows ? '; with so few rows the border is moved back three times and the results averaged' : ''
    return `Split by time, never at random: the oldest ${plain(shares.train * 100)}% train, the next ${plain(shares.choose * 100)}% choose, the newest ${plain(shares.test * 100)}% (out-of-time) test once, with ${wait}; ${side}${folds}.`
  }
  const folds = rows < fewRows ? '5-fold cross-validation, repeated 5 times' : '5-fold cross-validation'
  return `Rows are exchangeable: ${kind === 'value' ? '' : 'stratified '}${folds} on ${plain(100 - shares.test * 100)}%, and ${plain(shares.test * 100)}% for one test of the ${answer.many} at the end; ${side}.`
}

/** Half the width of a 95% interval of a share: 1.96 x sqrt(p (1 - p) / n). */
function certainty({ positives, kind }: TabularProblem): string {
  if (kind !== 'binary' || positives === undefined) return ''
  const test = Math.floor(shares.test * positives)
  if (test < 1) return '; the test rows hold no positive case, so recall cannot be measured'
  const width = 100 * 1.96 * Math.sqrt(0.25 / test)
  const few = test < 100 ? ': too wide to choose by, so pool the folds' : ''
  return `. The test rows hold about ${counted(test, 'positive case')}: a recall of 50% is known to within ${numbered(Number(width.toPrecision(2)), 'point')} (1.96 x sqrt(0.25 / ${grouped(test)}))${few}`
}

function calibration({ kind, positiveRate, brief, quantiles }: TabularProblem): string[] {
  if (quantiles.length > 0 || brief.targets.uncertainty?.value || brief.targets.output?.value === 'intervals')
    return [
      quantiles.length > 0
        ? 'Quantiles are widened or narrowed on the choosing rows until they cover what they say (Romano et al., Conformalized Quantile Regression, 2019); coverage is reported on the test rows, by slice.'
        : 'Intervals are conformal: quantiles of the errors on the choosing rows, scaled by a second model of their size (Romano et al., Conformalized Quantile Regression, 2019); their coverage is reported on the test rows.',
    ]
  if (kind !== 'binary' && kind !== 'classes' && kind !== 'labels') return []
  const rare =
    positiveRate !== undefined && positiveRate < rareRate
      ? ` Accuracy is not reported: saying "no" to every row already has ${plain(Number((100 * (1 - positiveRate)).toPrecision(4)))}%.`
      : ''
  return [
    `Probabilities are calibrated on the choosing rows (isotonic over some 1,000 rows, Platt scaling below) and the threshold follows from the cost of the two errors, not from 0.5.${rare}`,
  ]
}

/** Nobody knows the right groups: they have to come again, differ, and be of use. */
const groupEvaluation = (isBaseline: boolean): string[] => [
  'Stability first: groups of 20 resampled sets of rows are compared (adjusted Rand index); under 0.8 there are too many of them, or none.',
  'Distinctness: silhouette, and the share of rows that lie nearly as close to another group; the same on rows of a later month.',
  'Use: profiles are shown to the people who will act on them; groups that nobody can name are merged. A test on one action shows whether groups react differently.',
  isBaseline
    ? 'This is the bar: another way of grouping ships only if its groups are as stable and of more use.'
    : 'Stop rule: unless its groups are as stable as those of k-means and better to name, k-means ships instead.',
]
