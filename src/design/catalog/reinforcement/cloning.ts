/** Behaviour cloning: what the log did, as a function of what was seen. First thing to try on good demonstrations. */
import { counted } from '../../brief/facts.js'
import type { Family, Gradient } from '../family.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { commonRisks } from './evaluation.js'
import { needsLogs, notForBandits } from './fits.js'
import { policySpec, widthsFor } from './networks.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, observationRow, ofPeriod, seenWords, widths } from './words.js'

const papers = {
  dagger:
    'Ross, Gordon & Bagnell, A Reduction of Imitation Learning to No-Regret Online Learning (DAgger), AISTATS 2011',
  when: 'Kumar, Hong, Singh & Levine, When Should We Prefer Offline Reinforcement Learning Over Behavioral Cloning?, ICLR 2022',
} as const
const sizes = [
  [32, 32],
  [64, 64],
  [256, 256],
  [512, 512, 256],
] as const
const gradient: Gradient = { learningRate: 1e-3, batches: [64, 256, 1024], optimizer: 'adamw' }

export const cloning: Family<DecisionProblem> = {
  id: 'behaviour-cloning',
  kind: 'imitation',
  title: 'Behaviour cloning',
  words: ['cloning'],
  ruledOutBy: ['cloning', 'neural'],
  neural: true,
  complexity: 0.3,
  complexityBecause: 'plain supervised learning of logged actions',
  interpretability: 0.25,
  interpretabilityBecause: 'it does what was done in such states; similar logged cases can be shown',
  name: () => 'Behaviour cloning',
  fits: (problem) => notForBandits(problem) ?? needsLogs(problem) ?? { fits: true },
  prior: ({ amount, situation }) =>
    situation === 'cloning'
      ? { value: 0.76, because: 'good demonstrations are best copied first', source: papers.dagger }
      : {
          value: { little: 0.52, some: 0.56, much: 0.56 }[amount],
          because: 'it is level with the average of the log, which is safe and not what was asked for',
          source: papers.when,
        },
  dataFit: ({ amount, situation }) =>
    situation === 'cloning' ? 1 : { little: 0.85, some: 0.85, much: 0.9 }[amount],
  rungs(problem) {
    const chosen = widthsFor(problem.observation, sizes)
    return chosen.map((hidden) => ({
      label: `layers ${widths(hidden)}`,
      parts: [
        {
          role: 'policy',
          model: {
            kind: 'network',
            spec: policySpec({ ...problem, hidden: [...hidden] }),
            examples: problem.logged,
          },
        },
      ],
    }))
  },
  recipe: ({ actions }) => ({
    loss:
      actions.kind === 'continuous'
        ? 'Negative log-likelihood of the logged action under a Gaussian'
        : 'Cross-entropy of the logged action',
    optimizer: `AdamW, learning rate ${gradient.learningRate}, weight decay 0.01`,
    schedule: cosine,
    regularization: ['dropout 0.1', 'noise of 1% on what is seen', clipping, earlyStopping],
    gradient,
  }),
  write(problem) {
    const { actions, situation } = problem
    const continuous = actions.kind === 'continuous'
    return {
      overview: `A network over ${seenWords(problem)} learns which action ${situation === 'cloning' ? 'the experts took' : 'the log took'}, from ${counted(problem.logged, 'decision')}. {{params}} parameters, {{latency}} a decision${ofPeriod(problem)}, trained in {{trainingTime}}.`,
      inputs: [observationRow(problem)],
      outputs: continuous
        ? [
            { name: 'mean', shape: [actions.count], meaning: `mean of ${actionWords(problem)}` },
            {
              name: 'log_std',
              shape: [actions.count],
              meaning: 'deviation: where it is large the experts differ',
            },
          ]
        : [{ name: 'action', shape: [actions.count], meaning: `logit of each of ${actionWords(problem)}` }],
      risks: [
        'Small errors lead into states that no demonstration has: errors grow with the length of an episode (Ross et al., 2011).',
        'What the expert saw and the log does not cannot be copied.',
        ...commonRisks(problem),
      ],
      steps: [
        ...networkSteps(
          problem,
          'the policy ({{params}} parameters)',
          'ten episodes alone, to an error near zero,',
        ),
        ...(situation === 'cloning'
          ? [
              'Let it act under supervision and label the states it reaches (DAgger): three rounds in `src/rounds.py`, each added to the log.',
            ]
          : []),
      ],
      files: planFiles(problem, [
        ...networkFiles,
        ...(situation === 'cloning'
          ? [{ path: 'src/rounds.py', purpose: 'rounds of acting, correcting and training again' }]
          : []),
      ]),
      notCounted: [],
    }
  },
}
