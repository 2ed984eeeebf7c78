/** DQN and its improvements: a value for each discrete action, learned from a buffer of what was tried. */
import { counted, grouped } from '../../brief/facts.js'
import type { Family, Gradient } from '../family.js'
import { commonRisks, seedWords } from './evaluation.js'
import { needsTrying, notForBandits } from './fits.js'
import { valueSpec, widthsFor } from './networks.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import {
  actionWords,
  gammaWords,
  observationRow,
  ofPeriod,
  seenWords,
  simulatorWords,
  widths,
} from './words.js'

const papers = {
  dqn: 'Mnih et al., Human-level control through deep reinforcement learning, Nature 2015',
  rainbow: 'Hessel et al., Rainbow: Combining Improvements in Deep Reinforcement Learning, AAAI 2018',
} as const
const sizes = [
  [64, 64],
  [256, 256],
  [512, 512, 256],
] as const
/** Steps that are tried: where it learns to see, the 44M frames after which Rainbow passed all before it, at four a step. */
const steps = { image: 11_000_000, vector: 2_000_000 }
const stepsOfUpdate = 4
const batches = { image: 32, vector: 128 }
const mostActions = 2_000

const stepsOf = ({ observation, targets }: DecisionProblem) => Math.min(targets, steps[observation.kind])
const batchOf = ({ observation }: DecisionProblem) => batches[observation.kind]
const gradientOf = (problem: DecisionProblem): Gradient => {
  const batch = batchOf(problem)
  return {
    learningRate: 1e-4,
    batches: [batch, batch, batch],
    epochs: batch / stepsOfUpdate,
    optimizer: 'adam',
  }
}

export const dqn: Family<DecisionProblem> = {
  id: 'dqn',
  kind: 'value',
  title: 'DQN',
  words: ['dqn', 'rl'],
  ruledOutBy: ['dqn', 'rl', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'one network, its slow copy and a buffer',
  interpretability: 0.25,
  interpretabilityBecause: 'the value of each action can be read beside the chosen one',
  name: () => 'DQN (double, dueling)',
  fits(problem) {
    const refused = notForBandits(problem) ?? needsTrying(problem)
    if (refused) return refused
    if (problem.actions.kind === 'continuous')
      return {
        fits: false,
        reason: 'Its output is one value for each of a few actions; a continuous action has no such list.',
        source: papers.dqn,
      }
    if (problem.actions.count > mostActions)
      return {
        fits: false,
        reason: `${counted(problem.actions.count, 'action')} would each have to be tried often; it is for some ${grouped(mostActions)} at most.`,
        source: papers.dqn,
      }
    return { fits: true }
  },
  prior: ({ parallel }) => ({
    value: parallel ? 0.7 : 0.79,
    because: parallel
      ? 'it needs fewer steps, which with thousands of environments is not what is short'
      : 'it learns from each step again and again, so that it needs fewer',
    source: papers.rainbow,
  }),
  dataFit: ({ parallel }) => (parallel ? 0.8 : 1),
  rungs(problem) {
    const chosen = widthsFor(problem.observation, sizes)
    return chosen.map((hidden) => ({
      label: `layers ${widths(hidden)}`,
      parts: [
        {
          role: 'values',
          model: {
            kind: 'network',
            spec: valueSpec({ ...problem, hidden: [...hidden] }, { dueling: true }),
            examples: stepsOf(problem),
            targets: stepsOf(problem),
          },
        },
      ],
    }))
  },
  recipe(problem) {
    const gradient = gradientOf(problem)
    return {
      loss: 'Huber loss of the Bellman error over three steps; the action is chosen by the network, its value taken from the slow copy (double DQN)',
      optimizer: `Adam, learning rate ${gradient.learningRate}; batch ${batchOf(problem)}, one update every ${stepsOfUpdate} steps, slow copy renewed every 8,000`,
      schedule: 'constant',
      regularization: [
        gammaWords(problem),
        'exploration from 1 to 0.05 over the first tenth of the steps',
        'prioritised buffer of the newest million transitions',
        'gradient norm clipped at 10; rewards scaled to about one',
        seedWords,
        ...(problem.situation === 'simulator' ? ['domain randomisation at each reset'] : []),
      ],
      gradient,
    }
  },
  write(problem) {
    const tried = stepsOf(problem)
    return {
      overview: `One network gives the value of each of ${actionWords(problem)} from ${seenWords(problem)}; it learns from ${counted(tried, 'tried step')}, the newest million of them in a buffer, an update every ${stepsOfUpdate}. {{params}} parameters, {{latency}} a decision${ofPeriod(problem)}; the network trains in {{trainingTime}}${problem.situation === 'simulator' ? ', the simulator’s time comes on top' : ''}.`,
      inputs: [observationRow(problem)],
      outputs: [
        {
          name: 'values',
          shape: [problem.actions.count],
          meaning: 'expected return of each action; the largest allowed one is taken',
        },
      ],
      risks: [
        'Values are overestimated where little was tried: watch them against the returns that came.',
        'Actions that are not allowed in a state must be masked in training as in serving.',
        ...commonRisks(problem),
      ],
      steps: networkSteps(
        problem,
        'the value network ({{params}} parameters)',
        'a small grid of the same actions',
      ),
      files: planFiles(problem, networkFiles),
      notCounted: [
        problem.situation === 'simulator'
          ? simulatorWords(problem, tried)
          : `the time of ${counted(tried, 'step')} on the real thing`,
        'the slow copy in memory',
        'the buffer in host memory',
      ],
    }
  },
}
