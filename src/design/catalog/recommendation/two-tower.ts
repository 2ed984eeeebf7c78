/** Retrieval and ranking: two towers find a few hundred items, a ranker with many columns orders them. */
import { counted } from '../../brief/facts.js'
import type { Gradient, Rung } from '../family.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { easeUpTo } from './item-neighbours.js'
import { leastEventsOfItem, mostEvents } from './problem.js'
import { candidateRankerSpec } from './ranker-spec.js'
import { foundBy, indexOf, sizesOf, towersOf } from './two-tower-sizes.js'
import { twoTowerSpec } from './two-tower-spec.js'
import { writeTwoTower } from './two-tower-writing.js'

const papers = {
  youtube: 'Covington, Adams & Sargin, Deep Neural Networks for YouTube Recommendations, RecSys 2016',
  bias: 'Yi et al., Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations, RecSys 2019',
} as const
/** Shown and not taken, sampled for each one that was taken. */
const negativesOfRanker = 4

const retrieval: Gradient = { learningRate: 1e-3, batches: [1024, 4096, 16384], epochs: 5, optimizer: 'adam' }
const ranking: Gradient = { learningRate: 1e-3, batches: [1024, 4096, 16384], epochs: 1, optimizer: 'adam' }

export const twoTower: RecommendFamily = {
  id: 'two-tower',
  jobs: ['retrieve'],
  kind: 'towers',
  title: 'Two towers and a ranker',
  words: ['two tower'],
  ruledOutBy: ['two tower', 'neural'],
  neural: true,
  complexity: 0.7,
  complexityBecause: 'two networks, an index and a feature store to keep in step',
  interpretability: 0.25,
  interpretabilityBecause: 'the nearest items of the history can be named, the ranker’s columns by SHAP',
  name: () => 'Two towers, then a ranker',
  fits: (problem) => onlyFor('retrieve', problem) ?? withoutEvents(problem) ?? { fits: true },
  prior(problem) {
    const { amount, items, content, coldShare, anonymous } = problem
    const base = { little: 0.46, some: 0.68, much: 0.83 }[amount]
    const few = items <= easeUpTo ? 0.1 : 0
    return {
      value:
        base - few - (content ? 0 : 0.08) + (content && coldShare >= 0.3 ? 0.02 : 0) - (anonymous ? 0.06 : 0),
      because: few
        ? `${counted(items, 'item')} can all be scored, and their closed form be inverted: a first stage is not needed`
        : content
          ? 'it finds items by content as well as by behaviour, and ranks them with everything that is known'
          : 'it ranks with everything that is known, but nothing describes an item that is new',
      source: few ? papers.youtube : papers.bias,
    }
  },
  dataFit: ({ amount, items }) =>
    ({ little: 0.3, some: 0.7, much: 1 })[amount] - (items <= easeUpTo ? 0.15 : 0),
  abilities: ({ content }) => (content ? ['new items'] : []),
  newcomers: ({ content }) =>
    content
      ? 'New items are placed by their content at once; new users by their first events and context'
      : 'New users are served from their first events; new items have to be taken first',
  rungs(problem) {
    return sizesOf(problem).map((size) => ({
      label: `vectors of ${size.dim}, towers ${size.hidden.join('-')}`,
      parts: [
        {
          role: 'towers',
          model: {
            kind: 'network',
            spec: twoTowerSpec(towersOf(problem, size)),
            examples: problem.trainingEvents,
          },
          gradient: retrieval,
        },
        { role: 'index', model: indexOf(problem.items, size.dim, foundBy(problem)) },
        {
          role: 'ranker',
          model: {
            kind: 'network',
            spec: candidateRankerSpec({ ...size, vector: size.dim }),
            examples: Math.min((1 + negativesOfRanker) * problem.trainingEvents, mostEvents),
            perRequest: problem.candidates,
          },
          gradient: ranking,
        },
      ],
    }))
  },
  recipe: ({ explicit }) => ({
    loss: `Towers: sampled softmax over the items of the batch, each score minus the logarithm of the item’s frequency, so that popular items are not punished for being drawn often; temperature 0.05 to start with. Ranker: ${explicit ? 'squared error of the rating' : `binary cross-entropy of a click, ${negativesOfRanker} shown and not taken for each one taken`}`,
    optimizer: `Adam, learning rate ${retrieval.learningRate}, betas 0.9 / 0.999, sparse updates of the rows of a batch`,
    schedule: cosine,
    regularization: [
      'no weight decay on tables',
      `ids of items with fewer than ${leastEventsOfItem} events share a row, and a tenth of all ids is dropped in training so that content has to do without`,
      'the ranker sees its data once: click models overfit from the second epoch (Zhang et al., 2022)',
      clipping,
      earlyStopping,
    ],
    gradient: retrieval,
  }),
  write: (problem, rung) => writeTwoTower(problem, dimOf(rung)),
}

function dimOf({ parts }: Rung): number {
  const model = parts.find(({ role }) => role === 'index')?.model
  if (model?.kind !== 'estimator' || model.estimator.kind !== 'vector_index')
    throw new RangeError('Expected an index beside the towers.')
  return model.estimator.dim
}
