/** What the networks for signals share: how a window shrinks on its way, and their part of a size. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { precisionOn } from '../backbones/serving.js'
import type { Fit, Rung } from '../family.js'
import { signalPart } from './family.js'
import type { SignalProblem } from './problem.js'
import { headNodes } from './recipes.js'

type Nodes = ModelSpec['nodes']

/** Samples that a network's last maps should have at most. */
const fine = 64
/** Halvings, or quarterings, of a window until it is that short. */
export function shrinking(steps: number, stages: number, by: 2 | 4): number[] {
  let left = steps
  return Array.from({ length: stages }, () => {
    if (left <= fine) return 1
    left = Math.ceil(left / by)
    return by
  })
}

/** @param body from the window to features for each sample, which are averaged over the window */
export function pooledSpec(problem: SignalProblem, name: string, body: Nodes, dropout: number): ModelSpec {
  return {
    name,
    inputs: { window: { kind: 'series', steps: problem.steps, features: problem.channels } },
    nodes: [...body, { name: 'pooled', kind: 'global_pool' }, ...headNodes(problem, dropout)],
  }
}

export const networkRung = (problem: SignalProblem, label: string, spec: ModelSpec): Rung => ({
  label,
  parts: [
    signalPart(problem, {
      kind: 'network',
      spec,
      examples: problem.trainingWindows,
      ...precisionOn(problem),
    }),
  ],
})

/** From nothing a network wants so many windows; fewer are for features and random convolutions. */
export function wants(problem: SignalProblem, least: number, what: string, source: string): Fit {
  const { trainingWindows } = problem
  return trainingWindows >= least
    ? { fits: true }
    : {
        fits: false,
        reason: `${counted(trainingWindows, 'training window')}: ${what} trained from scratch wants about ${grouped(least)}.`,
        source,
      }
}

/** More dropout where there is less to learn from. */
export const dropoutOf = ({ amount }: SignalProblem): number =>
  ({ little: 0.5, some: 0.3, much: 0.2 })[amount]
