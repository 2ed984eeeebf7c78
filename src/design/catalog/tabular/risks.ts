/** What threatens every model of a table. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TabularProblem } from './problem.js'
import { rareRate } from './target.js'

export function dataRisks(problem: TabularProblem): string[] {
  const { kind, positives, positiveRate, rows, columnCount, dated, zeroHeavy } = problem
  return [
    'Target leakage, the most common fault of tables: a column that is filled because of what is to be predicted.',
    ...(dated ? [lateLabels(problem)] : []),
    ...(kind === 'binary' && positives !== undefined && positiveRate !== undefined && positiveRate < rareRate
      ? [
          `Only ${grouped(positives)} of ${counted(rows, 'row')} are positive (${plain(Number((100 * positiveRate).toPrecision(2)))}%): they bound what can be learned, not the rows.`,
        ]
      : []),
    ...(rows < 10 * columnCount
      ? [
          `${counted(rows, 'row')} for ${counted(columnCount, 'column')}: chance finds columns that seem to matter; choose few by hand first.`,
        ]
      : []),
    ...(kind === 'value' && !zeroHeavy
      ? [
          'Values of several orders of magnitude (prices, incomes, durations): learn the logarithm, and correct the mean when it is turned back (Duan, Smearing Estimate, 1983).',
        ]
      : []),
    ...(kind === 'uplift'
      ? ['Without a randomised experiment the model learns who was chosen, not who is moved.']
      : []),
    ...(kind === 'time'
      ? ['Rows that leave for another reason are not censored at random: treat competing ends as such.']
      : []),
    ...(zeroHeavy
      ? [
          'A few large values carry the sum: cap or model them apart, and judge by the total as well as by the row.',
        ]
      : []),
  ]
}

/** What the newest rows look like before their answer is known. */
const lateLabels = ({ kind }: TabularProblem): string =>
  kind === 'value' || kind === 'time'
    ? 'Values come late: those of the newest rows are not complete yet, so they wait before they are learned from.'
    : 'Labels come late: the newest rows look negative until their time is over, so they wait before they are learned from.'
