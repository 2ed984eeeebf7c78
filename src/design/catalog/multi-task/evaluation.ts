/** How several answers are judged: each by its own metric, and joint against single. */
import { plain, saySpan } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { shares } from '../tabular/problem.js'
import type { MultiTaskFamily } from './family.js'
import type { Answer, MultiTaskProblem } from './problem.js'

/** A task that loses more than this to the others is taken out. */
const mostLoss = 0.01

export const metricOf = ({ kind, classes }: Answer, zeroHeavy: boolean): string =>
  kind === 'value'
    ? zeroHeavy
      ? 'MAE, normalised Gini'
      : 'MAE, RMSE'
    : classes > 2
      ? 'macro-F1, log loss'
      : 'PR-AUC, ROC-AUC, calibration'

export function evaluation(problem: MultiTaskProblem, { kind }: MultiTaskFamily): string[] {
  const { answers, zeroHeavy, dated, brief, example } = problem
  const gap = brief.data.horizon?.value
  const asked = brief.targets.metric?.value
  const each = answers.map((answer) => `${answer.title}: ${metricOf(answer, zeroHeavy)}`).join('; ')
  return [
    dated
      ? `Split by time, never at random: the oldest ${plain(shares.train * 100)}% train, the next ${plain(shares.choose * 100)}% choose, the newest ${plain(shares.test * 100)}% test once${gap ? `, with a gap of ${saySpan(gap)}` : ''}; one split for all tasks, and all ${example.many} of one case on one side.`
      : `${plain(shares.train * 100)}% train, ${plain(shares.choose * 100)}% choose, ${plain(shares.test * 100)}% test once, stratified by the rarest class; one split for all tasks, and all ${example.many} of one case on one side.`,
    `Metrics of each task, never one sum alone: ${each}${asked ? `; ${asked} was asked for and decides where it applies` : ''}.`,
    `Joint against single (Standley et al., 2020): every task is trained alone with the same network too. Where the joint one is more than ${plain(mostLoss * 100)}% worse on a task that matters, the task gets a model of its own (negative transfer).`,
    kind === 'baseline'
      ? 'This is the bar: a joint model ships only if it beats these on every task that matters, or equals them at a lower cost to run.'
      : `Stop rule: unless it is at least ${plain(leastLift * 100)}% better than one model a task on one task and not worse on the others, the separate models ship instead. 3 seeds, since balancing is noisy.`,
  ]
}
