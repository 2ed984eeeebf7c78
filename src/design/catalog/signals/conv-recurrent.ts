/** Convolutions and a recurrence over their maps: order within a long window (DeepConvLSTM, Ordóñez & Roggen, 2016). */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { signalRisks } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { dropoutOf, networkRung, wants } from './network.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { type SignalProblem, windowWords } from './problem.js'
import { headNodes, lossOf, regularization, tuned } from './recipes.js'
import { frontEnd, outputRow, windowRow, windowsWords } from './words.js'

const source =
  'Ordóñez & Roggen, Deep convolutional and LSTM recurrent neural networks for multimodal wearable activity recognition, 2016'
const kernel = 5
const convolutions = 4
/** Steps that the recurrence goes through at most: each waits for the one before. */
const mostSteps = 128
const learningRate = 1e-3
const weightDecay = 1e-4
const leastWindows = 2_000
const sizes = [
  { filters: 8, units: 16, layers: 1 },
  { filters: 16, units: 32, layers: 1 },
  { filters: 32, units: 64, layers: 1 },
  { filters: 64, units: 64, layers: 2 },
  { filters: 64, units: 128, layers: 2 },
] as const

/** How much each convolution thins the window, until the recurrence has few enough steps. */
function stridesOf({ steps }: SignalProblem): number[] {
  let left = steps
  return Array.from({ length: convolutions }, () => {
    const over = left / mostSteps
    const stride = over > 16 ? 8 : over > 4 ? 4 : over > 1 ? 2 : 1
    left = Math.ceil(left / stride)
    return stride
  })
}
const stepsAfter = (problem: SignalProblem): number =>
  stridesOf(problem).reduce((left, stride) => Math.ceil(left / stride), problem.steps)

function spec(problem: SignalProblem, size: (typeof sizes)[number]): ModelSpec {
  const { filters, units, layers } = size
  return {
    name: `Convolutions and GRU, ${units} units`,
    inputs: { window: { kind: 'series', steps: problem.steps, features: problem.channels } },
    nodes: [
      ...stridesOf(problem).flatMap((stride, i) => [
        {
          name: `convolution${i + 1}`,
          kind: 'conv1d',
          channels: filters,
          kernel: Math.max(kernel, 2 * stride + 1),
          stride,
          padding: 'same',
          bias: false,
        },
        { name: `norm${i + 1}`, kind: 'batch_norm' },
        { name: `active${i + 1}`, kind: 'relu' },
      ]),
      {
        name: 'recurrence',
        kind: 'gru',
        units,
        layers,
        output: 'last',
        ...(layers > 1 && { dropout: dropoutOf(problem) }),
      },
      ...headNodes(problem, dropoutOf(problem)),
    ],
  }
}

export const convRecurrent: SignalFamily = {
  id: 'conv-recurrent',
  kind: 'hybrid',
  title: 'Convolutions and a GRU (DeepConvLSTM type)',
  words: ['recurrent', 'gru', 'lstm'],
  ruledOutBy: ['recurrent', 'gru', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause: 'two kinds of layers, sequential in time, clipping and learning rate to keep',
  interpretability: 0.25,
  interpretabilityBecause: 'its state says nothing to a person',
  name: () => 'Convolutions and a GRU (DeepConvLSTM type)',
  fits: (problem) => wants(problem, leastWindows, 'a recurrence', source),
  prior: ({ amount, goal, signal }) => ({
    value:
      { little: 0.5, some: 0.72, much: 0.77 }[amount] +
      (goal === 'life' || signal.id === 'motion' ? 0.02 : 0),
    because:
      goal === 'life'
        ? 'it follows how wear goes on from step to step'
        : 'it keeps the order of what happens within the window',
    source:
      goal === 'life' ? 'Zheng et al., LSTM network for remaining useful life estimation, 2017' : source,
  }),
  dataFit: ({ amount, goal }) => ({ little: 0.3, some: goal === 'life' ? 0.9 : 0.8, much: 0.9 })[amount],
  rungs: (problem) =>
    sizes.map((size) =>
      networkRung(
        problem,
        `${size.filters} filters, ${counted(size.layers, 'layer')} of ${size.units} units`,
        spec(problem, size),
      ),
    ),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, learningRate, weightDecay),
    regularization: regularization(problem, [`dropout ${dropoutOf(problem)} before the last layer`]),
  }),
  write(problem, { label }) {
    return {
      overview: `${convolutions} convolutions ${stepsAfter(problem) < problem.steps ? `make ${counted(stepsAfter(problem), 'step')} of ${counted(problem.steps, 'sample')}` : `read all ${windowWords(problem)}`}, a GRU goes through them and its last state gives the answer: ${label}; GRU instead of the paper's LSTM, which has a third more weights. Trained from scratch on ${windowsWords(problem)}. {{params}} parameters, {{latency}} a window.`,
      inputs: [windowRow(problem)],
      outputs: [outputRow(problem)],
      risks: [
        problem.goal === 'life'
          ? 'The last state weighs the newest cycles most: an early sign that went away again is forgotten.'
          : 'The last state weighs the end of the window most: cut windows so that what matters is not at their start.',
        ...signalRisks(problem),
      ],
      steps: trainedSteps(problem, 'the convolutions and the GRU'),
      files: trainedFiles(problem),
      notCounted: [frontEnd(problem)],
    }
  },
}
