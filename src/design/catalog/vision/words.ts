/** Phrases and tensors that the vision families share. */

import { counted, grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import type { Noun } from '../problem.js'
import type { VisionProblem } from './problem.js'

export const images = (count: number): string => `${grouped(count)} ${count === 1 ? 'image' : 'images'}`

/** `5,000 photos with 8 classes`. */
export function imagesWords({
  images: count,
  classes,
  goal,
  imagery,
  slices,
  pixels,
  pages,
  pairs,
}: VisionProblem): string {
  if (slices > 1)
    return `${counted(count, 'volume')} of ${grouped(pixels)} x ${grouped(pixels)} x ${grouped(slices)} with ${counted(classes, 'class', 'classes')}`
  const { one, many } = imagery.name
  const kind = counted(count, one, many)
  if (goal === 'read')
    return pages > 0
      ? `${counted(pages, 'page')} x ${counted(count / pages, 'line')}, assumed, = ${counted(count, 'line')} with their text`
      : `${counted(count, 'line')} with their text`
  if (pairs > 0) return `${kind} in ${counted(pairs, 'pair')} that are alike`
  if (goal === 'watch') return `${counted(count, 'clip')} with ${counted(classes, 'class', 'classes')}`
  if (goal === 'pose') return `${kind} with ${counted(classes, 'joint')}`
  return `${kind}${goal === 'find_odd' ? ' of good samples' : ''}${classes > 1 ? ` with ${grouped(classes)} ${classNoun(goal)}` : ''}`
}

/** What is labelled, tested on and looked at, one at a time: `image`, `clip`. */
export const judgedNoun = ({ slices, example }: VisionProblem): Noun =>
  slices > 1 ? { one: 'volume', many: 'volumes' } : example

const classNoun = (goal: VisionProblem['goal']) =>
  goal === 'tag' ? 'labels' : goal === 'detect' ? 'kinds of objects' : 'classes'

export function imageRow({ imagery, pixels }: VisionProblem, side: number): TensorRow {
  const from = pixels > side ? `, scaled down from ${counted(pixels, 'pixel')}` : ''
  return {
    name: 'image',
    shape: [side, side, 3],
    meaning: `one of the ${imagery.name.many}${from}, with the mean and deviation that the published weights were trained with`,
  }
}

/** Scores of a classifier, or a value. */
export function scoresRow({ goal, classes }: VisionProblem): TensorRow {
  if (goal === 'measure') return { name: 'value', shape: [1], meaning: 'the value, standardised' }
  return goal === 'tag'
    ? {
        name: 'scores',
        shape: [classes],
        meaning:
          'one score a label; a sigmoid makes each a probability of its own, each with its own threshold',
      }
    : { name: 'scores', shape: [classes], meaning: 'one score a class; softmax makes them probabilities' }
}
