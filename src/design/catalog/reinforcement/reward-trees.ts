/** One-shot decisions from a model of the reward: boosted trees over context and action, the best action taken. */
import { counted, grouped } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { commonRisks } from './evaluation.js'
import { planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { measuredRow } from './words.js'

const paper = 'Dudik, Langford & Li, Doubly Robust Policy Evaluation and Learning, ICML 2011'
const trees = [
  { trees: 200, leaves: 15, learningRate: 0.1 },
  { trees: 500, leaves: 31, learningRate: 0.05 },
  { trees: 1_500, leaves: 63, learningRate: 0.03 },
] as const
const explored = 0.05
/** A continuous action is scored at so many steps. */
const stepsOfContinuous = 50
const featuresOf = ({ observation, actions }: DecisionProblem) =>
  (observation.kind === 'vector' ? observation.features : 0) + actions.count
const optionsOf = ({ actions }: DecisionProblem) =>
  actions.kind === 'continuous' ? stepsOfContinuous : actions.count

export const rewardTrees: Family<DecisionProblem> = {
  id: 'reward-trees',
  kind: 'trees',
  title: 'Reward model of boosted trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'one library on a CPU, and logged probabilities',
  interpretability: 0.6,
  interpretabilityBecause: 'TreeSHAP gives the share of every column in the expected reward',
  name: ({ mayExplore }) => (mayExplore ? 'Reward model, explored at random' : 'Reward model from the log'),
  fits({ situation, observation }) {
    if (situation !== 'bandit')
      return {
        fits: false,
        reason: 'Decisions change what can be decided later: the reward of one of them is not what counts.',
        source: paper,
      }
    if (observation.kind === 'image')
      return { fits: false, reason: 'Pictures are no columns of a table.', source: paper }
    return { fits: true }
  },
  prior: ({ amount, mayExplore }) => ({
    value: { little: 0.54, some: 0.68, much: 0.78 }[amount] - (mayExplore ? 0 : 0.04),
    because: mayExplore
      ? 'it finds which columns and actions go together, given decisions enough'
      : 'it uses the log well, and knows nothing of what the log never tried',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.55, some: 0.9, much: 1 })[amount],
  rungs: (problem) =>
    trees.map(({ trees: count, leaves, learningRate }) => ({
      label: `${counted(count, 'tree')} of ${leaves} leaves`,
      parts: [
        {
          role: 'reward model',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'gradient_boosted_trees',
              trees: count,
              leaves,
              outputs: 1,
              learning_rate: learningRate,
            },
            load: {
              seriesCount: 1,
              points: problem.logged,
              trainingRows: problem.logged,
              features: featuresOf(problem),
              rowsPerRequest: optionsOf(problem),
              outputsPerRow: 1,
            },
            learned: count * leaves,
          },
        },
      ],
    })),
  recipe: () => ({
    loss: 'Log loss or squared error of the reward, each decision weighted by one over its logged probability, weights cut at 20',
    optimizer: 'leaf-wise histogram boosting (LightGBM)',
    schedule: 'early stopping after 50 rounds on later decisions; fitted again each night',
    regularization: [
      'at least 100 decisions in a leaf',
      'row and column sampling 0.8',
      'isotonic calibration of the reward',
    ],
  }),
  write(problem) {
    const { mayExplore, actions } = problem
    const tries = mayExplore
      ? ` ${explored * 100}% of the decisions stay random, with their probability logged.`
      : ' Nothing is tried out: it moves only where the log has enough of both sides.'
    return {
      overview: `Boosted trees predict the reward from the context and the action; all ${grouped(optionsOf(problem))} ${actions.kind === 'continuous' ? 'steps of the action' : 'actions'} are scored and the best one is taken.${tries} {{latency}} a decision, fitted in {{trainingTime}} from ${counted(problem.logged, 'logged decision')}.`,
      inputs: [measuredRow(problem)],
      outputs: [
        {
          name: 'reward',
          shape: [optionsOf(problem)],
          meaning: 'expected reward of each action; the best one is taken',
        },
      ],
      risks: [
        'Without logged probabilities the present rule’s habits look like effects: log them from now on.',
        'Who would have acted anyway is not who is moved: where an action costs money, model the difference (uplift) and not the reward alone.',
        ...commonRisks(problem),
      ],
      steps: [
        'Fit in `src/reward.py`, weighted by inverse propensity, with monotone constraints where they are known (a higher discount never sells less); `tests/test_reward.py` checks that a simulated best action is found.',
        `Decide in \`src/policy.py\`: the best calibrated reward minus cost${mayExplore ? ', the random share drawn apart' : ', and the present action wherever the log has fewer than 100 decisions of an alternative'}.`,
      ],
      files: planFiles(problem, [
        { path: 'src/reward.py', purpose: 'boosted trees of the reward, calibration' },
        { path: 'tests/test_reward.py', purpose: 'a simulated reward with a known best action' },
        { path: 'src/policy.py', purpose: 'choice of the action, random share, probabilities' },
      ]),
      notCounted: ['joining rewards to decisions'],
    }
  },
}
