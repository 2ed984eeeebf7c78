/** Every column a token, attention between them: the network that comes nearest to trees on large tables. */
import { counted, grouped } from '../../brief/facts.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import type { TableFamily } from './family.js'
import { tableBatches, tableEpochs } from './mlp.js'
import { ftTransformerSpec } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import { dataRisks } from './risks.js'
import { lossOf } from './target.js'
import { networkInputs, outputRows } from './words.js'

const source = 'Gorishniy et al., Revisiting Deep Learning Models for Tabular Data, 2021'
const leastSignal = 50_000
/** Attention is square in the columns. */
const mostColumns = 500
const learningRate = 1e-4
const weightDecay = 1e-5
const dropout = 0.1
const sizes = [
  { dim: 32, blocks: 1, heads: 4, hidden: 64 },
  { dim: 64, blocks: 2, heads: 8, hidden: 96 },
  { dim: 128, blocks: 2, heads: 8, hidden: 176 },
  { dim: 192, blocks: 3, heads: 8, hidden: 256 },
] as const

export const ftTransformer: TableFamily = {
  id: 'ft-transformer',
  kind: 'attention',
  title: 'FT-Transformer',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.65,
  complexityBecause: 'a Transformer to tune and to serve, best on a GPU',
  interpretability: 0.25,
  interpretabilityBecause:
    'attention weights are no reasons; shares of the columns are sampled estimates (KernelSHAP)',
  makesGroups: false,
  reasons: 'KernelSHAP on a background of 100 rows: an estimate, computed in batch.',
  name: () => 'FT-Transformer (a token for each column)',
  fits({ signal, columnCount, answer }) {
    if (signal < leastSignal)
      return {
        fits: false,
        reason: `${counted(signal, 'row that tells', 'rows that tell')} ${answer.many} apart: attention between columns is learned from ${grouped(leastSignal)} or more.`,
        source,
      }
    if (columnCount > mostColumns)
      return {
        fits: false,
        reason: `attention between ${counted(columnCount, 'column')} costs their square; over about ${mostColumns} it is out of proportion.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ signal }) => ({
    value: signal < 1_000_000 ? 0.7 : 0.75,
    because: 'the strongest of plain networks on tables, level with trees on some and behind on others',
    source,
  }),
  dataFit: ({ signal }) => (signal < 100_000 ? 0.5 : signal < 1_000_000 ? 0.75 : 0.9),
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `${size.blocks} ${size.blocks === 1 ? 'block' : 'blocks'} of width ${size.dim}`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'network' as const,
            spec: ftTransformerSpec(problem.columns, { ...size, dropout }, problem.outputs),
            examples: problem.trainingRows,
          },
        },
      ],
    })),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay, { batches: tableBatches, epochs: tableEpochs }),
    schedule: cosine,
    regularization: [`weight decay ${weightDecay}`, `dropout ${dropout}`, clipping, earlyStopping],
  }),
  write(problem, rung) {
    return {
      overview: `Each of ${counted(problem.columnCount, 'column')} becomes a token; ${rung.label} of attention let every column see every other, and one more token predicts ${problem.subject}. {{params}} parameters, {{latency}} a row, trained in {{trainingTime}}. Worth it where an ensemble with trees is wanted, or text and pictures are to join the table.`,
      inputs: networkInputs(problem),
      outputs: outputRows(problem),
      risks: [
        'An answer takes far more arithmetic than that of trees ({{flops}}), and on a CPU far longer: measure on the serving machine first.',
        'Results differ between seeds: judge the mean of 3.',
        ...dataRisks(problem),
      ],
      steps: networkSteps(problem, 'the column tokens and attention blocks'),
      files: networkPlanFiles(problem),
      notCounted: ['mapping numbers to quantiles before the network'],
    }
  },
}
