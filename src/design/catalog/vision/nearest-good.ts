/** The bar for odd images: the distance of a whole image to the nearest good one, in published features. */
import { counted } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { frozen } from '../backbones/backbone.js'
import { exportFile, exportStep, isSmall } from '../backbones/serving.js'
import { mobileNetV3Large } from '../backbones/vision/mobilenet.js'
import { resnet } from '../backbones/vision/resnet.js'
import type { VisionBackbone } from '../backbones/vision/vision-backbone.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { filled, oddRisks, thresholdStep } from './odd.js'
import { planFiles } from './plan.js'
import type { VisionProblem } from './problem.js'
import { imageRow, imagesWords } from './words.js'

const source = 'Bergman et al., Deep Nearest Neighbor Anomaly Detection, 2020'
/** Each has wider vectors than the one before. */
const sizes = [resnet(18), resnet(50)] as const
const small = [mobileNetV3Large] as const

/** Good images are a last layer: one vector each, compared by a product of vectors of length one. */
const spec = ({ trainingImages }: VisionProblem, backbone: VisionBackbone): ModelSpec => ({
  name: `${backbone.name} and the nearest good image`,
  inputs: { image: { kind: 'image', size: backbone.inputSize, channels: 3 } },
  nodes: [
    ...frozen(backbone.nodes()),
    { name: 'direction', kind: 'l2_normalize' },
    { name: 'memory', kind: 'linear', units: trainingImages, bias: false, frozen: true },
    { name: 'nearest', kind: 'reduce', by: 'max', axis: -1 },
  ],
})

export const nearestGood: VisionFamily = {
  id: 'nearest-good-image',
  kind: 'baseline',
  goals: ['find_odd'],
  title: 'Distance to the nearest good image',
  words: ['nearest neighbours'],
  ruledOutBy: [],
  neural: true,
  complexity: 0.12,
  complexityBecause: 'one published network and a list of vectors; nothing is trained',
  interpretability: 0.55,
  interpretabilityBecause: 'the nearest good image is shown beside the odd one',
  name: () => 'Distance to the nearest good image',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.5,
    because: 'it sees the image as a whole, so a small defect hardly moves it',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.6, some: 0.5, much: 0.4 })[amount],
  rungs: (problem) =>
    (isSmall(problem) ? small : sizes).map((backbone) => ({
      label: `${backbone.name}, ${counted(problem.trainingImages, 'vector')}`,
      side: backbone.inputSize,
      parts: [
        visionPart(problem, {
          kind: 'network',
          spec: spec(problem, backbone),
          examples: 0,
          pretrained: backbone.weights,
        }),
      ],
    })),
  recipe: () => ({ ...filled, regularization: ['none: every good image is kept'] }),
  write: (problem, { side, label }) => ({
    overview: `${label}: how far the whole image is from the nearest of ${imagesWords(problem)}. The baseline for everything that looks place by place. {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [
      {
        name: 'nearest',
        shape: [],
        meaning: 'likeness to the nearest good image, 1 where they are the same',
      },
    ],
    risks: [...oddRisks, ...imageRisks(problem, side)],
    steps: [
      `Compute the vector of every good image in \`src/memory.py\`.`,
      thresholdStep(problem),
      exportStep(problem, { one: 'good image', many: 'good images' }),
    ],
    files: planFiles([{ path: 'src/memory.py', purpose: 'vectors of the good images' }, exportFile], true),
    notCounted: ['decoding and resizing the image'],
  }),
}
