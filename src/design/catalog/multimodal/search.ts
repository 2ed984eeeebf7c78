/** Finding items by words, by a picture, or by both: text alone as the bar, CLIP as published, CLIP tuned on pairs. */
import { counted, grouped } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { ModelSpec } from '../../spec/spec.js'
import { clip } from '../backbones/text/clip.js'
import { encodingWords } from '../encoding.js'
import type { RungPart } from '../family.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import type { MixedFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { type MixedProblem, trainingExamples } from './problem.js'
import { licenceRisks, localRisks } from './risks.js'

const queryWords = 6
const itemWords = 60
/** Items that a search gives. */
const found = 50
const fusion = 'Cormack, Clarke & Buettcher, Reciprocal Rank Fusion, 2009'
const leastPairs = 5_000

const words = (problem: MixedProblem, role: string): RungPart => ({
  role,
  model: {
    kind: 'estimator',
    estimator: { kind: 'bm25', documents: problem.items, words: itemWords, query_words: queryWords },
    load: {
      seriesCount: 1,
      points: problem.items,
      trainingRows: problem.items,
      features: queryWords,
      rowsPerRequest: 1,
      outputsPerRow: found,
    },
    learned: 0,
  },
})

const vectors = (problem: MixedProblem): RungPart => ({
  role: 'vector search',
  model: {
    kind: 'estimator',
    estimator: vectorIndexFor(problem.items, clip.width),
    load: {
      seriesCount: 1,
      points: problem.items,
      trainingRows: problem.items,
      features: clip.width,
      rowsPerRequest: 1,
      outputsPerRow: found,
    },
    learned: 0,
  },
})

const imageInput: ModelSpec['inputs'] = { image: { kind: 'image', size: clip.imageSize } }
const textInput: ModelSpec['inputs'] = {
  ids: { kind: 'tokens', vocab: clip.vocab, steps: clip.maxTokens },
  end: { kind: 'mask', steps: clip.maxTokens },
}
const imageTower: ModelSpec = {
  name: `${clip.name} image tower`,
  inputs: imageInput,
  nodes: clip.imageNodes(),
}
const textTower: ModelSpec = { name: `${clip.name} text tower`, inputs: textInput, nodes: clip.textNodes() }
const bothTowers: ModelSpec = {
  name: `${clip.name}, both towers`,
  inputs: { ...imageInput, ...textInput },
  nodes: [
    ...clip.imageNodes(),
    ...clip.textNodes(),
    { name: 'similarity', kind: 'dot', from: ['image_vector', 'text_vector'] },
  ],
}

const network = (role: string, spec: ModelSpec, ahead = false): RungPart => ({
  role,
  model: {
    kind: 'network',
    spec,
    examples: 0,
    pretrained: `${clip.name} (${clip.weights})`,
    ...(ahead && { serves: 'ahead' as const }),
  },
})

function indexingWords(problem: MixedProblem, what: string): string {
  const found = encodingWords(problem, imageTower, problem.items, 'item')
  return `${what}${found ? `: ${found}` : ''}`
}

const imageRow = {
  name: 'image',
  shape: [clip.imageSize, clip.imageSize, 3],
  meaning: 'the picture, normalised as CLIP was',
}
const idsRow = { name: 'ids', shape: [clip.maxTokens], meaning: 'token ids of the words' }
const endRow = { name: 'end', shape: [clip.maxTokens], meaning: 'true for the end token alone' }

const nothingTrained = {
  loss: 'none: nothing is trained',
  optimizer: 'none',
  schedule: 'none',
  regularization: ['none'],
}
const indexFile = { path: 'src/index.py', purpose: 'vectors of all items, and their words, kept in step' }

export const textOnlySearch: MixedFamily = {
  id: 'text-only-search',
  kind: 'baseline',
  goals: ['retrieve'],
  title: 'Text search alone (BM25)',
  words: ['bag of words'],
  ruledOutBy: ['bag of words'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'one search engine over titles and descriptions',
  interpretability: 0.9,
  interpretabilityBecause: 'the words that matched, and how rare they are, are the score',
  name: () => 'Text search alone: BM25 over titles and descriptions',
  fits: ({ hasTexts }) =>
    hasTexts
      ? { fits: true }
      : {
          fits: false,
          reason:
            'It searches what is written about a picture, and no titles or descriptions were mentioned.',
          source: 'Thakur et al., BEIR, 2021',
        },
  prior: () => ({
    value: 0.45,
    because: 'it finds what is written about an item; a picture it cannot search by',
    source: 'Thakur et al., BEIR, 2021',
  }),
  dataFit: () => 0.6,
  rungs: (problem) => [{ label: counted(problem.items, 'item'), parts: [words(problem, 'search')] }],
  recipe: () => nothingTrained,
  write: (problem) => ({
    overview: `Titles and descriptions of ${counted(problem.items, 'item')} in an inverted index, scored by the words of the search and their rarity. {{latency}} a search and {{weightMemory}}; a search by picture is answered with nothing, and that share is what the others must win.`,
    inputs: [{ name: 'query', shape: [queryWords], meaning: 'words of the search' }],
    outputs: [{ name: 'items', shape: [found], meaning: 'ids of the best items with their scores' }],
    risks: ['Items with poor texts are never found, whatever they look like.', ...localRisks(problem)],
    steps: [
      'Choose stemming, synonyms and fields (title twice the weight) by language, on half of the judged searches.',
    ],
    files: planFiles(problem, []),
    notCounted: ['the texts and images themselves'],
  }),
}

export const clipSearch: MixedFamily = {
  id: 'clip-search',
  kind: 'retrieval',
  goals: ['retrieve'],
  title: 'CLIP as published, with an index',
  words: ['clip', 'two tower'],
  ruledOutBy: ['clip', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause: 'two published towers and two indexes to keep in step; nothing is trained',
  interpretability: 0.3,
  interpretabilityBecause: 'what was found looks alike; which feature of it counted is not said',
  name: ({ hasTexts }) => `${clip.name} as published${hasTexts ? ', with BM25 beside it' : ''}`,
  fits: () => ({ fits: true }),
  prior: (problem) => ({
    value: problem.multilingual ? 0.62 : 0.74,
    because: problem.multilingual
      ? 'it searches by picture and by English words; other languages reach it through BM25 alone'
      : 'it searches by picture, by words or by both, without training',
    source: clip.source,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.85, much: 0.65 })[amount],
  rungs: (problem) => [
    {
      label: clip.name,
      parts: [
        ...(problem.queries === 'words'
          ? [network('text query encoder', textTower), network('item encoder', imageTower, true)]
          : // Pictures that are asked with and those that are found go through the same weights.
            [network('image encoder', imageTower), network('text query encoder', textTower)]),
        vectors(problem),
        ...(problem.hasTexts ? [words(problem, 'word search')] : []),
      ],
    },
  ],
  recipe: () => nothingTrained,
  write: (problem) => ({
    overview: `Every image of ${counted(problem.items, 'item')} is a vector of ${clip.width} numbers, made ahead; a search ${problem.queries === 'words' ? 'by words' : 'by picture, by words or by the mean of both'} is one more vector${problem.hasTexts ? ', and BM25 over the titles is joined to it by rank' : ''}. {{latency}} a search${problem.queries === 'words' ? '' : ' with picture and words'}, {{servingMemory}} with the index.`,
    inputs: problem.queries === 'words' ? [idsRow, endRow] : [imageRow, idsRow, endRow],
    outputs: [
      {
        name: problem.queries === 'words' ? 'text_vector' : 'image_vector',
        shape: [clip.width],
        meaning: 'compared with the vectors of all items',
      },
    ],
    risks: [
      'It was trained on pictures of the web: fine differences of one catalogue (model years, materials) are close together.',
      ...(problem.multilingual
        ? [
            'Its text tower reads English: translate the words, or take a multilingual text tower distilled from it.',
          ]
        : []),
      ...localRisks(problem),
      ...licenceRisks([clip]),
    ],
    steps: [
      `Encode all item images in \`src/index.py\`, several views of an item as several vectors; search with the index${problem.hasTexts ? ` and join with BM25 by reciprocal rank (k 60; ${fusion})` : ''}.`,
      ...(problem.hasTexts
        ? []
        : [
            'Judge 200 real searches by hand, the first 10 pictures of each: without texts there is no other bar.',
          ]),
    ],
    files: planFiles(problem, [indexFile]),
    notCounted: ['decoding of images', indexingWords(problem, 'encoding all items once')],
  }),
}

export const tunedClip: MixedFamily = {
  id: 'tuned-clip',
  kind: 'towers',
  goals: ['retrieve'],
  title: 'CLIP tuned on your pairs',
  words: ['clip', 'two tower'],
  ruledOutBy: ['clip', 'neural'],
  neural: true,
  complexity: 0.6,
  complexityBecause: 'contrastive training in large batches, and a new index after each',
  interpretability: 0.2,
  interpretabilityBecause: 'two vectors are near: no feature says why',
  name: () => `${clip.name} tuned on your pairs of image and text`,
  fits: ({ examples }) =>
    examples >= leastPairs
      ? { fits: true }
      : {
          fits: false,
          reason: `Contrastive tuning wants some ${grouped(leastPairs)} pairs of image and text; there are ${grouped(examples)}.`,
          source: clip.source,
        },
  prior: ({ amount }) => ({
    value: { little: 0.6, some: 0.78, much: 0.85 }[amount],
    because: 'it learns what is alike in your catalogue',
    source:
      'Zhai et al., Sigmoid Loss for Language Image Pre-Training (SigLIP), 2023; Radford et al., CLIP, 2021',
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.85, much: 1 })[amount],
  rungs: (problem) => [
    {
      label: clip.name,
      parts: [
        {
          role: 'dual encoder',
          model: {
            kind: 'network',
            spec: bothTowers,
            examples: trainingExamples(problem),
            pretrained: `${clip.name} (${clip.weights})`,
          },
        },
        vectors(problem),
        ...(problem.hasTexts ? [words(problem, 'word search')] : []),
      ],
    },
  ],
  recipe: () => ({
    loss: 'sigmoid loss over all pairs of the batch (SigLIP), which smaller batches suffice for; hard negatives of the same category in every batch',
    ...adamW(1e-5, 0.1, { batches: [256, 512, 1024], epochs: 10 }),
    schedule: 'cosine to zero',
    regularization: [
      'weight decay 0.1',
      'crops and colour changes that leave the item recognisable',
      clipping,
      earlyStopping,
    ],
  }),
  write: (problem) => ({
    overview: `Both towers of ${clip.name} are trained on with ${counted(problem.examples, 'pair')}: an item's picture and text are pulled together, those of others pushed apart. Item vectors are made ahead for ${counted(problem.items, 'item')}; a search by picture and words takes {{latency}}, training {{trainingTime}}.`,
    inputs: [imageRow, idsRow, endRow],
    outputs: [{ name: 'similarity', shape: [], meaning: 'cosine of image and text' }],
    risks: [
      'Two items with the same picture are no negatives of each other: drop duplicates before batches are drawn.',
      'Every training makes a new index: keep the old one until the new one is complete.',
      'Tuned on product photos it forgets others: keep 10% of general pairs.',
      ...(problem.multilingual
        ? ['Its text tower was trained on English: compare other languages apart.']
        : []),
      ...localRisks(problem),
      ...licenceRisks([clip]),
    ],
    steps: [
      ...networkSteps(problem, `both towers of ${clip.name}`),
      'Encode all items again in `src/index.py` and switch to the new index at once.',
    ],
    files: planFiles(problem, [...networkFiles, indexFile]),
    notCounted: ['decoding of images', indexingWords(problem, 'encoding all items after each training')],
  }),
}
