/** A causal Conformer with CTC for speech that goes on: words come a chunk after they are said. */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import {
  conformer,
  conformerFrontEnd,
  conformerReduction,
  conformerSizes,
  conformerSource,
} from '../backbones/audio/conformer.js'
import { framesOf } from '../backbones/audio/front-end.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, melRow } from './words.js'

/** Pieces of words that it writes. */
const pieces = 1024
/** What is new in one look, and the past that it sees beside it. */
const chunkSeconds = 0.32
const pastSeconds = 3.84
const heardSeconds = chunkSeconds + pastSeconds
/** Hours from which it learns speech from nothing, and from which it does so well. */
const leastHours = 100

const frames = framesOf(heardSeconds, conformerFrontEnd)
const steps = Math.ceil(Math.ceil(frames / 2) / 2)

const spec = (size: (typeof conformerSizes)[number]): ModelSpec => ({
  name: `${size.name}, causal, with CTC`,
  inputs: { mel: { kind: 'image', size: [frames, conformerFrontEnd.mels], channels: 1 } },
  nodes: [...conformer(size, true), { name: 'pieces', kind: 'linear', units: pieces }],
})

export const conformerCtc: AudioFamily = {
  id: 'conformer-ctc',
  kind: 'hybrid',
  goals: ['transcribe'],
  title: 'Streaming Conformer with CTC',
  words: ['ctc', 'transformer'],
  ruledOutBy: ['ctc', 'transformer', 'neural'],
  neural: true,
  complexity: 0.6,
  complexityBecause: "a recogniser of one's own: training, search, end of sentence, all to keep",
  interpretability: 0.5,
  interpretabilityBecause: 'words with their times stand beside the sound and can be checked',
  name: () => 'Streaming Conformer with CTC',
  fits: (problem) =>
    problem.hours < leastHours && !problem.isStream
      ? {
          fits: false,
          reason: `${plain(problem.hours)} hours with words: from nothing it needs at least about ${leastHours}; published recognisers need fewer.`,
          source: conformerSource,
        }
      : { fits: true },
  prior: ({ hours, isStream }) => ({
    value: isStream ? (hours < leastHours ? 0.7 : 0.8) : 0.7,
    because: isStream
      ? 'it writes while it hears, since it looks at the past only'
      : 'it writes while it hears, which is not asked for, and learns speech from nothing',
    source: conformerSource,
  }),
  dataFit: ({ amount, isStream }) =>
    isStream ? { little: 0.5, some: 0.85, much: 1 }[amount] : { little: 0.1, some: 0.4, much: 0.85 }[amount],
  abilities: ({ isStream }) => (isStream ? ['streaming'] : []),
  rungs: (problem) =>
    conformerSizes.map((size) => ({
      label: size.name,
      input: [frames, conformerFrontEnd.mels, 1],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: spec(size),
          examples: Math.max(1, Math.round((problem.hours * 3600 * 0.85) / heardSeconds)),
          ...(problem.hours < leastHours * 10 && {
            pretrained: 'LibriSpeech, 960 hours (an open checkpoint of the same form)',
          }),
        }),
      ],
    })),
  recipe: (problem) => ({
    loss: `${lossOf(problem)}, here ${pieces} pieces of words`,
    ...tuned(problem, {
      learningRate: 1e-3,
      weightDecay: 1e-3,
      batches: [64, 256, 1024],
      epochs: problem.hours < 1000 ? 50 : 20,
    }),
    regularization: [
      augmentationOf(problem),
      'gradient norm clipped at 1.0',
      'averaged weights of the last 10 checkpoints',
      stopping,
    ],
  }),
  write: (problem, { label, input }) => ({
    overview: `${label}, causal: each ${plain(chunkSeconds * 1000)} ms it hears a new chunk with ${plain(pastSeconds)} s of past and writes pieces of words. Trained on ${clipsWords(problem)}. {{params}} parameters, {{latency}} a chunk. Words appear after the chunk (${plain(chunkSeconds * 1000)} ms, no look-ahead) and this.`,
    inputs: [melRow(conformerFrontEnd, input[0] ?? 0, heardSeconds)],
    outputs: [
      {
        name: 'pieces',
        shape: [steps, pieces],
        meaning: `one score a piece of a word each ${conformerReduction * conformerFrontEnd.hopMs} ms; CTC folds repeats and blanks`,
      },
    ],
    risks: [
      'CTC writes sharp peaks late: watch the delay from word to text, not only the errors.',
      'When a sentence is over has to be decided by silence: too early cuts, too late waits.',
      ...soundRisks(problem),
    ],
    steps: [
      ...trainedSteps(problem, 'the causal Conformer'),
      'Serve chunks with the kept keys and values of the past in `src/serve.py`; search with a small language model.',
    ],
    files: trainedFiles(),
    notCounted: [
      'the front end and the search',
      'what is saved by keeping keys and values of the past: the figure computes them in every chunk',
    ],
  }),
}
