/** The bar for tagging: a linear-chain CRF over word shapes, ends, neighbours and lists of known names. */
import { counted, grouped } from '../../brief/facts.js'
import { penaltiesTried } from '../../estimator/ngram-linear.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { textRisks } from './risks.js'

const paper = 'Lafferty, McCallum & Pereira, Conditional Random Fields, 2001'
/** Features of a word: itself, its shape, three ends, and the same of two neighbours on each side. */
const featuresPerWord = 25
const mostFeatures = 200_000
const wordsPerToken = 0.75
const leastTexts = 50

/** Beginning and inside of each type, and outside (BIO). */
export const tagsOf = ({ classes }: Pick<TextProblem, 'classes'>): number => 2 * Math.max(1, classes) + 1

export const crfTagger: TextFamily = {
  id: 'crf-tagger',
  kind: 'baseline',
  goals: ['tag'],
  title: 'CRF on word features',
  words: ['linear', 'rules'],
  ruledOutBy: ['linear'],
  neural: false,
  learns: true,
  complexity: 0.15,
  complexityBecause: 'one library, and lists of names to keep',
  interpretability: 0.7,
  interpretabilityBecause: 'weights of word shapes, ends and lists can be read',
  name: () => 'CRF on word features and lists',
  fits: ({ examples }) =>
    examples >= leastTexts
      ? { fits: true }
      : {
          fits: false,
          reason: `It learns from annotated texts, and there are ${grouped(examples)}.`,
          source: paper,
        },
  prior: ({ amount }) => ({
    value: { little: 0.5, some: 0.56, much: 0.58 }[amount],
    because: 'it knows shapes, ends and listed names, and hardly what a sentence means',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.7, some: 0.65, much: 0.6 })[amount],
  rungs(problem) {
    const words = Math.ceil(wordsPerToken * problem.tokens)
    const rows = trainingExamples(problem) * words
    const features = Math.min(mostFeatures, Math.round((rows * featuresPerWord) / 8))
    return [
      {
        label: counted(features, 'feature'),
        parts: [
          {
            role: 'tagger',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'ngram_linear',
                row: 'token',
                word_ngrams: Math.max(1, features),
                char_ngrams: 0,
                outputs: tagsOf(problem),
              },
              load: {
                seriesCount: 1,
                points: rows,
                trainingRows: rows,
                features: featuresPerWord,
                rowsPerRequest: words,
                outputsPerRow: tagsOf(problem),
              },
              learned: Math.min(features, rows),
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'negative log-likelihood of the whole tag sequence',
    optimizer: `L-BFGS to convergence, once for each of ${penaltiesTried} pairs of penalties`,
    schedule: 'none: it is convex, penalties are chosen on validation',
    regularization: ['L1 and L2 penalty', 'features seen fewer than three times are left out'],
  }),
  write: (problem) => ({
    overview: `Every word is described by itself, its shape, its ends, its neighbours and whether it stands in a list of known names; a linear-chain CRF chooses the best sequence of ${counted(tagsOf(problem), 'tag')} (${counted(problem.classes, 'type')} of mention). A text takes {{latency}} on a CPU.`,
    inputs: [
      {
        name: 'words',
        shape: [Math.ceil(wordsPerToken * problem.tokens), featuresPerWord],
        meaning: 'features of every word, sparse',
      },
    ],
    outputs: [
      {
        name: 'tags',
        shape: [Math.ceil(wordsPerToken * problem.tokens)],
        meaning: `one of ${counted(tagsOf(problem), 'tag')} for each word (BIO)`,
      },
    ],
    risks: [
      'A name that is in no list and has no typical shape is missed.',
      ...textRisks(problem, Number.POSITIVE_INFINITY),
    ],
    steps: [
      'Collect lists of known names (products, drugs, places) with their licence in `src/baseline.py`, and measure how much of the F1 they bring alone.',
    ],
    files: planFiles(problem, []),
    notCounted: ['splitting into words', 'cleaning of the text'],
  }),
}
