/** How recommendations are judged: time split, metrics over the whole catalogue, slices, a stop rule. And what threatens all. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { Kind } from '../family.js'
import { leastLift } from '../plan.js'
import { listed } from '../words.js'
import type { RecommendFamily } from './family.js'
import { leastEventsOfItem, type RecommendProblem, trainingShare } from './problem.js'
import { shown } from './words.js'

const atK = 10
const heldOut = plain(((1 - trainingShare) / 2) * 100)
const split = `Temporal split, never at random: train on the first ${plain(trainingShare * 100)}% of the period, choose on the next ${heldOut}%, test once on the last ${heldOut}%`

export function evaluation(problem: RecommendProblem, { kind }: RecommendFamily): string[] {
  return problem.job === 'rank' ? ranking(problem, kind === 'baseline') : retrieval(problem, kind)
}

function retrieval(problem: RecommendProblem, kind: Kind): string[] {
  const bars =
    kind === 'statistics'
      ? 'popularity, popularity ships'
      : 'popularity and above tuned item neighbours, the simpler one ships; many published networks lost to them (Ferrari Dacrema et al., 2019)'
  const { items, explicit, anonymous, coldShare } = problem
  const asked = problem.brief.targets.metric?.value.toUpperCase()
  const stage =
    kind === 'towers' && problem.candidates < items
      ? [`recall@${grouped(problem.candidates)} of the first stage`]
      : []
  const measures = [
    ...(asked && !/^(NDCG|RECALL)/.test(asked) ? [`${asked} (asked for)`] : []),
    `NDCG@${atK}`,
    `recall@${shown}`,
    ...stage,
    'share of items ever shown (coverage)',
  ]
  const slices = [
    `items with fewer than ${leastEventsOfItem} events${coldShare > 0 ? ` (${plain(Math.round(coldShare * 100))}% of them)` : ''}`,
    anonymous ? 'first and later events of a session' : 'new and known users',
  ]
  const metric = `NDCG@${atK}`
  return [
    `${split}. Not leave-last-out: it would let others’ later behaviour leak in (Ji et al., 2023).`,
    `Metrics: ${listed(measures)}; each against all ${counted(items, 'item')}, since metrics over sampled negatives rank models wrongly (Krichene & Rendle, 2020); apart for ${listed(slices)}.${explicit ? ' What a user rated at the top of the scale counts as relevant (Cremonesi et al., 2010). RMSE of ratings is reported beside them, never instead: what is shown is a list.' : ' No RMSE: clicks are no ratings.'}`,
    kind === 'baseline'
      ? `This is the bar: another model ships only if its ${metric} is at least ${plain(leastLift * 100)}% higher on the test period.`
      : `Stop rule: unless ${metric} on the test period is at least ${plain(leastLift * 100)}% above ${bars}.`,
    'Then an A/B test on what the business counts: offline metrics judge what the old system chose to show.',
  ]
}

function ranking({ brief }: RecommendProblem, isBaseline: boolean): string[] {
  const clicks = brief.task?.value === 'click prediction'
  const asked = brief.targets.metric?.value.toUpperCase()
  const measures = [
    ...(asked ? [`${asked} (asked for)`] : []),
    ...(clicks
      ? ['log loss', 'PR-AUC', 'ROC-AUC', 'calibration (mean prediction over observed rate)']
      : [
          `NDCG@${atK} of each list (an outcome that is worth more counts more: a purchase or booking before a click)`,
          'mean reciprocal rank',
        ]),
  ]
  const metric = clicks ? 'log loss' : `NDCG@${atK}`
  const better = clicks ? 'below' : 'above'
  return [
    `${split}; features as they were when the list was shown.`,
    `Metrics: ${listed(measures)}; apart by place in the list, by device, and for items and users new since the training period.`,
    isBaseline
      ? `This is the bar: another model ships only if its ${metric} is at least ${plain(leastLift * 100)}% ${clicks ? 'lower' : 'higher'} on the test period.`
      : `Stop rule: unless ${metric} on the test period is at least ${plain(leastLift * 100)}% ${better} that of smoothed rates, the baseline ships; a model that runs today is a second bar.${clicks ? ' In ads far less can pay: set the margin by the money at stake before training.' : ''}`,
    'Then an A/B test: what is logged was chosen by the old ranking.',
  ]
}

/** What threatens every recommender. */
export function commonRisks(problem: RecommendProblem): string[] {
  const { coldShare, content, anonymous, job } = problem
  if (job === 'rank')
    return [
      'Position bias: what stands first is clicked more. The place is an input in training and fixed when serving.',
      'Training and serving must compute a column in the same way: log the columns with the impression.',
    ]
  return [
    'Feedback loop: only what is shown is clicked. Keep 1-5% of the places for exploration, with the probability logged.',
    'Popularity bias: watch coverage and the share of the top 1% of items.',
    ...(coldShare >= 0.1 && !content
      ? [
          `${plain(Math.round(coldShare * 100))}% of items are hardly known and nothing describes them: they can only be shown by exploration.`,
        ]
      : []),
    ...(anonymous
      ? []
      : [
          'Events of users are personal data: keep only the ids that serving needs, and honour deletion in the tables.',
        ]),
  ]
}
