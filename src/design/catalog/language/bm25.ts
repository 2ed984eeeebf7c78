/** The bar for search: BM25 over passages, which learns nothing and is hard to beat without training. */
import { counted, grouped } from '../../brief/facts.js'
import type { Bm25 } from '../../estimator/bm25.js'
import type { RungPart } from '../family.js'
import { retrieved } from './evaluation.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { passageTokens, sentenceTokens, type TextProblem } from './problem.js'
import { textRisks } from './risks.js'

export const beir = 'Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Retrieval, 2021'
const wordsPerToken = 0.75
/** Words of a question. */
const questionWords = 8

const passageIndex = ({ passages, tokens, isStory }: TextProblem): Bm25 => ({
  kind: 'bm25',
  documents: passages,
  words: Math.ceil(wordsPerToken * Math.min(isStory ? sentenceTokens : passageTokens, tokens)),
  query_words: questionWords,
})

export const wordSearch = (problem: TextProblem): RungPart => ({
  role: 'word search',
  model: {
    kind: 'estimator',
    estimator: passageIndex(problem),
    load: {
      seriesCount: 1,
      points: problem.passages,
      trainingRows: problem.passages,
      features: questionWords,
      rowsPerRequest: 1,
      outputsPerRow: Math.min(retrieved, problem.passages),
    },
    learned: 0,
  },
})

const whatIsSearched = ({ isStory, documents, passages }: TextProblem): string =>
  isStory
    ? `The ${counted(passages, 'sentence')} of a story are indexed one by one`
    : `${counted(documents, 'document')} ${documents === 1 ? 'is' : 'are'} cut into ${counted(passages, 'passage')} of ${counted(passageTokens, 'token')}`

export const bm25Search: TextFamily = {
  id: 'bm25',
  kind: 'baseline',
  goals: ['search'],
  title: 'BM25 search',
  words: ['bag of words'],
  ruledOutBy: ['bag of words'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'one search engine, no model; new documents are found at once',
  interpretability: 0.9,
  interpretabilityBecause: 'the words that matched, and how rare they are, are the score',
  name: () => 'BM25 over passages',
  fits: () => ({ fits: true }),
  prior: ({ multilingual, languages }) => ({
    value: multilingual && languages.length > 1 ? 0.45 : 0.58,
    because:
      multilingual && languages.length > 1
        ? 'a question in one language does not find a passage in another'
        : 'hard to beat without training across fields; it misses what is said in other words',
    source: beir,
  }),
  dataFit: () => 0.7,
  rungs: (problem) => [
    {
      label: `${grouped(problem.passages)} ${problem.isStory ? 'sentences' : 'passages'}`,
      parts: [{ ...wordSearch(problem), role: 'search' }],
    },
  ],
  recipe: () => ({
    loss: 'none: nothing is learned',
    optimizer: 'none; k1 and b by a small grid on the golden set',
    schedule: 'none',
    regularization: ['none'],
  }),
  write: (problem) => ({
    overview: `${whatIsSearched(problem)}; an inverted index scores them by the words of the question and their rarity. {{latency}} a question, an index of {{weightMemory}}, no training and no GPU.`,
    inputs: [{ name: 'question', shape: [questionWords], meaning: 'words of the question, stemmed' }],
    outputs: [
      {
        name: 'passages',
        shape: [Math.min(retrieved, problem.passages)],
        meaning: 'ids of the best passages with their scores',
      },
    ],
    risks: [
      'A question in other words than the document finds nothing: synonyms by hand help for the few that matter.',
      ...textRisks(problem, Number.POSITIVE_INFINITY),
    ],
    steps: [
      problem.isStory
        ? 'Choose stemming and stop words in `src/baseline.py` on the stories that choose; of equal scores the newest sentence comes first.'
        : 'Choose stemming, stop words and fields (title twice the weight) by language in `src/baseline.py`, on half of the golden set.',
    ],
    files: planFiles(problem, []),
    notCounted: ['the texts themselves'],
  }),
}

/** Beside what answers questions: the passages themselves, for people to read. */
export const passageSearch: TextFamily = {
  ...bm25Search,
  id: 'bm25-passages',
  kind: 'statistics',
  goals: ['answer'],
  title: 'Search that shows passages',
  name: ({ isStory }) => `BM25 that shows the ${isStory ? 'sentences' : 'passages'}`,
  prior: ({ isStory }) => ({
    value: 0.5,
    because: isStory
      ? 'the sentence with the most words of the question often holds the answer; facts of two sentences it does not join'
      : 'people read the answer in the passage themselves; nothing can be invented',
    source: beir,
  }),
  dataFit: () => 0.6,
}
