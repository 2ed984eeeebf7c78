/** A family of vision models: how one network is written at a side of the image, and what it says of itself. */
import type { Family, NetworkModel, Rung, RungPart } from '../family.js'
import type { Goal, VisionProblem } from './problem.js'

export interface SizedRung extends Rung {
  /** Side in pixels of the square image that the network reads. */
  readonly side: number
}

export interface VisionFamily extends Family<VisionProblem, SizedRung> {
  /** What it can be asked for. */
  readonly goals: readonly Goal[]
}

/** What the part of a proposal is for, by what is answered. */
export const roles: Readonly<Record<VisionProblem['goal'], string>> = {
  classify: 'classifier',
  tag: 'classifier',
  measure: 'regressor',
  segment: 'segmenter',
  detect: 'detector',
  retrieve: 'encoder',
  find_odd: 'detector of odd images',
  read: 'reader',
  watch: 'classifier',
  pose: 'pose estimator',
}

export const visionPart = ({ goal }: VisionProblem, model: NetworkModel): RungPart => ({
  role: roles[goal],
  model,
})
