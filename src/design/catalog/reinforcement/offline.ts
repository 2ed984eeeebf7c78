/** What IQL and CQL share: networks that learn from a log, updates, and what a log must have. */
import { counted } from '../../brief/facts.js'
import type { Fit, Gradient, RungPart } from '../family.js'
import { needsLogs, notForBandits } from './fits.js'
import { criticsSpec, policySpec, widthsFor } from './networks.js'
import type { DecisionProblem } from './problem.js'
import { widths } from './words.js'

const sizes = [
  [32, 32],
  [64, 64],
  [256, 256],
] as const
const batch = 256
/** A million updates in the papers; fewer where the log is small, so that no transition is seen too often. */
const mostUpdates = 1_000_000
const mostPasses = 200

export const paper =
  'Levine, Kumar, Tucker & Fu, Offline Reinforcement Learning: Tutorial, Review and Perspectives, 2020'

export const gradientOf = ({ logged }: DecisionProblem): Gradient => ({
  learningRate: 3e-4,
  batches: [batch, batch, batch],
  epochs: Math.max(1, Math.min(mostPasses, Math.round((mostUpdates * batch) / Math.max(1, logged)))),
  optimizer: 'adam',
})

/** @param value a value of the state beside the critics (IQL) */
export function offlineRungs(problem: DecisionProblem, value: boolean) {
  const chosen = widthsFor(problem.observation, sizes)
  return chosen.map((hidden) => {
    const sized = { ...problem, hidden: [...hidden] }
    const policy: RungPart = {
      role: 'policy',
      model: { kind: 'network', spec: policySpec(sized), examples: problem.logged },
    }
    const critics: RungPart = {
      role: 'critics',
      model: {
        kind: 'network',
        spec: criticsSpec({ ...sized, value, temperature: false }),
        examples: problem.logged,
        serves: 'ahead',
      },
      gradient: gradientOf(problem),
    }
    return { label: `layers ${widths(hidden)}`, parts: [policy, critics] }
  })
}

export function offlineFits(problem: DecisionProblem): Fit {
  const refused = notForBandits(problem) ?? needsLogs(problem)
  if (refused) return refused
  if (problem.situation === 'cloning')
    return {
      fits: false,
      reason: 'Demonstrations of experts have no rewards to improve on: they are copied.',
      source: paper,
    }
  return { fits: true }
}

/** What the log has to tell, as a step of the plan. */
export const logStep = ({ logged, actions }: DecisionProblem): string =>
  `Check support in \`src/support.py\`: of ${counted(logged, 'decision')} how many there are for each ${actions.kind === 'discrete' ? `of ${counted(actions.count, 'action')}` : 'tenth of each action’s range'} in each group; below 100 an action is barred there.`

export const supportFile = {
  path: 'src/support.py',
  purpose: 'how often each action was taken in each group',
} as const
