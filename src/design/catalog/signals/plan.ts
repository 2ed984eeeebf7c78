/** The implementation plan around a family's own steps, and the files that it names. */
import { counted } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { exportFile, exportStep, placeOf } from '../backbones/serving.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { SignalFamily } from './family.js'
import { rateWords, type SignalProblem, windowWords } from './problem.js'
import { judgedBy } from './recipes.js'

/** @param own the family's steps; the files of all the others are listed by `planFiles` */
export function plan(problem: SignalProblem, { kind }: SignalFamily, own: readonly string[]): string[] {
  const { signal, goal, rateHz, brief } = problem
  const { one } = signal.group
  return [
    `Pin the data contract in \`src/data.py\`: window of ${windowWords(problem)}, ${counted(problem.channels, 'channel')} in a fixed order and unit, its ${one}, session and answer; divide by ${one} first, cut windows afterwards, assert that no ${one} and no sample is on two sides.`,
    `Filter in \`src/filters.py\`: ${signal.filter}${rateHz === undefined ? '' : `; resample everything to ${rateWords(rateHz)} with an anti-alias filter`}. ${problem.isBeat ? 'Beats are found by the detector of Pan & Tompkins (1985), and each window has its R peak in the middle. ' : ''}Training and serving call the same code, causal where answers come live.`,
    `Look at 100 random windows with their answers, and at one whole recording, before anything is trained; mend offsets, flat lines and ${goal === 'life' ? 'histories that end before the failure' : 'answers that are late against the signal'}.`,
    ...(kind === 'baseline'
      ? []
      : [
          `Compute the bar in \`src/baseline.py\` on the same folds: features by hand (${signal.features}) and boosted trees. ${goal === 'classify' || goal === 'tag' ? 'The most frequent class' : 'The mean of the training part'} is the floor beneath it.`,
        ]),
    ...own,
    `Judge in \`src/evaluate.py\` as above; look at the 50 worst windows${signal.goesOn ? ' beside their neighbours in time, and smooth over 3 to 5 windows only if the test is smoothed too' : ` and at the worst ${one} as a whole`}.`,
    serving(problem),
    ...(brief.constraints.onBattery?.value
      ? [
          'On battery: a threshold on movement or energy decides whether the network runs at all; where it does, it is awake for {{latency}} of every hop.',
        ]
      : []),
    watching(problem),
  ]
}

/** What is looked at once it runs, and when it is trained again. */
function watching(problem: SignalProblem): string {
  const { goal } = problem
  if (goal === 'life')
    return `Watch level and deviation of each channel against those of the test; compare every failure with what was said 10, 30 and 60 cycles before it, and train again when the ${judgedBy(problem)} over the last failures is 5% larger than at release, or after an overhaul of the fleet.`
  const again = goal === 'regress' ? '5% larger' : '5% worse'
  return `Watch the rate of samples, dropped packets, offset and deviation of each channel, and the spread of answers, against those of the test; have a small sample labelled each month, and train again when ${judgedBy(problem)} is ${again} than at release, or when the sensor or its place changes.`
}

/** How it answers in the end. */
function serving(problem: SignalProblem): string {
  if (placeOf(problem) === 'microcontroller')
    return `Put it into the firmware in \`src/firmware.cc\`: a ring buffer filled by the sensor’s FIFO, the filters as biquads, an answer ${pace(problem)}, the same numbers as in Python on 100 recorded windows.`
  return problem.brief.constraints.deployment?.value === 'batch'
    ? 'Run on a schedule from `src/serve.py`: check rate, gaps and clipping, write every answer with the version of the model and of the filters.'
    : `Serve from \`src/serve.py\`: a ring buffer for each sensor, an answer ${pace(problem)}, check of rate, gaps and clipping; log every answer with its score and the version of the model and of the filters.`
}

/** How often an answer comes. */
const pace = ({ isBeat, goal, signal }: SignalProblem): string =>
  isBeat ? 'each beat' : goal === 'life' ? 'each cycle' : signal.goesOn ? 'each half window' : 'each window'

/** Building, training and exporting a network. */
export function trainedSteps(problem: SignalProblem, what: string): string[] {
  const { folds } = problem
  const [build, train, ...rest] = buildSteps(problem, what, judgedBy(problem))
  return [
    ...[build, train].filter((step) => step !== undefined),
    ...(folds > 1
      ? [
          `Train all ${folds} folds with the same settings ({{trainingTime}} each), chosen on one of them; the model that ships is trained on everything for as many steps.`,
        ]
      : []),
    ...rest,
    exportStep(problem, { one: 'training window', many: 'training windows' }),
  ]
}

/**
 * @param own files that the family's own steps name
 * @param isBar it is the baseline itself
 */
export const planFiles = (
  problem: SignalProblem,
  own: readonly PlannedFile[],
  isBar = false,
): PlannedFile[] => [
  { path: 'src/data.py', purpose: 'data contract, split by group, windows cut afterwards' },
  { path: 'src/filters.py', purpose: 'filters, resampling and scaling, the same for training and serving' },
  ...(isBar ? [] : [{ path: 'src/baseline.py', purpose: 'the bar: features by hand and boosted trees' }]),
  ...own,
  { path: 'src/evaluate.py', purpose: 'metrics by class and group, worst windows, stop rule' },
  placeOf(problem) === 'microcontroller'
    ? { path: 'src/firmware.cc', purpose: 'ring buffer, filters, model, smoothing' }
    : { path: 'src/serve.py', purpose: 'loads the model, checks what comes in, gives the answer' },
]

export const trainedFiles = (problem: SignalProblem): PlannedFile[] =>
  planFiles(problem, [...networkFiles, exportFile])
