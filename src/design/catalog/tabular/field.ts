/** Tables: from the columns of a row to a class, a number, a time or an effect. */
import { counted, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import type { Field } from '../field.js'
import { additiveModel } from './additive-model.js'
import { complete } from './complete.js'
import { evaluation } from './evaluation.js'
import type { TableFamily } from './family.js'
import { ftTransformer } from './ft-transformer.js'
import { gradientBoostedTrees } from './gradient-boosted-trees.js'
import { gaussianMixture, kMeans } from './groups.js'
import { linearModel } from './linear-model.js'
import { mlp } from './mlp.js'
import { plan } from './plan.js'
import { type TabularProblem, tabularProblem } from './problem.js'
import { tableAskables } from './questions.js'
import { variations } from './variations.js'

export const tabular: Field<TabularProblem, TableFamily> = {
  domain: 'tabular',
  title: 'tabular data',
  families: [linearModel, kMeans, additiveModel, gradientBoostedTrees, mlp, ftTransformer, gaussianMixture],
  complete,
  problem: tabularProblem,
  isEnough: ({ data, task }) =>
    task !== undefined && (data.rows !== undefined || data.labelled !== undefined),
  askables: tableAskables,
  effects: {
    task: 'What is predicted decides the loss, the metrics and the shape of the answer.',
    'data.rows': 'The number of rows decides between a sum, trees and networks.',
    'data.featureCount': 'More columns take longer to train and ask for more rows.',
    'data.classes': 'Each class or group is one more output.',
    'data.positiveRate': 'Rare cases, not rows, bound what can be learned.',
    'data.dated': 'Without dates rows are split at random instead of by time.',
  },
  worth: ({ kind }) => (kind === 'groups' ? 'its groups are as stable and of more use' : undefined),
  suits: ({ kind }, { makesGroups }) => makesGroups === (kind === 'groups'),
  outputFault({ outputs, kind, classes }: TabularProblem, rows: readonly TensorRow[]) {
    const shape = rows[0]?.shape ?? []
    // A group is one number, or a share of each.
    const shares = kind === 'groups' && shape[0] === classes
    return shape.length === 1 && (shape[0] === outputs || shares)
      ? undefined
      : `expected ${outputs} ${outputs === 1 ? 'number' : 'numbers'}. Received: ${show(shape)}`
  },
  evaluation,
  plan,
  dataWords,
  scarcity: (problem) => ({
    arithmetic: `${dataWords(problem)} Trees and curves want a few hundred rows that tell ${problem.answer.many} apart, networks some thousands.`,
    waysOut: ['Bring more rows with a known answer, or rows of an earlier period or another region.'],
  }),
  variations,
}

function dataWords({
  kind,
  rows,
  columnCount,
  positives,
  positiveRate,
  signal,
  amount,
}: TabularProblem): string {
  const much = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[amount]
  const table = `${counted(rows, 'row')} x ${counted(columnCount, 'column')}`
  if (kind === 'groups') return `${table}, without a right answer.`
  if (positives === undefined || positiveRate === undefined) return `${table}: ${much}.`
  const rate = plain(Number((100 * positiveRate).toPrecision(2)))
  const cases =
    kind === 'time'
      ? counted(positives, 'event that was seen', 'events that were seen')
      : counted(positives, 'positive case')
  return signal < rows
    ? `${table} with ${cases} (${rate}%), which ${positives === 1 ? 'bounds' : 'bound'} what can be learned: ${much}.`
    : `${table} with ${cases} (${rate}%): ${much}.`
}
