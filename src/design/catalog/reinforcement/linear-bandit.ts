/** Contextual bandit: a ridge regression of the reward for each action, explored by its own uncertainty. */
import { counted } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { commonRisks } from './evaluation.js'
import { planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { observationRow } from './words.js'

const paper =
  'Li, Chu, Langford & Schapire, A Contextual-Bandit Approach to Personalized News Article Recommendation, WWW 2010'
const thompson = 'Chapelle & Li, An Empirical Evaluation of Thompson Sampling, NeurIPS 2011'
/** Observed numbers, and a constant. */
const contextOf = ({ observation }: DecisionProblem) =>
  observation.kind === 'vector' ? observation.features + 1 : 0

export const linearBandit: Family<DecisionProblem> = {
  id: 'linear-bandit',
  kind: 'bandit',
  title: 'Contextual bandit',
  words: ['bandit'],
  ruledOutBy: ['bandit'],
  neural: false,
  complexity: 0.3,
  complexityBecause: 'a small matrix for each action, and rewards that must find their decision',
  interpretability: 0.7,
  interpretabilityBecause: 'each action has weights that can be read, and an interval',
  name: () => 'Contextual bandit (linear Thompson sampling)',
  fits({ situation, mayExplore, observation, actions }) {
    if (situation !== 'bandit')
      return {
        fits: false,
        reason:
          'Decisions change what can be decided later: a bandit would take what pays now and miss what it costs.',
        source: paper,
      }
    if (!mayExplore)
      return {
        fits: false,
        reason:
          'It learns by trying, and nothing may be tried: a model of the reward from the log comes instead.',
        source: paper,
      }
    if (observation.kind === 'image')
      return {
        fits: false,
        reason: 'Pictures are no linear context: put a frozen encoder before it.',
        source: paper,
      }
    if (actions.kind === 'continuous')
      return {
        fits: false,
        reason: 'It chooses among named actions; a continuous one has to be cut into steps first.',
        source: paper,
      }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.68, some: 0.74, much: 0.7 }[amount],
    because:
      amount === 'much'
        ? 'it explores where it is unsure, but sees no pair of columns that nobody wrote down'
        : 'it explores where it is unsure and learns from few decisions',
    source: thompson,
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 1, much: 0.85 })[amount],
  rungs(problem) {
    const context = Math.max(1, contextOf(problem))
    const { actions, logged } = problem
    return [
      {
        label: `${counted(context, 'number')} of context for each of ${counted(actions.count, 'action')}`,
        parts: [
          {
            role: 'bandit',
            model: {
              kind: 'estimator',
              estimator: { kind: 'linear_bandit', method: 'thompson', actions: actions.count, context },
              load: {
                seriesCount: 1,
                points: logged,
                trainingRows: logged,
                features: context,
                rowsPerRequest: 1,
                outputsPerRow: 1,
              },
              learned: actions.count * context,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'Squared error of the reward with a ridge of 1, for each action apart',
    optimizer: 'closed form, one rank-1 update for each reward that comes in',
    schedule: 'updated every few minutes; older decisions forgotten with a half-life that the drift asks for',
    regularization: [
      'ridge 1 to start with, scale of the draws chosen on the log by inverse propensity',
      'at least 1% probability for each action that is allowed, so that later estimates stay possible',
    ],
  }),
  write(problem) {
    const context = contextOf(problem)
    return {
      overview: `For each of ${counted(problem.actions.count, 'action')} a ridge regression of the reward on ${counted(context, 'number')} of context; weights are drawn from their uncertainty and the best action under the draw is taken, so that it explores where it knows little. {{latency}} a decision, {{weightMemory}} in all; warm-started from the log in {{trainingTime}}.`,
      inputs: [observationRow(problem)],
      outputs: [
        {
          name: 'action',
          shape: [],
          meaning: `one of ${counted(problem.actions.count, 'action')}, with the probability it was drawn with`,
        },
      ],
      risks: [
        'A reward that is far from linear in the context is learned badly: add the crosses that matter, or take trees.',
        ...commonRisks(problem),
      ],
      steps: [
        'Write the bandit in `src/bandit.py` (MABWiser); `tests/test_bandit.py` checks on a simulated reward that regret flattens and that logged probabilities match the share of draws.',
        'Replay it on the log in `src/replay.py` before it sees traffic; begin with 5% of the decisions.',
      ],
      files: planFiles(problem, [
        { path: 'src/bandit.py', purpose: 'ridge regressions, draws, probabilities' },
        { path: 'tests/test_bandit.py', purpose: 'regret on a simulated reward, probabilities' },
        { path: 'src/replay.py', purpose: 'replay on the log by inverse propensity' },
      ]),
      notCounted: ['joining rewards to decisions'],
    }
  },
}
