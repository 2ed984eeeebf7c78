/** Text in an image of one line: a published reader as it is (the bar), and the same fine-tuned on own lines. */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen } from '../backbones/backbone.js'
import { exportFile, exportStep } from '../backbones/serving.js'
import { crnnReader, readerHeight, readerLetters, readerWidth } from '../backbones/vision/crnn.js'
import { imageRisks } from './evaluation.js'
import { type SizedRung, type VisionFamily, visionPart } from './family.js'
import { planFiles, trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { imagesWords } from './words.js'

const source =
  'Shi et al., An End-to-End Trainable Neural Network for Image-based Sequence Recognition (CRNN), 2017'
const weights = 'millions of drawn words (MJSynth, SynthText)'
/** Lines under which fine-tuning learns them by heart. */
const least = 500

const spec = (isFrozen: boolean): ModelSpec => {
  const nodes = crnnReader()
  return {
    name: 'CRNN reader',
    inputs: { line: { kind: 'image', size: [readerHeight, readerWidth], channels: 1 } },
    nodes: isFrozen ? frozen(nodes) : nodes,
  }
}

const rungs = (problem: VisionProblem, isFrozen: boolean): SizedRung[] => [
  {
    label: `CRNN${isFrozen ? ' as published' : ', fine-tuned'}, lines of ${readerHeight} x ${readerWidth}`,
    side: readerWidth,
    parts: [
      visionPart(problem, {
        kind: 'network',
        spec: spec(isFrozen),
        examples: isFrozen ? 0 : problem.trainingImages,
        pretrained: weights,
      }),
    ],
  },
]

const common = {
  goals: ['read'],
  ruledOutBy: ['recurrent', 'neural'],
  neural: true,
  interpretability: 0.5,
  interpretabilityBecause: 'the text stands beside the image and can be checked',
} as const
const inputs = [
  {
    name: 'line',
    shape: [readerHeight, readerWidth, 1],
    meaning: 'one line of text, cut out and scaled to this height, in grey',
  },
]
/** Columns of its last map. */
const steps = readerWidth / 4 + 1
const outputs = [
  {
    name: 'letters',
    shape: [steps, readerLetters],
    meaning: 'one score a letter and column; CTC folds repeats and blanks',
  },
]
/** Writing by hand, for which readers of print are weak. */
const byHand =
  /hand[- ]?writ|handschrift|manuscrit|manuscrito|manoscritt|scritt[oi] a mano|escrit[oa] a mano/i

const risks = (problem: VisionProblem) => [
  'Lines have to be found first: a detector of text (DBNet, Liao et al., 2020), or a fixed place on a form.',
  ...(byHand.test(problem.brief.request)
    ? [
        'Handwriting: readers of print are weak on it, so the published one is only a bar. Compare a Transformer reader (TrOCR, Li et al., 2023), which is not sized here, and keep whole writers on one side of the split.',
      ]
    : []),
  'A checksum or a list of what may stand there finds more mistakes than a better network.',
  ...imageRisks(problem, problem.pixels),
]
const notCountedOf = ({ pages, images }: VisionProblem) => [
  'finding and cutting out the lines',
  pages > 0 ? `the other lines of a page: ${images / pages} on average` : 'further lines of the image',
]

export const readerAsPublished: VisionFamily = {
  ...common,
  id: 'published-reader',
  kind: 'baseline',
  title: 'Published text reader',
  words: ['pretrained'],
  complexity: 0.15,
  complexityBecause: 'nothing is trained',
  name: () => 'Published text reader',
  fits: () => ({ fits: true }),
  prior: ({ amount }) => ({
    value: amount === 'little' ? 0.66 : 0.58,
    because: 'it reads clean print; own typefaces, plates and worn lines are its weak side',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.55, much: 0.4 })[amount],
  rungs: (problem) => rungs(problem, true),
  recipe: () => ({
    loss: 'none: used as published',
    optimizer: 'none',
    schedule: 'none',
    regularization: [],
  }),
  write: (problem, { label }) => ({
    overview: `${label} (docTR, PaddleOCR or EasyOCR have it): the bar, judged on ${imagesWords(problem)}. Nothing is trained. {{latency}} a line.`,
    inputs,
    outputs,
    risks: risks(problem),
    steps: [
      'Run it in `src/read.py` on every line, with the rules of what may stand there.',
      exportStep(problem, { one: 'line', many: 'lines' }, problem.images),
    ],
    files: planFiles(
      [{ path: 'src/read.py', purpose: 'lines cut out, read, checked by rules' }, exportFile],
      true,
    ),
    notCounted: notCountedOf(problem),
  }),
}

export const readerFineTuned: VisionFamily = {
  ...common,
  id: 'crnn-reader',
  kind: 'recurrent',
  title: 'CRNN text reader, fine-tuned',
  words: ['recurrent', 'lstm', 'convolution'],
  complexity: 0.35,
  complexityBecause: 'one small network; drawn lines of the same kind multiply the data',
  name: () => 'CRNN text reader, fine-tuned',
  fits: (problem) =>
    problem.images < least
      ? {
          fits: false,
          reason: `${imagesWords(problem)}: under about ${least} it learns them by heart; draw lines of the same kind first.`,
          source,
        }
      : { fits: true },
  prior: ({ amount }) => ({
    value: { little: 0.66, some: 0.78, much: 0.8 }[amount],
    because: 'it learns the typeface, the wear and the camera',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.6, some: 0.95, much: 0.95 })[amount],
  rungs: (problem) => rungs(problem, false),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate: 3e-4, weightDecay: 0.01, batches: [64, 128, 256] }),
    regularization: [
      ...augmentationOf(problem),
      'drawn lines of the same kind, half of every batch',
      'gradient norm clipped at 1.0',
      stopping,
    ],
  }),
  write: (problem, { label }) => ({
    overview: `${label}: convolutions see columns, two LSTMs read them from both ends, CTC writes; on ${imagesWords(problem)}. {{params}} parameters, {{latency}} a line.`,
    inputs,
    outputs,
    risks: risks(problem),
    steps: trainedSteps(problem, 'the reader'),
    files: trainedFiles(),
    notCounted: notCountedOf(problem),
  }),
}
