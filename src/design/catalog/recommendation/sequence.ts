/** The order of events tells what comes next: SASRec over the newest events, compared with all items. */
import { counted, grouped } from '../../brief/facts.js'
import { exactUpTo, vectorIndexFor } from '../../estimator/vector-index.js'
import type { Gradient, Rung } from '../family.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily, withoutEvents } from './family.js'
import { networkFiles, networkSteps, planFiles } from './plan.js'
import { leastEventsOfItem, type RecommendProblem, thinness } from './problem.js'
import { sasRecSpec } from './sequence-spec.js'
import { indexOf, knownItems } from './two-tower-sizes.js'
import { oneVisitor, shown, tableWords } from './words.js'

const papers = {
  sasrec: 'Kang & McAuley, Self-Attentive Sequential Recommendation, ICDM 2018',
  gsasrec: 'Petrov & Macdonald, gSASRec: Reducing Overconfidence with Negative Sampling, RecSys 2023',
} as const
const sizes = [
  { dim: 32, blocks: 2, heads: 1, steps: 50 },
  { dim: 64, blocks: 2, heads: 2, steps: 50 },
  { dim: 128, blocks: 2, heads: 2, steps: 100 },
  { dim: 256, blocks: 4, heads: 4, steps: 200 },
] as const
/** Items that the index gives, so that enough are left when some cannot be shown. */
const sought = 10 * shown
/** Under so many events of a visitor there is little order to learn. */
const leastEvents = 3
const negatives = 256
const gradient: Gradient = { learningRate: 1e-3, batches: [128, 256, 1024], epochs: 20, optimizer: 'adam' }

/** Steps that are read: twice what a visitor has on average, for those who have more. */
const stepsOf = ({ eventsPerVisitor }: RecommendProblem, most: number) =>
  Math.max(10, Math.min(most, 2 * Math.ceil(eventsPerVisitor)))
const dropoutOf = ({ amount }: RecommendProblem) => (amount === 'much' ? 0.2 : 0.5)

export const sequence: RecommendFamily = {
  id: 'sasrec',
  jobs: ['retrieve'],
  kind: 'attention',
  title: 'SASRec',
  words: ['sequential', 'transformer'],
  ruledOutBy: ['sequential', 'transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'one network and an index; the newest events must reach it in seconds',
  interpretability: 0.25,
  interpretabilityBecause: 'attention over past events is a hint, not a reason',
  name: ({ anonymous }) => (anonymous ? 'Next item of the session (SASRec)' : 'Sequence of events (SASRec)'),
  fits(problem) {
    const given = onlyFor('retrieve', problem) ?? withoutEvents(problem)
    if (given) return given
    const events = Number(problem.eventsPerVisitor.toPrecision(2))
    if (problem.eventsPerVisitor < leastEvents)
      return {
        fits: false,
        reason: `There ${events === 1 ? 'is' : 'are'} ${counted(events, 'event')} for ${oneVisitor(problem)}: with fewer than ${leastEvents} there is no order to learn from.`,
        source: papers.sasrec,
      }
    return { fits: true }
  },
  prior(problem) {
    const { amount, anonymous, coldShare, content } = problem
    const base = { little: 0.5, some: 0.69, much: 0.75 }[amount]
    return {
      value: base + (anonymous ? 0.06 : 0) - thinness(problem) - (coldShare >= 0.3 ? 0.08 : 0),
      because: anonymous
        ? 'a session is its order of events, and needs no user'
        : coldShare >= 0.3 && content
          ? 'it reads the order of events, but knows items by their ids alone'
          : 'it reads the order of events, strong where the next one follows from the last',
      source: anonymous ? papers.sasrec : papers.gsasrec,
    }
  },
  dataFit: ({ amount, anonymous, eventsPerVisitor }) =>
    ({ little: 0.4, some: 0.8, much: 0.95 })[amount] -
    (!anonymous && eventsPerVisitor < 2 * leastEvents ? 0.1 : 0),
  abilities: () => ['order of events'],
  newcomers: () => 'A new user is served from the first event on; a new item waits until it is trained on',
  rungs(problem) {
    const only = problem.brief.data.embeddingDim?.value
    const largest = sizes[sizes.length - 1] ?? sizes[0]
    const nearest = only ? (sizes.find(({ dim }) => dim >= only) ?? largest) : undefined
    const chosen =
      only && nearest ? [{ ...nearest, dim: only, heads: only % nearest.heads ? 1 : nearest.heads }] : sizes
    return chosen.map(({ dim, blocks, heads, steps: most }) => {
      const items = knownItems(problem, dim)
      const steps = stepsOf(problem, most)
      return {
        label: `width ${dim}, ${blocks} blocks, ${steps} events`,
        parts: [
          {
            role: 'encoder',
            model: {
              kind: 'network' as const,
              spec: sasRecSpec({ items, steps, dim, blocks, heads, dropout: dropoutOf(problem) }),
              examples: Math.max(1, Math.round(problem.visitors)),
            },
          },
          {
            role: 'index',
            model: indexOf(items, dim, sought),
          },
        ],
      }
    })
  },
  recipe: (problem) => ({
    loss: `Binary cross-entropy of the next item against ${negatives} sampled ones at every position, positives discounted for the sampling (gBCE): one negative for each makes scores overconfident`,
    optimizer: `Adam, learning rate ${gradient.learningRate}, betas 0.9 / 0.98`,
    schedule: cosine,
    regularization: [`dropout ${dropoutOf(problem)}`, clipping, earlyStopping],
    gradient,
  }),
  write(problem, rung) {
    const { dim, steps } = sizeOf(rung)
    const items = knownItems(problem, dim)
    const cold = problem.items - items
    const method = vectorIndexFor(items, dim).method
    const search =
      method === 'exact'
        ? `exactly: an index pays from ${grouped(exactUpTo)} vectors on`
        : `through ${method === 'hnsw' ? 'a graph (HNSW)' : 'compressed lists (IVF-PQ)'}`
    return {
      overview: `The newest ${counted(steps, 'event')} of ${oneVisitor(problem)} pass a causal Transformer; its last state is compared with the vectors of ${counted(items, 'item')}, which are its own input table (${tableWords(items + 1, dim)}), ${search}. {{params}} parameters, nearly all of them rows; {{latency}} a list.`,
      inputs: [
        {
          name: 'items',
          shape: [steps],
          meaning: `the newest items of ${oneVisitor(problem)}, oldest first, padded at the start`,
        },
      ],
      outputs: [
        {
          name: 'states',
          shape: [steps, dim],
          meaning: `a vector after each event; the last one is compared with ${counted(items, 'item')}`,
        },
      ],
      risks: [
        ...(cold > 0
          ? [
              `The table holds ${grouped(items)} of ${counted(problem.items, 'item')}; those with ${items < problem.warmItems ? 'fewer events than the others' : `fewer than ${leastEventsOfItem} events`} have no vector: shown by popularity in their category, or through a content vector mapped into this space.`,
            ]
          : []),
        'The last events must be there at once: a history that is an hour late loses what the order tells.',
        'Repeated events (views of one item) dominate: merge runs of the same item.',
        ...commonRisks(problem),
      ],
      steps: [
        ...networkSteps(problem, 'the encoder ({{params}} parameters)', 'the best NDCG@10'),
        'Copy the item table into `src/index.py` at each release: encoder and index are one version.',
      ],
      files: planFiles(
        [
          ...networkFiles,
          { path: 'src/index.py', purpose: 'item vectors of the table, exact or approximate search' },
        ],
        problem,
      ),
      notCounted: ['fetching the newest events', 'scores of the sampled negatives in training'],
    }
  },
}

function sizeOf({ parts }: Rung): { dim: number; steps: number } {
  const [encoder, index] = parts.map(({ model }) => model)
  const input = encoder?.kind === 'network' ? encoder.spec.inputs.items : undefined
  if (input?.kind !== 'tokens' || index?.kind !== 'estimator' || index.estimator.kind !== 'vector_index')
    throw new RangeError('Expected an encoder of items and its index.')
  return { dim: index.estimator.dim, steps: Number(input.steps) }
}
