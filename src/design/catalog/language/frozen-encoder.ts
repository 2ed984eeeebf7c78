/** A published sentence encoder that stays as it is, and a linear head on its vectors. */
import { counted, grouped } from '../../brief/facts.js'
import { networkFiles } from '../plan.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import { encoderSteps, sentenceEncoder, sentenceEncoders } from './encoders.js'
import type { TextFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { servingPrecision, uncountedPrecision } from './precision.js'
import { trainingExamples } from './problem.js'
import { licenceRisk, textRisks } from './risks.js'
import { classifierSpec } from './specs.js'
import { classesRow, idsRow, knownRow, languageWords } from './words.js'

const paper = 'Tunstall et al., Efficient Few-Shot Learning Without Prompts (SetFit), 2022'
/** Labelled texts of a class under which no head can be chosen. */
const leastPerClass = 4

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
          reason: `A head needs some ${leastPerClass} labelled texts of each class; there are ${grouped(examples)} for ${counted(classes, 'class', 'classes')}.`,
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
      parts: [
        {
          role: 'classifier',
          model: {
            kind: 'network',
            spec: classifierSpec(encoder, {
              outputs: Math.max(1, problem.classes),
              steps: encoderSteps(problem),
              dropout: 0,
              frozenBody: true,
            }),
            examples: trainingExamples(problem),
            pretrained: `${encoder.name} (${encoder.weights})`,
            ...servingPrecision(problem),
          },
        },
      ],
    })),
  recipe: ({ multiLabel }) => ({
    loss: multiLabel
      ? 'binary cross-entropy for each class, weighted by class frequency'
      : 'cross-entropy, weighted by class frequency',
    ...adamW(1e-3, 0.01, { batches: [32, 64, 256], epochs: 10 }),
    schedule: cosine,
    regularization: ['weight decay 0.01', earlyStopping, 'the encoder is frozen'],
  }),
  write(problem, rung) {
    const encoder =
      sentenceEncoders(problem).find(({ name }) => name === rung.label) ?? sentenceEncoder(problem)
    const steps = encoderSteps(problem)
    return {
      overview: `${encoder.name} turns a text in ${languageWords(problem)} into a vector of ${encoder.width} numbers and stays as it is; a linear head of {{trainableParams}} numbers learns ${counted(problem.classes, 'class', 'classes')} on top. {{latency}} a text; a new class needs a new head only.`,
      inputs: [idsRow(steps), knownRow(steps)],
      outputs: [classesRow(problem)],
      risks: [
        'Jargon that the encoder never saw looks alike to it: compare it with TF-IDF class by class.',
        ...textRisks(problem),
        ...licenceRisk(encoder),
      ],
      steps: [
        'Compute the vectors of all labelled texts once and keep them beside the data: the head then trains in seconds.',
        ...networkSteps(problem, `${encoder.name} with a linear head`),
      ],
      files: planFiles(problem, networkFiles),
      notCounted: ['splitting into tokens (under 1 ms)', ...uncountedPrecision(problem)],
    }
  },
}
