/** A multilayer perceptron over numbers and looked-up categories: where rows are many and vectors of them are wanted. */
import { counted, grouped } from '../../brief/facts.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { TableFamily } from './family.js'
import { mlpSpec } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import { dataRisks } from './risks.js'
import { lossOf } from './target.js'
import { networkInputs, outputRows } from './words.js'

const source = 'Gorishniy et al., Revisiting Deep Learning Models for Tabular Data, 2021'
const leastSignal = 5_000
const learningRate = 1e-3
const weightDecay = 0.01
/** Largest batch that helps a network on a table, for little, medium and much data. */
export const tableBatches = [256, 512, 1_024] as const
/** Passes over the rows: Gorishniy et al. (2021) wait for 16 without a gain, so one is far too few. */
export const tableEpochs = 20
const sizes = [
  { hidden: [64], dropout: 0.3 },
  { hidden: [128, 64], dropout: 0.3 },
  { hidden: [256, 128], dropout: 0.2 },
  { hidden: [512, 256], dropout: 0.2 },
  { hidden: [1_024, 512], dropout: 0.1 },
] as const

export const mlp: TableFamily = {
  id: 'table-mlp',
  kind: 'dense',
  title: 'Multilayer perceptron',
  words: ['mlp'],
  ruledOutBy: ['mlp', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'scaling, embeddings and schedule to keep the same in training and serving',
  interpretability: 0.25,
  interpretabilityBecause: 'shares of the columns are sampled estimates (KernelSHAP), slow and not exact',
  makesGroups: false,
  reasons: 'KernelSHAP on a background of 100 rows: an estimate, computed in batch.',
  name: () => 'MLP with category embeddings',
  fits({ signal, answer }) {
    if (signal >= leastSignal) return { fits: true }
    return {
      fits: false,
      reason: `${counted(signal, 'row that tells', 'rows that tell')} ${answer.many} apart: a network from scratch wants ${grouped(leastSignal)} or more, and trees or a sum do better below.`,
      source,
    }
  },
  prior: ({ signal }) => ({
    value: signal < 100_000 ? 0.62 : signal < 1_000_000 ? 0.68 : 0.71,
    because: 'tuned networks come near trees on large tables, and give a vector of every row for other uses',
    source,
  }),
  dataFit: ({ signal }) => (signal < 100_000 ? 0.55 : signal < 1_000_000 ? 0.8 : 0.95),
  rungs: (problem) =>
    sizes.map(({ hidden, dropout }) => ({
      label: `hidden layers of ${hidden.join(' and ')}`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'network' as const,
            spec: mlpSpec(problem.columns, { hidden, dropout }, problem.outputs),
            examples: problem.trainingRows,
          },
        },
      ],
    })),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay, { batches: tableBatches, epochs: tableEpochs }),
    schedule: cosine,
    regularization: [`weight decay ${weightDecay}`, 'dropout as in the table', 'batch norm', earlyStopping],
  }),
  write(problem, rung) {
    return {
      overview: `Numbers, mapped to a normal distribution, and looked-up vectors of the categories run through ${rung.label} to predict ${problem.subject}. {{params}} parameters, {{latency}} a row, trained in {{trainingTime}}. It is for tables with very many rows, and where the vector of a row is wanted elsewhere.`,
      inputs: networkInputs(problem),
      outputs: outputRows(problem),
      risks: [
        'The scaling of training must be stored with the model: another one in serving ruins it without an error.',
        'Results differ between seeds: judge the mean of 3.',
        ...dataRisks(problem),
      ],
      steps: networkSteps(problem, 'the embeddings and hidden layers'),
      files: networkPlanFiles(problem),
      notCounted: ['mapping numbers to quantiles before the network'],
    }
  },
}
