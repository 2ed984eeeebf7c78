/** An open instruct model with a prompt and no tuning: the bar for what is written, and a start where nothing is labelled. */
import { counted } from '../../brief/facts.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import type { Rung } from '../family.js'
import { capacitySteps, firstTokenSteps, sideBySide } from './capacity.js'
import {
  barredWords,
  decodersFor,
  hasExamples,
  insteadWords,
  promptExtra,
  promptLength,
  readAtOnce,
  writtenTokens,
} from './decoders.js'
import type { TextFamily } from './family.js'
import type { Goal } from './goal.js'
import { planFiles } from './plan.js'
import { eightBitStep, writerPrecision } from './precision.js'
import type { TextProblem } from './problem.js'
import { decoderRisks, textRisks, writingRisks } from './risks.js'
import { decoderSpec } from './specs.js'
import { languageWords } from './words.js'

const source = 'Brown et al., Language Models are Few-Shot Learners, 2020'

const rungOf = (problem: TextProblem, decoder: TextDecoder): Rung => ({
  label: decoder.name,
  parts: [
    {
      role: 'language model',
      model: {
        kind: 'network',
        spec: decoderSpec(decoder, promptLength(problem, decoder, promptExtra(problem)), 'none'),
        examples: 0,
        pretrained: decoder.name,
        writesTokens: writtenTokens(problem),
        ...writerPrecision(
          problem,
          decoder,
          promptLength(problem, decoder, promptExtra(problem)) + writtenTokens(problem),
        ),
      },
    },
  ],
})

const shared = {
  words: ['llm'],
  ruledOutBy: ['llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause:
    'a prompt to keep and a large model to serve; nothing to train, the task changes with a sentence',
  interpretability: 0.2,
  interpretabilityBecause: 'it can be asked for reasons, and they need not be the real ones',
  rungs: (problem: TextProblem) =>
    sideBySide(
      problem,
      decodersFor(problem),
      (decoder) => promptLength(problem, decoder, promptExtra(problem)) + writtenTokens(problem),
    ).map((decoder) => rungOf(problem, decoder)),
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; the prompt is written against validation examples',
    schedule: 'none',
    regularization: ['none'],
  }),
} as const

/** Long texts leave no room for examples beside them. */
const givenWords = (problem: TextProblem): string =>
  hasExamples(problem)
    ? `instructions, five short examples${problem.examples === 0 ? ' written by hand' : ''} and the text`
    : `instructions with an outline of a good ${problem.answer.one}, and the text`

function write(problem: TextProblem, rung: Rung): ReturnType<TextFamily['write']> {
  const decoder = decodersFor(problem).find(({ name }) => name === rung.label)
  const prompt = decoder ? promptLength(problem, decoder, promptExtra(problem)) : 0
  const isLabel = problem.goal === 'classify' || problem.goal === 'tag'
  const written = writtenTokens(problem)
  return {
    overview: `${rung.label}, run on your own ${problem.onCpu ? 'machine' : 'GPU'}, is given ${givenWords(problem)} (${counted(prompt, 'token')} in all) and writes ${isLabel ? 'the label' : `the ${problem.answer.one} in ${languageWords(problem)}`}.${insteadWords(problem, decoder)} Nothing is trained; {{latency}} for ${counted(written, 'token')} written, {{servingMemory}} with its cache.`,
    inputs: [{ name: 'ids', shape: [prompt], meaning: 'token ids of instructions, examples and text' }],
    outputs: [
      {
        name: 'scores',
        shape: [prompt, decoder?.vocab ?? 0],
        meaning: 'scores of the next token after each position; the last one is written',
      },
    ],
    risks: [
      ...writingRisks(problem),
      ...(isLabel
        ? ['An answer outside the list is possible: decode only among the labels (constrained decoding).']
        : []),
      ...textRisks(problem, readAtOnce(decoder)),
      ...barredWords(problem),
      ...decoderRisks(problem, decoder),
    ],
    steps: [
      `Serve ${rung.label} with ${problem.onCpu ? 'llama.cpp (GGUF)' : 'vLLM (paged cache, continuous batching)'} in \`src/serve.py\`; keep prompt, examples and settings under version control.`,
      ...eightBitStep(problem, decoder, prompt + written),
      ...firstTokenSteps(problem, decoder, prompt),
      ...capacitySteps(problem, decoder, prompt + written),
      `Write the prompt in \`src/serve.py\` against ${isLabel && problem.examples === 0 ? 'the texts that choose' : '50 validation examples'}, then fix it: temperature 0, a limit on tokens, an output schema that is enforced.`,
    ],
    files: planFiles(problem, []),
    notCounted: ['requests that are written side by side'],
  }
}

/** What a prompt alone is worth, by what is asked for. */
const quality: Partial<Record<Goal, number>> = {
  answer: 0.42,
  summarise: 0.64,
  write: 0.6,
  adapt: 0.52,
  pretrain: 0.5,
}

/** The bar where text is written. */
export const promptedBaseline: TextFamily = {
  ...shared,
  id: 'prompted-model',
  kind: 'baseline',
  goals: ['answer', 'write', 'summarise', 'adapt', 'pretrain'],
  title: 'Instruct model with a prompt, no tuning',
  name: () => 'Open instruct model with a prompt, no tuning',
  fits: () => ({ fits: true }),
  prior: ({ goal }) => ({
    value: quality[goal] ?? 0.55,
    because:
      goal === 'answer'
        ? 'it knows nothing of your documents and answers all the same'
        : 'it does the task from a description; style and format are only as good as the prompt',
    source: goal === 'answer' ? 'Ovadia et al., Fine-Tuning or Retrieval?, 2023' : source,
  }),
  dataFit: ({ amount, goal, examples }) =>
    goal === 'answer' ? 0.3 : examples === 0 ? 1 : { little: 0.85, some: 0.5, much: 0.3 }[amount],
  write,
}

/** Beside the published translator: a language model that translates from a description. */
export const promptedTranslator: TextFamily = {
  ...shared,
  id: 'prompted-translator',
  kind: 'prompted',
  goals: ['translate'],
  title: 'Instruct model that is asked to translate',
  name: () => 'Open instruct model, asked to translate',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.62,
    because: 'it follows a list of terms and a tone from the prompt, at many times the cost of a translator',
    source,
  }),
  dataFit: ({ amount, examples }) => (examples === 0 ? 0.9 : { little: 0.7, some: 0.4, much: 0.25 }[amount]),
  write,
}

/** For labels: where there are none yet, or the set of labels changes every week. */
export const promptedLabels: TextFamily = {
  ...shared,
  id: 'prompted-labels',
  kind: 'prompted',
  goals: ['classify', 'tag'],
  title: 'Instruct model that is asked for the label',
  name: () => 'Open instruct model, asked for the label',
  fits: () => ({ fits: true }),
  prior: ({ amount, goal }) => ({
    value: goal === 'tag' ? 0.5 : { little: 0.6, some: 0.62, much: 0.62 }[amount],
    because: 'it needs no labels, and reads a text at many times the cost of an encoder',
    source,
  }),
  dataFit: ({ examples, classes }) => {
    const perClass = examples / Math.max(1, classes)
    return perClass < 4 ? 1 : perClass < 20 ? 0.7 : perClass < 200 ? 0.35 : 0.15
  },
  write,
}
