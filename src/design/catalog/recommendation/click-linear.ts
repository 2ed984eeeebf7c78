/** Logistic regression on hashed identifiers: one number for each value of a column, and a probability that is calibrated. */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import type { Gradient } from '../family.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily } from './family.js'
import { impressionRows, tableRows, tablesWords } from './impressions.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import type { RecommendProblem } from './problem.js'

const paper = 'McMahan et al., Ad Click Prediction: a View from the Trenches, KDD 2013'
const gradient: Gradient = { learningRate: 0.05, batches: [1024, 4096, 16384], epochs: 1, optimizer: 'adam' }

function logisticSpec(problem: RecommendProblem): ModelSpec {
  return {
    name: 'Logistic regression',
    inputs: {
      numbers: { kind: 'vector', features: problem.numbers },
      columns: { kind: 'tensor', shape: [problem.identifiers], dtype: 'int' },
    },
    nodes: [
      { name: 'weights', kind: 'embedding', dim: 1, rows: tableRows(problem, 1), from: 'columns' },
      { name: 'identifiers', kind: 'reduce', by: 'sum', axis: -2 },
      { name: 'measured', kind: 'linear', units: 1, from: 'numbers' },
      { name: 'click', kind: 'add', from: ['identifiers', 'measured'] },
    ],
  }
}

export const clickLinear: RecommendFamily = {
  id: 'logistic-clicks',
  jobs: ['rank'],
  kind: 'linear',
  title: 'Logistic regression on hashed ids',
  words: ['linear'],
  ruledOutBy: ['linear'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'one weight a value, learned as the log comes in',
  interpretability: 0.8,
  interpretabilityBecause: 'every value of a column has a weight that can be read',
  name: () => 'Logistic regression on hashed columns',
  fits: (problem) => onlyFor('rank', problem) ?? { fits: true },
  prior: ({ amount, mostlyNumbers }) => ({
    value: { little: 0.6, some: 0.64, much: 0.64 }[amount] - (mostlyNumbers ? 0.06 : 0),
    because: mostlyNumbers
      ? 'a sum of numbers bends nowhere: prices and distances have to be cut into steps by hand'
      : 'it is calibrated and quick to follow the hour, but knows no pair of columns that nobody wrote down',
    source: paper,
  }),
  dataFit: ({ amount, mostlyNumbers }) =>
    ({ little: 0.9, some: 0.8, much: 0.7 })[amount] - (mostlyNumbers ? 0.15 : 0),
  newcomers: () => 'New ids weigh nothing until they are seen; the other columns speak for them',
  rungs: (problem) => [
    {
      label: 'one weight a value',
      parts: [
        {
          role: 'scorer',
          model: {
            kind: 'network',
            spec: logisticSpec(problem),
            examples: problem.trainingEvents,
            perRequest: problem.candidates,
          },
        },
      ],
    },
  ],
  recipe: () => ({
    loss: 'Binary cross-entropy, thinned rows weighted back',
    optimizer: `FTRL-proximal in production; estimated as Adam, learning rate ${gradient.learningRate}`,
    schedule: 'constant: it follows the log',
    regularization: ['L1 so that rare values stay at zero', 'L2 chosen on the validation period'],
    gradient,
  }),
  write(problem) {
    const rows = tableRows(problem, 1)
    return {
      overview: `Each value of ${counted(problem.identifiers, 'column')} has one weight (${tablesWords(rows)}), each of ${counted(problem.numbers, 'number')} too; their sum is the logit. {{params}} parameters, {{latency}} for ${counted(problem.candidates, 'candidate')}.`,
      inputs: impressionRows(problem),
      outputs: [{ name: 'click', shape: [1], meaning: 'logit of a click, for each candidate' }],
      risks: [
        'Pairs of columns (this user, this category) must be written as columns of their own.',
        ...commonRisks(problem),
      ],
      steps: networkSteps(problem, 'the sum of weights ({{params}} parameters)', 'the lowest log loss'),
      files: planFiles(networkFiles, problem),
      notCounted: [
        'fetching columns from a store',
        'hashing',
        'what sparse updates save: the optimizer is counted over all rows',
      ],
    }
  },
}
