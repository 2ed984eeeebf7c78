/** LightGCN: factors that are smoothed over the graph of who took what. Nothing but the graph is read. */
import { counted, grouped } from '../../brief/facts.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { planFiles } from './plan.js'
import { thinness } from './problem.js'
import { scoresRow, visitorWords } from './words.js'

const paper = 'He et al., LightGCN, SIGIR 2020'
const again = 'Anelli et al., Challenging the Myth of Graph Collaborative Filtering, RecSys 2023'
const dims = [32, 64, 128] as const
const layers = 3
const batch = 8192
const epochs = 200

export const lightGcn: RecommendFamily = {
  id: 'light-gcn',
  jobs: ['retrieve'],
  kind: 'message_passing',
  title: 'LightGCN',
  words: ['lightgcn', 'graph network'],
  ruledOutBy: ['lightgcn', 'graph network', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause: 'each step passes the whole graph; a new event changes every vector near it',
  interpretability: 0.3,
  interpretabilityBecause: 'a score is a product of vectors mixed over neighbours',
  name: () => 'LightGCN',
  fits(problem) {
    const given = onlyFor('retrieve', problem) ?? withoutEvents(problem)
    if (given) return given
    if (problem.anonymous)
      return {
        fits: false,
        reason: 'Its graph is of users and items, and here nobody is known beyond the session.',
        source: paper,
      }
    return { fits: true }
  },
  prior: ({ amount, eventsPerItem, coldShare }) => ({
    value:
      { little: 0.57, some: 0.67, much: 0.66 }[amount] -
      thinness({ eventsPerItem }) -
      (coldShare >= 0.3 ? 0.05 : 0),
    because:
      'it helps users with few events by their neighbours, and tuned factors and neighbours were often level',
    source: again,
  }),
  dataFit: (problem) => ({ little: 0.7, some: 0.9, much: 0.7 })[problem.amount] - 2 * thinness(problem),
  newcomers: () => 'New users and items have no place in the graph before the next training',
  rungs(problem) {
    const only = problem.brief.data.embeddingDim?.value
    return (only ? [only] : dims).map((dim) => ({
      label: `vectors of ${grouped(dim)}, ${layers} layers`,
      parts: [
        {
          role: 'vectors',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'propagated_vectors',
              users: problem.visitors,
              items: problem.items,
              dim,
              layers,
              batch,
              epochs,
            },
            load: {
              seriesCount: 1,
              points: problem.trainingEvents,
              trainingRows: problem.visitors,
              features: 1,
              rowsPerRequest: 1,
              outputsPerRow: 1,
            },
            // Users are averages of what they took, for the most part: the items' vectors are free, and at the
            // smallest width averaging holds them too.
            learned: dim === dims[0] ? 0 : problem.items * dim,
          },
        },
      ],
    }))
  },
  recipe: () => ({
    loss: 'BPR: a taken item before one that was drawn at random',
    optimizer: `Adam, learning rate 0.001, batches of ${grouped(batch)}`,
    schedule: `constant, ${epochs} epochs at most, early stopping on NDCG@10`,
    regularization: ['L2 1e-4 of the first vectors, chosen on the validation period'],
  }),
  write(problem) {
    return {
      overview: `${visitorWords(problem)} and ${counted(problem.items, 'item')} have vectors that are averaged over ${layers} layers of the graph of events; a score is one product. {{params}} numbers, {{latency}} a list, trained in {{trainingTime}}.`,
      inputs: [{ name: 'user', shape: [], meaning: `one of ${visitorWords(problem)}` }],
      outputs: [scoresRow(problem)],
      risks: [
        'The graph is that of the training period: edges of the test period in it would tell the answers.',
        'Online updates are not possible: between trainings new users are served by neighbours.',
        ...commonRisks(problem),
      ],
      steps: [
        'Build the graph of the training period in `src/graph.py`, edges weighted by one over the root of both degrees; `tests/test_graph.py` asserts that no later event is in it.',
        'Train in `src/train.py` with RecBole; compare with tuned factors of the same width before it is kept.',
      ],
      files: planFiles(
        [
          { path: 'src/graph.py', purpose: 'edges and their weights, training period only' },
          { path: 'src/train.py', purpose: 'propagation, BPR, early stopping' },
          { path: 'tests/test_graph.py', purpose: 'no later edge' },
        ],
        problem,
      ),
      notCounted: [],
    }
  },
}
