/** Learned vectors of words and pairs of words, averaged, and a linear layer: small, fast, trained from scratch. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { networkFiles } from '../plan.js'
import { cosine, earlyStopping } from '../recipes.js'
import type { TextFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { textRisks } from './risks.js'
import { classesRow, knownRow } from './words.js'

const paper = 'Joulin et al., Bag of Tricks for Efficient Text Classification (fastText), 2017'
const leastExamples = 100_000
/** Rows that words and pairs of words are hashed into, and the width of their vectors. */
const sizes = [
  { rows: 5_000, dim: 8 },
  { rows: 20_000, dim: 16 },
  { rows: 100_000, dim: 16 },
  { rows: 500_000, dim: 32 },
  { rows: 2_000_000, dim: 64 },
] as const
const learningRate = 0.01
/** Words and pairs of words of a token of English text. */
const unitsPerToken = 1.5

const unitsOf = ({ tokens }: TextProblem): number => Math.max(8, Math.ceil(unitsPerToken * tokens))

const specOf = (problem: TextProblem, { rows, dim }: (typeof sizes)[number]): ModelSpec => ({
  name: 'Averaged word vectors',
  inputs: {
    units: { kind: 'tokens', vocab: rows, steps: unitsOf(problem) },
    known: { kind: 'mask', steps: unitsOf(problem) },
  },
  nodes: [
    { name: 'vectors', kind: 'embedding', dim, from: 'units' },
    { name: 'mean', kind: 'reduce', with: { mask: 'known' } },
    { name: 'classes', kind: 'linear', units: Math.max(1, problem.classes) },
  ],
})

export const wordVectors: TextFamily = {
  id: 'word-vectors',
  kind: 'dense',
  goals: ['classify'],
  title: 'Averaged word vectors (fastText)',
  words: ['bag of words', 'neural'],
  ruledOutBy: ['neural'],
  neural: true,
  complexity: 0.2,
  complexityBecause: 'one small network without published weights; trains on a CPU, answers in microseconds',
  interpretability: 0.5,
  interpretabilityBecause:
    'the share of each word in the decision can be computed exactly: it is a mean and a linear layer',
  name: () => 'Averaged word vectors (fastText)',
  fits: ({ examples }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `Word vectors of its own want some ${grouped(leastExamples)} labelled texts; there are ${grouped(examples)}.`,
          source: paper,
        },
  prior: (problem) => ({
    value: { little: 0.45, some: 0.6, much: 0.68 }[problem.amount] - (problem.multilingual ? 0.03 : 0),
    because:
      'near to deep networks on large sets at a thousandth of the cost; order beyond pairs of words is lost',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.2, some: 0.45, much: 0.8 })[amount],
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `${counted(size.rows, 'vector')} of ${size.dim}`,
      parts: [
        {
          role: 'classifier',
          model: { kind: 'network', spec: specOf(problem, size), examples: trainingExamples(problem) },
        },
      ],
    })),
  recipe: ({ multiLabel }) => ({
    loss: multiLabel
      ? 'binary cross-entropy for each class, weighted by class frequency'
      : 'cross-entropy, weighted by class frequency',
    optimizer: `Adam, learning rate ${learningRate}, betas 0.9 / 0.999`,
    schedule: cosine,
    regularization: ['a tenth of the words left out at random', earlyStopping],
    gradient: { learningRate, batches: [64, 256, 1024], epochs: 10, optimizer: 'adam' },
  }),
  write: (problem, rung) => ({
    overview: `Words and pairs of words are hashed into ${rung.label}, averaged, and a linear layer gives ${counted(problem.classes, 'class', 'classes')}: {{params}} numbers learned from ${counted(trainingExamples(problem), 'labelled text')}. {{latency}} a text${problem.onCpu ? ' on the CPU' : ''}.`,
    inputs: [
      { name: 'units', shape: [unitsOf(problem)], meaning: 'hashes of words and pairs of words, padded' },
      knownRow(unitsOf(problem)),
    ],
    outputs: [classesRow(problem)],
    risks: [
      'Words that share a row of the table share their meaning: larger tables, or a list of important words with rows of their own.',
      ...textRisks(problem, Number.POSITIVE_INFINITY),
    ],
    steps: networkSteps(problem, 'the averaged word vectors'),
    files: planFiles(problem, networkFiles),
    notCounted: ['cutting into words and hashing them (under 1 ms)'],
  }),
}
