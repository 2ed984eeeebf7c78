/** One-dimensional residual network: stages of three convolutions and a skip (Wang et al., 2017; on ECG Ribeiro et al., 2020). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { placeOf } from '../backbones/serving.js'
import { signalRisks } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { dropoutOf, networkRung, pooledSpec, shrinking, wants } from './network.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { type SignalProblem, windowWords } from './problem.js'
import { lossOf, regularization, tuned } from './recipes.js'
import { frontEnd, outputRow, windowRow, windowsWords } from './words.js'

const source =
  'Wang, Yan & Oates, Time series classification from scratch, 2017; Ribeiro et al., Automatic diagnosis of the 12-lead ECG, 2020'
const lifeSource =
  'Li, Ding & Sun, Remaining useful life estimation in prognostics using deep convolution neural networks, 2018'
/** The kernels 8, 5 and 3 of the paper, the first made odd so that a sample stays in the middle. */
const kernels = [7, 5, 3] as const
const learningRate = 1e-3
const weightDecay = 1e-4
const leastWindows = 500
/** Channels of the first stage; the others have twice as many. */
const widths = [4, 8, 16, 32, 64, 128] as const
/** Stages of the paper, for windows of up to some hundred samples; longer ones take five that quarter the window. */
const [stages, longStages] = [3, 5]
const longFrom = 512

const isLong = ({ steps }: SignalProblem) => steps > longFrom
const channelsOf = (problem: SignalProblem, width: number): number[] =>
  isLong(problem)
    ? [width, 2 * width, 2 * width, 4 * width, 4 * width].slice(0, longStages)
    : [width, 2 * width, 2 * width].slice(0, stages)
const stridesOf = (problem: SignalProblem): number[] =>
  isLong(problem) ? shrinking(problem.steps, longStages, 4) : shrinking(problem.steps, stages, 2)

/** Three convolutions with batch norm, the first of which takes the stride, and a skip of width 1. */
const stage = {
  inputs: ['x'],
  params: { channels: 64, stride: 1 },
  nodes: [
    {
      name: 'skip',
      kind: 'conv1d',
      channels: '$channels',
      kernel: 1,
      stride: '$stride',
      padding: 'same',
      bias: false,
    },
    { name: 'shortcut', kind: 'batch_norm' },
    ...kernels.flatMap((kernel, i) => [
      {
        name: `convolution${i + 1}`,
        kind: 'conv1d',
        channels: '$channels',
        kernel,
        ...(i === 0 && { stride: '$stride', from: 'x' }),
        padding: 'same',
        bias: false,
      },
      { name: `norm${i + 1}`, kind: 'batch_norm' },
      ...(i < kernels.length - 1 ? [{ name: `active${i + 1}`, kind: 'relu' }] : []),
    ]),
    { kind: 'add', with: 'shortcut' },
    'relu',
  ],
} satisfies NonNullable<ModelSpec['blocks']>[string]

function spec(problem: SignalProblem, width: number): ModelSpec {
  const body = {
    name: 'stages',
    kind: 'residual_stage',
    each: { channels: channelsOf(problem, width), stride: stridesOf(problem) },
  }
  return {
    ...pooledSpec(problem, `1-D ResNet, ${width} channels`, [body], dropoutOf(problem)),
    blocks: { residual_stage: stage },
  }
}

export const residualCnn: SignalFamily = {
  id: 'residual-cnn-1d',
  kind: 'convolution',
  title: '1-D residual network',
  words: ['convolution', 'resnet'],
  ruledOutBy: ['convolution', 'neural'],
  neural: true,
  complexity: 0.3,
  complexityBecause: 'one plain stack on the filtered signal; every export tool takes it',
  interpretability: 0.35,
  interpretabilityBecause: 'class activation maps show when in the window it looked, not why',
  name: () => '1-D residual network (ResNet)',
  fits: (problem) => wants(problem, leastWindows, 'a residual network', source),
  prior: (problem) => ({
    // On a microcontroller as many filters of one channel each do more for the same work.
    value:
      { little: 0.55, some: 0.74, much: 0.8 }[problem.amount] -
      (placeOf(problem) === 'microcontroller' ? 0.06 : 0),
    because: 'it learns shapes at any place of the window from the signal itself, and trains stably',
    source: problem.goal === 'life' ? lifeSource : source,
  }),
  dataFit: ({ amount }) => ({ little: 0.4, some: 0.9, much: 0.95 })[amount],
  rungs: (problem) =>
    widths.map((width) =>
      networkRung(problem, `${channelsOf(problem, width).join('-')} channels`, spec(problem, width)),
    ),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, learningRate, weightDecay),
    regularization: regularization(problem, [`dropout ${dropoutOf(problem)} before the last layer`]),
  }),
  write(problem, { label }) {
    const strides = stridesOf(problem)
    const left = strides.reduce((steps, stride) => Math.ceil(steps / stride), problem.steps)
    return {
      overview: `${strides.length} stages of ${label}, each of three convolutions (kernels ${kernels.join(', ')}) and a skip${left < problem.steps ? `, from ${counted(problem.steps, 'sample')} to ${grouped(left)}` : ''}; their mean over time gives the answer. Trained from scratch on ${windowsWords(problem)}. {{params}} parameters, {{latency}} a window.`,
      inputs: [windowRow(problem)],
      outputs: [outputRow(problem)],
      risks: [
        problem.goal === 'life'
          ? `It sees ${windowWords(problem)} and no more: slow wear is in the level of the sensors, hardly in their course.`
          : 'The mean over the window drowns what lasts a few samples: cut windows around events, or take the largest value instead.',
        ...signalRisks(problem),
      ],
      steps: trainedSteps(problem, 'the residual network'),
      files: trainedFiles(problem),
      notCounted: [frontEnd(problem)],
    }
  },
}
