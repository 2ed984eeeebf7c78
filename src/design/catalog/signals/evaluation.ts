/** How a model of signals is judged: who stands on which side, which numbers, and when it is worth its upkeep. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { leastLift } from '../plan.js'
import { capital, listed } from '../words.js'
import type { SignalFamily } from './family.js'
import { type Goal, heldOutShare, type SignalProblem } from './problem.js'
import { groupsWords } from './words.js'

export function evaluation(problem: SignalProblem, { kind }: SignalFamily): string[] {
  const { goal, signal } = problem
  return [
    split(problem),
    `Metrics: ${listed(metrics(problem))}; each also by ${signal.group.one} and by what will shift (${signal.shift}).`,
    certainty(problem),
    kind === 'baseline'
      ? 'This is the bar: another model ships only if it beats this one on the same folds.'
      : `Stop rule: unless ${headline[goal]} is at least ${plain(leastLift * 100)}% better than that of the baseline, and better for most ${signal.group.many}, the baseline ships instead.`,
  ]
}

function split(problem: SignalProblem): string {
  const { signal, windows, testWindows, folds, groups } = problem
  const { one, many } = signal.group
  const paper = `${capital(signal.protocol)}.`
  const overlap = 'Windows are cut after the split, so that overlapping ones never stand on two sides'
  switch (problem.split) {
    case 'each':
      return `Leave one ${one} out: ${folds} trainings, each tested on one of ${groupsWords(problem)} and choosing on another, so that all ${counted(windows, 'window')} are tested on once. ${overlap}. ${paper}`
    case 'folds':
      return `Split by ${one}: ${folds} folds of about ${counted(Math.round(groups / folds), one, many)}, so that all ${counted(windows, 'window')} are tested on once; another fold is for choices. Leaving one ${one} out would take ${groups} trainings instead of ${folds}. ${overlap}. ${paper}`
    case 'held out':
      return `Split by ${one}: ${plain(100 * heldOutShare)}% of ${groupsWords(problem)} (about ${counted(testWindows, 'window')}) are tested on once, as many are for choices. ${overlap}. ${paper}`
    case 'time':
      return `All is of ${groups > 1 ? groupsWords(problem) : `one ${one}`}: split by time, the last ${plain(100 * heldOutShare)}% (${counted(testWindows, 'window')}) are tested on once, with a gap of a whole window before them. It says nothing of another ${one}: record more before that is promised. ${paper}`
  }
}

const headline: Readonly<Record<Goal, string>> = {
  classify: 'macro-F1',
  tag: 'macro-AUPRC',
  regress: 'the mean absolute error',
  life: 'the RMSE in cycles',
}

function metrics({ goal, brief, signal }: SignalProblem): string[] {
  const asked = brief.targets.metric?.value.toUpperCase()
  const own: Readonly<Record<Goal, readonly string[]>> = {
    classify: [
      'macro-F1',
      signal.id === 'ecg' || signal.id === 'eeg'
        ? 'sensitivity and positive predictive value of every class'
        : 'recall and precision of every class',
      'the confusion matrix',
      'how often something unknown is given a class',
    ],
    tag: ['macro-AUPRC', 'recall of every label at its threshold', 'false alarms an hour'],
    regress: [
      'mean absolute error',
      'bias and limits of agreement (Bland & Altman, 1986)',
      'correlation within each group',
    ],
    life: [
      'RMSE in cycles',
      'the score of PHM08, which counts late warnings more than early ones (Saxena et al., 2008)',
      'the error in the last 30 cycles, where decisions are made',
    ],
  }
  return [...(asked ? [`${asked} (asked for)`] : []), ...own[goal]]
}

/** Few people or machines, not few windows, are what a test of signals is unsure by. */
function certainty({ groups, testWindows, split: how, signal }: SignalProblem): string {
  const tested =
    how === 'time' ? 1 : how === 'held out' ? Math.max(1, Math.round(heldOutShare * groups)) : groups
  return tested < 2
    ? 'One recording gives no interval: how far the number moves from one to the next is not known.'
    : `The interval is that of ${counted(tested, signal.group.one, signal.group.many)}, not of ${counted(testWindows, 'window')}: windows of one are alike. Bootstrap over ${signal.group.many} and show each ${signal.group.one} as a point; the mean of ${grouped(tested)} has ${plain(Number((100 / Math.sqrt(tested)).toPrecision(2)))}% of the spread between them.`
}

/** Under so many, what a person or machine has in common with others is not learned. */
const groupsForNew = 10
/** Under so many of a class, it is learned by heart. */
const fewOfClass = 100

/** What threatens every model of such signals. */
export function signalRisks(problem: SignalProblem): string[] {
  const { signal, goal, windows, classes, groups, brief } = problem
  const { one, many } = signal.group
  const each = Math.floor(windows / classes)
  return [
    `Shortcuts: the ${one}, the device or the session can stand for the answer; ${signal.shift} will show it, and a random split of windows hides it.`,
    problem.rateHz === undefined
      ? 'A cycle that was not recorded makes wear look faster: mark gaps, and refuse windows with more than a few.'
      : 'A window of another sample rate looks faster or slower than it was: resample to the rate of training, and refuse what has gaps.',
    ...(groups < groupsForNew
      ? [
          `${capital(groupsWords(problem))}: what holds for others cannot be told from so few; more of them help more than more windows.`,
        ]
      : []),
    ...(goal === 'classify' && each < fewOfClass
      ? [
          `About ${counted(each, 'window')} a class on average: rare ones are learned by heart; merge or record.`,
        ]
      : []),
    ...(goal === 'classify' || goal === 'tag'
      ? [
          `Much of what comes in is none of the ${goal === 'tag' ? 'labels' : 'classes'} (${signal.idle}): it needs windows of its own, or each is given ${goal === 'tag' ? 'some' : 'one'}.`,
        ]
      : []),
    ...falseAlarms(problem),
    ...(goal === 'life'
      ? [
          `Machines that were serviced before they failed have no end in the data: they count as censored (a survival model), never as failed; histories up to failure alone are those of badly kept ${many}.`,
        ]
      : []),
    ...(['ecg', 'eeg', 'ppg', 'emg'].includes(signal.id) && brief.constraints.commercial?.value
      ? [
          'Sold to find or follow a disease it is a medical device: the intended purpose and the clinical evaluation are written before the model is frozen.',
        ]
      : []),
  ]
}

const daySeconds = 86_400
/** Windows follow each other by half. */
const hop = 0.5
const falseShare = 0.001
/** Fewer answers a day are looked at one by one. */
const manyAnswers = 1_000

/** What goes on all day is asked so often that few errors in a thousand are many. */
function falseAlarms({ signal, goal, windowSeconds }: SignalProblem): string[] {
  if (!signal.goesOn || goal !== 'classify' || !windowSeconds) return []
  const answers = Math.round(daySeconds / (windowSeconds * hop))
  if (answers < manyAnswers) return []
  return [
    `With windows that overlap by half there are ${grouped(answers)} answers a day and sensor: one false in ${grouped(1 / falseShare)} is ${grouped(Math.round(answers * falseShare))} a day. Choose thresholds by false answers a day, not by accuracy.`,
  ]
}
