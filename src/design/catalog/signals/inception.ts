/** InceptionTime: convolutions of several lengths side by side, six times, with skips (Fawaz et al., 2020). */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { placeOf } from '../backbones/serving.js'
import { signalRisks } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { dropoutOf, networkRung, pooledSpec, wants } from './network.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { SignalProblem } from './problem.js'
import { lossOf, regularization, tuned } from './recipes.js'
import { frontEnd, outputRow, windowRow, windowsWords } from './words.js'

const source =
  'Fawaz et al., InceptionTime: Finding AlexNet for time series classification, 2020; Middlehurst, Schäfer & Bagnall, Bake off redux, 2023'
/** 40, 20 and 10 of the paper, made odd so that a sample stays in the middle. */
const kernels = [39, 19, 9] as const
const modules = 6
/** Modules that a skip goes over. */
const skipped = 3
/** Networks of the published ensemble. */
const ensemble = 5
const filters = [4, 8, 16, 32, 64] as const
const learningRate = 1e-3
const weightDecay = 1e-4
const leastWindows = 1_000
/** Longer windows are thinned by a first convolution: the filters are made for some hundred samples. */
const longFrom = 1_024

const thinning = ({ steps }: SignalProblem): number =>
  2 ** Math.max(0, Math.ceil(Math.log2(steps / longFrom)))

/** A narrow mix, then three lengths and a maximum side by side. */
const inception = {
  inputs: ['x'],
  params: { filters: 32 },
  nodes: [
    { name: 'narrow', kind: 'conv1d', channels: '$filters', kernel: 1, bias: false },
    ...kernels.map((kernel) => ({
      name: `kernel${kernel}`,
      kind: 'conv1d',
      channels: '$filters',
      kernel,
      padding: 'same',
      bias: false,
      from: 'narrow',
    })),
    { name: 'largest', kind: 'max_pool1d', kernel: 3, stride: 1, padding: 'same', from: 'x' },
    { name: 'mixed', kind: 'conv1d', channels: '$filters', kernel: 1, bias: false },
    { kind: 'concat', from: [...kernels.map((kernel) => `kernel${kernel}`), 'mixed'] },
    'batch_norm',
    'relu',
  ],
} satisfies NonNullable<ModelSpec['blocks']>[string]

/** Three modules and a skip over them. */
const group = {
  inputs: ['x'],
  params: { filters: 32, channels: 128 },
  nodes: [
    { name: 'skip', kind: 'conv1d', channels: '$channels', kernel: 1, bias: false },
    { name: 'shortcut', kind: 'batch_norm' },
    { name: 'modules', kind: 'inception', filters: '$filters', repeat: skipped, from: 'x' },
    { kind: 'add', with: 'shortcut' },
    'relu',
  ],
} satisfies NonNullable<ModelSpec['blocks']>[string]

function spec(problem: SignalProblem, width: number): ModelSpec {
  const thin = thinning(problem)
  const body: ModelSpec['nodes'] = [
    ...(thin > 1
      ? [
          {
            name: 'thinned',
            kind: 'conv1d',
            channels: 4 * width,
            kernel: 2 * thin + 1,
            stride: thin,
            padding: 'same',
            bias: false,
          },
          { name: 'thinned_norm', kind: 'batch_norm' },
          { name: 'thinned_active', kind: 'relu' },
        ]
      : []),
    {
      name: 'groups',
      kind: 'inception_group',
      filters: width,
      channels: (kernels.length + 1) * width,
      repeat: modules / skipped,
    },
  ]
  return {
    ...pooledSpec(problem, `Inception network, ${width} filters`, body, dropoutOf(problem)),
    blocks: { inception, inception_group: group },
  }
}

export const inceptionTime: SignalFamily = {
  id: 'inception-time',
  kind: 'convolution',
  title: 'InceptionTime',
  words: ['inception', 'convolution'],
  ruledOutBy: ['inception', 'convolution', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause: 'branches of several lengths, five trainings where the published ensemble is wanted',
  interpretability: 0.3,
  interpretabilityBecause: 'class activation maps show when in the window it looked, not why',
  name: () => 'Inception network (InceptionTime)',
  fits: (problem) =>
    placeOf(problem) === 'microcontroller'
      ? {
          fits: false,
          reason:
            'Long filters over every sample cost a microcontroller more than filters of one channel each.',
          source,
          others: true,
        }
      : wants(problem, leastWindows, 'an Inception network', source),
  prior: ({ amount }) => ({
    value: { little: 0.56, some: 0.74, much: 0.83 }[amount],
    because: 'it looks at short and long shapes at once, and leads the plain networks on the public archives',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.35, some: 0.85, much: 1 })[amount],
  rungs: (problem) =>
    filters.map((width) => networkRung(problem, `${width} filters of each length`, spec(problem, width))),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, learningRate, weightDecay),
    regularization: regularization(problem, [`dropout ${dropoutOf(problem)} before the last layer`]),
  }),
  write(problem, { label }) {
    const thin = thinning(problem)
    return {
      overview: `${modules} modules of ${label} (kernels ${kernels.join(', ')}, and a maximum beside them), a skip over each ${skipped}${thin > 1 ? `, behind a convolution that keeps every ${thin}th of ${counted(problem.steps, 'sample')}` : ''}; the mean over time gives the answer. Trained from scratch on ${windowsWords(problem)}. {{params}} parameters, {{latency}} a window.`,
      inputs: [windowRow(problem)],
      outputs: [outputRow(problem)],
      risks: [
        `One network is less steady than the published mean of ${ensemble}: from seed to seed its score moves by more than most changes of the design.`,
        ...signalRisks(problem),
      ],
      steps: [
        ...trainedSteps(problem, 'the Inception network'),
        `Train ${ensemble} seeds; ship the mean of all (${ensemble} times {{latency}} and {{weightMemory}}) only where it beats the best single one on the choosing part by more than the seeds differ.`,
      ],
      files: trainedFiles(problem),
      notCounted: [frontEnd(problem), `the ensemble: all figures are of one network of ${ensemble}`],
    }
  },
}
