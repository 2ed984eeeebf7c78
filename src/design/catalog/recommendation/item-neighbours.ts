/** Items that go with items: neighbours of a co-occurrence table, or EASE in closed form where the items allow it. */
import { counted, grouped } from '../../brief/facts.js'
import { bytesPerFloat } from '../../estimator/machine.js'
import type { EstimatorModel, Rung } from '../family.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { tooLargeForServer } from './host.js'
import { planFiles } from './plan.js'
import { type RecommendProblem, thinness } from './problem.js'
import { bytesWords, oneVisitor, scoresRow } from './words.js'

/** Neighbours kept for an item, from few to many. */
const neighbours = [50, 200] as const
/** EASE inverts an items x items matrix: 30,000 items are 3.6 GB in FP32, 7.2 GB while it is inverted. */
export const easeUpTo = 30_000
/** Newest events that a list is made of. */
const mostHistory = 50
const papers = {
  ease: 'Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019',
  bars: 'Ferrari Dacrema, Cremonesi & Jannach, Are We Really Making Much Progress?, RecSys 2019',
  sessions: 'Ludewig & Jannach, Evaluation of Session-based Recommendation Algorithms, UMUAI 2018',
} as const

const newest = (events: number) =>
  events === 1 ? 'the newest event' : `the newest ${counted(events, 'event')}`

const historyOf = ({ eventsPerVisitor }: RecommendProblem) =>
  Math.max(1, Math.min(mostHistory, Math.ceil(eventsPerVisitor)))

/** EASE where the machine that fits it can hold the matrix twice. */
const usesEase = ({ items }: RecommendProblem) => items <= easeUpTo

export const itemNeighbours: RecommendFamily = {
  id: 'item-neighbours',
  jobs: ['retrieve'],
  kind: 'statistics',
  title: 'Item neighbours',
  words: ['item neighbours', 'nearest neighbours'],
  ruledOutBy: ['item neighbours', 'nearest neighbours'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'one table made each night on a CPU, no user stored',
  interpretability: 0.85,
  interpretabilityBecause: 'an item is shown because of named items the user had',
  name: (problem) =>
    usesEase(problem) ? 'Item neighbours in closed form (EASE)' : 'Item neighbours (item-kNN)',
  fits(problem) {
    const [smallest] = itemNeighbours.rungs(problem)
    const tooLarge = smallest && tooLargeForServer(problem, smallest)
    return onlyFor('retrieve', problem) ?? withoutEvents(problem) ?? tooLarge ?? { fits: true }
  },
  prior(problem) {
    const { amount, anonymous } = problem
    const base = { little: 0.66, some: 0.72, much: usesEase(problem) ? 0.75 : 0.58 }[amount]
    // With plenty of sessions their order, which this does not read, outweighs the simplicity.
    const sessions = anonymous ? (amount === 'much' ? -0.08 : 0.02) : 0
    return {
      value: base + sessions - thinness(problem) - (problem.coldShare >= 0.3 ? 0.05 : 0),
      because: anonymous
        ? 'it answers from the events of the session alone, and kept up with networks on sessions'
        : usesEase(problem)
          ? 'it beat most networks where items are few enough to be inverted'
          : 'it is a strong bar, and knows neither content nor order',
      source: anonymous ? papers.sessions : usesEase(problem) ? papers.ease : papers.bars,
    }
  },
  dataFit: (problem) =>
    ({ little: 1, some: 1, much: usesEase(problem) ? 0.9 : 0.6 })[problem.amount] - 2 * thinness(problem),
  newcomers: () => 'A new user is served from the first event on; an item without events is never found',
  rungs(problem) {
    const history = historyOf(problem)
    const model = (
      estimator: Extract<EstimatorModel['estimator'], { kind: 'item_neighbours' }>,
    ): EstimatorModel => ({
      kind: 'estimator',
      estimator,
      load: {
        seriesCount: 1,
        points: problem.trainingEvents,
        trainingRows: problem.visitors,
        features: 1,
        rowsPerRequest: 1,
        outputsPerRow: 1,
      },
      // Ridge regression or counting: one setting decides how much is learned, not the number of cells.
      learned: 0,
    })
    const { items } = problem
    const base = { kind: 'item_neighbours' as const, items, history }
    return [
      ...neighbours
        .filter((kept, i) => i === 0 || kept < items)
        .map((kept) => ({
          label: `${counted(kept, 'neighbour')} an item`,
          parts: [{ role: 'neighbours', model: model({ ...base, method: 'cosine', neighbours: kept }) }],
        })),
      ...(usesEase(problem)
        ? [
            {
              label: `EASE over ${counted(items, 'item')}`,
              parts: [{ role: 'neighbours', model: model({ ...base, method: 'ease', neighbours: items }) }],
            },
          ]
        : []),
    ]
  },
  recipe: (problem, rung) => {
    const ease = isEase(rung)
    return {
      loss: ease
        ? 'Squared error of each user’s events from all others of that user, the diagonal held at zero'
        : 'none is minimised: cosine of co-occurrence counts, shrunk for rare pairs',
      optimizer: ease ? 'closed form: one inversion of the Gram matrix' : 'none: counting',
      schedule: problem.anonymous ? 'fitted again every hour' : 'fitted again each night',
      regularization: [
        ease
          ? 'L2 weight chosen from 50 to 5,000 on the validation period'
          : 'shrinkage chosen from 0 to 500 on the validation period',
        problem.explicit
          ? 'ratings above the user’s own mean count as events, the others as none'
          : 'events weighted by age and kind (a purchase more than a view)',
      ],
    }
  },
  write(problem, rung) {
    const ease = isEase(rung)
    const { items } = problem
    const matrix = bytesWords(items * items * bytesPerFloat)
    const how = ease
      ? `A linear map from the items of ${oneVisitor(problem)} to all ${counted(items, 'item')}, in closed form; the matrix takes ${matrix}`
      : `For each of ${counted(items, 'item')} the neighbours that ${problem.anonymous ? 'sessions' : 'users'} took together with it, and a list from ${newest(historyOf(problem))}`
    const limit = usesEase(problem)
      ? ''
      : ` EASE, its closed form, would invert ${grouped(items)} x ${counted(items, 'number')}, ${matrix} in FP32: too many.`
    return {
      overview: `${how}. {{weightMemory}}, {{latency}} a list on the CPU, fitted in {{trainingTime}}; no user is stored, so a new one is served at once.${limit}`,
      inputs: [
        {
          name: 'history',
          shape: [historyOf(problem)],
          meaning: `the newest items of ${oneVisitor(problem)}`,
        },
      ],
      outputs: [scoresRow(problem)],
      risks: [
        'Items without events are never found: give new ones places of their own.',
        'The order of events is not read, nor anything that describes an item.',
        ...commonRisks(problem),
      ],
      steps: [
        `Fit in \`src/neighbours.py\`: ${ease ? 'the Gram matrix in sparse blocks, one Cholesky inversion, the diagonal set to zero' : 'co-occurrence by sparse products, row by row, the nearest kept'}; \`tests/test_neighbours.py\` checks it against a count by hand on ten items.`,
      ],
      files: planFiles(
        [
          {
            path: 'src/neighbours.py',
            purpose: ease ? 'closed-form item weights' : 'co-occurrence and neighbours',
          },
          { path: 'tests/test_neighbours.py', purpose: 'a case counted by hand' },
        ],
        problem,
      ),
      notCounted: ['fetching the history of a user'],
    }
  },
}

function isEase({ parts }: Rung): boolean {
  const model = parts[0]?.model
  return (
    model?.kind === 'estimator' &&
    model.estimator.kind === 'item_neighbours' &&
    model.estimator.method === 'ease'
  )
}
