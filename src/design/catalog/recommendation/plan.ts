/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { frameworkTitles } from '../plan.js'
import type { RecommendFamily } from './family.js'
import type { RecommendProblem } from './problem.js'

export function plan(problem: RecommendProblem, _family: RecommendFamily, own: readonly string[]): string[] {
  const isBatch = problem.brief.constraints.deployment?.value === 'batch'
  return problem.job === 'rank' ? rankingPlan(problem, own, isBatch) : retrievalPlan(problem, own, isBatch)
}

function retrievalPlan(problem: RecommendProblem, own: readonly string[], isBatch: boolean): string[] {
  const who = problem.anonymous ? 'session' : 'user'
  return [
    `Pin the data contract in \`src/data.py\`: one row per event with ${who}, item, time, kind of event and where it was shown; assert no bots, no duplicates, and no event before its item existed.`,
    'Compute the bars in `src/baseline.py` on the same split before anything is trained: decayed popularity, and item neighbours with tuned shrinkage.',
    ...own,
    'Evaluate in `src/evaluate.py`: every item scored, the slices, the bars, the stop rule.',
    isBatch
      ? 'Write the lists in a scheduled run of `src/serve.py`: leave out what is sold out, blocked or already had, and log list, place and version of the model.'
      : 'Serve from `src/serve.py`: leave out what is sold out, blocked or already had, and log list, place, probability and version of the model; fall back to popularity when a part is late.',
    'Watch coverage, the share of new items shown and the click rate by place; retrain daily on the newest period, roll back when the click rate falls below that of popularity.',
  ]
}

const rankingPlan = ({ brief }: RecommendProblem, own: readonly string[], isBatch: boolean): string[] => {
  const lists = brief.task?.value === 'ranking'
  return [
    `Pin the data contract in \`src/data.py\`: one row per ${lists ? 'item shown, with the id of its list,' : 'impression with'} its columns as they were logged, place, time and outcome; wait until late ${lists ? 'outcomes' : 'clicks'} are in before a row counts as not ${lists ? 'taken; a list stays whole on one side of the split' : 'clicked'}.`,
    'Compute the bars in `src/baseline.py` on the same split: smoothed rates by item and place, and the scores that were logged of what runs today.',
    ...own,
    `Evaluate in \`src/evaluate.py\`: ${lists ? 'ranking of whole lists by slice' : 'log loss, ranking and calibration by slice'}, against the bars, with the stop rule.`,
    isBatch
      ? 'Score in a scheduled run of `src/serve.py` and write every score with the version of the model.'
      : 'Serve from `src/serve.py`: columns from the feature store, all candidates in one batch, every score logged with its columns and the version of the model.',
    lists
      ? 'Watch NDCG of the lists of the day, the share taken from the first places, and the share of rows whose columns are missing; retrain daily, and go back when NDCG falls below that of the bar.'
      : 'Watch mean prediction over observed rate by the hour; retrain daily, and recalibrate when it leaves 0.9 to 1.1.',
  ]
}

export function planFiles(own: readonly PlannedFile[], problem: RecommendProblem): PlannedFile[] {
  const rank = problem.job === 'rank'
  return [
    {
      path: 'src/data.py',
      purpose: rank ? 'impressions, time split, columns' : 'events, time split, filters',
    },
    {
      path: 'src/baseline.py',
      purpose: rank
        ? 'smoothed rates by item and place, what runs today'
        : 'decayed popularity and item neighbours',
    },
    ...own,
    {
      path: 'src/evaluate.py',
      purpose: rank ? 'metrics by slice, bars, stop rule' : 'metrics over all items, slices, stop rule',
    },
    {
      path: 'src/serve.py',
      purpose: rank ? 'scores the candidates of a request' : 'filters and serves the lists',
    },
  ]
}

const exports = { pytorch: '`torch.onnx.export`', keras: 'a SavedModel', flax: '`jax.export`' } as const

/**
 * Building and training of networks whose tables hold most of their numbers.
 * @param what they are, with the count that the test asserts: `both towers and the ranker ({{params}} parameters together)`
 * @param judged by what weights are kept: `the best recall@500`
 */
export function networkSteps(problem: RecommendProblem, what: string, judged: string): string[] {
  return [
    `Build ${what} in \`src/model.py\` with ${frameworkTitles[problem.framework]}; \`tests/test_model.py\` asserts parameters and output shapes.`,
    `Train in \`src/train.py\`: first overfit 100 ${problem.example.many} (loss near zero), then the run above; keep the weights with ${judged} on the validation period.`,
    `Export with ${exports[problem.framework]} and compare 100 outputs with the original (largest difference under 1e-3).`,
  ]
}

export const networkFiles: readonly PlannedFile[] = [
  { path: 'src/model.py', purpose: 'the networks, layer by layer as in the table' },
  { path: 'src/train.py', purpose: 'training loop, negatives, checkpoints' },
  { path: 'tests/test_model.py', purpose: 'parameter counts, output shapes, one training step' },
]
