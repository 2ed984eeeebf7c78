/** A causal Conformer with CTC for speech that goes on: fine-tuned, and as published, which is the bar for streams. */
import { conformerSizes, conformerSource } from '../backbones/audio/conformer.js'
import { type AudioFamily, type AudioRung, audioPart } from './family.js'
import { planFiles, trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, ctc, stopping, tuned } from './recipes.js'
import {
  chunkWords,
  conformerSpec,
  delayWords,
  fitsStream,
  foreignRisk,
  frames,
  inputRows,
  leastHours,
  maskedStep,
  notCounted,
  outputRows,
  pieces,
  published,
  publishedUpTo,
  shareWords,
  streamRisks,
  windowsOf,
} from './streaming.js'
import { clipsWords, hourWords } from './words.js'

const common = {
  goals: ['transcribe'],
  words: ['ctc', 'transformer'],
  ruledOutBy: ['ctc', 'transformer', 'neural'],
  neural: true,
  interpretability: 0.5,
  interpretabilityBecause: 'words with their times stand beside the sound and can be checked',
  abilities: ({ isStream }: AudioProblem) => (isStream ? ['streaming'] : []),
} as const satisfies Partial<AudioFamily>

const startsPublished = ({ hours }: AudioProblem) => hours < publishedUpTo

const rungs = (problem: AudioProblem, isFrozen: boolean): AudioRung[] =>
  conformerSizes.map((size) => ({
    label: `${size.name}${isFrozen ? ' as published' : ''}`,
    input: [frames, 80, 1],
    parts: [
      audioPart(problem, {
        kind: 'network',
        spec: conformerSpec(size, isFrozen),
        examples: isFrozen ? 0 : windowsOf(problem),
        ...((isFrozen || startsPublished(problem)) && { pretrained: published }),
      }),
    ],
  }))

export const streamAsPublished: AudioFamily = {
  ...common,
  id: 'published-stream',
  kind: 'baseline',
  title: 'Published streaming recogniser',
  words: [...common.words, 'pretrained'],
  complexity: 0.3,
  complexityBecause: 'nothing is trained; chunks, search and end of sentence to run',
  name: () => 'Published streaming recogniser',
  fits(problem) {
    if (!problem.isStream)
      return {
        fits: false,
        reason:
          'It writes while it hears, which is not asked for; a recogniser that hears the whole is better.',
        source: conformerSource,
      }
    return fitsStream(problem, conformerSource)
  },
  prior: () => ({
    value: 0.6,
    because: 'it knows general speech; own words, accents and the line are its weak side',
    source: conformerSource,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.5, much: 0.35 })[amount],
  rungs: (problem) => rungs(problem, true),
  recipe: () => ({
    loss: 'none: used as published',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['names and terms weigh more in the search (biasing)'],
  }),
  write: (problem, { label }) => ({
    overview: `${label}, causal: ${chunkWords}; judged on ${clipsWords(problem)}. Nothing is trained. {{latency}} a chunk. ${delayWords}${shareWords(problem)}`,
    inputs: inputRows,
    outputs: outputRows(),
    risks: [...foreignRisk(problem), ...streamRisks(problem)],
    steps: ['Run it in `src/recognise.py` chunk by chunk, with names and terms in its search.'],
    files: planFiles(problem, [{ path: 'src/recognise.py', purpose: 'chunks, state, search' }], true),
    notCounted,
  }),
}

export const conformerCtc: AudioFamily = {
  ...common,
  id: 'conformer-ctc',
  kind: 'hybrid',
  title: 'Streaming Conformer with CTC',
  complexity: 0.6,
  complexityBecause: "a recogniser of one's own: training, search, end of sentence, all to keep",
  name: () => 'Streaming Conformer with CTC',
  fits: (problem) =>
    problem.hours < leastHours && !problem.isStream
      ? {
          fits: false,
          reason: `${hourWords(problem.hours)} with words: from nothing it needs at least about ${leastHours}; published recognisers need fewer.`,
          source: conformerSource,
        }
      : problem.isStream
        ? fitsStream(problem, conformerSource)
        : { fits: true },
  prior: ({ hours, isStream }) => ({
    value: isStream ? (hours < leastHours ? 0.7 : 0.8) : 0.7,
    because: isStream
      ? 'it writes while it hears, since it looks at the past only, and learns own words and the line'
      : 'it writes while it hears, which is not asked for',
    source: conformerSource,
  }),
  dataFit: ({ amount, isStream }) =>
    isStream ? { little: 0.5, some: 0.9, much: 1 }[amount] : { little: 0.1, some: 0.4, much: 0.85 }[amount],
  rungs: (problem) => rungs(problem, false),
  recipe: (problem) => ({
    loss: `${ctc} over ${pieces} pieces of words`,
    ...tuned(problem, {
      ...(startsPublished(problem) ? { learningRate: 1e-4, epochs: 10 } : { learningRate: 1e-3, epochs: 30 }),
      weightDecay: 1e-3,
      batches: [64, 256, 1024],
    }),
    regularization: [
      augmentationOf(problem),
      'gradient norm clipped at 1.0',
      'averaged weights of the last 10 checkpoints',
      stopping,
    ],
  }),
  write: (problem, { label }) => ({
    overview: `${label}, causal: ${chunkWords}. Trained on ${clipsWords(problem)}${startsPublished(problem) ? ', from published weights' : ''}. {{params}} parameters, {{latency}} a chunk. ${delayWords}${shareWords(problem)}`,
    inputs: inputRows,
    outputs: outputRows(),
    risks: [...(startsPublished(problem) ? foreignRisk(problem) : []), ...streamRisks(problem)],
    steps: [maskedStep, ...trainedSteps(problem, 'the causal Conformer')],
    files: trainedFiles(problem),
    notCounted,
  }),
}
