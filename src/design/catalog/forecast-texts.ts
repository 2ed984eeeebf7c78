/** Sentences and tables that every forecasting family shares: tensors, evaluation, plan, files. */
import { grouped, plain } from '../brief/facts.js'
import type { PlannedFile, TensorRow } from '../proposal.js'
import type { Recipe } from './family.js'
import type { Problem } from './problem.js'

export const steps = (count: number, problem: Problem) =>
  `${grouped(count)} ${plural(problem.stepName, count)}`

/** `63 days`, `96 x 15 minutes`. */
function plural(name: string, count: number): string {
  if (/^\d/.test(name)) return `x ${name}`
  return count === 1 ? name : `${name}s`
}

export const levels = (problem: Problem) =>
  problem.quantiles.map((level) => `P${plain(level * 100)}`).join(', ')

export function lossOf(problem: Problem): string {
  if (problem.isPoint)
    return problem.intermittent
      ? 'Tweedie deviance (power 1.5): many zeros, long tail'
      : 'Huber (delta 1) on the scaled values: robust where single days are odd'
  return `Pinball (quantile) loss, mean over ${levels(problem)} and all ${steps(problem.horizonSteps, problem)}`
}

export function outputRows(problem: Problem): TensorRow[] {
  const { horizonSteps, channels, quantiles } = problem
  const shape = [
    horizonSteps,
    ...(channels > 1 ? [channels] : []),
    ...(problem.isPoint ? [] : [quantiles.length]),
  ]
  const values = channels > 1 ? `, ${grouped(channels)} values each` : ''
  const meaning = problem.isPoint
    ? `one value for each of the next ${steps(horizonSteps, problem)}${values}`
    : `${levels(problem)} for each of the next ${steps(horizonSteps, problem)}${values}, all at once (direct multi-horizon)`
  return [{ name: 'forecast', shape: shape.length === 0 ? [1] : shape, meaning }]
}

export function historyRow(problem: Problem, lookback: number, features: number): TensorRow {
  const more = features > problem.channels ? ' and what the calendar and plans said of them' : ''
  return {
    name: 'history',
    shape: [lookback, features],
    meaning: `the last ${steps(lookback, problem)} of ${problem.subject}, scaled by their own mean and deviation${more}`,
  }
}

/** Errors grow with distance: three buckets, the first a cycle (or a ninth), the second to four of them. */
export function buckets(problem: Problem): string {
  const { horizonSteps, season } = problem
  const first = Math.max(1, Math.min(season > 1 ? season : Math.round(horizonSteps / 9), horizonSteps))
  const second = Math.min(horizonSteps, Math.max(first + 1, 4 * first))
  const spans = [
    [1, first],
    [first + 1, second],
    [second + 1, horizonSteps],
  ].filter(([from = 0, to = 0]) => from <= to)
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

/** @param isBaseline the proposal is the bar itself, so its stop rule is about what would beat it */
export function evaluation(problem: Problem, isBaseline: boolean): string[] {
  const { backtest, season } = problem
  const metric = problem.brief.targets.metric?.value.toUpperCase()
  const naive = season > 1 ? `the seasonal naive forecast (season ${season})` : 'the last value'
  return [
    `Split by time, never at random: ${backtest.cutoffs} rolling origins ${steps(backtest.spacing, problem)} apart; the last ${steps(backtest.reserved, problem)} of every series are kept from training, and each origin sees only what was known then.`,
    `Metrics: ${metric && !['MASE', 'WAPE'].includes(metric) ? `${metric} (asked for), ` : ''}MASE and WAPE${problem.isPoint ? '' : `, pinball loss and coverage of ${levels(problem)}`}, by horizon bucket (${buckets(problem)}) and by series group.`,
    isBaseline
      ? 'This is the bar: another model ships only if it beats this one at every origin.'
      : `First compute ${naive}; stop if the model is not at least 5% better in WAPE on all ${backtest.cutoffs} origins, and ship the baseline instead.`,
  ]
}

export function baseRisks(problem: Problem): string[] {
  const { horizonSteps, historySteps, cycles } = problem
  const year = problem.cycles.find(({ name }) => name === 'year')
  return [
    'Windows overlap: a random split would let the future leak into training.',
    ...(historySteps < 6 * horizonSteps
      ? [
          `The history holds only ${plain(Math.floor((historySteps / horizonSteps) * 10) / 10)} horizons: few independent test periods.`,
        ]
      : []),
    ...(year && historySteps < 3 * year.steps
      ? ['Fewer than three years were seen: yearly effects rest on two examples.']
      : []),
    ...(cycles.length === 0 ? ['No cycle is known: a level shift is learned only after it happened.'] : []),
    ...(problem.plannedInputs > 0
      ? ['Planned inputs must be as they were known at the time of the forecast, not as they turned out.']
      : []),
    ...(problem.intermittent ? ['Many zeros: no MAPE, and compare with Croston-type baselines.'] : []),
  ]
}

export const warmupShare = 0.05

/** The plan around a family's own steps; every file it names is listed by `planFiles`. */
export function plan(problem: Problem, own: readonly string[]): string[] {
  return [
    `Pin the data contract in \`src/data.py\`: one row per series and ${problem.stepName}, gaps explicit, ${problem.futureFeatures > 0 ? 'calendar built from the date, ' : ''}values as known at the time; assert ordering and no duplicates.`,
    `Compute the bar in \`src/baseline.py\` with the same ${problem.backtest.cutoffs} origins before anything is trained.`,
    ...own,
    `Backtest in \`src/evaluate.py\`: the table by horizon bucket and series group, against the bar, with the stop rule.`,
    `Serve from \`src/serve.py\`: load once, check inputs against the data contract, log the forecast with the model's version.`,
    `Watch WAPE of the last complete horizon and the share of values inside the interval; retrain when it is 20% worse than at release, and keep the baseline as the fallback.`,
  ]
}

export function planFiles(own: readonly PlannedFile[]): PlannedFile[] {
  return [
    { path: 'src/data.py', purpose: 'data contract, calendar, windows, per-window scaling' },
    { path: 'src/baseline.py', purpose: 'seasonal naive forecast and its errors at every origin' },
    ...own,
    { path: 'src/evaluate.py', purpose: 'rolling-origin backtest, metrics by bucket, stop rule' },
    { path: 'src/serve.py', purpose: 'loads the model, validates a request, answers with the forecast' },
  ]
}

/** What a network's own files and steps share. */
export function networkSteps(problem: Problem, what: string): string[] {
  const frameworks = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const
  return [
    `Build ${what} in \`src/model.py\` with ${frameworks[problem.framework]}; \`tests/test_model.py\` asserts {{params}} parameters and the output shape.`,
    'Overfit 32 windows in `src/train.py` first (loss near zero), then train as above; keep the best weights by validation pinball or MAE.',
    `Export with ${problem.framework === 'pytorch' ? '`torch.onnx.export`' : problem.framework === 'keras' ? 'a SavedModel' : '`jax.export`'} and compare 100 outputs with the original (largest difference under 1e-3).`,
  ]
}

export const networkFiles: readonly PlannedFile[] = [
  { path: 'src/model.py', purpose: 'the network, layer by layer as in the table' },
  { path: 'src/train.py', purpose: 'training loop, schedule, early stopping, checkpoints' },
  { path: 'tests/test_model.py', purpose: 'parameter count, output shape, one training step' },
]

export function adamW(
  learningRate: number,
  weightDecay: number,
): Pick<Recipe, 'optimizer' | 'learningRate' | 'weightDecay'> {
  return {
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.999, weight decay ${weightDecay} (none on biases and norms)`,
    learningRate,
    weightDecay,
  }
}
