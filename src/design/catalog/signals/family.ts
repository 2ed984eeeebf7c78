/** A family of models of signals, and what its part is for. */
import type { EstimatorModel, Family, NetworkModel, RungPart } from '../family.js'
import type { Goal, SignalProblem } from './problem.js'

export type SignalFamily = Family<SignalProblem>

const roles: Readonly<Record<Goal, string>> = {
  classify: 'classifier',
  tag: 'classifier',
  regress: 'regressor',
  life: 'life estimator',
}

export const signalPart = ({ goal }: SignalProblem, model: NetworkModel | EstimatorModel): RungPart => ({
  role: roles[goal],
  model,
})
