/** Depthwise-separable 1-D network for microcontrollers: a filter for each channel, then a mixing; kilobytes of INT8. */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { placeOf } from '../backbones/serving.js'
import { signalRisks } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { networkRung, pooledSpec, shrinking, wants } from './network.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { SignalProblem } from './problem.js'
import { lossOf, regularization, tuned } from './recipes.js'
import { frontEnd, outputRow, windowRow, windowsWords } from './words.js'

const source =
  'Howard et al., MobileNets, 2017; Banbury et al., MicroNets: Neural network architectures for deploying TinyML applications, 2021'
const learningRate = 2e-3
const weightDecay = 1e-4
const dropout = 0.2
const kernel = 5
const leastWindows = 300
const sizes = [
  { channels: 8, pairs: 3 },
  { channels: 16, pairs: 3 },
  { channels: 24, pairs: 4 },
  { channels: 32, pairs: 4 },
  { channels: 64, pairs: 5 },
  { channels: 96, pairs: 6 },
] as const

/** Convolution, batch norm, ReLU: a filter for each channel where `channels` is left out. */
const convolved = (name: string, fields: Readonly<Record<string, unknown>>) => [
  { name, kind: 'conv1d', padding: 'same', bias: false, ...fields },
  { name: `${name}_norm`, kind: 'batch_norm' },
  { name: `${name}_active`, kind: 'relu' },
]

/** Long windows are quartered as they come in: maps at the full rate are what fills a small memory. */
function stridesOf({ steps }: SignalProblem, pairs: number): { first: number; pairs: number[] } {
  const first = shrinking(steps, 1, 4)[0] ?? 1
  return { first, pairs: shrinking(Math.ceil(steps / first), pairs, 2) }
}

function spec(problem: SignalProblem, { channels, pairs }: (typeof sizes)[number]): ModelSpec {
  const strides = stridesOf(problem, pairs)
  const body: ModelSpec['nodes'] = [
    ...convolved('stem', { channels, kernel: 2 * kernel - 1, stride: strides.first }),
    {
      name: 'pairs',
      kind: 'separable_pair',
      each: { stride: strides.pairs },
      channels,
    },
  ]
  return {
    ...pooledSpec(problem, `Separable 1-D network, ${channels} channels`, body, dropout),
    blocks: {
      separable_pair: {
        inputs: ['x'],
        params: { channels, stride: 1 },
        nodes: [
          ...convolved('filter', { groups: 'depthwise', kernel, stride: '$stride' }),
          ...convolved('mix', { channels: '$channels', kernel: 1 }),
        ],
      },
    },
  }
}

export const separableCnn: SignalFamily = {
  id: 'separable-cnn-1d',
  kind: 'convolution',
  title: 'Depthwise-separable 1-D network',
  words: ['convolution', 'ds-cnn'],
  ruledOutBy: ['convolution', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'one small network in INT8, and the filters before it, in the same firmware',
  interpretability: 0.3,
  interpretabilityBecause: 'a score a window, no reasons',
  name: () => 'Depthwise-separable 1-D network (DS-CNN)',
  fits: (problem) => wants(problem, leastWindows, 'a small network', source),
  prior: (problem) => ({
    // A board has time and memory for full filters.
    value:
      { little: 0.64, some: 0.77, much: 0.8 }[problem.amount] -
      (placeOf(problem) === 'microcontroller' ? 0 : 0.04),
    because:
      'filters of one channel each give most of the accuracy of full ones for a fraction of weights and work',
    source,
  }),
  dataFit: (problem) =>
    ({ little: 0.6, some: 0.95, much: 0.9 })[problem.amount] -
    (placeOf(problem) === 'microcontroller' ? 0 : 0.1),
  rungs: (problem) =>
    sizes.map((size) =>
      networkRung(problem, `${size.channels} channels, ${size.pairs} pairs`, spec(problem, size)),
    ),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, learningRate, weightDecay),
    regularization: regularization(problem, [
      `dropout ${dropout} before the last layer`,
      'quantisation in the loop for the last tenth of training, where INT8 after it loses more than a point (Jacob et al., 2018)',
    ]),
  }),
  write(problem, { label }) {
    return {
      overview: `A first convolution over ${counted(problem.steps, 'sample')}, then pairs of a filter for each channel (kernel ${kernel}) and a mixing: ${label}; their mean over time gives the answer. Trained from scratch on ${windowsWords(problem)}. {{params}} parameters, {{servingMemory}} with its activations, {{latency}} a window.`,
      inputs: [windowRow(problem)],
      outputs: [outputRow(problem)],
      risks: [
        'INT8 clips what is larger than anything in the windows it was calibrated on: the strongest ones belong among them.',
        ...signalRisks(problem),
      ],
      steps: [
        ...trainedSteps(problem, 'the separable network'),
        ...(problem.signal.goesOn && problem.goal === 'classify'
          ? [
              'Smooth over 3 windows and hold an answer until another one lasts two windows; choose both in `src/evaluate.py` on whole recordings.',
            ]
          : []),
      ],
      files: trainedFiles(problem),
      notCounted: [frontEnd(problem), 'the runtime of the device (tens of kilobytes on a microcontroller)'],
    }
  },
}
