/** Learning a language from raw text: from scratch, at the size that the corpus feeds, or on from published weights. */
import { counted, grouped } from '../../brief/facts.js'
import { solvedDecoder, type TextDecoder, textDecoder } from '../backbones/text/decoder.js'
import type { Recipe, Rung } from '../family.js'
import { networkFiles } from '../plan.js'
import { clipping } from '../recipes.js'
import { capital } from '../words.js'
import { decodersFor, writtenTokens } from './decoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import type { TextProblem } from './problem.js'
import { decoderRisks, tokenRisks, writingRisks } from './risks.js'
import { decoderSpec } from './specs.js'

const chinchilla =
  'Hoffmann et al., Training Compute-Optimal Large Language Models, 2022: about 20 tokens a parameter'
const continued =
  "Gururangan et al., Don't Stop Pretraining, 2020; Ibrahim et al., Simple and Scalable Strategies to Continually Pre-train, 2024"
export const tokensPerParameter = 20
const steps = 2_048
/** A vocabulary of its own: a smaller one than those of many languages. */
const scratchVocab = 32_000
const smallest = 1e8

/** Parameters that so many tokens feed. */
export const fedParams = ({ corpusTokens }: Pick<TextProblem, 'corpusTokens'>): number =>
  corpusTokens / tokensPerParameter

function scratchSizes(problem: TextProblem): TextDecoder[] {
  const most = Math.min(fedParams(problem), problem.namedParams ?? Number.POSITIVE_INFINITY)
  if (most < smallest) return []
  const sizes = [smallest, 10 ** ((Math.log10(smallest) + Math.log10(most)) / 2), most]
  return [...new Set(sizes.map(Math.round))].map((params) => solvedDecoder(params, scratchVocab))
}

/** The weights before instructions: those that are trained on. What was tuned for answers would lose it. */
const baseOf = (decoder: TextDecoder): TextDecoder => ({
  ...decoder,
  name: decoder.name.replace(/-(instruct|chat)\b/i, ''),
  weights: decoder.weights.replace(/, and instructions$/, ''),
})

const sequences = ({ corpusTokens }: TextProblem) => Math.max(1, Math.floor(corpusTokens / steps))

const rungOf = (problem: TextProblem, decoder: TextDecoder, pretrained: string | undefined): Rung => ({
  label: decoder.name,
  parts: [
    {
      role: 'language model',
      model: {
        kind: 'network',
        spec: decoderSpec(decoder, steps, 'full'),
        examples: sequences(problem),
        ...(pretrained && { pretrained }),
        writesTokens: writtenTokens(problem),
      },
    },
  ],
})

const recipeAt = (learningRate: number): Recipe => ({
  loss: 'next-token cross-entropy at every position',
  optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.95, weight decay 0.1`,
  schedule: 'cosine to a tenth of the peak',
  regularization: ['weight decay 0.1', clipping, 'every document is seen once'],
  gradient: { learningRate, batches: [64, 256, 512], epochs: 1 },
})

const outputsOf = (vocab: number) => [
  { name: 'scores', shape: [steps, vocab], meaning: 'scores of the next token after each position' },
]
const inputs = [{ name: 'ids', shape: [steps], meaning: 'token ids, documents packed one behind the other' }]

const rights = 'Rights of every source are cleared before the first run: weights cannot unlearn a document.'

const planSteps = (what: string) => [
  `Build ${what} in \`src/model.py\` with PyTorch; \`tests/test_model.py\` asserts {{params}} parameters and one training step.`,
  'Train in `src/train.py`: a run of one hundredth first, loss against tokens on a straight line in the logarithms, then the whole; checkpoints every hour, restart after spikes.',
]

export const fromScratch: TextFamily = {
  id: 'language-model-from-scratch',
  kind: 'dense',
  goals: ['pretrain'],
  title: 'Language model from scratch',
  words: ['llm', 'transformer'],
  ruledOutBy: ['llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.9,
  complexityBecause: 'tokenizer, data pipeline, long training with restarts, evaluation: all of it your own',
  interpretability: 0.15,
  interpretabilityBecause: 'which of its weights an answer comes from cannot be said',
  name: () => 'Decoder trained from scratch',
  fits(problem) {
    if (fedParams(problem) >= smallest) return { fits: true }
    return {
      fits: false,
      reason: `${counted(problem.corpusTokens, 'token feeds', 'tokens feed')} ${counted(Math.round(fedParams(problem)), 'parameter')} (${tokensPerParameter} tokens each): under ${grouped(smallest)} no useful language model comes of it.`,
      source: chinchilla,
    }
  },
  prior: ({ amount }) => ({
    value: { little: 0.3, some: 0.5, much: 0.8 }[amount],
    because: 'it knows what the corpus says and nothing else',
    source: chinchilla,
  }),
  dataFit: ({ amount }) => ({ little: 0.1, some: 0.5, much: 1 })[amount],
  rungs: (problem) => scratchSizes(problem).map((decoder) => rungOf(problem, decoder, undefined)),
  recipe: () => recipeAt(3e-4),
  write(problem, rung) {
    const fed = Math.round(fedParams(problem))
    const { namedParams } = problem
    const instead =
      namedParams && namedParams > fed
        ? ` ${counted(namedParams, 'parameter')} were named; they want ${counted(namedParams * tokensPerParameter, 'token')}.`
        : ''
    return {
      overview: `${capital(rung.label)}, trained from random weights on a corpus of ${counted(problem.corpusTokens, 'token')}, which feeds about ${counted(fed, 'parameter')} at ${tokensPerParameter} tokens each.${instead} {{params}} parameters, {{trainingTime}} on {{trainingMemory}} of each device, {{trainingCost}}.`,
      inputs,
      outputs: outputsOf(scratchVocab),
      risks: [
        'It is a model of text, not an assistant: instructions and preferences are a second training.',
        rights,
        ...tokenRisks(problem),
        ...writingRisks(problem),
      ],
      steps: [
        `Train a tokenizer of ${grouped(scratchVocab)} pieces on a sample in \`src/data.py\`, and count tokens of the whole corpus with it before choosing the size.`,
        ...planSteps(rung.label),
      ],
      files: planFiles(problem, networkFiles),
      notCounted: ['cleaning the corpus', 'tuning on instructions afterwards'],
    }
  },
}

export const continuedModel: TextFamily = {
  id: 'continued-pretraining',
  kind: 'attention',
  goals: ['pretrain'],
  title: 'Open model, trained on with your corpus',
  words: ['llm', 'pretrained'],
  ruledOutBy: ['llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.7,
  complexityBecause: 'a data pipeline and one long training from published weights',
  interpretability: 0.15,
  interpretabilityBecause: 'which of its weights an answer comes from cannot be said',
  name: () => 'Open language model, trained on with your corpus',
  fits: () => ({ fits: true }),
  prior: ({ amount }) => ({
    value: { little: 0.72, some: 0.8, much: 0.76 }[amount],
    because: 'it keeps what trillions of tokens taught and takes on your field',
    source: continued,
  }),
  dataFit: ({ amount }) => ({ little: 0.8, some: 1, much: 0.8 })[amount],
  rungs: (problem) =>
    decodersFor(problem).map((decoder) => {
      const base = baseOf(decoder)
      return rungOf(problem, base, base.name)
    }),
  recipe: () => recipeAt(5e-5),
  write(problem, rung) {
    const decoder =
      decodersFor(problem)
        .map(baseOf)
        .find(({ name }) => name === rung.label) ?? baseOf(textDecoder('qwen2.5-0.5b'))
    return {
      overview: `${rung.label} is trained on with ${counted(problem.corpusTokens, 'token')} of your corpus: what it learned from ${decoder.weights} stays, your field is added. {{params}} parameters, {{trainingTime}}, {{trainingCost}}.`,
      inputs,
      outputs: outputsOf(decoder.vocab),
      risks: [
        'It forgets what the corpus does not hold: a tenth of general text is mixed in, and a general test set decides too.',
        rights,
        ...tokenRisks(problem),
        ...writingRisks(problem),
        ...decoderRisks(problem, decoder),
      ],
      steps: planSteps(`${rung.label} from its published weights`),
      files: planFiles(problem, networkFiles),
      notCounted: ['cleaning the corpus', 'tuning on instructions afterwards'],
    }
  },
}
