/** Phrases and tensors that the families of signals share. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { type SignalProblem, windowWords } from './problem.js'

export const groupsWords = ({ groups, signal }: SignalProblem): string =>
  counted(groups, signal.group.one, signal.group.many)

/** `10,300 motion windows of 128 samples (2.56 s at 50 Hz) x 3 channels of 30 subjects, 6 classes`. */
export function windowsWords(problem: SignalProblem): string {
  const { windows, channels, classes, goal, signal, groups } = problem
  const kinds =
    goal === 'classify'
      ? `, ${counted(classes, 'class', 'classes')}`
      : goal === 'tag'
        ? `, ${counted(classes, 'label')}`
        : ''
  const of = groups > 1 ? ` of ${groupsWords(problem)}` : ''
  return `${counted(windows, `${signal.name} window`)} of ${windowWords(problem)} x ${counted(channels, 'channel')}${of}${kinds}`
}

export const windowRow = (problem: SignalProblem): TensorRow => ({
  name: 'window',
  shape: [problem.steps, problem.channels],
  meaning: `${windowWords(problem)}, ${counted(problem.channels, 'channel')}, filtered and scaled as in training`,
})

export function outputRow({ goal, outputs, signal }: SignalProblem): TensorRow {
  switch (goal) {
    case 'classify':
      return {
        name: 'scores',
        shape: [outputs],
        meaning: 'one score a class; softmax makes them probabilities',
      }
    case 'tag':
      return {
        name: 'scores',
        shape: [outputs],
        meaning:
          'one score a label; a sigmoid makes each a probability of its own, since several hold at once',
      }
    case 'regress':
      return { name: 'value', shape: [1], meaning: 'the number for this window, scaled back to its unit' }
    case 'life':
      return {
        name: 'life',
        shape: [1],
        meaning: `cycles that the ${signal.group.one} will still run, at most the cap of the target`,
      }
  }
}

/** What stands before every model, in the notes of what is not counted. */
export const frontEnd = ({ channels, rateHz }: SignalProblem): string =>
  `the front end: ${rateHz === undefined ? '' : 'filters, resampling and '}scaling of ${counted(channels, 'channel')}`
