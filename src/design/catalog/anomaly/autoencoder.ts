/** A network that learns to give back what is normal: what it cannot give back is odd. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import type { Rung } from '../family.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import type { AnomalyFamily } from './family.js'
import { convAutoencoderSpec, denseAutoencoderSpec, lstmAutoencoderSpec } from './networks.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { AnomalyProblem } from './problem.js'
import { dataRisks, momentInput, pace, valueWords, windowInput } from './words.js'

const source =
  'Malhotra et al., LSTM-based Encoder-Decoder for Multi-sensor Anomaly Detection, 2016; Sarfraz et al., Position: Quo Vadis, Unsupervised Time Series Anomaly Detection?, 2024'
const leastWindows = 5_000
const leastValues = 3
const learningRate = 1e-3
const weightDecay = 1e-4
const batches = [64, 128, 512] as const
const sizes = [
  { hidden: 16, latent: 4 },
  { hidden: 32, latent: 8 },
  { hidden: 64, latent: 16 },
  { hidden: 128, latent: 32 },
] as const

type Form = 'dense' | 'conv' | 'lstm'

/** Windows of a stream go through convolutions, or an LSTM where one is asked for; records and condensed seconds as they are. */
function formOf({ form, waveformHz, brief }: AnomalyProblem): Form {
  if (form === 'records' || waveformHz !== undefined) return 'dense'
  const wanted = brief.constraints.wantedFamilies?.value ?? []
  return wanted.includes('lstm') || wanted.includes('recurrent') ? 'lstm' : 'conv'
}

const titles: Readonly<Record<Form, string>> = {
  dense: 'Dense autoencoder',
  conv: 'Convolutional autoencoder on windows',
  lstm: 'LSTM autoencoder on windows',
}

function specOf(problem: AnomalyProblem, size: (typeof sizes)[number]): ModelSpec {
  const form = formOf(problem)
  const { values, window } = problem
  if (form === 'dense') {
    // The code is narrower than what comes in, or it would copy.
    const latent = Math.max(1, Math.min(size.latent, Math.floor(values / 2)))
    return denseAutoencoderSpec(values, { hidden: [size.hidden], latent })
  }
  const spec = form === 'conv' ? convAutoencoderSpec : lstmAutoencoderSpec
  return spec({ steps: window, values }, size)
}

export const autoencoder: AnomalyFamily = {
  id: 'autoencoder',
  kind: 'autoencoder',
  title: 'Autoencoder',
  words: ['autoencoder', 'lstm'],
  ruledOutBy: ['autoencoder', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'a network to train, export and retrain as what is normal moves',
  interpretability: 0.4,
  interpretabilityBecause: 'the error of each value shows where it differs, not why',
  scope: 'One network for all units, on values scaled by their own past',
  name: (problem) => titles[formOf(problem)],
  fits({ windows, values, example }) {
    if (values < leastValues)
      return {
        fits: false,
        reason: `${grouped(values)} ${values === 1 ? 'value has' : 'values have'} nothing to be given back from one another: thresholds or the error of a forecast say more.`,
        source,
      }
    if (windows < leastWindows)
      return {
        fits: false,
        reason: `${counted(windows, `${example.one} that shares`, `${example.many} that share`)} no moment: a network from scratch wants ${grouped(leastWindows)} or more.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ amount, labels }) => ({
    value: (labels === 'enough' ? 0.5 : 0.6) + (amount === 'much' ? 0.04 : 0),
    because: 'it learns how many values move together, and is often not ahead of simple detectors',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.3, some: 0.65, much: 0.9 })[amount],
  abilities: ({ values }) => (values > 1 ? ['sees values together'] : []),
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `width ${size.hidden}, code of ${size.latent}`,
      parts: [
        {
          role: 'detector',
          model: { kind: 'network' as const, spec: specOf(problem, size), examples: problem.windows },
        },
      ],
    })),
  recipe: (problem) => ({
    loss: `Huber (delta 1) on the values given back, mean over ${formOf(problem) === 'dense' ? 'all of them' : 'a window'}: single odd values in what is called normal count less`,
    ...adamW(learningRate, weightDecay, { batches }),
    schedule: cosine,
    regularization: [
      `weight decay ${weightDecay}`,
      'a code narrower than what comes in',
      'noise of 0.1 deviations on what comes in (denoising)',
      clipping,
      earlyStopping,
    ],
  }),
  write: (problem, rung) => writing(problem, rung),
}

function writing(problem: AnomalyProblem, rung: Rung) {
  const form = formOf(problem)
  const dense = form === 'dense'
  const { values, window } = problem
  const what = dense ? valueWords(problem) : `${counted(window, 'moment')} of ${valueWords(problem)}`
  const when =
    problem.form === 'stream' ? `A decision ${pace(problem)} on each unit` : 'A decision on every record'
  return {
    overview: `${titles[form]} (${rung.label}): ${what} are squeezed into a narrow code and given back; the error, scaled by what it usually is for each value, is the score. ${when}, by one network for all. {{params}} parameters, {{latency}} a decision, trained in {{trainingTime}}. For values that move together, where ${problem.example.many} of what is normal are many.`,
    inputs: dense
      ? momentInput(problem, values, ', scaled by median and deviation')
      : windowInput(problem, 'window'),
    outputs: dense
      ? [
          {
            name: 'values_again',
            shape: [values],
            meaning: 'what they would be if all was normal; the error is the score',
          },
        ]
      : [
          {
            name: 'window_again',
            shape: [window, values],
            meaning: 'what the window would be if all was normal; the error of its last moments is the score',
          },
        ],
    risks: [
      'It may learn to give back what is odd too: a wider code finds less.',
      ...(form === 'lstm' ? ['Steps run one after the other: latency grows with the window.'] : []),
      ...dataRisks(problem),
    ],
    steps: networkSteps(problem, 'the encoder and decoder'),
    files: networkPlanFiles(problem),
    notCounted: ['scaling the values, and their errors'],
  }
}
