/** An open language model whose weights stay, with low-rank additions that learn a style, a format or a task. */
import { counted, grouped } from '../../brief/facts.js'
import { networkFiles } from '../plan.js'
import { clipping } from '../recipes.js'
import { capacitySteps, firstTokenSteps, sideBySide } from './capacity.js'
import {
  barredWords,
  builtTitle,
  decodersFor,
  insteadWords,
  promptLength,
  promptTokens,
  readAtOnce,
  trainingLength,
  writtenTokens,
} from './decoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { eightBitStep, writerPrecision } from './precision.js'
import { trainingExamples } from './problem.js'
import { decoderRisks, textRisks, writingRisks } from './risks.js'
import { decoderSpec, loraRank } from './specs.js'
import { languageWords } from './words.js'

const source = 'Hu et al., LoRA, 2021; Dettmers et al., QLoRA, 2023'
const leastExamples = 500
const learningRate = 2e-4

export const adaptedModel: TextFamily = {
  id: 'lora-model',
  kind: 'adapted',
  goals: ['classify', 'answer', 'write', 'summarise', 'translate', 'adapt'],
  title: 'Language model with low-rank additions (LoRA)',
  words: ['lora', 'llm'],
  ruledOutBy: ['lora', 'llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.6,
  complexityBecause: 'a base model and small additions to keep together; training and serving on a GPU',
  interpretability: 0.15,
  interpretabilityBecause: 'which of its weights an answer comes from cannot be said',
  name: (problem) => `${builtTitle(problem, undefined)} with LoRA`,
  sizedName: (problem, rung) => `${builtTitle(problem, rung)} with LoRA`,
  fits: ({ examples, example }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `Tuning wants some ${leastExamples} good ${example.many} (1,000 carefully chosen ones were enough for a style); there are ${grouped(examples)}.`,
          source: 'Zhou et al., LIMA: Less Is More for Alignment, 2023',
        },
  prior({ goal, amount }) {
    const base = { little: 0.62, some: 0.76, much: 0.82 }[amount]
    return {
      value: goal === 'answer' ? 0.45 : goal === 'classify' ? base - 0.02 : base,
      because:
        goal === 'answer'
          ? 'tuning teaches how to answer, not facts that change: retrieval adds knowledge more reliably'
          : 'it takes on style, format and terms from examples and keeps what the model knew',
      source: goal === 'answer' ? 'Ovadia et al., Fine-Tuning or Retrieval?, 2023' : source,
    }
  },
  dataFit: ({ goal, amount }) =>
    goal === 'answer'
      ? 0.4
      : goal === 'classify'
        ? { little: 0.3, some: 0.6, much: 0.75 }[amount]
        : { little: 0.5, some: 0.95, much: 1 }[amount],
  rungs: (problem) =>
    sideBySide(
      problem,
      decodersFor(problem),
      (decoder) => promptLength(problem, decoder, promptTokens) + writtenTokens(problem),
    ).map((decoder) => ({
      label: decoder.name,
      parts: [
        {
          role: 'language model',
          model: {
            kind: 'network',
            spec: decoderSpec(decoder, trainingLength(problem, decoder), 'lora'),
            examples: trainingExamples(problem),
            pretrained: decoder.name,
            writesTokens: writtenTokens(problem),
            ...writerPrecision(problem, decoder, trainingLength(problem, decoder)),
          },
        },
      ],
    })),
  recipe: ({ examples }) => ({
    loss: 'next-token cross-entropy on the answer alone; the prompt is masked',
    optimizer: `AdamW, learning rate ${learningRate}, betas 0.9 / 0.95, no weight decay on the additions`,
    schedule: 'cosine to a tenth of the peak',
    regularization: [
      `rank ${loraRank} on all linear layers, alpha ${2 * loraRank}, dropout 0.05 on the additions`,
      clipping,
      'the base is frozen',
      'stop when the validation loss rises',
    ],
    gradient: {
      learningRate,
      batches: [16, 64, 128],
      epochs: examples < 5_000 ? 3 : examples < 20_000 ? 2 : 1,
    },
  }),
  write(problem, rung) {
    const decoder = decodersFor(problem).find(({ name }) => name === rung.label)
    const steps = decoder ? trainingLength(problem, decoder) : 0
    const prompt = decoder ? promptLength(problem, decoder, promptTokens) : 0
    return {
      overview: `${rung.label} stays as published; additions of rank ${loraRank} on every linear layer, {{trainableParams}} numbers, learn from ${counted(problem.examples, problem.example.one, problem.example.many)} in ${languageWords(problem)}.${insteadWords(problem, decoder)} Training takes {{trainingTime}} and {{trainingMemory}} of a device; an answer of ${counted(writtenTokens(problem), 'token')} {{latency}}.`,
      inputs: [
        { name: 'ids', shape: [steps], meaning: `token ids of prompt (${grouped(prompt)}) and answer` },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [steps, decoder?.vocab ?? 0],
          meaning: 'scores of the next token after each position',
        },
      ],
      risks: [
        'It learns the mistakes of its examples: two people read 100 of them before training.',
        'What was tuned away is lost silently: a general test set is run before and after.',
        ...(problem.goal === 'answer'
          ? ['Facts that change are not learned by tuning: a new document means a new training.']
          : []),
        ...writingRisks(problem),
        ...textRisks(problem, readAtOnce(decoder)),
        ...barredWords(problem),
        ...decoderRisks(problem, decoder),
      ],
      steps: [
        `Load ${rung.label} with low-rank additions in \`src/model.py\` (Transformers and PEFT); \`tests/test_model.py\` asserts {{trainableParams}} trainable parameters and that the base does not change.`,
        `Overfit 32 ${problem.example.many} in \`src/train.py\` first (loss near zero), then train as above, short sequences packed together; keep the additions with the lowest validation loss.`,
        `Serve base and additions with ${problem.onCpu ? 'llama.cpp (merged, GGUF 8 bit)' : 'vLLM (additions loaded beside the base)'}; try 8-bit and 4-bit weights against the golden set before they go live.`,
        ...eightBitStep(problem, decoder, steps),
        ...firstTokenSteps(problem, decoder, prompt),
        ...capacitySteps(problem, decoder, prompt + writtenTokens(problem)),
      ],
      files: planFiles(problem, networkFiles),
      notCounted: [
        'requests that are written side by side',
        'preference tuning, if examples alone are not enough',
      ],
    }
  },
}
