/** A family of audio models, and what its part is for. */
import type { EstimatorModel, Family, NetworkModel, Rung, RungPart } from '../family.js'
import type { AudioProblem, Goal } from './problem.js'

export interface AudioRung extends Rung {
  /** Shape of what the network reads, without batch. */
  readonly input: readonly number[]
}

export interface AudioFamily extends Family<AudioProblem, AudioRung> {
  /** What it can be asked for. */
  readonly goals: readonly Goal[]
}

const roles: Readonly<Record<Goal, string>> = {
  classify: 'classifier',
  tag: 'classifier',
  events: 'event detector',
  keywords: 'keyword detector',
  transcribe: 'recogniser',
  find_odd: 'detector of odd sounds',
}

export const audioPart = ({ goal }: AudioProblem, model: NetworkModel | EstimatorModel): RungPart => ({
  role: roles[goal],
  model,
})
