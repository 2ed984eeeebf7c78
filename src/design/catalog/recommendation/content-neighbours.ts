/** Items like those a user took, by what they say: text vectors of a published encoder, nothing to train. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { type TextEncoder, textEncoder } from '../backbones/text/encoder.js'
import { encodingWords } from '../encoding.js'
import type { RungPart } from '../family.js'
import { commonRisks } from './evaluation.js'
import { onlyFor, type RecommendFamily } from './family.js'
import { planFiles } from './plan.js'
import { leastEventsOfItem, type RecommendProblem } from './problem.js'
import { indexOf } from './two-tower-sizes.js'
import { oneVisitor, scoresRow, shown } from './words.js'

const paper =
  'Lops, de Gemmis & Semeraro, Content-based Recommender Systems, Recommender Systems Handbook, 2011'
/** Tokens of a title with its category and the start of the description. */
const textTokens = 64
/** Items asked of the index for the average of a history. */
const sought = 10 * shown
const history = 20

const encoderFor = ({ brief }: RecommendProblem): TextEncoder =>
  brief.data.languages?.value.some((code) => code !== 'en')
    ? textEncoder('multilingual-minilm-l12')
    : textEncoder('minilm-l6')

function itemTextSpec(encoder: TextEncoder): ModelSpec {
  return {
    name: 'Text of an item',
    inputs: {
      ids: { kind: 'tokens', vocab: encoder.vocab, steps: textTokens },
      known: { kind: 'mask', steps: textTokens },
    },
    nodes: [...encoder.nodes(), 'l2_normalize'],
  }
}

export const contentNeighbours: RecommendFamily = {
  id: 'content-neighbours',
  jobs: ['retrieve'],
  kind: 'retrieval',
  title: 'Neighbours by content',
  words: ['content'],
  ruledOutBy: ['content', 'pretrained', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'a published encoder run once for each item, and an index',
  interpretability: 0.7,
  interpretabilityBecause: 'an item is shown because its text is like that of a named one',
  name: () => 'Neighbours by content (frozen text encoder)',
  fits(problem) {
    const given = onlyFor('retrieve', problem)
    if (given) return given
    if (!problem.content)
      return {
        fits: false,
        reason: 'Nothing is known of an item but its id: there is no content to compare.',
        source: paper,
      }
    return { fits: true }
  },
  prior({ amount, coldShare, eventsPerItem }) {
    const base = { little: 0.58, some: 0.5, much: 0.42 }[amount]
    const thin = eventsPerItem < leastEventsOfItem ? 0.08 : 0
    return {
      value: base + thin + (coldShare >= 0.3 ? 0.05 : 0),
      because:
        thin > 0
          ? 'with so few events an item its text says more than its clicks'
          : 'it places every item from the first minute, and knows nothing of taste beyond likeness',
      source: paper,
    }
  },
  dataFit: ({ amount, eventsPerItem }) =>
    eventsPerItem < leastEventsOfItem ? 1 : { little: 0.85, some: 0.6, much: 0.4 }[amount],
  abilities: () => ['new items'],
  newcomers: () => 'New items are placed by their text at once; new users from the first event on',
  rungs(problem) {
    const encoder = encoderFor(problem)
    const index: RungPart = { role: 'index', model: indexOf(problem.items, encoder.width, sought) }
    const reader: RungPart = {
      role: 'text encoder',
      model: {
        kind: 'network',
        spec: itemTextSpec(encoder),
        examples: 0,
        pretrained: `${encoder.name} (${encoder.weights})`,
        serves: 'ahead',
      },
    }
    return [{ label: `${encoder.name}, vectors of ${grouped(encoder.width)}`, parts: [index, reader] }]
  },
  recipe: () => ({
    loss: 'none is minimised: cosine between the average of a history and each item',
    optimizer: 'none',
    schedule: 'each new or changed item is encoded once; the index is extended at once',
    regularization: ['weights of age and kind of event in the average, chosen on the validation period'],
  }),
  write(problem, rung) {
    const encoder = encoderFor(problem)
    const cost = encodingWords(problem, itemTextSpec(encoder), problem.items, 'item')
    return {
      overview: `${rung.label.split(',')[0]} turns title, category and description of ${counted(problem.items, 'item')} into vectors once; the newest ${history} items of ${oneVisitor(problem)} are averaged and the nearest are shown. Nothing is trained, every item can be shown from its first minute, {{latency}} a list.`,
      inputs: [
        {
          name: 'taste',
          shape: [encoder.width],
          meaning: `the average of the vectors of the newest ${history} items of ${oneVisitor(problem)}`,
        },
      ],
      outputs: [scoresRow(problem)],
      risks: [
        'More of the same: likeness narrows what is shown; mix with popularity of other categories.',
        'Texts that sellers write to be found distort the vectors: clip lengths and drop repeated words.',
        ...commonRisks(problem),
      ],
      steps: [
        `Encode items in \`src/content.py\`: title, category and description as one text, vectors of length one, and the average of the newest ${history} of a history, weighted by age; \`tests/test_content.py\` asserts the width and that known pairs of like items are near.`,
        'Build the index in `src/index.py`, extend it as items come in and take out those that are gone: a search that finds what is gone comes back with too few.',
      ],
      files: planFiles(
        [
          { path: 'src/content.py', purpose: 'texts of items through the frozen encoder' },
          { path: 'tests/test_content.py', purpose: 'width, length one, like items are near' },
          { path: 'src/index.py', purpose: 'item vectors, exact or approximate search' },
        ],
        problem,
      ),
      notCounted: [
        `encoding ${counted(problem.items, 'item')} once, ahead of requests${cost ? ` (${cost})` : ''}`,
      ],
    }
  },
}
