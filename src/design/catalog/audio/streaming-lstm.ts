/**
 * LSTMs over log-mel with CTC: the small recogniser for streams. It keeps its state, a few thousand numbers a stream, and
 * so reads a chunk alone, without the past beside it.
 */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { conformerFrontEnd } from '../backbones/audio/conformer.js'
import { framesOf } from '../backbones/audio/front-end.js'
import type { Nodes } from '../backbones/backbone.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { augmentationOf, ctc, stopping, tuned } from './recipes.js'
import {
  chunkSeconds,
  delayWords,
  fitsStream,
  leastHours,
  outputRows,
  pieces,
  shareWords,
  streamRisks,
  windowsOf,
} from './streaming.js'
import { clipsWords, melRow } from './words.js'

const source =
  'Amodei et al., Deep Speech 2, 2016; He et al., Streaming End-to-end Speech Recognition for Mobile Devices, 2019'
/** Chunks: a thousand are five minutes of speech. */
const batches = [1024, 4096, 8192] as const
const sizes = [
  { units: 320, layers: 3 },
  { units: 512, layers: 4 },
  { units: 768, layers: 5 },
] as const

const frames = framesOf(chunkSeconds, conformerFrontEnd)
const input = {
  mel: { kind: 'image', size: [frames, conformerFrontEnd.mels], channels: 1 },
} as const satisfies ModelSpec['inputs']

const listen = ({ units, layers }: (typeof sizes)[number]): Nodes => [
  { name: 'halve1', kind: 'conv_norm', channels: 32, kernel: 3, stride: 2 },
  { name: 'halve2', kind: 'conv_norm', channels: 32, kernel: 3, stride: 2 },
  { name: 'bands', kind: 'flatten', axes: 2 },
  { name: 'past', kind: 'lstm', units, layers, dropout: 0.2 },
]
const spec = (size: (typeof sizes)[number]): ModelSpec => ({
  name: `LSTM of ${size.units} units with CTC`,
  inputs: input,
  nodes: [...listen(size), { name: 'pieces', kind: 'linear', units: pieces }],
})

export const streamingLstm: AudioFamily = {
  id: 'streaming-lstm',
  kind: 'recurrent',
  goals: ['transcribe'],
  title: 'Streaming LSTM with CTC',
  words: ['lstm', 'recurrent', 'ctc'],
  ruledOutBy: ['lstm', 'recurrent', 'neural'],
  neural: true,
  complexity: 0.45,
  complexityBecause: 'one plain network and a search; a small state a stream',
  interpretability: 0.5,
  interpretabilityBecause: 'words with their times stand beside the sound and can be checked',
  abilities: ({ isStream }) => (isStream ? ['streaming'] : []),
  name: () => 'Streaming LSTM with CTC',
  fits(problem) {
    if (!problem.isStream)
      return {
        fits: false,
        reason:
          'It writes while it hears, which is not asked for; a recogniser that hears the whole is better.',
        source,
      }
    if (problem.hours < leastHours)
      return {
        fits: false,
        reason: `It learns speech from nothing, and needs at least about ${leastHours} hours with words.`,
        source,
      }
    return fitsStream(problem, source)
  },
  prior: () => ({
    value: 0.68,
    because: 'it runs on a CPU for many streams at once, but makes more mistakes than attention does',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.2, some: 0.7, much: 0.8 })[amount],
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `${size.layers} layers of ${size.units}`,
      input: [frames, conformerFrontEnd.mels, 1],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: spec(size),
          examples: windowsOf(problem, chunkSeconds),
        }),
      ],
    })),
  recipe: (problem) => ({
    loss: `${ctc} over ${pieces} pieces of words`,
    ...tuned(problem, { learningRate: 5e-4, weightDecay: 0.01, batches, epochs: 30 }),
    regularization: [
      augmentationOf(problem),
      'dropout 0.2 between layers',
      'gradient norm clipped at 1.0',
      stopping,
    ],
  }),
  write: (problem, { label }) => ({
    overview: `${label}: each ${plain(chunkSeconds * 1000)} ms it hears a new chunk, holds the past in its state and writes pieces of words. Trained from scratch on ${clipsWords(problem)}. {{params}} parameters, {{latency}} a chunk. ${delayWords}${shareWords(problem)}`,
    inputs: [melRow(conformerFrontEnd, frames, chunkSeconds)],
    outputs: outputRows(frames),
    risks: streamRisks(problem),
    steps: [
      'Train on whole utterances, state by state; the state of a stream is kept between its chunks.',
      ...trainedSteps(problem, 'the convolutions and the LSTMs'),
    ],
    files: trainedFiles(problem),
    notCounted: [
      'the front end and the search',
      'that training reads whole utterances: the figure counts their chunks',
    ],
  }),
}
