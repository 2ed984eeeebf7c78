/** How a model of a graph is judged: a split that the answer will meet, metrics of the goal, a stop rule. */
import { counted, grouped, plain, saySpan } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { GraphFamily } from './family.js'
import { type GraphProblem, trainShares } from './problem.js'

/** Splits that a choice rests on (Shchur et al., Pitfalls of Graph Neural Network Evaluation, 2018). */
const splits = 5

export function metricsOf({ goal, kind, classes, multiLabel }: GraphProblem): {
  first: string
  more: string[]
} {
  if (goal === 'link')
    return { first: 'MRR', more: ['Hits@10', 'recall at the number that people can check'] }
  if (goal === 'groups')
    return { first: 'modularity', more: ['stability over resampled edges (adjusted Rand index)'] }
  if (kind === 'value') return { first: 'MAE', more: ['RMSE', 'R2', 'Spearman correlation'] }
  if (multiLabel)
    return { first: 'mean PR-AUC over the labels', more: ['ROC-AUC of each label', 'calibration'] }
  return classes > 2
    ? { first: 'macro-F1', more: ['accuracy', 'recall per class'] }
    : { first: 'PR-AUC', more: ['ROC-AUC', 'recall at the number that people can check', 'calibration'] }
}

export function evaluation(problem: GraphProblem, { kind }: GraphFamily): string[] {
  const { first, more } = metricsOf(problem)
  const asked = problem.brief.targets.metric?.value
  const known = [first, ...more].some((name) => name.toLowerCase() === asked?.toLowerCase())
  const lower = first === 'MAE'
  return [
    split(problem),
    `Metrics: ${listed([...(asked && !known ? [`${asked} (asked for)`] : []), first, ...more])}; ${first} decides.`,
    ...uncertainty(problem),
    ...beside(problem),
    kind === 'baseline'
      ? 'This is the bar: another model ships only if it beats this one on every split.'
      : `Stop rule: unless ${first} is at least ${plain(leastLift * 100)}% ${lower ? 'lower' : 'better'} than the baseline's, mean of ${splits} splits, the baseline ships instead.`,
  ]
}

function split({ goal, molecules, dated, brief }: GraphProblem): string {
  const gap = brief.data.horizon?.value
  const parts = `${plain(trainShares.molecules * 100)}% train, half of the rest chooses, the other half tests`
  if (molecules)
    return `Scaffold split (Bemis-Murcko; Wu et al., MoleculeNet, 2018): molecules of one scaffold stay on one side, ${parts}, ${splits} times; a random split beside it shows how much is memory of near relatives.`
  if (goal === 'graph') return `Graphs of one source stay on one side: ${parts}, ${splits} times.`
  if (goal === 'link')
    return dated
      ? `Split by time: edges up to a day are seen, those after it are to be found${gap ? ` (${saySpan(gap)} ahead)` : ''}; negatives are drawn hard, from nodes two steps away and of the same kind, not at random from all.`
      : `A tenth of the edges is hidden to choose by and a tenth to test, ${splits} times; negatives are drawn hard, from nodes two steps away and of the same kind, not at random from all.`
  return dated
    ? `Split by time: labels and edges up to a day train, later ones test, with only the edges known at that moment${gap ? ` and a gap of ${saySpan(gap)}` : ''}; nodes that are new after that day are reported apart (inductive).`
    : `${splits} random splits of the labels (${plain(trainShares.graph * 100)}% train, the rest in halves), mean and deviation reported; a tenth of the nodes is kept out of the graph and added at the end (inductive).`
}

function uncertainty({ uncertain, goal, kind }: GraphProblem): string[] {
  if (!uncertain) return []
  const how =
    kind === 'value'
      ? 'coverage of the 90% interval and error by decile of the uncertainty'
      : 'calibration plot and error by decile of the uncertainty'
  return [
    `Uncertainty is judged too: ${how}, made honest by conformal scaling on the choosing part (Romano et al., 2019)${goal === 'graph' ? '. What to measure next is chosen by it: replay the choice on measured ones, batch by batch, against a random choice' : ''}.`,
  ]
}

function beside({ goal, labelled, nodes }: GraphProblem): string[] {
  if (goal === 'link')
    return [
      'Pairs of which training knew both ends, one or none are reported apart: the last are far harder (Park & Marcotte, 2012). Scores by degree beside them show how much is only that hubs get edges.',
    ]
  if (goal !== 'node') return []
  return [
    `${grouped(labelled)} of ${counted(nodes, 'node')} are labelled: the same model without edges is run beside it, which shows what the graph adds.`,
  ]
}
