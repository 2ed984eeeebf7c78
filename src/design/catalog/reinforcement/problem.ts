/** A completed brief of decisions in the numbers that families are built from: what is seen, done, tried and logged. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped } from '../../brief/facts.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import { type Situation, situationOf } from './complete.js'
import type { ActionSpace, Observation } from './networks.js'

export interface DecisionProblem extends Problem {
  readonly situation: Situation
  readonly observation: Observation
  readonly actions: ActionSpace
  /** Environments side by side; 1 on the real thing. */
  readonly environments: number
  /** So many that a policy learns best from what it just tried: on-policy. */
  readonly parallel: boolean
  /** Logged decisions that are trained on; 0 where there are none. */
  readonly logged: number
  readonly mayExplore: boolean
  readonly controlHz?: number
}

/** From so many environments on a rollout of a few steps is a whole batch (Rudin et al., 2022, use 4,096). */
const parallelFrom = 512
/** A picture as the Atari network sees it: 84 x 84, the last four in grey. */
const picture: Observation = { kind: 'image', size: 84, channels: 4 }
/** The last part of a log is kept to judge policies on. */
const loggedShare = 0.8
const littleUpTo = 20_000
const someUpTo = 2_000_000
/** Steps that are tried in a simulator: ten million in the PPO paper (40M frames of Atari, four a step); DQN a little more. */
const triedSteps = 11_000_000
/** Iterations and steps of each, in massively parallel simulation: 1,500 x 24 (Rudin et al., 2022). */
export const parallelRun = { iterations: 1500, steps: 24 }
/** Steps on the real thing: a day at ten decisions a second. */
const liveSteps = 864_000

/** @param brief completed by `complete` */
export function decisionProblem(brief: Brief): DecisionProblem {
  const { data, targets } = brief
  const situation = situationOf(brief)
  const environments = situation === 'simulator' ? (data.environments?.value ?? 1) : 1
  const parallel = environments >= parallelFrom
  const recorded = Math.max(1, Math.round(data.loggedDecisions?.value ?? 1))
  const fromLogs = situation !== 'simulator' && situation !== 'live'
  const logged = fromLogs ? Math.max(1, Math.floor(loggedShare * recorded)) : 0
  const tried = parallel
    ? environments * parallelRun.iterations * parallelRun.steps
    : situation === 'live'
      ? liveSteps
      : triedSteps
  const sees = data.imageSize !== undefined || data.modalities?.value.some((kind) => /image|video/.test(kind))
  const hz = targets.controlHz?.value
  const noun = situation === 'bandit' ? 'decision' : 'transition'
  return {
    ...settingOf(brief),
    subject: data.subject?.value ?? 'the decisions',
    answer: { one: 'decision', many: 'decisions' },
    example: { one: noun, many: `${noun}s` },
    targets: fromLogs ? logged : tried,
    targetsNoun: fromLogs
      ? { one: 'logged decision', many: 'logged decisions' }
      : { one: 'environment step', many: 'environment steps' },
    targetsFrom: fromLogs
      ? `${grouped(recorded)} logged, the last fifth kept to judge policies on`
      : parallel
        ? `${counted(environments, 'environment')} x ${parallelRun.iterations} iterations x ${parallelRun.steps} steps`
        : situation === 'live'
          ? 'a day on the real thing at 10 decisions a second'
          : 'a usual run in a simulator',
    amount: fromLogs ? amountOf(logged) : 'much',
    situation,
    observation: sees ? picture : { kind: 'vector', features: Math.max(1, data.featureCount?.value ?? 1) },
    actions: {
      kind: data.actions?.value ?? 'discrete',
      count: Math.max(1, Math.round(data.actionCount?.value ?? 1)),
    },
    environments,
    parallel,
    logged,
    mayExplore: data.mayExplore?.value === true,
    ...(hz && { controlHz: hz }),
  }
}

function amountOf(logged: number): Amount {
  return logged < littleUpTo ? 'little' : logged < someUpTo ? 'some' : 'much'
}
