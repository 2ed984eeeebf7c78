/** How policies are judged: by seeds and episodes where they can be tried, by several estimators where they cannot. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { leastLift } from '../plan.js'
import { capital } from '../words.js'
import type { DecisionProblem } from './problem.js'
import { periodMs, simulatorSettings } from './words.js'

const seeds = { choices: 5, final: 10 } as const
/** Each setting is trained several times: runs differ more than settings do (Henderson et al., 2018). */
export const seedWords = `each setting trained anew for every seed: ${seeds.choices} of them to compare, ${seeds.final} for the final one`
const episodes = 100
/** Trials that a person watches. */
const trials = 30
/** In points of a hundred, at a share of a half. */
const errorOfTrials = Math.round(100 * Math.sqrt(0.25 / trials))
const percent = plain(leastLift * 100)

export function evaluation(problem: DecisionProblem, { id, kind }: Family<DecisionProblem>): string[] {
  const isBar = kind === 'baseline'
  if (problem.situation === 'bandit') return banditEvaluation(problem, isBar)
  if (problem.situation === 'cloning') return shownEvaluation(problem, isBar)
  return problem.logged > 0 ? loggedEvaluation(problem, id, isBar) : triedEvaluation(problem, isBar)
}

function triedEvaluation(problem: DecisionProblem, isBar: boolean): string[] {
  const { controlHz, situation } = problem
  return [
    `${seeds.choices} seeds for choices, ${seeds.final} for the final figures, ${episodes} episodes each with fixed start states; interquartile mean of the return with bootstrap intervals, never the best seed (Agarwal et al., 2021).`,
    `Beside the return: share of episodes that succeed, limits violated per hour, and ${controlHz ? `decisions later than the ${periodMs(controlHz)} of the control loop` : 'steps to the goal'}.`,
    ...(situation === 'simulator'
      ? [
          `Held-out simulator settings (${simulatorSettings(problem)}, outside the trained ranges) tell what survives the move to the real thing.`,
        ]
      : []),
    isBar
      ? `This is the bar: a learned policy ships only if the lower end of its interval is at least ${percent}% above it.`
      : `Stop rule: unless the lower end of the interval is at least ${percent}% above the present controller’s return, the controller stays.`,
  ]
}

/** Demonstrations have no rewards: a copy is judged by its errors, and then by what it achieves. */
function shownEvaluation({ actions, controlHz }: DecisionProblem, isBar: boolean): string[] {
  const error =
    actions.kind === 'continuous'
      ? 'mean absolute error of each action in its own unit'
      : 'share of decisions as the expert took them, by action'
  return [
    'Split by episode and by person: whole demonstrations on one side, the last fifth kept, one person kept out altogether.',
    `${capital(error)}, beside how much two people differ in like states: below that nothing is left to learn. It says little of long episodes, where small errors add up (Ross et al., 2011).`,
    `Then ${trials} supervised trials with fixed starts: share that succeed, time and limits violated against the experts${controlHz ? `, decisions later than ${periodMs(controlHz)}` : ''}; ${seeds.choices} seeds before the one that is tried.`,
    isBar
      ? `This is the bar: a copy ships only if it succeeds more often, by more than the standard error of ${trials} trials (${errorOfTrials} points).`
      : `Stop rule: unless it succeeds as often as the experts, within the standard error of ${trials} trials (${errorOfTrials} points), and more often than the rule that acts today, people go on acting.`,
  ]
}

function loggedEvaluation({ logged }: DecisionProblem, id: string, isBar: boolean): string[] {
  return [
    'Split by time and by episode: whole trajectories on one side, the last fifth kept to judge policies on.',
    'Off-policy value by several estimators together: fitted Q evaluation, weighted importance sampling, doubly robust; where they disagree nothing is claimed (Dudik et al., 2011). Where the log has no probabilities, those of behaviour cloning stand in for them.',
    `Effective sample size of the importance weights beside each value, of ${counted(logged, 'logged decision')}; actions that the log hardly has are listed, not trusted.`,
    ...(isBar
      ? []
      : [
          `${seeds.choices} seeds; the share of decisions that differ from the log, read by somebody who knows the field.`,
        ]),
    isBar
      ? `This is the bar: what the log itself earned. Another policy is tried only if the lower end of its interval is at least ${percent}% above it.`
      : `Stop rule: unless the lower end of the interval is at least ${percent}% above what the log earned${id === 'behaviour-cloning' ? '' : ' and above behaviour cloning'}, the present policy stays. Then a trial with a person who can overrule.`,
  ]
}

function banditEvaluation({ mayExplore, actions }: DecisionProblem, isBar: boolean): string[] {
  return [
    'Split by time: policies are fitted on earlier decisions and judged on later ones.',
    `Offline value by inverse propensity (self-normalised) and doubly robust estimates (Dudik et al., 2011), with the effective sample size; they need the logged probability of every action (${grouped(actions.count)} in all), none of them zero.`,
    mayExplore
      ? 'Then online against the present rule: a fixed share of traffic each, reward per decision with intervals, regret against the best fixed action.'
      : 'No exploration is allowed: where the log has chosen an action for a group hardly ever, its value there is unknown and is said to be.',
    isBar
      ? `This is the bar: another policy ships only if its reward per decision is at least ${percent}% higher, with an interval that excludes zero.`
      : `Stop rule: unless reward per decision is at least ${percent}% above the best fixed action and the present rule, with an interval that excludes zero, the rule stays.`,
  ]
}

/** What threatens every learned policy here. */
export function commonRisks(problem: DecisionProblem): string[] {
  const { situation, mayExplore } = problem
  if (situation === 'bandit')
    return [
      'Rewards that come late or are attributed twice teach the wrong thing: fix the window before learning.',
      mayExplore
        ? 'The world moves: forget with a half-life, and keep a few percent at random for good.'
        : 'The world moves: a log in which nothing is tried grows old. Ask for a few percent at random as soon as that is possible.',
    ]
  if (situation === 'cloning')
    return [
      'A copy is no better than those who were copied, and takes over their habits: leave out what nobody wants repeated.',
      'A person stays able to stop it; limits are enforced outside the policy, by code that it cannot change.',
    ]
  if (problem.logged > 0)
    return [
      'Logs are confounded: what the one who acted knew and the log does not looks like an effect of the action.',
      'Values of actions that the log hardly has are extrapolated (Levine et al., 2020): stay near what was done.',
      'One reading does not tell where things are heading: changes over the last steps and the last actions belong to what is seen.',
      'A person decides, and can overrule each decision (Gottesman et al., 2019).',
    ]
  return [
    'Reward hacking: log every term of the reward apart and watch episodes, not only returns.',
    ...(situation === 'simulator'
      ? ['Sim-to-real gap: what was not randomised in training will differ outside.']
      : [
          'Exploration on the real thing: limits are enforced outside the policy, by code that it cannot change.',
        ]),
    'Seeds differ much: one good run proves nothing.',
  ]
}
