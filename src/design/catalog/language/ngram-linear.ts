/** The bar for classifying: n-grams of words and characters, weighted by rarity, and a linear model. */
import { counted, grouped } from '../../brief/facts.js'
import type { NgramLinear } from '../../estimator/ngram-linear.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { textRisks } from './risks.js'
import { classesRow } from './words.js'

const paper = 'Joulin et al., Bag of Tricks for Efficient Text Classification (fastText), 2017'
/** Columns at most, of words and of characters. */
const mostNgrams = 100_000
/** Words and characters of a token of English text. */
const wordsPerToken = 0.75
const charactersPerToken = 4
/** One and two words; three, four and five characters. */
const wordOrders = 2
const characterOrders = 3
const leastExamples = 20

/** N-grams of a text: columns of its sparse row. */
const ngramsOf = (tokens: number): number =>
  Math.ceil(wordOrders * wordsPerToken * tokens + characterOrders * charactersPerToken * tokens)

/** At most as many columns as n-grams were seen: half of them once only, and without a column. */
const columnsOf = (problem: TextProblem, perText: number): number =>
  Math.max(100, Math.min(mostNgrams, Math.round((trainingExamples(problem) * perText) / 2)))

function estimatorOf(problem: TextProblem): NgramLinear {
  const { tokens, classes, multiLabel } = problem
  return {
    kind: 'ngram_linear',
    word_ngrams: columnsOf(problem, wordOrders * wordsPerToken * tokens),
    char_ngrams: columnsOf(problem, characterOrders * charactersPerToken * tokens),
    outputs: classes === 2 && !multiLabel ? 1 : Math.max(1, classes),
    row: 'text',
  }
}

export const ngramLinear: TextFamily = {
  id: 'ngram-linear',
  kind: 'baseline',
  goals: ['classify'],
  title: 'TF-IDF and a linear model',
  words: ['bag of words', 'linear'],
  ruledOutBy: ['bag of words', 'linear'],
  neural: false,
  learns: true,
  complexity: 0.1,
  complexityBecause: 'one library and one file of weights; trains in minutes on a CPU',
  interpretability: 0.8,
  interpretabilityBecause: 'the weight of every word and piece of a word is its share of the decision',
  name: () => 'TF-IDF (word and character n-grams) with a linear model',
  fits: ({ examples }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `It learns from labelled texts, and there are ${grouped(examples)}.`,
          source: paper,
        },
  prior: (problem) => ({
    value: { little: 0.52, some: 0.6, much: 0.64 }[problem.amount] - (problem.multilingual ? 0.04 : 0),
    because: problem.multilingual
      ? 'strong where words decide; every language has its own words, so nothing is learned across them'
      : 'strong where words decide; it does not see paraphrase or order',
    source: paper,
  }),
  dataFit: ({ amount, examples, classes }) =>
    examples / Math.max(1, classes) < 20 ? 0.55 : { little: 0.75, some: 0.7, much: 0.7 }[amount],
  rungs(problem) {
    const estimator = estimatorOf(problem)
    const features = ngramsOf(problem.tokens)
    const rows = trainingExamples(problem)
    return [
      {
        label: `${grouped(estimator.word_ngrams + estimator.char_ngrams)} n-grams`,
        parts: [
          {
            role: 'classifier',
            model: {
              kind: 'estimator',
              estimator,
              load: {
                seriesCount: 1,
                points: rows * features,
                trainingRows: rows,
                features,
                rowsPerRequest: 1,
                outputsPerRow: Math.max(1, problem.classes),
              },
              // A ridge penalty leaves at most one degree of freedom for each example (Hastie et al., 2009, 3.4.1).
              learned: Math.min(rows, estimator.word_ngrams + estimator.char_ngrams),
            },
          },
        ],
      },
    ]
  },
  recipe: ({ multiLabel }) => ({
    loss: multiLabel
      ? 'binary cross-entropy for each class, weighted by class frequency'
      : 'cross-entropy, weighted by class frequency',
    optimizer: 'L-BFGS to convergence',
    schedule: 'none: it is convex, the penalty is chosen on validation over powers of ten',
    regularization: ['L2 penalty', 'n-grams seen in one text alone are left out', 'sublinear term frequency'],
  }),
  write: (problem) => ({
    overview: `Words, pairs of words and runs of three to five characters are counted, weighted by how rare they are, and one linear model gives a probability for ${counted(problem.classes, 'class', 'classes')}. It answers in {{latency}} on a CPU, every decision can be read off its weights, and it is the bar for all that follows.`,
    inputs: [{ name: 'text', shape: [ngramsOf(problem.tokens)], meaning: 'n-grams of the text, sparse' }],
    outputs: [classesRow(problem)],
    risks: [
      'A paraphrase without the usual words is missed; words that come up anew have no weight.',
      ...textRisks(problem, Number.POSITIVE_INFINITY),
    ],
    steps: [
      'Choose n-gram ranges, the penalty and the threshold by 5-fold cross-validation in `src/baseline.py`; read the twenty strongest n-grams of each class with somebody who knows the texts.',
    ],
    files: planFiles(problem, []),
    notCounted: ['language detection', 'cleaning of the text'],
  }),
}
