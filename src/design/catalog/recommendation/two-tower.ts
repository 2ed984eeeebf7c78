/** Retrieval and ranking: two towers find a few hundred items, a ranker with many columns orders them. */
import { counted, grouped, plain } from '../../brief/facts.js'
import { exactUpTo, vectorIndexFor } from '../../estimator/vector-index.js'
import type { Gradient, Rung } from '../family.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily } from './family.js'
import { easeUpTo } from './item-neighbours.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import { leastEventsOfItem } from './problem.js'
import { candidateNumbers, candidateRankerSpec } from './ranker-spec.js'
import {
  category,
  contentNumbers,
  foundBy,
  historyOf,
  indexOf,
  itemNumbers,
  itemRows,
  sizesOf,
  towersOf,
  userNumbers,
  wantedRows,
} from './two-tower-sizes.js'
import { twoTowerSpec } from './two-tower-spec.js'
import { oneVisitor, tableWords, windowWords } from './words.js'

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
  fits: (problem) => onlyFor('retrieve', problem) ?? { fits: true },
  prior(problem) {
    const { amount, items, content, coldShare, anonymous } = problem
    const base = { little: 0.46, some: 0.68, much: 0.83 }[amount]
    const few = items <= easeUpTo ? 0.1 : 0
    return {
      value:
        base - few - (content ? 0 : 0.08) + (content && coldShare >= 0.3 ? 0.02 : 0) - (anonymous ? 0.06 : 0),
      because: few
        ? `${grouped(items)} items can all be scored, and their closed form be inverted: a first stage is not needed`
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
            examples: (1 + negativesOfRanker) * problem.trainingEvents,
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
  write(problem, rung) {
    const spec = sizeOf(rung)
    const { items, content, warmItems, candidates } = problem
    const rows = itemRows(problem, spec.dim)
    const history = historyOf(problem)
    const method = vectorIndexFor(items, spec.dim).method
    const search =
      method === 'exact'
        ? `All ${grouped(items)} vectors are compared exactly: up to ${grouped(exactUpTo)} an approximate index gains nothing.`
        : `${grouped(items)} vectors are searched through ${method === 'hnsw' ? 'a graph (HNSW)' : 'compressed lists (IVF-PQ)'}.`
    const wanted = wantedRows(problem, spec.dim)
    const known = wanted - 1
    const named =
      known < warmItems
        ? `the ${grouped(known)} most frequent items, as many as the events can feed`
        : `the ${grouped(known)} items with at least ${leastEventsOfItem} events (${plain(Math.round((known / items) * 1000) / 10)}% of ${grouped(items)})`
    const tail =
      content && known < items
        ? ` Ids are kept for ${named}; the other ${grouped(items - known)} are placed by their content alone.`
        : ''
    const users =
      problem.anonymous || problem.eventsPerVisitor >= spec.dim
        ? ''
        : ` Users have no rows: ${plain(Number(problem.eventsPerVisitor.toPrecision(2)))} events each do not feed ${spec.dim} numbers, and a table would take ${tableWords(problem.visitors, spec.dim)}.`
    return {
      overview: `One tower turns ${oneVisitor(problem)}, seen as the last ${counted(history, 'item')} and the context, into a vector, the other an item by ${content ? 'id, category, text and price' : 'id, category and price'}; the nearest ${grouped(candidates)} go to a ranker that reads both vectors and what is known of the pair. ${search}${tail}${users} {{latency}} a list for all three steps.`,
      inputs: [
        {
          name: 'history',
          shape: [history],
          meaning: `the newest items of ${oneVisitor(problem)}, looked up in the item table and averaged`,
        },
        {
          name: 'user_numbers',
          shape: [userNumbers],
          meaning: 'hour and weekday as sine and cosine, device, time since the last visit',
        },
        { name: 'item', shape: [], meaning: `one of ${counted(rows, 'row')} of the item table` },
        { name: 'item_category', shape: [], meaning: `category, hashed to ${grouped(category.count)} rows` },
        ...(content
          ? [
              {
                name: 'item_content',
                shape: [contentNumbers],
                meaning: 'title and description from a frozen sentence encoder, computed once for each item',
              },
            ]
          : []),
        {
          name: 'item_numbers',
          shape: [itemNumbers],
          meaning: `price and its place in the category, age, decayed events over ${windowWords}`,
        },
      ],
      outputs: [
        {
          name: 'user_vector',
          shape: [spec.dim],
          meaning: 'of length one, compared with those of the items',
        },
        {
          name: 'item_vector',
          shape: [spec.dim],
          meaning: `of length one, computed ahead for ${counted(items, 'item')} and indexed; the ranker then gives one logit for each of ${grouped(candidates)} candidates`,
        },
      ],
      risks: [
        ...(rows < wanted
          ? [
              `A table of ${grouped(wanted)} rows would take more than half of the memory that trains (${tableWords(wanted, spec.dim)}): ids are hashed to ${grouped(rows)} rows, about ${plain(Number((wanted / rows).toPrecision(2)))} items share one.`,
            ]
          : []),
        'What the first stage misses no ranker brings back: watch its recall apart.',
        'Item vectors and user tower must be of one version: swap index and tower together.',
        ...(method === 'exact'
          ? []
          : ['The index misses some neighbours: compare with exact search on 1,000 users each night.']),
        ...commonRisks(problem),
      ],
      steps: [
        ...(content
          ? [
              'Compute content vectors in `src/content.py` once for each item, and again when its text changes; keep them beside the catalogue.',
            ]
          : []),
        ...networkSteps(
          problem,
          'both towers and the ranker ({{params}} parameters together)',
          `the best recall@${grouped(candidates)} (towers) and the lowest log loss (ranker)`,
        ),
        `Compute the ranker’s columns in \`src/features.py\`, as they were at the time of each event (${candidateNumbers.map(({ what }) => what).join('; ')}); \`tests/test_features.py\` asserts that no column changes with later events.`,
        `Build the index in \`src/index.py\` from all item vectors, each night and for new items every few minutes; assert ${method === 'exact' ? 'that every item is in it' : 'recall of at least 95% against exact search'}.`,
      ],
      files: planFiles(
        [
          ...(content ? [{ path: 'src/content.py', purpose: 'text and picture vectors of items' }] : []),
          ...networkFiles,
          { path: 'src/features.py', purpose: 'columns of user, item and pair, as known at the time' },
          { path: 'tests/test_features.py', purpose: 'no column sees later events' },
          { path: 'src/index.py', purpose: 'item vectors, exact or approximate search' },
        ],
        problem,
      ),
      notCounted: [
        'fetching the columns of candidates from a store',
        'computing item vectors ahead of requests',
        ...(content ? ['the frozen encoder of item texts'] : []),
        'scores of the negatives of a batch in training',
      ],
    }
  },
}

function sizeOf({ parts }: Rung): { readonly dim: number } {
  const model = parts.find(({ role }) => role === 'index')?.model
  if (model?.kind !== 'estimator' || model.estimator.kind !== 'vector_index')
    throw new RangeError('Expected an index beside the towers.')
  return { dim: model.estimator.dim }
}
