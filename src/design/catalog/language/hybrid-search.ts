/** Words and meaning: BM25 and a dense index, their lists joined by rank, the best read again with the question. */
import { counted } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { PlannedFile } from '../../proposal.js'
import { encodingWords } from '../encoding.js'
import type { RungPart } from '../family.js'
import { beir, wordSearch } from './bm25.js'
import { sentenceEncoder } from './encoders.js'
import { retrieved } from './evaluation.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { servingPrecision } from './precision.js'
import { passageTokens, type TextProblem } from './problem.js'
import { licenceRisk, textRisks } from './risks.js'
import { embeddingSpec, rerankerSpec } from './specs.js'

const fusionSource = 'Cormack, Clarke & Buettcher, Reciprocal Rank Fusion, 2009'
/** Tokens of a question; k of 1 / (k + rank). */
export const questionTokens = 32
const fusionK = 60

/** Reads passages when they come in, questions when they are asked: the same weights. */
export function denseSearch(problem: TextProblem): RungPart[] {
  const encoder = sentenceEncoder(problem)
  const weights = `${encoder.name} (${encoder.weights})`
  const passages = {
    role: 'passage encoder',
    model: {
      kind: 'network',
      spec: embeddingSpec(encoder, passageTokens),
      examples: 0,
      pretrained: weights,
      serves: 'ahead',
      ...servingPrecision(problem),
    },
  } as const
  const questions = {
    role: 'question encoder',
    model: {
      kind: 'network',
      spec: embeddingSpec(encoder, questionTokens),
      examples: 0,
      pretrained: weights,
      ...servingPrecision(problem),
    },
  } as const
  return [questions, passages, vectorSearch(problem, encoder.width)]
}

const vectorSearch = ({ passages }: TextProblem, width: number): RungPart => ({
  role: 'vector search',
  model: {
    kind: 'estimator',
    estimator: vectorIndexFor(passages, width),
    load: {
      seriesCount: 1,
      points: passages,
      trainingRows: passages,
      features: width,
      rowsPerRequest: 1,
      outputsPerRow: retrieved,
    },
    learned: 0,
  },
})

/** @param candidates passages that are read again with the question */
export function reranker(problem: TextProblem, candidates: number): RungPart {
  const encoder = sentenceEncoder(problem)
  return {
    role: 're-ranker',
    model: {
      kind: 'network',
      spec: rerankerSpec(encoder, passageTokens + questionTokens),
      examples: 0,
      pretrained: `${encoder.name}, tuned on questions and passages (MS MARCO)`,
      perRequest: candidates,
      ...servingPrecision(problem),
    },
  }
}

export const retrievalSteps = [
  `Index every passage twice in \`src/index.py\`, words and vectors; a changed document replaces its passages, a deleted one is gone from both.`,
  `Ask both for ${retrieved} passages in \`src/retrieve.py\`, join the lists by reciprocal rank (k ${fusionK}; ${fusionSource}), and measure recall@${retrieved} of words, vectors and both.`,
]
export const retrievalFiles: readonly PlannedFile[] = [
  { path: 'src/index.py', purpose: 'passages into the word index and the vector index' },
  { path: 'src/retrieve.py', purpose: 'both searches, joined by rank; re-ranking; permissions first' },
]

/** The vectors of all passages are made once, and again with each new encoder. */
export function indexingWords(problem: TextProblem): string {
  const words = encodingWords(
    problem,
    embeddingSpec(sentenceEncoder(problem), passageTokens),
    problem.passages,
    'passage',
  )
  return `computing the vectors of all passages once${words ? `: ${words}` : ''}`
}

export const hybridSearch: TextFamily = {
  id: 'hybrid-search',
  kind: 'retrieval',
  goals: ['search'],
  title: 'Hybrid search (BM25 and vectors)',
  words: ['rag', 'transformer', 'two tower'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'two indexes to keep in step, and an encoder to serve; nothing is trained',
  interpretability: 0.5,
  interpretabilityBecause: 'each result shows its place in both lists and the words that matched',
  name: () => 'Hybrid search: BM25 and vectors, joined by rank',
  fits: () => ({ fits: true }),
  prior: ({ multilingual, languages }) => ({
    value: 0.76,
    because:
      multilingual && languages.length > 1
        ? 'vectors find meaning across languages, words find names and numbers'
        : 'vectors find what is said in other words, words find names and numbers',
    source: `${beir}; ${fusionSource}`,
  }),
  dataFit: () => 0.9,
  rungs(problem) {
    const [questions, ...others] = denseSearch(problem)
    const parts = questions ? [questions, ...others, wordSearch(problem)] : []
    return [
      { label: 'without re-ranking', parts },
      ...[10, 50].map((candidates) => ({
        label: `re-ranking ${candidates}`,
        parts: [...parts, reranker(problem, candidates)],
      })),
    ]
  },
  recipe: () => ({
    loss: 'none: published encoders are used as they are',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem, rung) {
    const encoder = sentenceEncoder(problem)
    const rerank = rung.label.startsWith('re-ranking')
    return {
      overview: `A question goes to BM25 and, as a vector of ${encoder.name}, to an index over ${counted(problem.passages, 'passage')} of ${counted(problem.documents, 'document')}; both lists are joined by reciprocal rank${rerank ? `, and the best ${rung.label.replace('re-ranking ', '')} are read again together with the question` : ''}. {{latency}} a question and {{servingMemory}} of memory; nothing is trained.`,
      inputs: [
        { name: 'ids', shape: [questionTokens], meaning: 'token ids of the question' },
        { name: 'known', shape: [questionTokens], meaning: 'true where there is a token' },
      ],
      outputs: [
        { name: 'vector', shape: [encoder.width], meaning: 'the question, compared with every passage' },
      ],
      risks: [
        'Two indexes drift apart when one update fails: count both after every run.',
        'Vectors of another model version do not compare: a new encoder means a new index.',
        ...textRisks(problem, Number.POSITIVE_INFINITY),
        ...licenceRisk(encoder),
      ],
      steps: [
        ...retrievalSteps,
        ...(rerank
          ? [`Re-rank in \`src/retrieve.py\` and keep it only if NDCG@10 rises by what its latency is worth.`]
          : []),
      ],
      files: planFiles(problem, retrievalFiles),
      notCounted: ['the texts themselves', indexingWords(problem)],
    }
  },
}
