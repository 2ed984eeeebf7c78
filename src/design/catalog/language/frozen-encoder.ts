/** A published sentence encoder that stays as it is, and a linear head on its vectors. */
import { counted, grouped } from '../../brief/facts.js'
import type { TextEncoder } from '../backbones/text/encoder.js'
import type { RungPart } from '../family.js'
import { encoderSteps, sentenceEncoder, sentenceEncoders } from './encoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { servingPrecision, servingStep, uncountedPrecision } from './precision.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { licenceRisk, textRisks } from './risks.js'
import { embeddingSpec } from './specs.js'
import { classesRow, idsRow, knownRow, languageWords } from './words.js'

const paper = 'Tunstall et al., Efficient Few-Shot Learning Without Prompts (SetFit), 2022'
/** Labelled texts of a class under which no head can be chosen. */
const leastPerClass = 4

/** Strengths of the penalty that are tried, and folds that each is tried on. */
const penalties = 7
const folds = 5

const outputsOf = ({ classes, multiLabel }: TextProblem) =>
  classes === 2 && !multiLabel ? 1 : Math.max(1, classes)

function headOf(problem: TextProblem, { width }: TextEncoder): RungPart {
  const rows = trainingExamples(problem)
  const outputs = outputsOf(problem)
  return {
    role: 'head',
    model: {
      kind: 'estimator',
      estimator: { kind: 'linear_model', link: 'logit', outputs, penalties, folds },
      load: {
        seriesCount: 1,
        points: rows * width,
        trainingRows: rows,
        features: width,
        rowsPerRequest: 1,
        outputsPerRow: Math.max(1, problem.classes),
      },
      // A ridge penalty leaves at most one degree of freedom for each example (Hastie et al., 2009, 3.4.1).
      learned: Math.min(rows, outputs * width),
    },
  }
}

const encoderPart = (problem: TextProblem, encoder: TextEncoder): RungPart => ({
  role: 'sentence encoder',
  model: {
    kind: 'network',
    spec: embeddingSpec(encoder, encoderSteps(problem)),
    examples: 0,
    passedOver: trainingExamples(problem),
    pretrained: `${encoder.name} (${encoder.weights})`,
    ...servingPrecision(problem),
  },
})

export const frozenEncoder: TextFamily = {
  id: 'frozen-encoder',
  kind: 'frozen',
  goals: ['classify'],
  title: 'Frozen sentence encoder with a linear head',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.3,
  complexityBecause:
    'a published encoder to load; the head trains in minutes and classes can be added without touching it',
  interpretability: 0.3,
  interpretabilityBecause: 'the nearest labelled texts show what a decision rests on, not why',
  name: ({ multilingual }) =>
    `Frozen ${multilingual ? 'multilingual ' : ''}sentence encoder with a linear head`,
  fits: ({ examples, classes }) =>
    examples / Math.max(1, classes) >= leastPerClass
      ? { fits: true }
      : {
          fits: false,
          reason: `A head needs some ${leastPerClass} labelled texts of each class; there ${examples === 1 ? 'is' : 'are'} ${grouped(examples)} for ${counted(classes, 'class', 'classes')}.`,
          source: paper,
        },
  prior: ({ amount }) => ({
    value: { little: 0.64, some: 0.65, much: 0.64 }[amount],
    because: 'it knows meaning from the start; what it does not see in its vectors, no head can find',
    source: paper,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.65, much: 0.4 })[amount],
  rungs: (problem) =>
    sentenceEncoders(problem).map((encoder) => ({
      label: encoder.name,
      parts: [headOf(problem, encoder), encoderPart(problem, encoder)],
    })),
  recipe: ({ multiLabel }) => ({
    loss: multiLabel
      ? 'binary cross-entropy for each class, weighted by class frequency'
      : 'cross-entropy, weighted by class frequency',
    optimizer: 'L-BFGS to convergence, on vectors that are computed once',
    schedule: `none: it is convex; ${penalties} strengths of the penalty are tried on ${folds} folds`,
    regularization: ['L2 penalty', 'the encoder stays as published'],
  }),
  write(problem, rung) {
    const encoder =
      sentenceEncoders(problem).find(({ name }) => name === rung.label) ?? sentenceEncoder(problem)
    const steps = encoderSteps(problem)
    return {
      overview: `${encoder.name} turns a text in ${languageWords(problem)} into a vector of ${encoder.width} numbers and stays as it is; a linear head of {{trainableParams}} numbers, fitted in {{trainingTime}}, learns ${counted(problem.classes, 'class', 'classes')} on top. {{latency}} a text; a new class needs a new head only.`,
      inputs: [idsRow(steps), knownRow(steps)],
      outputs: [classesRow(problem)],
      risks: [
        'Jargon that the encoder never saw looks alike to it: compare it with TF-IDF class by class.',
        ...textRisks(problem),
        ...licenceRisk(encoder),
      ],
      steps: [
        `Compute the vectors of all labelled texts once in \`src/vectors.py\` with ${encoder.name} and keep them beside the data.`,
        'Fit the head in `src/head.py` (scikit-learn) by cross-validation; try half of the labels too: if little is lost, more labels will not help, a fine-tuned encoder may.',
        ...(problem.onCpu ? [servingStep(problem, 'macro-F1')] : []),
      ],
      files: planFiles(problem, [
        { path: 'src/vectors.py', purpose: 'vectors of all labelled texts, computed once' },
        { path: 'src/head.py', purpose: 'the linear head, its penalty and thresholds' },
      ]),
      notCounted: ['splitting into tokens (under 1 ms)', ...uncountedPrecision(problem)],
    }
  },
}
