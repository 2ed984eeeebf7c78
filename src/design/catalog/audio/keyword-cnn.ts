/** DS-CNN for a few spoken words: kilobytes of INT8 weights, a score each 20 to 100 ms on a microcontroller. */
import { counted, plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { dsCnn, dsCnnSizes, keywordFrontEnd } from '../backbones/audio/ds-cnn.js'
import { framesOf } from '../backbones/audio/front-end.js'
import { precisionOn } from '../backbones/serving.js'
import { otherHours, soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, melRow, outputsOf, scoresRow } from './words.js'

const source =
  'Zhang et al., Hello Edge: Keyword Spotting on Microcontrollers, 2017; Banbury et al., MLPerf Tiny, 2021'
const weights = 'Speech Commands (Warden, 2018), 105,000 spoken words'
const learningRate = 1e-3
const weightDecay = 1e-3
const dropout = 0.2

function spec(problem: AudioProblem, size: (typeof dsCnnSizes)[number], frames: number): ModelSpec {
  return {
    name: `DS-CNN, ${size.label}`,
    inputs: { mel: { kind: 'image', size: [frames, keywordFrontEnd.mels], channels: 1 } },
    nodes: [
      ...dsCnn(size),
      { name: 'head_dropout', kind: 'dropout', rate: dropout },
      { name: 'scores', kind: 'linear', units: outputsOf(problem) },
    ],
  }
}

/** Weights of spoken words help where speech is heard. */
const knowsSpeech = ({ goal, sound }: AudioProblem) => goal === 'keywords' || sound.id === 'speech'

export const keywordCnn: AudioFamily = {
  id: 'ds-cnn',
  kind: 'convolution',
  goals: ['keywords', 'classify', 'tag'],
  title: 'DS-CNN',
  words: ['convolution'],
  ruledOutBy: ['convolution', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'a small network; false accepts are the work, not the network',
  interpretability: 0.25,
  interpretabilityBecause: 'a score for each word, no reasons',
  name: () => 'DS-CNN',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.78,
    because:
      'filters of one channel each give most of the accuracy of large networks for a few thousand weights',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.75, some: 0.95, much: 0.95 })[amount],
  rungs: (problem) => {
    const frames = framesOf(problem.clipSeconds, keywordFrontEnd)
    return dsCnnSizes.map((size) => ({
      label: size.label,
      input: [frames, keywordFrontEnd.mels, 1],
      parts: [
        audioPart(problem, {
          kind: 'network',
          spec: spec(problem, size, frames),
          examples: problem.trainingClips,
          ...(knowsSpeech(problem) && { pretrained: weights }),
          ...precisionOn(problem),
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate, weightDecay, batches: [64, 128, 256] }),
    regularization: [
      augmentationOf(problem),
      `dropout ${dropout} before the last layer`,
      `weight decay ${weightDecay}`,
      'quantisation in the loop for the last tenth of training, where INT8 after it loses more than a point (Jacob et al., 2018)',
      stopping,
    ],
  }),
  write: (problem, { label, input }) => ({
    overview: `${label}: a first convolution over ${plain(problem.clipSeconds)} s of ten bands, then pairs of a filter for each channel and a mixing; ${knowsSpeech(problem) ? 'from weights trained on Speech Commands, ' : ''}trained on ${clipsWords(problem)}. {{params}} parameters, {{servingMemory}} with its activations, {{latency}} a look.`,
    inputs: [melRow(keywordFrontEnd, input[0] ?? 0, problem.clipSeconds)],
    outputs: [scoresRow(problem)],
    risks: [
      ...(problem.goal === 'keywords'
        ? [
            'What is said near the device all day is none of the words: false accepts an hour decide, not accuracy.',
            'A word that sounds like another (and television) wakes it: collect both.',
          ]
        : []),
      ...soundRisks(problem),
    ],
    steps: [
      ...trainedSteps(problem, 'the DS-CNN'),
      `Smooth scores over 5 looks and hold back for a second after a hit; choose threshold and hold-back in \`src/evaluate.py\` on ${counted(otherHours(problem.alarmsPerDay), 'hour')} of other sound.`,
    ],
    files: trainedFiles(problem),
    notCounted: [
      'the front end: ten bands each 20 ms, about as much work as a small network on a microcontroller',
      'the runtime of the board (tens of kilobytes)',
    ],
  }),
}
