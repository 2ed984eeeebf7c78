/** CQL: values of actions that the log does not have are pressed down, so that the policy keeps away from them. */
import { counted } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { commonRisks } from './evaluation.js'
import { gradientOf, logStep, offlineFits, offlineRungs, supportFile } from './offline.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, gammaWords, observationRow, ofPeriod, seenWords } from './words.js'

const paper =
  'Kumar, Zhou, Tucker & Levine, Conservative Q-Learning for Offline Reinforcement Learning, NeurIPS 2020'

export const cql: Family<DecisionProblem> = {
  id: 'cql',
  kind: 'value',
  title: 'CQL',
  words: ['cql', 'offline rl', 'rl'],
  ruledOutBy: ['cql', 'offline rl', 'rl', 'neural'],
  neural: true,
  complexity: 0.55,
  complexityBecause: 'one penalty decides everything, and only off-policy estimates can tune it',
  interpretability: 0.25,
  interpretabilityBecause: 'a cautious value of each action can be read',
  name: () => 'Offline RL (CQL)',
  fits: offlineFits,
  prior: ({ amount }) => ({
    value: { little: 0.45, some: 0.66, much: 0.7 }[amount],
    because:
      'its values are lower bounds, which suits where a wrong action is dear; the penalty is hard to choose without trying',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.8, much: 0.8 })[amount],
  rungs: (problem) => offlineRungs(problem, false),
  recipe: (problem) => ({
    loss: 'Critics: squared Bellman error plus a penalty (weight 1 to 10, 5 to start with) on values of actions that the log does not have. Policy: expected value plus entropy',
    optimizer: `Adam, learning rate ${gradientOf(problem).learningRate}, a third of it for the policy; copies follow by 0.005`,
    schedule: 'constant; stopped by off-policy estimates, not by the loss',
    regularization: [
      gammaWords(problem),
      'the penalty itself',
      'weights kept with the best lower bound over seeds',
    ],
    gradient: gradientOf(problem),
  }),
  write(problem) {
    const { actions } = problem
    const continuous = actions.kind === 'continuous'
    return {
      overview: `From ${counted(problem.logged, 'logged decision')} two critics learn values that are too low rather than too high for what was never tried, and a policy over ${seenWords(problem)} follows them. {{params}} parameters together: the policy decides, and the critics are kept beside it to show what it and the usual action are worth; {{latency}} a decision${ofPeriod(problem)}; trained in {{trainingTime}}.`,
      inputs: [observationRow(problem)],
      outputs: continuous
        ? [
            { name: 'mean', shape: [actions.count], meaning: `mean of ${actionWords(problem)}` },
            { name: 'log_std', shape: [actions.count], meaning: 'deviation, for the entropy in training' },
          ]
        : [{ name: 'action', shape: [actions.count], meaning: `logit of each of ${actionWords(problem)}` }],
      risks: [
        'Too weak a penalty extrapolates, too strong a one copies the log: report both ends.',
        ...commonRisks(problem),
      ],
      steps: [
        logStep(problem),
        ...networkSteps(
          problem,
          'policy and critics ({{params}} parameters together)',
          'a log of a small known simulator',
          'policy and critics',
        ),
      ],
      files: planFiles(problem, [supportFile, ...networkFiles]),
      notCounted: ['fitting the off-policy estimators'],
    }
  },
}
