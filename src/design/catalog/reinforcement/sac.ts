/** SAC: every step that was tried is kept and learned from again; for continuous actions where steps cost. */
import { counted } from '../../brief/facts.js'
import type { Family, Gradient } from '../family.js'
import { commonRisks, seedWords } from './evaluation.js'
import { needsTrying, notForBandits } from './fits.js'
import { criticsSpec, policySpec } from './networks.js'
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

const paper =
  'Haarnoja et al., Soft Actor-Critic: Off-Policy Maximum Entropy Deep RL with a Stochastic Actor, ICML 2018'
const sizes = [
  [64, 64],
  [256, 256],
] as const
/** The paper trains HalfCheetah and Ant for three million steps. */
const mostSteps = 3_000_000
const batch = 256
const buffer = 1_000_000
/** One update a step: each transition is drawn as often as a batch has rows. */
const gradient: Gradient = {
  learningRate: 3e-4,
  batches: [batch, batch, batch],
  epochs: batch,
  optimizer: 'adam',
}

const stepsOf = ({ targets }: DecisionProblem) => Math.min(mostSteps, targets)

export const sac: Family<DecisionProblem> = {
  id: 'sac',
  kind: 'value',
  title: 'SAC',
  words: ['sac', 'rl'],
  ruledOutBy: ['sac', 'rl', 'neural'],
  neural: true,
  complexity: 0.55,
  complexityBecause: 'policy, two critics, their slow copies and a buffer in step',
  interpretability: 0.15,
  interpretabilityBecause: 'a network maps what is seen to what is done',
  name: () => 'SAC',
  fits(problem) {
    const refused = notForBandits(problem) ?? needsTrying(problem)
    if (refused) return refused
    if (problem.actions.kind === 'discrete')
      return {
        fits: false,
        reason: 'It is made for continuous actions; discrete ones are what DQN and PPO are for.',
        source: paper,
      }
    return { fits: true }
  },
  prior: ({ parallel }) => ({
    value: parallel ? 0.7 : 0.8,
    because: parallel
      ? 'it needs far fewer steps, which with thousands of environments is not what is short'
      : 'it learns from each step again and again, and needs far fewer of them than on-policy learning',
    source: paper,
  }),
  dataFit: ({ parallel }) => (parallel ? 0.8 : 1),
  rungs(problem) {
    const examples = stepsOf(problem)
    return sizes.map((hidden) => {
      const sized = { ...problem, hidden: [...hidden] }
      return {
        label: `layers ${widths(hidden)}`,
        parts: [
          {
            role: 'policy',
            model: { kind: 'network' as const, spec: policySpec(sized), examples, targets: examples },
          },
          {
            role: 'critics',
            model: {
              kind: 'network' as const,
              spec: criticsSpec({ ...sized, value: false, temperature: true }),
              examples,
              targets: examples,
              serves: 'ahead' as const,
            },
            gradient,
          },
        ],
      }
    })
  },
  recipe: (problem) => ({
    loss: 'Critics: squared Bellman error against the smaller of two slow copies. Policy: expected value plus entropy, whose weight is learned for a target of one for each action',
    optimizer: `Adam, learning rate ${gradient.learningRate} for all; batch ${batch}, one update a step, copies follow by 0.005`,
    schedule: 'constant',
    regularization: [
      `buffer of the newest ${counted(Math.min(buffer, stepsOf(problem)), 'transition')}; the first 10,000 steps at random`,
      `${gammaWords(problem)}; time limits bootstrap, ends do not`,
      seedWords,
      ...(problem.situation === 'simulator' ? ['domain randomisation at each reset'] : []),
    ],
    gradient,
  }),
  write(problem) {
    const { actions, situation } = problem
    const steps = stepsOf(problem)
    return {
      overview: `A policy over ${seenWords(problem)} and two critics learn from a buffer of everything that was tried, ${counted(steps, 'step')}, one update for each. {{params}} parameters together; only the policy is exported, the sizes below count the critics too: {{latency}} a decision${ofPeriod(problem)}. The networks train in {{trainingTime}}${situation === 'simulator' ? '; the simulator’s time comes on top' : ''}.`,
      inputs: [observationRow(problem)],
      outputs: [
        {
          name: 'mean',
          shape: [actions.count],
          meaning: `mean of ${actionWords(problem)} before it is squashed into ${actions.count === 1 ? 'its' : 'their'} limits`,
        },
        {
          name: 'log_std',
          shape: [actions.count],
          meaning: 'deviation to explore with; the mean is taken when serving',
        },
      ],
      risks: [
        'Updates, not steps, take the time: more environments do not make it faster.',
        'Overestimated values: watch critics against the returns that came.',
        ...commonRisks(problem),
      ],
      steps: networkSteps(
        problem,
        'policy and critics ({{params}} parameters together)',
        'a pendulum with two joints',
      ),
      files: planFiles(problem, networkFiles),
      notCounted: [
        situation === 'simulator'
          ? simulatorWords(problem, steps)
          : `the time of ${counted(steps, 'step')} on the real thing`,
        'slow copies of the critics in memory',
        'the buffer in host memory',
      ],
    }
  },
}
