/** Which way of learning a situation allows: the reasons that families share. */
import type { Fit } from '../family.js'
import type { DecisionProblem } from './problem.js'

const bandits = 'Sutton & Barto, Reinforcement Learning (2nd ed., 2018), chapter 2'
const offline =
  'Levine, Kumar, Tucker & Fu, Offline Reinforcement Learning: Tutorial, Review and Perspectives, 2020'

const refused = (reason: string, source: string): Fit => ({ fits: false, reason, source })

/** Not for one-shot decisions, which have no later state to plan for. */
export const notForBandits = ({ situation }: DecisionProblem): Fit | undefined =>
  situation === 'bandit'
    ? refused(
        'There is no later state to plan for: a bandit learns the same from far fewer decisions.',
        bandits,
      )
    : undefined

/** Only where it can try things out. */
export const needsTrying = ({ situation }: DecisionProblem): Fit | undefined =>
  situation === 'offline' || situation === 'cloning'
    ? refused('It learns from what it tries out itself, and nothing may be tried.', offline)
    : undefined

/** Only from logs. */
export const needsLogs = ({ situation }: DecisionProblem): Fit | undefined =>
  situation === 'simulator' || situation === 'live'
    ? refused('It is for logs; where things can be tried out, trying teaches more.', offline)
    : undefined
