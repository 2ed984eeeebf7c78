/**
 * Fills what nobody said of a problem of decisions with stated defaults, on a copy: where a policy may learn, what it
 * does, what it sees, what was logged.
 */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { completeSetting } from '../defaults.js'

export const defaultJoints = 6
const defaultChoices = 8
/** Of a log: a dose, a price, a set point. */
const defaultAmounts = 1
const defaultArms = 10
/** Numbers that a policy reads: position, speed and last command of each joint, and the pose of the goal. */
const observedOfJoint = 3
const goalNumbers = 6
const defaultObserved = 30
/** Environments that one CPU machine runs side by side. */
export const defaultEnvironments = 16
export const defaultLogged = 200_000

/**
 * Where a policy learns. `bandit`: one decision, no effect on later ones. `simulator`: it tries things out there.
 * `live`: it may try on the real thing. `offline`: from logs alone. `cloning`: it copies demonstrations.
 */
export type Situation = 'bandit' | 'simulator' | 'live' | 'offline' | 'cloning'

export function situationOf({ task, data }: Brief): Situation {
  if (task?.value === 'bandit' || data.sequential?.value === false) return 'bandit'
  if (task?.value === 'behaviour cloning') return 'cloning'
  if (data.simulator?.value === true || data.environments) return 'simulator'
  if (task?.value === 'offline reinforcement learning') return 'offline'
  if (data.mayExplore?.value === true) return 'live'
  if (data.simulator?.value === false || data.mayExplore?.value === false || data.loggedDecisions)
    return 'offline'
  return 'simulator'
}

/** The brief with every fact that a policy needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const { data } = brief
  const situation = situationOf(brief)
  const actions =
    data.actions ??
    assumed(brief.task?.value === 'continuous control' ? ('continuous' as const) : ('discrete' as const))
  const task =
    brief.task ??
    assumed(actions.value === 'continuous' ? ('continuous control' as const) : ('discrete control' as const))
  const continuous = actions.value === 'continuous'
  const actionCount =
    data.actionCount ??
    assumed(
      situation === 'bandit'
        ? defaultArms
        : continuous
          ? situation === 'offline'
            ? defaultAmounts
            : defaultJoints
          : defaultChoices,
    )
  const observed =
    continuous && situation === 'simulator'
      ? observedOfJoint * actionCount.value + goalNumbers
      : defaultObserved
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('reinforcement_learning' as const),
    task,
    data: {
      ...data,
      actions,
      actionCount,
      sequential: data.sequential ?? assumed(situation !== 'bandit'),
      ...(!data.imageSize && { featureCount: data.featureCount ?? assumed(observed) }),
      ...(situation === 'simulator'
        ? {
            simulator: data.simulator ?? assumed(true),
            environments: data.environments ?? assumed(defaultEnvironments),
          }
        : situation === 'live'
          ? {}
          : {
              loggedDecisions:
                data.loggedDecisions ?? data.rows ?? data.interactions ?? assumed(defaultLogged),
            }),
      ...(situation === 'bandit' && { mayExplore: data.mayExplore ?? assumed(true) }),
    },
  }
  return completeSetting(withPeriod(known), 'online')
}

/** A control rate leaves one period for a decision. */
function withPeriod(brief: Brief): Brief {
  const hz = brief.targets.controlHz?.value
  if (!hz || brief.targets.latency) return brief
  return { ...brief, targets: { ...brief.targets, latency: assumed({ ms: 1000 / hz }) } }
}
