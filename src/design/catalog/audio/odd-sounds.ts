/** Sounds that are odd, learned from normal ones alone: nearest mean spectrum, nearest embedding, autoencoder. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import {
  contextFrames,
  denseAutoencoder,
  machineFrontEnd,
  machineSoundSource,
} from '../backbones/audio/dense-autoencoder.js'
import { framesOf } from '../backbones/audio/front-end.js'
import { panns } from '../backbones/audio/panns.js'
import { yamnet } from '../backbones/audio/yamnet.js'
import { frozen } from '../backbones/backbone.js'
import { exportFile, exportStep, isSmall, placeOf, precisionOn } from '../backbones/serving.js'
import type { Recipe } from '../family.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { planFiles, trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, melRow } from './words.js'

const embeddingSource =
  'Wilkinghoff, Sub-Cluster AdaCos and nearest neighbours for anomalous sounds, 2021; Kong et al., PANNs, 2020'
/** More remembered vectors than this are thinned out. */
const mostVectors = 50_000
const controllerVectors = 200
/** Share of normal clips that may be called odd where nobody set a budget. */
const usualShare = 0.01
/** An alarm is raised where so many of so many clips in a row are odd. */
const [needed, inRow] = [3, 5] as const
/** 5 over 3. */
const ways = 10

/** Alarms a day on normal sound, if clips were independent: the first order of the binomial. */
const alarmsOf = (share: number, clipsPerDay: number) => ways * share ** needed * clipsPerDay

function thresholdStep({ testClips, oddClips, clipSeconds, alarmsPerDay }: AudioProblem): string {
  const clipsPerDay = 86_400 / clipSeconds
  const most = Math.min(0.1, ((alarmsPerDay ?? 0) / (ways * clipsPerDay)) ** (1 / needed))
  const share = alarmsPerDay ? Number(most.toPrecision(2)) : usualShare
  const few = (value: number) => plain(Number(value.toPrecision(2)))
  const clips = `A clip each ${plain(clipSeconds)} s is ${grouped(Math.round(clipsPerDay))} a day: ${plain(Number((100 * share).toPrecision(2)))}% of them are ${few(share * clipsPerDay)}, and ${needed} of ${inRow} in a row leave ${few(alarmsOf(share, clipsPerDay))} alarms a day if clips were independent, which they are not: count them on whole days of normal sound.`
  const odd =
    oddClips > 0
      ? `then see how many of the ${grouped(oddClips)} known odd clips it finds`
      : 'then provoke odd sounds, or collect them, and see how many it finds'
  return `Set the threshold in \`src/evaluate.py\` so that ${plain(Number((100 * share).toPrecision(2)))}% of normal clips lie above it, and alarm on ${needed} of ${inRow} clips in a row; ${odd}. ${clips} ${grouped(testClips)} normal test clips show no rate under ${plain(Number((300 / testClips).toPrecision(2)))}% (3 / n; Hanley & Lippman-Hand, 1983).`
}

const risks = (problem: AudioProblem): string[] => [
  'Normal is what was recorded: every load, speed and neighbour that is normal has to be among the recordings.',
  'A fault that is not heard at the microphone is not found: try places first.',
  ...soundRisks(problem),
]

const remembered = (problem: AudioProblem) =>
  Math.min(placeOf(problem) === 'microcontroller' ? controllerVectors : mostVectors, problem.trainingClips)
const filled: Recipe = {
  loss: 'none: one pass over the normal clips fills the memory',
  optimizer: 'none',
  schedule: 'one pass',
  regularization: ['vectors are thinned out to a coreset where there are many'],
}
const nearestRow = {
  name: 'nearest',
  shape: [],
  meaning: 'likeness to the nearest normal clip, 1 where they are the same; low is odd',
}
const memoryFile = { path: 'src/memory.py', purpose: 'vectors of the normal clips' }

/** A product of vectors of length one with all that are remembered: the largest is the nearest. */
const nearest = (problem: AudioProblem): ModelSpec['nodes'] => [
  { name: 'direction', kind: 'l2_normalize' },
  { name: 'memory', kind: 'linear', units: remembered(problem), bias: false, frozen: true },
  { name: 'nearest', kind: 'reduce', by: 'max', axis: -1 },
]

/** A small device adds up the bands as they come, and keeps no clip. */
const keepsSums = (problem: AudioProblem): boolean => placeOf(problem) === 'microcontroller'

export const meanSpectrum: AudioFamily = {
  id: 'mean-spectrum',
  kind: 'baseline',
  goals: ['find_odd'],
  title: 'Distance of the mean spectrum to the nearest normal one',
  words: ['nearest neighbours'],
  ruledOutBy: [],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'a list of mean spectra; nothing is trained',
  interpretability: 0.7,
  interpretabilityBecause: 'the band that differs is shown beside the normal spectrum',
  name: () => 'Distance of the mean spectrum to the nearest normal one',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.5,
    because: 'a steady tone that changes is found; a short knock is averaged away',
    source: machineSoundSource,
  }),
  dataFit: ({ amount }) => ({ little: 0.7, some: 0.6, much: 0.5 })[amount],
  rungs: (problem) => {
    const frames = framesOf(problem.clipSeconds, machineFrontEnd)
    const { mels } = machineFrontEnd
    const running = keepsSums(problem)
    return [
      {
        label: `${mels} bands, ${grouped(remembered(problem))} spectra`,
        input: running ? [mels] : [frames, mels, 1],
        parts: [
          audioPart(problem, {
            kind: 'network',
            spec: {
              name: 'Mean spectrum and the nearest normal one',
              inputs: running
                ? { mean: { kind: 'vector', features: mels } }
                : { mel: { kind: 'image', size: [frames, mels], channels: 1 } },
              nodes: [
                ...(running
                  ? []
                  : [
                      { name: 'frames', kind: 'squeeze' },
                      { name: 'mean', kind: 'reduce', axis: -2 },
                    ]),
                ...nearest(problem),
              ],
            },
            examples: 0,
          }),
        ],
      },
    ]
  },
  recipe: () => filled,
  write: (problem, { input, label }) => ({
    overview: `${label}: the mean of each band over ${plain(problem.clipSeconds)} s, compared with those of the training part of ${clipsWords(problem)}. The baseline for everything that learns. {{latency}} a clip.`,
    inputs: keepsSums(problem)
      ? [
          {
            name: 'mean',
            shape: input,
            meaning: `the mean of each band over ${plain(problem.clipSeconds)} s, from sums that are kept while it hears`,
          },
        ]
      : [melRow(machineFrontEnd, input[0] ?? 0, problem.clipSeconds)],
    outputs: [nearestRow],
    risks: risks(problem),
    steps: ['Compute the mean spectra in `src/memory.py`.', thresholdStep(problem)],
    files: planFiles(problem, [memoryFile], true),
    notCounted: ['the front end: turning sound into log-mel bands'],
  }),
}

export const embeddingMemory: AudioFamily = {
  id: 'audio-memory',
  kind: 'memory',
  goals: ['find_odd'],
  title: 'Memory of normal sounds in published features',
  words: ['memory', 'pretrained'],
  ruledOutBy: ['neural'],
  neural: true,
  complexity: 0.2,
  complexityBecause:
    'one published network and a memory of vectors; a new machine is one pass over its normal sounds',
  interpretability: 0.5,
  interpretabilityBecause: 'the nearest normal clip can be played beside the odd one',
  name: () => 'Memory of normal sounds in published features',
  fits: () => ({ fits: true }),
  prior: ({ sound }) => ({
    value: sound.id === 'machine' ? 0.66 : 0.7,
    because: 'its features tell knocks, hisses and tones apart that bands alone do not',
    source: embeddingSource,
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.85, much: 0.7 })[amount],
  rungs: (problem) =>
    (isSmall(problem) ? [yamnet] : [panns('cnn10'), panns('cnn14')]).map((backbone) => {
      const frames = framesOf(problem.clipSeconds, backbone.frontEnd)
      return {
        label: `${backbone.name}, ${counted(remembered(problem), 'vector')}`,
        input: [frames, backbone.frontEnd.mels, 1],
        parts: [
          audioPart(problem, {
            kind: 'network',
            spec: {
              name: `${backbone.name} and the nearest normal clip`,
              inputs: { mel: { kind: 'image', size: [frames, backbone.frontEnd.mels], channels: 1 } },
              nodes: [...frozen(backbone.nodes()), ...nearest(problem)],
            },
            examples: 0,
            pretrained: backbone.weights,
          }),
        ],
      }
    }),
  recipe: () => filled,
  write: (problem, { input, label }) => ({
    overview: `${label}: a published network turns a clip into a vector, far from all of ${clipsWords(problem)} is odd. Nothing is trained. {{params}} stored numbers, {{latency}} a clip.`,
    inputs: [
      melRow(
        label.startsWith(yamnet.name) ? yamnet.frontEnd : panns('cnn10').frontEnd,
        input[0] ?? 0,
        problem.clipSeconds,
      ),
    ],
    outputs: [nearestRow],
    risks: [
      'Features of everyday sounds may not tell two states of one machine apart: compare with the autoencoder.',
      ...risks(problem),
    ],
    steps: [
      'Compute the vectors of the normal clips in `src/memory.py`, one memory for each machine.',
      thresholdStep(problem),
      exportStep(problem, { one: 'normal clip', many: 'normal clips' }),
    ],
    files: planFiles(problem, [memoryFile, exportFile]),
    notCounted: ['the front end: turning sound into log-mel bands', 'the pass over the normal clips'],
  }),
}

const sizes = [
  { hidden: 64, layers: 2, middle: 8 },
  { hidden: 128, layers: 4, middle: 8 },
  { hidden: 256, layers: 4, middle: 16 },
] as const
const least = 100

/** What the autoencoder learns from: so many frames side by side. */
const window = { one: 'window', many: 'windows' } as const

export const soundAutoencoder: AudioFamily = {
  id: 'sound-autoencoder',
  kind: 'autoencoder',
  goals: ['find_odd'],
  title: 'Autoencoder of log-mel frames',
  words: ['autoencoder'],
  ruledOutBy: ['autoencoder', 'neural'],
  neural: true,
  complexity: 0.28,
  complexityBecause: 'one small network for each type of machine; runs on a microcontroller in INT8',
  interpretability: 0.6,
  interpretabilityBecause: 'the bands and moments that were drawn badly are shown',
  name: () => 'Autoencoder of log-mel frames',
  fits: (problem) =>
    problem.clips < least
      ? {
          fits: false,
          reason: `${counted(problem.clips, 'normal clip')}: under about ${least} it learns them by heart.`,
          source: machineSoundSource,
        }
      : { fits: true },
  prior: ({ sound }) => ({
    value: sound.id === 'machine' ? 0.72 : 0.62,
    because:
      sound.id === 'machine'
        ? 'it learns how this machine sounds, at every load that was recorded'
        : 'it learns what is normal here, but draws short sounds badly even where they are normal',
    source: machineSoundSource,
  }),
  dataFit: ({ amount }) => ({ little: 0.6, some: 0.9, much: 0.95 })[amount],
  rungs: (problem) => {
    const inputs = contextFrames * machineFrontEnd.mels
    const looks = Math.max(1, framesOf(problem.clipSeconds, machineFrontEnd) - contextFrames + 1)
    return sizes.map((size) => ({
      label: `${size.layers} layers of ${size.hidden}, middle ${size.middle}`,
      input: [inputs],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: {
            name: 'Autoencoder of log-mel frames',
            inputs: { frames: { kind: 'vector', features: inputs } },
            nodes: denseAutoencoder(size, inputs),
          },
          examples: problem.trainingClips * looks,
          example: window,
          // A small device hears one window after the other.
          ...(placeOf(problem) === 'microcontroller' ? {} : { perRequest: looks }),
          ...precisionOn(problem),
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate: 1e-3, weightDecay: 1e-5, batches: [512, 512, 1024], epochs: 50 }),
    regularization: [
      augmentationOf(problem),
      'a narrow middle, so that an odd sound cannot pass',
      'weight decay 0.00001',
      stopping,
    ],
  }),
  write: (problem, { input, label }) => ({
    overview: `${label}: ${contextFrames} frames of ${machineFrontEnd.mels} bands are squeezed and drawn again, trained on ${clipsWords(problem)}; what is drawn badly over a clip is odd. {{params}} parameters, {{latency}} a clip.`,
    inputs: [
      {
        name: 'frames',
        shape: input,
        meaning: `${contextFrames} frames of ${machineFrontEnd.mels} log-mel bands; a clip is all its windows`,
      },
    ],
    outputs: [
      {
        name: 'drawn',
        shape: input,
        meaning: 'the copy; the mean squared error over the clip is its oddness',
      },
    ],
    risks: [
      'Another machine of the type sounds different: one threshold for each, or one network for each.',
      ...risks(problem),
    ],
    steps: [...trainedSteps({ ...problem, example: window }, 'the autoencoder'), thresholdStep(problem)],
    files: trainedFiles(problem),
    notCounted: ['the front end: turning sound into log-mel bands'],
  }),
}
