/** The most similar examples as part of the prompt: a model that is not trained, shown what fits the case at hand. */
import { counted } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import type { Rung } from '../family.js'
import { sideBySide } from './capacity.js'
import { decodersFor, promptLength, promptTokens, readAtOnce, writtenTokens } from './decoders.js'
import { sentenceEncoder } from './encoders.js'
import type { TextFamily } from './family.js'
import { planFiles } from './plan.js'
import { writerPrecision } from './precision.js'
import { type TextProblem, trainingExamples } from './problem.js'
import { decoderRisks, textRisks, writingRisks } from './risks.js'
import { decoderSpec, embeddingSpec } from './specs.js'
import { languageWords } from './words.js'

const source = 'Liu et al., What Makes Good In-Context Examples for GPT-3?, 2022'
const leastExamples = 20
/** Examples in a prompt. */
const shown = 5
const queryTokens = 128

/** Tokens of the examples that are shown, and of the instructions. */
const around = (problem: TextProblem): number => promptTokens + shown * Math.min(512, problem.tokens)

const rungOf = (problem: TextProblem, decoder: TextDecoder): Rung => {
  const encoder = sentenceEncoder(problem)
  const examples = trainingExamples(problem)
  return {
    label: decoder.name,
    parts: [
      {
        role: 'language model',
        model: {
          kind: 'network',
          spec: decoderSpec(decoder, promptLength(problem, decoder, around(problem)), 'none'),
          examples: 0,
          pretrained: decoder.name,
          writesTokens: writtenTokens(problem),
          ...writerPrecision(
            problem,
            decoder,
            promptLength(problem, decoder, around(problem)) + writtenTokens(problem),
          ),
        },
      },
      {
        role: 'encoder',
        model: {
          kind: 'network',
          spec: embeddingSpec(encoder, queryTokens),
          examples: 0,
          pretrained: `${encoder.name} (${encoder.weights})`,
        },
      },
      {
        role: 'example search',
        model: {
          kind: 'estimator',
          estimator: vectorIndexFor(examples, encoder.width),
          load: {
            seriesCount: 1,
            points: examples,
            trainingRows: examples,
            features: encoder.width,
            rowsPerRequest: 1,
            outputsPerRow: shown,
          },
          learned: 0,
        },
      },
    ],
  }
}

export const retrievedExamples: TextFamily = {
  id: 'retrieved-examples',
  kind: 'retrieval',
  goals: ['write', 'adapt'],
  title: 'Prompt with the most similar examples',
  words: ['rag', 'llm'],
  ruledOutBy: ['llm', 'transformer', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause:
    'an index of examples in front of a large model; a new example counts at once, nothing is trained',
  interpretability: 0.3,
  interpretabilityBecause: 'the examples that an answer was modelled on are shown',
  name: () => 'Open instruct model with the most similar examples in its prompt',
  fits: ({ examples, example }) =>
    examples >= leastExamples
      ? { fits: true }
      : {
          fits: false,
          reason: `It shows the model similar examples, and there are ${counted(examples, example.one, example.many)}.`,
          source,
        },
  prior: ({ amount }) => ({
    value: { little: 0.67, some: 0.69, much: 0.7 }[amount],
    because: 'it follows examples that fit the case, as far as a prompt can hold them',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.9, some: 0.6, much: 0.4 })[amount],
  rungs: (problem) =>
    sideBySide(
      problem,
      decodersFor(problem),
      (decoder) => promptLength(problem, decoder, around(problem)) + writtenTokens(problem),
    ).map((decoder) => rungOf(problem, decoder)),
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none; prompt and number of examples are chosen on validation',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem, rung) {
    const decoder = decodersFor(problem).find(({ name }) => name === rung.label)
    const prompt = decoder ? promptLength(problem, decoder, around(problem)) : 0
    return {
      overview: `For each request the ${shown} most similar of ${counted(trainingExamples(problem), problem.example.one, problem.example.many)} are found by meaning and put in front of it; ${rung.label} answers in ${languageWords(problem)} in their manner. Nothing is trained; {{latency}} for ${counted(writtenTokens(problem), 'token')} written, {{servingMemory}} in all.`,
      inputs: [{ name: 'ids', shape: [prompt], meaning: 'token ids of instructions, examples and request' }],
      outputs: [
        {
          name: 'scores',
          shape: [prompt, decoder?.vocab ?? 0],
          meaning: 'scores of the next token after each position; the last one is written',
        },
      ],
      risks: [
        'A bad example is followed as faithfully as a good one: two people read all that can be shown.',
        ...writingRisks(problem),
        ...textRisks(problem, readAtOnce(decoder)),
        ...decoderRisks(problem, decoder),
      ],
      steps: [
        'Index the examples in `src/examples.py`, none of the golden set among them; take similar ones that differ from each other.',
        `Serve ${rung.label} with ${problem.onCpu ? 'llama.cpp (GGUF)' : 'vLLM (prefix caching, continuous batching)'} behind \`src/serve.py\`; temperature 0, a limit on tokens.`,
      ],
      files: planFiles(problem, [
        { path: 'src/examples.py', purpose: 'index of examples, and the choice for a prompt' },
      ]),
      notCounted: ['requests that are written side by side'],
    }
  },
}
