/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../proposal.js'
import { calendarColumns } from './calendar.js'
import type { Problem } from './problem.js'

/**
 * @param readsFuture the family reads the calendar and planned inputs
 * @param own the family's steps; the files of all the others are listed by `planFiles`
 */
export function plan(problem: Problem, readsFuture: boolean, own: readonly string[]): string[] {
  const calendar =
    readsFuture && calendarColumns(problem.calendar) > 0 ? 'calendar built from the date, ' : ''
  const isBatch = problem.brief.constraints.deployment?.value === 'batch'
  return [
    `Pin the data contract in \`src/data.py\`: one row per series and ${problem.stepName}, gaps explicit, ${calendar}values as known at the time; assert ordering and no duplicates.`,
    `Compute the bar in \`src/baseline.py\` at the same ${problem.backtest.cutoffs} origins before anything is trained.`,
    ...own,
    'Backtest in `src/evaluate.py`: the table by horizon bucket and series group, against the bar, with the stop rule.',
    isBatch
      ? 'Forecast in a scheduled run of `src/serve.py`: check inputs against the data contract, write every forecast with the version of the model.'
      : 'Serve from `src/serve.py`: load once, check inputs against the data contract, log every forecast with the version of the model.',
    `Watch WAPE of the last complete horizon${problem.isPoint ? '' : ' and the share of values inside the interval'}; retrain when it is 20% worse than at release, and keep the baseline as the fallback.`,
  ]
}

/** @param data what `src/data.py` holds besides the contract: `windows` */
export function planFiles(data: readonly string[], own: readonly PlannedFile[]): PlannedFile[] {
  return [
    { path: 'src/data.py', purpose: ['data contract', ...data].join(', ') },
    { path: 'src/baseline.py', purpose: 'seasonal naive forecast and its errors at every origin' },
    ...own,
    { path: 'src/evaluate.py', purpose: 'rolling-origin backtest, metrics by bucket, stop rule' },
    { path: 'src/serve.py', purpose: 'loads the model, validates what comes in, gives the forecast' },
  ]
}

const frameworks = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const
const exports = { pytorch: '`torch.onnx.export`', keras: 'a SavedModel', flax: '`jax.export`' } as const

/** What the plans of all networks share. */
export function networkSteps(problem: Problem, what: string): string[] {
  const judged = problem.isPoint ? 'loss' : 'pinball loss'
  return [
    `Build ${what} in \`src/model.py\` with ${frameworks[problem.framework]}; \`tests/test_model.py\` asserts {{params}} parameters and the output shape.`,
    `Overfit 32 windows in \`src/train.py\` first (loss near zero), then train as above; keep the weights with the best validation ${judged}.`,
    `Export with ${exports[problem.framework]} and compare 100 outputs with the original (largest difference under 1e-3).`,
  ]
}

const networkFiles: readonly PlannedFile[] = [
  { path: 'src/model.py', purpose: 'the network, layer by layer as in the table' },
  { path: 'src/train.py', purpose: 'training loop, schedule, early stopping, checkpoints' },
  { path: 'tests/test_model.py', purpose: 'parameter count, output shape, one training step' },
]

/** @param readsFuture the network reads the calendar and planned inputs */
export const networkPlanFiles = (problem: Problem, readsFuture: boolean): PlannedFile[] =>
  planFiles(
    [
      ...(readsFuture && calendarColumns(problem.calendar) > 0 ? ['calendar'] : []),
      ...(readsFuture && problem.plannedInputs > 0 ? ['planned inputs'] : []),
      'windows',
      'per-window scaling',
    ],
    networkFiles,
  )
