/** NeuMF: a network over the pair of user and item. Known, asked for, and rarely ahead of a tuned product. */
import { counted, grouped } from '../../brief/facts.js'
import type { Gradient } from '../family.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { neuMfSpec } from './ncf-spec.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'

const paper = 'He et al., Neural Collaborative Filtering, WWW 2017'
const against =
  'Rendle, Krichene, Zhang & Anderson, Neural Collaborative Filtering vs. Matrix Factorization Revisited, RecSys 2020'
/** Every item of a list is one pass of the network. */
const mostItems = 20_000
const sizes = [
  { factors: 8, dim: 16, hidden: [32, 16, 8] },
  { factors: 16, dim: 32, hidden: [64, 32, 16] },
  { factors: 32, dim: 64, hidden: [128, 64, 32] },
] as const
const negatives = 4
const gradient: Gradient = { learningRate: 1e-3, batches: [256, 1024, 4096], epochs: 20, optimizer: 'adam' }

export const ncf: RecommendFamily = {
  id: 'ncf',
  jobs: ['retrieve'],
  kind: 'dense',
  title: 'Neural collaborative filtering',
  words: ['ncf', 'mlp'],
  ruledOutBy: ['ncf', 'mlp', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause: 'a network and a GPU run for what one product does',
  interpretability: 0.2,
  interpretabilityBecause: 'a score comes out of hidden factors and a network',
  name: () => 'Neural collaborative filtering (NeuMF)',
  fits(problem) {
    const given = onlyFor('retrieve', problem) ?? withoutEvents(problem)
    if (given) return given
    if (problem.anonymous)
      return {
        fits: false,
        reason: 'It has a row for each user, and here nobody is known beyond the session.',
        source: paper,
      }
    if (problem.items > mostItems)
      return {
        fits: false,
        reason: `Each of ${counted(problem.items, 'item')} would be one pass of the network for each list; over ${grouped(mostItems)} it cannot be searched as a product can.`,
        source: against,
      }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.45, some: 0.58, much: 0.62 }[amount],
    because: 'a tuned product of factors was as good or better in the comparison',
    source: against,
  }),
  dataFit: ({ amount }) => ({ little: 0.4, some: 0.8, much: 0.8 })[amount],
  newcomers: () => 'New users and new items have no row before the next training',
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `factors ${size.factors}, layers ${size.hidden.join('-')}`,
      parts: [
        {
          role: 'scorer',
          model: {
            kind: 'network',
            spec: neuMfSpec({ users: problem.visitors, items: problem.items, ...size }),
            // Of ratings each is learned as it is; of clicks others are drawn that were not clicked.
            examples: (problem.explicit ? 1 : 1 + negatives) * problem.trainingEvents,
            perRequest: problem.items,
          },
        },
      ],
    })),
  recipe: ({ explicit }) => ({
    loss: explicit
      ? 'Squared error of the rating'
      : `Binary cross-entropy, ${negatives} items drawn at random for each one taken`,
    optimizer: `Adam, learning rate ${gradient.learningRate}, betas 0.9 / 0.999`,
    schedule: cosine,
    regularization: ['L2 of the rows of a batch, chosen from 1e-7 to 1e-4', clipping, earlyStopping],
    gradient,
  }),
  write(problem) {
    return {
      overview: `User and item each have two vectors: one pair is multiplied, the other passes a small network, and one layer joins them. All ${counted(problem.items, 'item')} are scored for a list in {{latency}}; {{params}} parameters, nearly all of them rows.`,
      inputs: [
        { name: 'user', shape: [], meaning: `one of ${counted(problem.visitors, 'user')}` },
        { name: 'item', shape: [], meaning: `one of ${counted(problem.items, 'item')}` },
      ],
      outputs: [
        {
          name: 'score',
          shape: [1],
          meaning: problem.explicit
            ? 'the rating that the user would give, from the mean of all'
            : 'logit that the user takes the item',
        },
      ],
      risks: [
        'A tuned product of the same width was as good or better (Rendle et al., 2020): compare before it is kept.',
        ...commonRisks(problem),
      ],
      steps: networkSteps(problem, 'the network ({{params}} parameters)', 'the best NDCG@10'),
      files: planFiles(networkFiles, problem),
      notCounted: [],
    }
  },
}
