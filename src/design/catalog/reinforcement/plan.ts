/** The implementation plan around a family's own steps, by where a policy may learn, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import type { Family } from '../family.js'
import { frameworkTitles } from '../plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, periodMs, seenWords, simulatorSettings } from './words.js'

export function plan(
  problem: DecisionProblem,
  family: Family<DecisionProblem>,
  own: readonly string[],
): string[] {
  if (problem.situation === 'bandit') return banditPlan(problem, own)
  if (problem.situation === 'cloning') return shownPlan(problem, own)
  return problem.logged > 0 ? loggedPlan(problem, family, own) : triedPlan(problem, own)
}

function triedPlan(problem: DecisionProblem, own: readonly string[]): string[] {
  const { situation, actions } = problem
  const limits =
    actions.kind === 'continuous'
      ? 'assert limits of torque, speed and position'
      : 'mask actions that a state does not allow'
  return [
    `Pin the environment in \`src/env.py\`: ${seenWords(problem)} seen, ${actionWords(problem)}, each term of the reward, ends and resets; ${limits} there, for every policy alike.`,
    'Run the bars in `src/baseline.py`: the present controller and uniform random actions, the same start states and seeds.',
    ...(situation === 'simulator'
      ? [
          `Randomise the simulator in \`src/randomise.py\` at each reset: ${simulatorSettings(problem)}, each within a range that was measured or, until then, 20% around the nominal value (Tobin et al., 2017).`,
        ]
      : []),
    ...own,
    'Evaluate in `src/evaluate.py`: all seeds, intervals, held-out settings, the stop rule.',
    `Serve from \`src/controller.py\`: scale the observation as in training, ${withinLimits(problem)}; log observation, action and version of the policy.`,
    'Watch violated limits, late decisions and the distance of observations from those of training; stop to the baseline when one leaves its range, and train again with what was logged.',
  ]
}

/** What a controller does with an action before it is carried out, and when it comes too late. */
function withinLimits({ actions, controlHz }: DecisionProblem): string {
  const limits =
    actions.kind === 'continuous'
      ? 'clip actions and their change to limits that the policy cannot move'
      : 'mask actions that a state does not allow'
  return controlHz
    ? `${limits}, all within ${periodMs(controlHz)}, with a watchdog that falls back to the baseline when a decision is late`
    : limits
}

/** Copying needs no reward: it is judged by what it does. */
const shownPlan = (problem: DecisionProblem, own: readonly string[]): string[] => [
  `Pin the data contract in \`src/data.py\`: one row per decision with episode, who acted, time, ${seenWords(problem)} and the action, all on one clock; what was seen is shifted by the delay that was measured between seeing and acting; failed episodes are marked and left out.`,
  'Compute the bars in `src/baseline.py`: the last action repeated, the mean action of the nearest demonstrated states, and how much two people differ in like states.',
  ...own,
  'Evaluate in `src/evaluate.py`: errors by episode, by person and by phase of the task, then the trials and the stop rule.',
  `Serve from \`src/controller.py\`: beside the person at first, its actions logged and not carried out; then with a person who can stop it; ${withinLimits(problem)}.`,
  'Watch how often a person takes over, and how far what is seen is from the demonstrations: each take-over is a new demonstration.',
]

const loggedPlan = (
  problem: DecisionProblem,
  { id }: Family<DecisionProblem>,
  own: readonly string[],
): string[] => [
  `Pin the data contract in \`src/data.py\`: one row per decision with episode, time, ${seenWords(problem)}, action, its probability where it is known, reward; the reward is a formula with units that those who answer for the outcome have signed. What was not measured anew carries its age. A process that never ends is cut into stretches of one length. Assert order within episodes and nothing that was known only later.`,
  'Describe the log in `src/baseline.py`: what it earned, how often each action was taken in each group, and behaviour cloning of it.',
  ...own,
  'Evaluate in `src/evaluate.py`: all estimators together, effective sample size, actions outside the log, the stop rule.',
  `Serve from \`src/controller.py\` as advice at first: action${/^(iql|cql)$/.test(id) ? ', the log’s usual action and both values,' : ' and the log’s usual action,'} to a person who decides; ${withinLimits(problem)}; log what was followed.`,
  'Watch how often advice is followed, outcomes of both, and drift of what is seen; fit again when the way of working changes.',
]

const banditPlan = ({ mayExplore }: DecisionProblem, own: readonly string[]): string[] => [
  'Pin the data contract in `src/data.py`: one row per decision with context, actions that were possible, the chosen one, its probability, reward and its time; assert that probabilities sum to one.',
  'Compute the bars in `src/baseline.py`: best fixed action, the present rule, uniform random, by inverse propensity on the log.',
  ...own,
  'Evaluate in `src/evaluate.py`: offline value with intervals and effective sample size, by group, with the stop rule.',
  `Serve from \`src/controller.py\`: ${mayExplore ? 'draw the action' : 'take the action, the present one where the log does not suffice'}, log context, action and probability in the same write, join the reward by id when it comes.`,
  'Watch reward per decision, share of each action and time to reward; freeze to the best fixed action when rewards stop coming.',
]

export function planFiles(problem: DecisionProblem, own: readonly PlannedFile[]): PlannedFile[] {
  const bandit = problem.situation === 'bandit'
  const tried = !bandit && problem.logged === 0
  return [
    tried
      ? { path: 'src/env.py', purpose: 'observation, actions and their limits, reward terms, resets' }
      : {
          path: 'src/data.py',
          purpose: bandit ? 'decisions with probabilities and rewards' : 'episodes of the log, split by time',
        },
    {
      path: 'src/baseline.py',
      purpose: tried
        ? 'the present controller, random actions'
        : bandit
          ? 'fixed, present and random choice'
          : problem.situation === 'cloning'
            ? 'the last action, the nearest demonstrations, people against people'
            : 'what the log earned, and its copy',
    },
    ...(problem.situation === 'simulator'
      ? [{ path: 'src/randomise.py', purpose: 'ranges of the simulator’s settings, drawn at each reset' }]
      : []),
    ...own,
    {
      path: 'src/evaluate.py',
      purpose: tried
        ? 'seeds, intervals, held-out settings, stop rule'
        : problem.situation === 'cloning'
          ? 'errors by episode and person, trials, stop rule'
          : 'off-policy estimates, overlap, stop rule',
    },
    {
      path: 'src/controller.py',
      purpose: tried
        ? 'the policy in its loop, with limits and fallback'
        : 'decides, logs, lets a person overrule',
    },
  ]
}

const exports = { pytorch: '`torch.onnx.export`', keras: 'a SavedModel', flax: '`jax.export`' } as const

/** @param first what shows that learning works at all: `the pendulum of Gymnasium` */
/** By what weights are kept: by what was tried, where it can be tried. */
const keptBy = ({ situation }: DecisionProblem): string =>
  situation === 'cloning'
    ? 'the error on demonstrations that were kept out'
    : situation === 'offline'
      ? 'the off-policy estimates, over all seeds'
      : 'the interquartile mean over seeds'

export function networkSteps(
  problem: DecisionProblem,
  what: string,
  first: string,
  served = 'the policy',
): string[] {
  return [
    `Build ${what} in \`src/model.py\` with ${frameworkTitles[problem.framework]}; \`tests/test_model.py\` asserts parameters and output shapes.`,
    `Train in \`src/train.py\`: first solve ${first} with the same code, then the run above; checkpoints by ${keptBy(problem)}.`,
    `Export ${served} with ${exports[problem.framework]} and compare 100 decisions with the original (largest difference under 1e-3).`,
  ]
}

export const networkFiles: readonly PlannedFile[] = [
  { path: 'src/model.py', purpose: 'the networks, layer by layer as in the table' },
  { path: 'src/train.py', purpose: 'the learning loop, seeds, checkpoints' },
  { path: 'tests/test_model.py', purpose: 'parameter counts, output shapes, one update' },
]
