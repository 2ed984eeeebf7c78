/** Reads one text and writes another: a published encoder-decoder, tuned on pairs, for summaries and translations. */
import { counted, grouped } from '../../brief/facts.js'
import {
  type EncoderDecoder,
  type EncoderDecoderId,
  encoderDecoder,
} from '../backbones/text/encoder-decoder.js'
import { networkFiles } from '../plan.js'
import { adamW, clipping, earlyStopping } from '../recipes.js'
import { writtenTokens } from './decoders.js'
import type { TextFamily } from './family.js'
import { networkSteps, planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { licenceRisk, textRisks, writingRisks } from './risks.js'
import { encoderDecoderSpec } from './specs.js'
import { languageWords } from './words.js'

const leastPairs = 1_000

function modelsFor({ goal, multilingual }: TextProblem): readonly EncoderDecoderId[] {
  if (goal === 'translate') return ['m2m100-418m']
  return multilingual ? ['mt5-small', 'mt5-base'] : ['t5-small', 'bart-base', 'bart-large']
}

const modelOf = (problem: TextProblem, label: string): EncoderDecoder | undefined =>
  modelsFor(problem)
    .map(encoderDecoder)
    .find(({ name }) => name === label)

const sourceTokens = ({ tokens }: TextProblem, model: EncoderDecoder): number =>
  Math.min(model.maxTokens, Math.max(32, tokens))

export const tunedEncoderDecoder: TextFamily = {
  id: 'encoder-decoder',
  kind: 'attention',
  goals: ['summarise', 'translate'],
  title: 'Encoder-decoder tuned on pairs',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'one mid-size network to train and serve; small enough for one GPU, or a CPU at night',
  interpretability: 0.2,
  interpretabilityBecause: 'cross-attention shows where it looked, not why it wrote',
  name: ({ goal }) =>
    goal === 'translate' ? 'Translation model tuned on your pairs' : 'Encoder-decoder tuned on your pairs',
  fits: ({ examples, example, goal }) =>
    examples >= leastPairs
      ? { fits: true }
      : {
          fits: false,
          reason: `Tuning wants some ${grouped(leastPairs)} ${example.many}; there are ${grouped(examples)}.`,
          source:
            goal === 'translate'
              ? encoderDecoder('m2m100-418m').source
              : 'Raffel et al., Exploring the Limits of Transfer Learning (T5), 2020',
        },
  prior(problem) {
    const { goal, amount, tokens } = problem
    if (goal === 'translate')
      return {
        value: { little: 0.64, some: 0.79, much: 0.84 }[amount],
        because: 'it translates from the start and takes on your terms and tone',
        source: 'Fan et al., Beyond English-Centric Multilingual Machine Translation (M2M-100), 2021',
      }
    const cut = tokens > 1_024
    return {
      value: { little: 0.5, some: 0.68, much: 0.76 }[amount] - (cut ? 0.12 : 0),
      because: cut
        ? 'it stays near the source, but reads a long text in windows and summarises twice'
        : 'it stays near the source, at a fraction of the size of a language model',
      source: 'Lewis et al., BART, 2020; Raffel et al., T5, 2020',
    }
  },
  // What has to be cut into windows is hardly what it learned from.
  dataFit: ({ amount, goal, tokens }) =>
    ({ little: 0.4, some: 0.85, much: 1 })[amount] - (goal === 'summarise' && tokens > 1_024 ? 0.3 : 0),
  rungs: (problem) =>
    modelsFor(problem)
      .map(encoderDecoder)
      .map((model) => ({
        label: model.name,
        parts: [
          {
            role: problem.goal === 'translate' ? 'translator' : 'summariser',
            model: {
              kind: 'network',
              spec: encoderDecoderSpec(model, sourceTokens(problem, model), writtenTokens(problem)),
              examples: trainingExamples(problem),
              pretrained: `${model.name} (${model.weights})`,
              writesTokens: writtenTokens(problem),
            },
          },
        ],
      })),
  recipe: ({ goal }) => ({
    loss: 'cross-entropy of the next target token, label smoothing 0.1',
    ...adamW(goal === 'translate' ? 5e-5 : 3e-5, 0.01, { batches: [32, 64, 256], epochs: 3 }),
    schedule: 'linear to zero',
    regularization: ['label smoothing 0.1', 'dropout 0.1', 'weight decay 0.01', clipping, earlyStopping],
  }),
  write(problem, rung) {
    const model = modelOf(problem, rung.label)
    const source = model ? sourceTokens(problem, model) : 0
    const target = writtenTokens(problem)
    return {
      overview: `${rung.label} reads up to ${counted(source, 'token')} and writes up to ${grouped(target)}, in ${languageWords(problem)}; it is tuned on ${counted(problem.examples, problem.example.one, problem.example.many)}. {{params}} parameters, {{latency}} a ${problem.answer.one}, {{trainingTime}} of training.`,
      inputs: [
        { name: 'source', shape: [source], meaning: 'token ids of what is read' },
        { name: 'target', shape: [target], meaning: 'token ids of what was written so far' },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [target, model?.vocab ?? 0],
          meaning: 'scores of the next token after each position',
        },
      ],
      risks: [
        ...(problem.goal === 'translate'
          ? ['Numbers, names and terms go wrong quietly: check them by rule against the source.']
          : []),
        ...writingRisks(problem),
        ...textRisks(problem, model?.maxTokens ?? 0),
        ...(model ? licenceRisk(model) : []),
        ...(problem.goal === 'translate' && problem.commercial
          ? ['NLLB-200 translates more languages, but its weights are CC BY-NC: not for a product.']
          : []),
      ],
      steps: networkSteps(problem, `${rung.label} from its published weights`),
      files: planFiles(problem, networkFiles),
      notCounted: ['beam search, which multiplies the time by its width', 'splitting into tokens'],
    }
  },
}

/** The bar for translation: a published model as it is. */
export const publishedTranslator: TextFamily = {
  id: 'published-translator',
  kind: 'baseline',
  goals: ['translate'],
  title: 'Published translation model, no tuning',
  words: [],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'one published network to serve, nothing to train',
  interpretability: 0.2,
  interpretabilityBecause: 'cross-attention shows where it looked, not why it wrote',
  name: () => `${encoderDecoder('m2m100-418m').name} as published`,
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.6,
    because: 'it translates between 100 languages, and knows none of your terms',
    source: encoderDecoder('m2m100-418m').source,
  }),
  dataFit: ({ amount, examples }) => (examples === 0 ? 1 : { little: 0.8, some: 0.5, much: 0.35 }[amount]),
  rungs(problem) {
    const model = encoderDecoder('m2m100-418m')
    return [
      {
        label: model.name,
        parts: [
          {
            role: 'translator',
            model: {
              kind: 'network',
              spec: encoderDecoderSpec(model, sourceTokens(problem, model), writtenTokens(problem)),
              examples: 0,
              pretrained: `${model.name} (${model.weights})`,
              writesTokens: writtenTokens(problem),
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem) {
    const model = encoderDecoder('m2m100-418m')
    const source = sourceTokens(problem, model)
    const target = writtenTokens(problem)
    return {
      overview: `${model.name} translates among ${languageWords(problem)} as it was published, with a list of your terms checked afterwards. {{params}} parameters, {{latency}} for up to ${counted(target, 'token')}; nothing is trained.`,
      inputs: [
        { name: 'source', shape: [source], meaning: 'token ids of the text, its language in front' },
        { name: 'target', shape: [target], meaning: 'token ids of what was written so far' },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [target, model.vocab],
          meaning: 'scores of the next token after each position',
        },
      ],
      risks: [
        'Your terms are translated as the web does: a list of them decides where it is checked.',
        ...writingRisks(problem),
        ...licenceRisk(model),
      ],
      steps: ['Write the list of terms and the rules for numbers, names and markup in `src/baseline.py`.'],
      files: planFiles(problem, []),
      notCounted: ['beam search, which multiplies the time by its width', 'splitting into tokens'],
    }
  },
}
