/** The implementation plan around an audio family's own steps, and the files that it names. */
import { plain } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { exportFile, exportStep, placeOf } from '../backbones/serving.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { AudioFamily } from './family.js'
import type { AudioProblem, Goal } from './problem.js'
import { judgedBy } from './recipes.js'

/** @param own the family's steps; the files of all the others are listed by `planFiles` */
export function plan(problem: AudioProblem, { kind }: AudioFamily, own: readonly string[]): string[] {
  const { sound, clipSeconds, brief } = problem
  const clip = `clip of ${plain(clipSeconds)} s`
  const units: Partial<Record<Goal, string>> = {
    transcribe: 'utterance and its words',
    find_odd: `${clip}, where it was recorded and whether it is normal`,
  }
  const unit = units[problem.goal] ?? `${clip} and its answer`
  return [
    `Pin the data contract in \`src/data.py\`: ${unit}, sample rate, recorder, and what it shares with others (${sound.group}); one front end turns sound into what the model reads, for training and serving alike; assert no group on two sides.`,
    ...(problem.goal === 'transcribe'
      ? [
          'Cut long recordings into utterances by aligning them with their text (forced alignment); what does not match is left out: edited transcripts leave out and smooth what was said.',
        ]
      : []),
    `Listen to 100 random recordings with their ${answers[problem.goal] ?? 'labels'} before anything is ${kind === 'baseline' ? 'judged' : 'trained'}; fix what is wrong twice.`,
    ...(kind === 'baseline'
      ? []
      : [`Compute the bar in \`src/baseline.py\` on the same split: ${bars[problem.goal]}.`]),
    ...own,
    'Judge in `src/evaluate.py` as above; listen to the 50 worst errors.',
    serving(problem),
    ...(brief.constraints.onBattery?.value
      ? [
          `On battery: a gate on the energy of the bands that matter decides whether the network runs at all; where it does, it is awake for {{latency}} of every ${plain(clipSeconds)} s.`,
        ]
      : []),
    `Watch loudness, noise floor and the spread of scores against those of the test; ${problem.goal === 'transcribe' ? 'write down' : 'label'} a small sample each month, and ${renewal(problem, kind)}.`,
  ]
}

/** How it answers in the end. */
function serving(problem: AudioProblem): string {
  const { goal, isStream, brief } = problem
  if (placeOf(problem) === 'microcontroller')
    return 'Put it into the firmware in `src/firmware.cc`: a ring buffer of the last sound, the front end in whole numbers, a look each step, the same numbers as in Python on 100 recorded clips.'
  if (isStream && goal === 'transcribe')
    return 'Serve chunks from `src/serve.py` with the kept state of the past; search with a small language model, end a sentence at silence, log the version of the model.'
  if (isStream)
    return 'Serve from `src/serve.py` with a ring buffer of the last seconds: smooth over several answers, hold back after an alarm, log the version of the model.'
  return brief.constraints.deployment?.value === 'batch'
    ? 'Run on a schedule from `src/serve.py`: check rate, length and clipping, write every answer with the version of the model.'
    : 'Serve from `src/serve.py`: load once, check rate, length and clipping, log every answer with its score and the version of the model; keep a sample of sounds for labelling where that is allowed.'
}

/** What is computed before anything is trained. */
const bars: Readonly<Record<Goal, string>> = {
  classify: 'statistics of log-mel bands with logistic regression',
  tag: 'statistics of log-mel bands with a logistic regression for each label',
  events: 'statistics of every second with a logistic regression for each class, and a threshold on energy',
  keywords: 'statistics of log-mel bands with logistic regression',
  transcribe: 'a published recogniser as it is',
  find_odd: 'the distance of the mean spectrum to the nearest normal one',
}

/** What is looked at beside the sound, where it is no label. */
const answers: Partial<Record<Goal, string>> = { transcribe: 'transcripts', find_odd: 'state' }

function renewal(problem: AudioProblem, kind: AudioFamily['kind']): string {
  if (problem.goal === 'find_odd')
    return `learn from normal sounds again after every change of ${problem.sound.id === 'machine' ? 'machine, load or place' : 'microphone or place'}, or when false alarms double`
  const worse = `${judgedBy(problem).replace(/^(word|share|loss)/, 'the $1')} is 5% worse than at release`
  return problem.goal === 'transcribe' && kind === 'baseline'
    ? `look for newer weights, or adapt them, when ${worse}`
    : `train again when ${worse}`
}

/** Building, training and exporting a network that is trained. */
export const trainedSteps = (problem: AudioProblem, what: string): string[] => [
  ...buildSteps(problem, what, judgedBy(problem)),
  exportStep(problem, { one: 'training clip', many: 'training clips' }),
]

/**
 * @param own files that the family's own steps name
 * @param isBar it is the baseline itself
 */
export const planFiles = (
  problem: AudioProblem,
  own: readonly PlannedFile[],
  isBar = false,
): PlannedFile[] => [
  { path: 'src/data.py', purpose: 'data contract, groups, the front end' },
  ...(isBar ? [] : [{ path: 'src/baseline.py', purpose: 'the bar on the same split' }]),
  ...own,
  { path: 'src/evaluate.py', purpose: 'metrics by class and slice, worst errors, stop rule' },
  placeOf(problem) === 'microcontroller'
    ? { path: 'src/firmware.cc', purpose: 'ring buffer, front end, network, smoothing' }
    : { path: 'src/serve.py', purpose: 'loads the model, checks what comes in, gives the answer' },
]

export const trainedFiles = (problem: AudioProblem): PlannedFile[] =>
  planFiles(problem, [...networkFiles, exportFile])
