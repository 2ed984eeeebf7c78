/** Convolutions and a recurrence over log-mel, from scratch: an answer for each moment, with beginning and end. */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { crnn } from '../backbones/audio/crnn.js'
import { type FrontEnd, framesOf } from '../backbones/audio/front-end.js'
import { precisionOn } from '../backbones/serving.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, melRow, outputsOf, scoresRow } from './words.js'

const source =
  'Cakir et al., Convolutional Recurrent Neural Networks for Polyphonic Sound Event Detection, 2017; Turpault et al., DCASE task 4'
const frontEnd: FrontEnd = { sampleRateHz: 16_000, windowMs: 32, hopMs: 10, mels: 64 }
const learningRate = 1e-3
const weightDecay = 0.01
const dropout = 0.3
/** Seconds it hears at once; a longer recording is cut with overlap. */
const mostSeconds = 30
/** Frames that one answer stands for. */
const frames = 4
const sizes = [
  { widths: [8, 16, 16, 16], units: 16 },
  { widths: [16, 32, 32, 32], units: 32 },
  { widths: [32, 64, 64, 64], units: 64 },
  { widths: [64, 64, 128, 128], units: 128 },
  { widths: [64, 128, 256, 256], units: 256 },
] as const

const isByMoment = ({ goal }: AudioProblem) => goal === 'events'
const heard = ({ clipSeconds }: AudioProblem) => Math.min(clipSeconds, mostSeconds)

function spec(problem: AudioProblem, size: (typeof sizes)[number]): ModelSpec {
  const count = framesOf(heard(problem), frontEnd)
  return {
    name: `CRNN, ${size.units} units`,
    inputs: { mel: { kind: 'image', size: [count, frontEnd.mels], channels: 1 } },
    nodes: [
      ...crnn(size, count, frontEnd.mels, !problem.isStream),
      { name: 'head_dropout', kind: 'dropout', rate: dropout },
      { name: 'moment_scores', kind: 'linear', units: outputsOf(problem) },
      ...(isByMoment(problem) ? [] : [{ name: 'scores', kind: 'reduce', by: 'max', axis: -2 }]),
    ],
  }
}

export const crnnFromScratch: AudioFamily = {
  id: 'crnn',
  kind: 'recurrent',
  goals: ['classify', 'tag', 'events', 'keywords'],
  title: 'Convolutional recurrent network on log-mel',
  words: ['recurrent', 'gru', 'convolution'],
  ruledOutBy: ['recurrent', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause: 'two kinds of layers, trained from scratch, an answer for each moment to smooth',
  interpretability: 0.4,
  interpretabilityBecause: 'it says when a sound was heard, not why',
  name: () => 'Convolutional recurrent network (CRNN)',
  fits: () => ({ fits: true }),
  prior: (problem) => ({
    value: isByMoment(problem)
      ? { little: 0.62, some: 0.74, much: 0.78 }[problem.amount]
      : { little: 0.5, some: 0.66, much: 0.7 }[problem.amount],
    because: isByMoment(problem)
      ? 'it says when each sound begins and ends, and follows it over time'
      : 'it follows a sound over time, but starts from nothing',
    source,
  }),
  dataFit: (problem) =>
    isByMoment(problem)
      ? { little: 0.6, some: 0.9, much: 0.9 }[problem.amount]
      : { little: 0.3, some: 0.7, much: 0.8 }[problem.amount],
  rungs: (problem) => {
    const count = framesOf(heard(problem), frontEnd)
    return sizes.map((size) => ({
      label: `${size.widths.join('-')} channels, ${size.units} units`,
      input: [count, frontEnd.mels, 1],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: spec(problem, size),
          examples: problem.trainingClips,
          // The recurrence is kept in FP32 where it is not in whole numbers: half of it saves little.
          servingPrecision: 'fp32',
          ...precisionOn(problem),
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate, weightDecay }),
    regularization: [
      augmentationOf(problem),
      `dropout ${dropout}`,
      `weight decay ${weightDecay}`,
      'gradient norm clipped at 1.0',
      ...(isByMoment(problem)
        ? [
            'a teacher of averaged weights on unlabelled recordings, where there are any (Tarvainen & Valpola, 2017)',
          ]
        : []),
      stopping,
    ],
  }),
  write: (problem, { label, input }) => ({
    overview: `${label}: convolutions over ${plain(heard(problem))} s of log-mel, then a GRU ${problem.isStream ? 'that sees the past only' : 'from both ends'}; ${isByMoment(problem) ? 'scores each 40 ms' : 'the largest score over time counts'}. Trained from scratch on ${clipsWords(problem)}. {{params}} parameters, {{latency}} a clip.`,
    inputs: [melRow(frontEnd, input[0] ?? 0, heard(problem))],
    outputs: isByMoment(problem)
      ? [
          {
            name: 'moment_scores',
            shape: [Math.floor(Math.floor((input[0] ?? 0) / 2) / 2), problem.classes],
            meaning: `for each ${frames * frontEnd.hopMs} ms a score a class; a sigmoid makes each a probability of its own, since sounds overlap`,
          },
        ]
      : [scoresRow(problem)],
    risks: [
      ...(problem.isStream
        ? []
        : ['It reads a clip from both ends: it cannot answer before the clip is over.']),
      ...(isByMoment(problem)
        ? ['Beginnings and ends are labelled to half a second by people: do not ask more of it.']
        : []),
      ...soundRisks(problem),
    ],
    steps: [
      ...trainedSteps(problem, 'the convolutions and the GRU'),
      ...(isByMoment(problem)
        ? [
            'Smooth in `src/evaluate.py`: a median over time and a threshold for each class, both chosen on validation.',
          ]
        : []),
    ],
    files: trainedFiles(problem),
    notCounted: [
      'the front end: turning sound into log-mel bands',
      ...(problem.clipSeconds > mostSeconds
        ? [`further pieces: ${plain(problem.clipSeconds)} s are heard as pieces of ${mostSeconds} s`]
        : []),
    ],
  }),
}
