/** A published encoder, fine-tuned: one score for each class of a text, or one tag for each token. */
import { counted, grouped } from '../../brief/facts.js'
import type { TextEncoder } from '../backbones/text/encoder.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import { tagsOf } from './crf-tagger.js'
import { encoderSteps, encodersFor } from './encoders.js'
import type { TextFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { servingPrecision, uncountedPrecision } from './precision.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { licenceRisk, textRisks } from './risks.js'
import { classifierSpec, taggerSpec } from './specs.js'
import { classesRow, idsRow, knownRow, languageWords } from './words.js'

const source =
  'Devlin et al., BERT, 2019; Sanh et al., DistilBERT, 2019: 40% smaller, about 97% of the quality'
const multilingualSource = 'Conneau et al., Unsupervised Cross-lingual Representation Learning at Scale, 2020'
const stability = 'Mosbach et al., On the Stability of Fine-tuning BERT, 2021'
const leastTexts = 300
const dropout = 0.1

const outputsOf = (problem: TextProblem) =>
  problem.goal === 'tag' ? tagsOf(problem) : Math.max(1, problem.classes)

function specOf(problem: TextProblem, encoder: TextEncoder) {
  const options = { outputs: outputsOf(problem), steps: encoderSteps(problem, encoder), dropout }
  return problem.goal === 'tag' ? taggerSpec(encoder, options) : classifierSpec(encoder, options)
}

const encoderOf = (problem: TextProblem, label: string): TextEncoder | undefined =>
  encodersFor(problem).find(({ name }) => name === label)

export const fineTunedEncoder: TextFamily = {
  id: 'fine-tuned-encoder',
  kind: 'attention',
  goals: ['classify', 'tag'],
  title: 'Fine-tuned text encoder',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause: 'one network to train, quantise and watch; a small one trains and serves without a GPU',
  interpretability: 0.25,
  interpretabilityBecause: 'attributions to words (integrated gradients) are hints, not reasons',
  name: ({ goal, multilingual }) =>
    `Fine-tuned ${multilingual ? 'multilingual ' : ''}text encoder${goal === 'tag' ? ' with a tag for each token' : ''}`,
  fits: ({ examples, example }) =>
    examples >= leastTexts
      ? { fits: true }
      : {
          fits: false,
          reason: `Fine-tuning is unstable under some ${leastTexts} labelled ${example.many}; there are ${grouped(examples)}.`,
          source: stability,
        },
  prior(problem) {
    const base = { little: 0.58, some: 0.78, much: 0.84 }[problem.amount]
    return {
      value: base,
      because: problem.multilingual
        ? `it reads meaning and order in ${languageWords(problem)}${problem.languages.length > 1 ? ', carries over between them' : ''}, and adapts to your labels`
        : 'it reads meaning and order, and adapts to your labels',
      source: problem.multilingual ? multilingualSource : source,
    }
  },
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.95, much: 1 })[amount],
  rungs: (problem) =>
    encodersFor(problem).map((encoder) => ({
      label: encoder.name,
      parts: [
        {
          role: problem.goal === 'tag' ? 'tagger' : 'classifier',
          model: {
            kind: 'network',
            spec: specOf(problem, encoder),
            examples: trainingExamples(problem),
            pretrained: `${encoder.name} (${encoder.weights})`,
            ...servingPrecision(problem),
          },
        },
      ],
    })),
  recipe(problem, rung) {
    const small = /mini|MiniLM|Distil/.test(rung.label)
    const loss =
      problem.goal === 'tag'
        ? 'cross-entropy of the first piece of each word; other pieces and padding are masked'
        : problem.multiLabel
          ? 'binary cross-entropy for each class, weighted by class frequency'
          : 'cross-entropy, weighted by class frequency'
    return {
      loss,
      ...adamW(small ? 5e-5 : 2e-5, 0.01, {
        batches: [16, 32, 64],
        epochs: problem.amount === 'little' ? 10 : problem.amount === 'some' ? 5 : 3,
      }),
      schedule: 'linear to zero',
      regularization: [`dropout ${dropout}`, 'weight decay 0.01', clipping, earlyStopping],
    }
  },
  write(problem, rung) {
    const encoder = encoderOf(problem, rung.label)
    const steps = encoderSteps(problem, encoder)
    const isTag = problem.goal === 'tag'
    const what = isTag
      ? `${counted(tagsOf(problem), 'tag')} (${counted(problem.classes, 'type')} of mention)`
      : counted(problem.classes, 'class', 'classes')
    return {
      overview: `${rung.label}, a Transformer that already knows ${languageWords(problem)}, is trained on with your labels: ${isTag ? 'every token' : 'the text'} gets one of ${what}. {{params}} parameters, {{latency}} a text of ${counted(steps, 'token')}${problem.onCpu ? ' on the CPU' : ''}, {{trainingTime}} of training.`,
      inputs: [idsRow(steps), knownRow(steps)],
      outputs: isTag
        ? [
            {
              name: 'tags',
              shape: [steps, tagsOf(problem)],
              meaning: 'one score for each tag of each token (BIO)',
            },
          ]
        : [classesRow(problem)],
      risks: [
        'Three seeds: fine-tuning varies from run to run, so one lucky run proves nothing.',
        ...textRisks(problem, encoder?.maxTokens),
        ...(encoder ? licenceRisk(encoder) : []),
      ],
      steps: networkSteps(problem, `${rung.label} with a ${isTag ? 'tagging' : 'classification'} head`),
      files: planFiles(problem, networkFiles),
      notCounted: ['splitting into tokens (under 1 ms)', ...uncountedPrecision(problem)],
    }
  },
}
