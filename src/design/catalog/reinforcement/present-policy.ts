/** The bar: what decides today. A controller, a rule, the best fixed action; chance beside it. */
import { counted } from '../../brief/facts.js'
import type { Family } from '../family.js'
import { commonRisks } from './evaluation.js'
import { planFiles } from './plan.js'
import type { DecisionProblem } from './problem.js'
import { actionWords, measuredRow } from './words.js'

type Rule = 'present' | 'best_fixed' | 'controller'
/** Gains of position and speed of a joint, and four waypoints that it passes. */
const settingsOfJoint = 2 + 4

const ruleOf = ({ situation, actions }: DecisionProblem): Rule =>
  situation === 'bandit'
    ? 'best_fixed'
    : actions.kind === 'continuous' && situation === 'simulator'
      ? 'controller'
      : 'present'

const names: Readonly<Record<Rule, string>> = {
  present: 'The present policy',
  best_fixed: 'Best fixed action',
  controller: 'Scripted controller',
}
/** Of pictures a rule reads what was measured in them, a number for each action at least. */
const observedOf = ({ observation, actions }: DecisionProblem) =>
  observation.kind === 'vector' ? observation.features : actions.count
const settingsOf = (problem: DecisionProblem) =>
  ({
    present: observedOf(problem),
    best_fixed: problem.actions.count,
    controller: settingsOfJoint * problem.actions.count,
  })[ruleOf(problem)]

export const presentPolicy: Family<DecisionProblem> = {
  id: 'present-policy',
  kind: 'baseline',
  title: 'The present policy',
  words: ['rule'],
  ruledOutBy: ['rule'],
  neural: false,
  complexity: 0.05,
  complexityBecause: 'a rule that is there already',
  interpretability: 1,
  interpretabilityBecause: 'every decision follows a rule that people wrote',
  name: (problem) => names[ruleOf(problem)],
  fits: () => ({ fits: true }),
  prior: ({ amount }) => ({
    value: amount === 'little' ? 0.5 : 0.35,
    because: 'it is known to work, and does not learn',
    source:
      'Mania, Guy & Recht, Simple random search provides a competitive approach to reinforcement learning, NeurIPS 2018: plain policies keep up often',
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.6, much: 0.4 })[amount],
  rungs: (problem) => [
    {
      label: counted(settingsOf(problem), 'setting'),
      parts: [
        {
          role: 'rule',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'policy_rule',
              rule: ruleOf(problem),
              settings: settingsOf(problem),
              observed: observedOf(problem),
            },
            load: {
              seriesCount: 1,
              points: 1,
              trainingRows: 1,
              features: 1,
              rowsPerRequest: 1,
              outputsPerRow: 1,
            },
            learned: 0,
          },
        },
      ],
    },
  ],
  recipe: () => ({
    loss: 'none is minimised; judged by the same reward as the others',
    optimizer: 'none',
    schedule: 'settings tuned by hand or by a grid of a few values',
    regularization: ['none needed: people set the numbers'],
  }),
  write(problem) {
    const rule = ruleOf(problem)
    const what = {
      present: `The rule that decides today, written down as code over ${counted(observedOf(problem), 'observed number')}`,
      best_fixed: `The one of ${counted(problem.actions.count, 'action')} that earned most in the log, always`,
      controller: `Waypoints and a PD controller on each of ${counted(problem.actions.count, 'joint')}: gains and targets set by hand, torque limits enforced`,
    }[rule]
    return {
      overview: `${what}. {{latency}} a decision; uniform random actions are run beside it as the floor. It is the bar for everything that learns, and the fallback when a learned policy fails.`,
      inputs: [measuredRow(problem)],
      outputs: [
        {
          name: 'action',
          shape: problem.actions.kind === 'continuous' ? [problem.actions.count] : [],
          meaning:
            problem.actions.kind === 'continuous'
              ? `${actionWords(problem)}, within ${problem.actions.count === 1 ? 'its' : 'their'} limits`
              : `one of ${actionWords(problem)}`,
        },
      ],
      risks: ['It does not improve with use.', ...commonRisks(problem).slice(-1)],
      steps: [],
      files: planFiles(problem, []),
      notCounted: [],
    }
  },
}
