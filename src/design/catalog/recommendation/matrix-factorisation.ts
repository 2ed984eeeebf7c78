/** Users and items as vectors: implicit ALS on clicks, biased factors on ratings. One vector each, one product a score. */
import { counted, grouped } from '../../brief/facts.js'
import type { Rung } from '../family.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { tooLargeForServer } from './host.js'
import { planFiles } from './plan.js'
import { thinness } from './problem.js'
import { rowsWords, scoresRow, visitorWords } from './words.js'

const dims = [32, 64, 128, 256] as const
const sweeps = 15
const papers = {
  revisited: 'Rendle, Krichene, Zhang & Koren, Revisiting the Performance of iALS, RecSys 2022',
  ratings: 'Koren, Bell & Volinsky, Matrix Factorization Techniques for Recommender Systems, 2009',
} as const

export const matrixFactorisation: RecommendFamily = {
  id: 'matrix-factorisation',
  jobs: ['retrieve'],
  kind: 'factorisation',
  title: 'Matrix factorisation',
  words: ['matrix factorisation'],
  ruledOutBy: ['matrix factorisation'],
  neural: false,
  complexity: 0.25,
  complexityBecause: 'one library on a CPU, two settings that matter, refitted each night',
  interpretability: 0.4,
  interpretabilityBecause: 'a score is a product of hidden factors; the nearest known items can be named',
  name: ({ explicit }) =>
    explicit ? 'Matrix factorisation of ratings (ALS)' : 'Implicit matrix factorisation (iALS)',
  fits(problem) {
    const given = onlyFor('retrieve', problem) ?? withoutEvents(problem)
    if (given) return given
    if (problem.anonymous)
      return {
        fits: false,
        reason:
          'It learns a vector for each user, and here nobody is known beyond the session: a vector folded in from a few events says less than the events themselves.',
        source: 'Ludewig & Jannach, Evaluation of Session-based Recommendation Algorithms, UMUAI 2018',
      }
    const [smallest] = matrixFactorisation.rungs(problem)
    return (smallest && tooLargeForServer(problem, smallest)) ?? { fits: true }
  },
  prior({ amount, explicit, coldShare, eventsPerItem }) {
    const base = { little: 0.6, some: 0.69, much: 0.68 }[amount]
    return {
      value: base - thinness({ eventsPerItem }) - (coldShare >= 0.3 ? 0.05 : 0),
      because: explicit
        ? 'factors with biases were the backbone of rating prediction'
        : 'tuned well it is level with much newer models, and knows neither content nor order',
      source: explicit ? papers.ratings : papers.revisited,
    }
  },
  dataFit: (problem) => ({ little: 0.8, some: 1, much: 0.85 })[problem.amount] - 2 * thinness(problem),
  newcomers: () =>
    'A new user is folded in from a few events without refitting; an item without events has no vector',
  rungs(problem) {
    const only = problem.brief.data.embeddingDim?.value
    return (only ? [only] : dims).map((dim) => ({
      label: `vectors of ${grouped(dim)}`,
      parts: [
        {
          role: 'factors',
          model: {
            kind: 'estimator',
            estimator: {
              kind: 'matrix_factorisation',
              method: problem.explicit ? 'rating_als' : 'implicit_als',
              users: problem.visitors,
              items: problem.items,
              dim,
              iterations: sweeps,
            },
            load: {
              seriesCount: 1,
              points: problem.trainingEvents,
              trainingRows: problem.visitors,
              features: 1,
              rowsPerRequest: 1,
              outputsPerRow: 1,
            },
            // A user's vector is the ridge solution of their events: only the items' vectors are free, and at the
            // smallest width L2 holds them too.
            learned: dim === dims[0] ? 0 : problem.items * dim,
          },
        },
      ],
    }))
  },
  recipe: ({ explicit }) => ({
    loss: explicit
      ? 'Squared error of ratings with biases of user and item, L2 by the number of their ratings'
      : 'Weighted squared error over all user-item pairs: seen ones weigh more (confidence 1 + alpha x events)',
    optimizer: `alternating least squares, ${sweeps} sweeps`,
    schedule: 'fitted again each night from the last vectors',
    regularization: [
      'L2 scaled by the number of events of a row, chosen on a grid of factors of 3 on the validation period',
      ...(explicit
        ? []
        : ['weight of unseen pairs chosen with it: both together decide the quality (Rendle et al., 2022)']),
    ],
  }),
  write(problem, rung) {
    const dim = dimOf(rung)
    return {
      overview: `${visitorWords(problem)} and ${counted(problem.items, 'item')} become vectors of ${grouped(dim)}; a score is one product. Items: ${rowsWords(problem.items, dim)}. All items are scored exactly for a user in {{latency}} on the CPU; fitted in {{trainingTime}}.`,
      inputs: [
        {
          name: 'user',
          shape: [dim],
          meaning: 'the vector of the user, or folded in from their newest events',
        },
      ],
      outputs: [scoresRow(problem)],
      risks: [
        'New items have no vector before the next fit, and none that means anything before their first events.',
        ...commonRisks(problem),
      ],
      steps: [
        `Fit in \`src/factors.py\` with ${problem.explicit ? 'Spark’s ALS' : 'the library implicit'} (${sweeps} sweeps); \`tests/test_factors.py\` asserts {{params}} numbers and that folding in reproduces a fitted user.`,
      ],
      files: planFiles(
        [
          { path: 'src/factors.py', purpose: 'alternating least squares, folding in of new users' },
          { path: 'tests/test_factors.py', purpose: 'counts, and folding in against a fitted user' },
        ],
        problem,
      ),
      notCounted: [],
    }
  },
}

function dimOf({ parts }: Rung): number {
  const model = parts[0]?.model
  if (model?.kind !== 'estimator' || model.estimator.kind !== 'matrix_factorisation')
    throw new RangeError('Expected a factorisation as the main part.')
  return model.estimator.dim
}
