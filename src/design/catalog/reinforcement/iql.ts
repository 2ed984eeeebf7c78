/** IQL: improves on a log without ever asking for the value of an action that was not taken. */
import { counted } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { commonRisks } from './evaluation.js'
import { gradientOf, logStep, offlineFits, offlineRungs, supportFile } from './offline.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, gammaWords, observationRow, ofPeriod, seenWords } from './words.js'

const paper = 'Kostrikov, Nair & Levine, Offline Reinforcement Learning with Implicit Q-Learning, ICLR 2022'

export const iql: Family<DecisionProblem> = {
  id: 'iql',
  kind: 'policy',
  title: 'IQL',
  words: ['iql', 'offline rl', 'rl'],
  ruledOutBy: ['iql', 'offline rl', 'rl', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'three kinds of networks, and estimators that have to agree',
  interpretability: 0.2,
  interpretabilityBecause: 'the values of the advised and of the usual action can be shown side by side',
  name: () => 'Offline RL (IQL)',
  fits: offlineFits,
  prior: ({ amount }) => ({
    value: { little: 0.46, some: 0.71, much: 0.77 }[amount],
    because:
      amount === 'little'
        ? 'a log this small hardly shows what else could have been done'
        : 'it puts together the best parts of what different people did, and stays inside the log',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.9, much: 1 })[amount],
  rungs: (problem) => offlineRungs(problem, true),
  recipe: (problem) => ({
    loss: 'Value: expectile regression (0.7; 0.9 where rewards are sparse). Critics: squared Bellman error on logged actions alone. Policy: the logged action, weighted by exp(3 x advantage)',
    optimizer: `Adam, learning rate ${gradientOf(problem).learningRate}, copies follow by 0.005`,
    schedule: 'cosine to zero for the policy, constant for the others',
    regularization: [gammaWords(problem), 'dropout 0.1 in the policy', 'advantage weights cut at 100'],
    gradient: gradientOf(problem),
  }),
  write(problem) {
    const { actions } = problem
    const continuous = actions.kind === 'continuous'
    return {
      overview: `From ${counted(problem.logged, 'logged decision')} a value of states, two critics of state and action, and a policy over ${seenWords(problem)} that repeats what turned out better than expected. No action outside the log is ever valued. {{params}} parameters together: the policy decides, and the critics are kept beside it to show what it and the usual action are worth; {{latency}} a decision${ofPeriod(problem)}; trained in {{trainingTime}}.`,
      inputs: [observationRow(problem)],
      outputs: continuous
        ? [
            { name: 'mean', shape: [actions.count], meaning: `mean of ${actionWords(problem)}` },
            { name: 'log_std', shape: [actions.count], meaning: 'deviation: how sure the log is' },
          ]
        : [{ name: 'action', shape: [actions.count], meaning: `logit of each of ${actionWords(problem)}` }],
      risks: ['It can be no better than the best of what was logged, put together.', ...commonRisks(problem)],
      steps: [
        logStep(problem),
        ...networkSteps(
          problem,
          'policy, critics and value ({{params}} parameters together)',
          'a log of a small known simulator',
          'policy and critics',
        ),
      ],
      files: planFiles(problem, [supportFile, ...networkFiles]),
      notCounted: ['fitting the off-policy estimators'],
    }
  },
}
