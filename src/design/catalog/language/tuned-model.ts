/** Every weight of a language model trained on: many examples, or a person who asks for it. */
import { counted, grouped } from '../../brief/facts.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { networkFiles } from '../plan.js'
import { clipping } from '../recipes.js'
import {
  barredWords,
  builtTitle,
  decodersFor,
  insteadWords,
  namedDecoder,
  readAtOnce,
  trainingLength,
  writtenTokens,
} from './decoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { decoderRisks, textRisks, writingRisks } from './risks.js'
import { decoderSpec } from './specs.js'

const source = 'Biderman et al., LoRA Learns Less and Forgets Less, 2024'
const leastExamples = 20_000
const learningRate = 1e-5

/** Whoever names a model and wants all of it tuned is not served by a smaller one. */
function sizesFor(problem: TextProblem): readonly TextDecoder[] {
  const named = problem.fullTraining ? namedDecoder(problem) : undefined
  return named ? [named] : decodersFor(problem)
}

export const tunedModel: TextFamily = {
  id: 'fully-tuned-model',
  kind: 'attention',
  goals: ['adapt', 'write'],
  title: 'Language model, all weights tuned',
  words: ['llm', 'transformer'],
  ruledOutBy: ['llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.75,
  complexityBecause: 'a whole model for every version, sharded training where it does not fit one device',
  interpretability: 0.15,
  interpretabilityBecause: 'which of its weights an answer comes from cannot be said',
  name: (problem) => `${builtTitle(problem, undefined)}, all weights tuned`,
  sizedName: (problem, rung) => `${builtTitle(problem, rung)}, all weights tuned`,
  fits({ examples, fullTraining, example }) {
    if (fullTraining || examples >= leastExamples) return { fits: true }
    return {
      fits: false,
      reason: `Under some ${grouped(leastExamples)} ${example.many} it gains nothing over low-rank additions and forgets more; there are ${grouped(examples)}.`,
      source,
    }
  },
  prior: ({ amount }) => ({
    value: { little: 0.55, some: 0.7, much: 0.84 }[amount],
    because: 'it learns most from many examples, and forgets most of the rest',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.2, some: 0.55, much: 1 })[amount],
  rungs: (problem) =>
    sizesFor(problem).map((decoder) => ({
      label: decoder.name,
      parts: [
        {
          role: 'language model',
          model: {
            kind: 'network',
            spec: decoderSpec(decoder, trainingLength(problem, decoder), 'full'),
            examples: trainingExamples(problem),
            pretrained: decoder.name,
            writesTokens: writtenTokens(problem),
          },
        },
      ],
    })),
  recipe: () => ({
    loss: 'next-token cross-entropy on the answer alone; the prompt is masked',
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.95, weight decay 0.1`,
    schedule: 'cosine to a tenth of the peak',
    regularization: [
      clipping,
      'weight decay 0.1',
      'a tenth of general examples mixed in, against forgetting',
    ],
    gradient: { learningRate, batches: [16, 64, 128], epochs: 2 },
  }),
  write(problem, rung) {
    const decoder = decodersFor(problem).find(({ name }) => name === rung.label)
    const steps = decoder ? trainingLength(problem, decoder) : 0
    return {
      overview: `All {{params}} weights of ${rung.label} are trained on with ${counted(problem.examples, problem.example.one, problem.example.many)}.${insteadWords(problem, decoder)} It takes {{trainingMemory}} of each device and {{trainingTime}}. An answer of ${counted(writtenTokens(problem), 'token')} takes {{latency}}.`,
      inputs: [{ name: 'ids', shape: [steps], meaning: 'token ids of prompt and answer' }],
      outputs: [
        {
          name: 'scores',
          shape: [steps, decoder?.vocab ?? 0],
          meaning: 'scores of the next token after each position',
        },
      ],
      risks: [
        'It forgets: a general test set is run before and after, and decides too.',
        ...writingRisks(problem),
        ...textRisks(problem, readAtOnce(decoder)),
        ...barredWords(problem),
        ...decoderRisks(problem, decoder),
      ],
      steps: [
        `Load ${rung.label} in \`src/model.py\` (Transformers); \`tests/test_model.py\` asserts {{params}} parameters and one training step.`,
        `Overfit 32 ${problem.example.many} in \`src/train.py\` first, then train as above with checkpoints every 200 steps; keep the one with the lowest validation loss.`,
        `Serve it in \`src/serve.py\` with ${problem.onCpu ? 'llama.cpp (GGUF 8 bit)' : 'vLLM (paged cache, continuous batching)'}; keep the weights of the release before it.`,
      ],
      files: planFiles(problem, networkFiles),
      notCounted: ['requests that are written side by side', 'storage of checkpoints'],
    }
  },
}
