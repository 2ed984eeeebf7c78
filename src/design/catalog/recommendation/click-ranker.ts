/** Ranker of what is given: crosses of all columns and a deep network, one logit for each candidate (DCN-V2, DLRM). */
import { counted, grouped } from '../../brief/facts.js'
import type { Gradient, Rung } from '../family.js'
import { clipping } from '../recipes.js'
import { dcnV2Spec } from './ctr-spec.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily } from './family.js'
import { impressionRows, tableRows, tablesWords } from './impressions.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import { tableWords } from './words.js'

const paper = 'Wang et al., DCN V2: Improved Deep & Cross Network, WWW 2021'
const sizes = [
  { dim: 8, crosses: 2, rank: 32, deep: [128, 64] },
  { dim: 16, crosses: 3, rank: 64, deep: [512, 256, 128] },
  { dim: 32, crosses: 3, rank: 64, deep: [1024, 512, 256] },
] as const
const leastRows = 100_000
const gradient: Gradient = { learningRate: 1e-3, batches: [1024, 4096, 16384], epochs: 1, optimizer: 'adam' }

export const clickRanker: RecommendFamily = {
  id: 'cross-network',
  jobs: ['rank'],
  kind: 'ranker',
  title: 'Cross network',
  words: ['cross network'],
  ruledOutBy: ['cross network', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'tables that grow with the ids, a feature store, daily training',
  interpretability: 0.3,
  interpretabilityBecause: 'crosses and SHAP show columns, not reasons',
  name: () => 'Cross network (DCN-V2)',
  fits(problem) {
    const given = onlyFor('rank', problem)
    if (given) return given
    if (problem.trainingEvents < leastRows)
      return {
        fits: false,
        reason: `${counted(problem.trainingEvents, 'training row does', 'training rows do')} not feed tables of ids; it wants ${grouped(leastRows)} or more.`,
        source: paper,
      }
    return { fits: true }
  },
  prior: ({ amount, mostlyNumbers }) => ({
    value: { little: 0.5, some: 0.7, much: mostlyNumbers ? 0.77 : 0.83 }[amount],
    because: mostlyNumbers
      ? 'it gains where ids carry the signal, and here most columns are numbers'
      : amount === 'much'
        ? 'ids of users and items carry most of the signal, and there are rows enough to learn them'
        : 'ids want many rows; with fewer the trees are level',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.75, much: 1 })[amount],
  newcomers: () =>
    'New ids share hashed rows with others until they are trained on; counts and rates speak for them',
  rungs: (problem) =>
    sizes.map(({ dim, crosses, rank, deep }) => ({
      label: `vectors of ${dim}, ${crosses} crosses, layers ${deep.join('-')}`,
      parts: [
        {
          role: 'ranker',
          model: {
            kind: 'network',
            spec: dcnV2Spec({
              numbers: problem.numbers,
              rows: tableRows(problem, dim),
              dim,
              crosses,
              rank,
              deep,
            }),
            examples: problem.trainingEvents,
            perRequest: problem.candidates,
          },
        },
      ],
    })),
  recipe: ({ brief }) => ({
    loss:
      brief.task?.value === 'ranking'
        ? 'Listwise softmax over the candidates of a list, the taken ones as targets; weighted by one over the chance that a place is looked at'
        : 'Binary cross-entropy of a click, rows that were thinned out weighted back so that probabilities stay calibrated',
    optimizer: `Adam, learning rate ${gradient.learningRate}; rows of tables by sparse updates`,
    schedule: 'constant, so that training can go on day by day',
    regularization: [
      'one epoch: such networks overfit from the second on (Zhang et al., 2022)',
      'no weight decay on tables; ids under five impressions share a row',
      'the place as an input that is fixed when serving',
      clipping,
    ],
    gradient,
  }),
  write(problem, rung) {
    const { rows, dim } = tablesOf(rung)
    const total = rows.reduce((sum, count) => sum + count, 0)
    return {
      overview: `${counted(problem.identifiers, 'column')} of identifiers become vectors of ${grouped(dim)}, stand beside ${counted(problem.numbers, 'number')} and are crossed with one another before a deep network gives one logit. ${tablesWords(rows)} (${tableWords(total, dim)}); {{params}} parameters, {{latency}} for ${counted(problem.candidates, 'candidate')} in one batch.`,
      inputs: impressionRows(problem),
      outputs: [{ name: 'click', shape: [1], meaning: 'logit of a click, for each candidate' }],
      risks: [
        'Hashed ids collide: compare twice the rows before the network is made larger.',
        'A model that is a day old is worse: measure the loss by age and retrain as often as that says.',
        ...commonRisks(problem),
      ],
      steps: networkSteps(
        problem,
        'tables, crosses and network ({{params}} parameters)',
        'the lowest log loss',
      ),
      files: planFiles(networkFiles, problem),
      notCounted: [
        'fetching columns from a store',
        'hashing',
        'what sparse updates save: the optimizer is counted over all rows',
      ],
    }
  },
}

function tablesOf({ parts }: Rung): { rows: readonly number[]; dim: number } {
  const model = parts[0]?.model
  const table = model?.kind === 'network' ? model.spec.nodes[0] : undefined
  if (!table || typeof table === 'string' || !Array.isArray(table.rows))
    throw new RangeError('Expected tables of identifiers first.')
  return { rows: table.rows, dim: Number(table.dim) }
}
