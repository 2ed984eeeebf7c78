/** Language: texts that are classified, tagged, found, answered from, shortened, translated or written. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import type { Aspect, Field } from '../field.js'
import { capital } from '../words.js'
import { adaptedModel } from './adapted-model.js'
import { answerTemplates } from './answer-templates.js'
import { bm25Search, passageSearch } from './bm25.js'
import { classDescriptions } from './class-descriptions.js'
import { complete } from './complete.js'
import { crfTagger } from './crf-tagger.js'
import { publishedTranslator, tunedEncoderDecoder } from './encoder-decoder.js'
import { evaluation } from './evaluation.js'
import { extractiveSummary } from './extractive-summary.js'
import type { TextFamily } from './family.js'
import { fineTunedEncoder } from './fine-tuned-encoder.js'
import { frozenEncoder } from './frozen-encoder.js'
import { isWriting } from './goal.js'
import { hybridSearch } from './hybrid-search.js'
import { keywordRules } from './keyword-rules.js'
import { memoryNetwork } from './memory-network.js'
import { ngramLinear } from './ngram-linear.js'
import { labelsForLearning, plan } from './plan.js'
import { continuedModel, fromScratch } from './pretrained-model.js'
import { type TextProblem, textProblem } from './problem.js'
import { promptedBaseline, promptedLabels, promptedTranslator } from './prompted.js'
import { textAskables } from './questions.js'
import { rag } from './rag.js'
import { retrievedExamples } from './retrieved-examples.js'
import { tunedModel } from './tuned-model.js'
import { tunedSearch } from './tuned-search.js'
import { variations } from './variations.js'
import { wordVectors } from './word-vectors.js'
import { amountWords, exampleWords, languageWords } from './words.js'

/** Rules and templates are for the start: with examples something learns from them. */
const untilLabelled: readonly string[] = [keywordRules.id, answerTemplates.id]

/** Hardly anything is labelled, and nobody named a language model. */
const startsBare = ({ examples, brief }: TextProblem): boolean =>
  examples < labelsForLearning && !brief.constraints.wantedFamilies?.value.includes('llm')

export const language: Field<TextProblem, TextFamily> = {
  domain: 'language',
  title: 'language',
  families: [
    ngramLinear,
    crfTagger,
    keywordRules,
    bm25Search,
    promptedBaseline,
    publishedTranslator,
    frozenEncoder,
    wordVectors,
    fineTunedEncoder,
    promptedLabels,
    promptedTranslator,
    classDescriptions,
    extractiveSummary,
    answerTemplates,
    retrievedExamples,
    hybridSearch,
    tunedSearch,
    rag,
    passageSearch,
    memoryNetwork,
    tunedEncoderDecoder,
    adaptedModel,
    tunedModel,
    continuedModel,
    fromScratch,
  ],
  complete,
  problem: textProblem,
  isEnough: ({ task, data, constraints }) =>
    task !== undefined &&
    [
      data.labelled,
      data.examplesPerClass,
      data.labels,
      data.classes,
      data.documents,
      data.rows,
      data.corpusTokens,
      data.modelParams,
      data.languages,
      constraints.servingDevice,
      constraints.trainingDevice,
    ].some((known) => known !== undefined),
  askables: textAskables,
  effects: {
    task: 'Another task is another set of models.',
    'data.classes': 'Classes set the outputs, and how many examples each of them has.',
    'data.labelled':
      'The number of labelled examples decides between prompts, frozen vectors and fine-tuning.',
    'data.sequenceLength':
      'Longer texts cost latency and memory in proportion, and encoders read at most 512 tokens.',
    'data.languages':
      'Other languages than English need a multilingual model, two thirds of it a larger table of tokens.',
    'data.documents': 'Documents set the size of both indexes.',
    'data.corpusTokens':
      'Tokens bound the size of a model that is trained from scratch: one parameter for twenty.',
  },
  sayAssumed: (problem, fact) => (fact === 'data.languages' ? languageWords(problem) : undefined),
  suits: (problem, { goals, id }) =>
    goals.includes(problem.goal) && (!untilLabelled.includes(id) || startsBare(problem)),
  outputFault,
  evaluation,
  plan,
  dataWords: (problem) => `${capital(exampleWords(problem))}: ${amountWords[problem.amount]}.`,
  scarcity: (problem) => ({
    arithmetic: `${capital(exampleWords(problem))} in ${languageWords(problem)}, ${counted(problem.tokens, 'token')} each at most.`,
    waysOut: waysOut(problem),
  }),
  variations,
  aspects: (problem) => [privacyAspect(problem)],
}

/** Labels where they are few; speed where a limit is tight. */
function waysOut({ examples, goal, latency, onCpu, example }: TextProblem): string[] {
  return [
    ...(examples < 1_000
      ? [
          isWriting(goal)
            ? `Collect a few hundred good ${example.many}, checked by a person.`
            : 'Label a few hundred texts, two people on a tenth of them.',
        ]
      : []),
    ...(latency && onCpu
      ? [
          'Measure a small encoder with 8-bit weights (ONNX Runtime) on shorter texts: the figures here are in FP32.',
        ]
      : []),
    ...(latency ? ['A higher latency limit or a GPU to serve from lets larger models in.'] : []),
    ...(examples >= 1_000 && !latency ? ['A larger training device or budget lets larger models in.'] : []),
  ]
}

/** A score for each class, a tag for each token: what was asked for. */
function outputFault(problem: TextProblem, outputs: readonly TensorRow[]): string | undefined {
  const [first] = outputs
  const shape = first?.shape ?? []
  if (
    problem.goal === 'classify' &&
    first?.name === 'classes' &&
    shape.at(-1) !== Math.max(1, problem.classes)
  )
    return `expected ${problem.classes} classes. Received: ${show(shape)}`
  return outputs.length === 0 ? 'expected an output. Received: none' : undefined
}

function privacyAspect(problem: TextProblem): Aspect<TextFamily> {
  return {
    aspect: 'Where texts go',
    say: ({ kind, neural }) =>
      neural
        ? `Nowhere: open weights on ${problem.onCpu ? 'your CPU' : 'your own GPU'}${problem.airGapped ? ', carried in as files' : ''}`
        : kind === 'baseline'
          ? 'Nowhere: a library on your CPU'
          : 'Nowhere',
  }
}
