/** Signals of sensors: from a window of an ECG, a movement, a vibration, a radio wave to a class, labels or a number. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import { isSmall } from '../backbones/serving.js'
import type { Field } from '../field.js'
import type { Amount } from '../problem.js'
import { complete } from './complete.js'
import { convRecurrent } from './conv-recurrent.js'
import { evaluation } from './evaluation.js'
import type { SignalFamily } from './family.js'
import { inceptionTime } from './inception.js'
import { patchTransformer } from './patch-transformer.js'
import { plan } from './plan.js'
import { type SignalProblem, signalProblem, windowWords } from './problem.js'
import { signalAskables } from './questions.js'
import { randomConvolutions } from './random-convolutions.js'
import { residualCnn } from './residual-cnn.js'
import { separableCnn } from './separable-cnn.js'
import { variations } from './variations.js'
import { windowFeatures } from './window-features.js'
import { windowsWords } from './words.js'

export const signals: Field<SignalProblem, SignalFamily> = {
  domain: 'signals',
  title: 'signals of sensors',
  families: [
    windowFeatures,
    randomConvolutions,
    residualCnn,
    inceptionTime,
    separableCnn,
    convRecurrent,
    patchTransformer,
  ],
  // A network for small devices is thought of only on one.
  suits: (problem, family) => family !== separableCnn || isSmall(problem),
  complete,
  problem: signalProblem,
  // How much there is, and of how many or where it runs.
  isEnough: ({ data, task, constraints }) =>
    task !== undefined &&
    [
      data.labelled,
      data.examplesPerClass,
      data.rows,
      data.subjects,
      data.classes,
      constraints.servingDevice,
      constraints.deployment,
    ].filter((fact) => fact !== undefined).length >= 1,
  askables: signalAskables,
  effects: {
    'data.labelled': 'The number of windows decides whether a network is trained, and how large a one.',
    'data.subjects': 'All of one stay on one side of the split: few of them say little about others.',
    'data.classes': 'Each class is one output; few windows a class favour features.',
    'data.channels': 'Each channel is read by the first layer, and has features of its own.',
    'data.sampleRateHz': 'With the window it gives the samples that a model reads.',
    'data.frequency': 'With the window it gives the samples that a model reads.',
    'data.windowSeconds': 'The length sets the cost of an answer, and how soon it can be there.',
    'data.windowSteps': 'The length sets the cost of an answer, and how much of the past it sees.',
  },
  sayAssumed: (problem, fact) =>
    fact === 'data.frequency' && problem.rateHz === undefined
      ? 'one cycle'
      : fact === 'data.subjects'
        ? `${counted(problem.groups, problem.signal.group.one, problem.signal.group.many)}`
        : fact === 'data.windowSteps' || fact === 'data.windowSeconds'
          ? `${windowWords(problem)}${problem.isBeat ? ', the beats before and after in it' : ''}`
          : undefined,
  outputFault,
  evaluation,
  plan,
  dataWords: (problem) => `${windowsWords(problem)}: ${amounts[problem.amount]}.`,
  scarcity: (problem) => ({
    arithmetic: `${windowsWords(problem)}: ${counted(problem.trainingWindows, 'window')} to learn from in one training.`,
    waysOut: [
      `Record more ${problem.signal.group.many}, rather than more of the same.`,
      'Name fewer classes, or cut windows with more overlap within the training part.',
    ],
  }),
  variations,
}

/** One number a class or label, or the one number that is asked for. */
function outputFault({ outputs: wanted }: SignalProblem, outputs: readonly TensorRow[]): string | undefined {
  if (outputs[0]?.shape.at(-1) === wanted) return undefined
  return `expected ${wanted} numbers. Received: ${show(outputs[0]?.shape ?? [])}`
}

const amounts: Readonly<Record<Amount, string>> = {
  little: 'few to learn shapes from, so features and fixed convolutions come first',
  some: 'enough for convolutions trained from scratch',
  much: 'enough for large networks',
}
