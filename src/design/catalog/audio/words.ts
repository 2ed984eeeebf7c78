/** Phrases and tensors that the audio families share. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { type FrontEnd, frontEndWords } from '../backbones/audio/front-end.js'
import type { AudioProblem } from './problem.js'

/** `6,000 field recordings of 5 s with 40 labels`. */
export function clipsWords({ clips, clipSeconds, classes, goal, sound, hours }: AudioProblem): string {
  if (goal === 'transcribe') return `${hourWords(hours)} of speech with its words`
  const noun = goal === 'tag' ? 'label' : goal === 'keywords' ? 'word' : 'class'
  const many = goal === 'tag' ? 'labels' : goal === 'keywords' ? 'words' : 'classes'
  const state = goal === 'find_odd' ? ' from the normal state' : ''
  return `${counted(clips, sound.name.one, sound.name.many)} of ${plain(clipSeconds)} s${state}${classes > 1 ? ` with ${counted(classes, noun, many)}` : ''}`
}

/** `35 hours`, `1 hour`, `0.5 hours`. */
export function hourWords(hours: number): string {
  const said = hours < 1_000 ? plain(Number(hours.toPrecision(3))) : grouped(Math.round(hours))
  return `${said} ${said === '1' ? 'hour' : 'hours'}`
}

export const melRow = (frontEnd: FrontEnd, frames: number, seconds: number): TensorRow => ({
  name: 'mel',
  shape: [frames, frontEnd.mels, 1],
  meaning: `log-mel energies of ${plain(seconds)} s: ${frontEndWords(frontEnd)}`,
})

/** Scores of a clip. */
export function scoresRow({ goal, classes }: AudioProblem): TensorRow {
  if (goal === 'tag')
    return {
      name: 'scores',
      shape: [classes],
      meaning: 'one score a label; a sigmoid makes each a probability of its own, since sounds overlap',
    }
  return goal === 'keywords'
    ? {
        name: 'scores',
        shape: [classes + 2],
        meaning: `one score for each of ${counted(classes, 'word')}, for another word and for silence`,
      }
    : { name: 'scores', shape: [classes], meaning: 'one score a class; softmax makes them probabilities' }
}

/** Numbers that a classifier ends with: the words and, for keywords, `other` and `silence`. */
export const outputsOf = ({ goal, classes }: AudioProblem): number =>
  goal === 'keywords' ? classes + 2 : classes
