/** Similar images: a network turns each into a vector, an index finds the nearest. Frozen as the bar, or fine-tuned. */
import { counted, grouped } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { ModelSpec } from '../../spec/spec.js'
import { frozen } from '../backbones/backbone.js'
import { exportFile, exportStep, isSmall } from '../backbones/serving.js'
import { convNext } from '../backbones/vision/convnext.js'
import { mobileNetV3Large } from '../backbones/vision/mobilenet.js'
import { resnet } from '../backbones/vision/resnet.js'
import type { VisionBackbone } from '../backbones/vision/vision-backbone.js'
import { dinoV2 } from '../backbones/vision/vit.js'
import type { RungPart } from '../family.js'
import { networkFiles } from '../plan.js'
import { imageRisks } from './evaluation.js'
import { type SizedRung, type VisionFamily, visionPart } from './family.js'
import { planFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

const frozenSource = 'Oquab et al., DINOv2, 2023'
const tunedSource = 'Deng et al., ArcFace, 2019; Musgrave et al., A Metric Learning Reality Check, 2020'
/** Images under which a network that is tuned for likeness learns them by heart. */
const least = 2_000
/** Numbers of a tuned vector. */
const tunedWidth = 512

function encoder(backbone: VisionBackbone, width: number | undefined): ModelSpec {
  return {
    name: `${backbone.name} encoder`,
    inputs: { image: { kind: 'image', size: backbone.inputSize, channels: 3 } },
    nodes: [
      ...(width === undefined ? frozen(backbone.nodes()) : backbone.nodes()),
      ...(width === undefined ? [] : [{ name: 'likeness', kind: 'linear', units: width }]),
      { name: 'vector', kind: 'l2_normalize' },
    ],
  }
}

function index({ collection }: VisionProblem, width: number): RungPart {
  return {
    role: 'index',
    model: {
      kind: 'estimator',
      estimator: vectorIndexFor(Math.max(1, Math.round(collection)), width),
      load: {
        seriesCount: 1,
        points: collection,
        trainingRows: collection,
        features: width,
        rowsPerRequest: 1,
        outputsPerRow: 1,
      },
      learned: 0,
    },
  }
}

function rung(problem: VisionProblem, backbone: VisionBackbone, width: number | undefined): SizedRung {
  const numbers = width ?? backbone.width
  return {
    label: `${backbone.name}${width === undefined ? ', frozen' : ''}, vectors of ${numbers}`,
    side: backbone.inputSize,
    parts: [
      visionPart(problem, {
        kind: 'network',
        spec: encoder(backbone, width),
        examples: width === undefined ? 0 : problem.trainingImages,
        pretrained: backbone.weights,
      }),
      index(problem, numbers),
    ],
  }
}

const common = {
  goals: ['retrieve'],
  ruledOutBy: [],
  neural: true,
  interpretability: 0.5,
  interpretabilityBecause: 'the images that are found are the answer, and speak for themselves',
} as const
const vectorRow = (width: number) => ({
  name: 'vector',
  shape: [width],
  meaning: 'the image as a vector of length one; the index gives the nearest of the collection',
})
const indexFile = {
  path: 'src/index.py',
  purpose: 'vectors of the collection, the index, adding and removing',
}

export const frozenSearch: VisionFamily = {
  ...common,
  id: 'frozen-image-search',
  kind: 'baseline',
  title: 'Published features and an index',
  words: ['dinov2', 'nearest neighbours'],
  complexity: 0.3,
  complexityBecause: 'nothing is trained; the index is a part of its own to keep fresh',
  name: () => 'Published features and an index',
  fits: () => ({ fits: true }),
  prior: ({ imagery }) => ({
    value: imagery.nearPhotos ? 0.68 : 0.55,
    because: 'published features place like beside like without any labels',
    source: frozenSource,
  }),
  dataFit: ({ images }) => (images < least ? 1 : 0.75),
  rungs: (problem) =>
    (isSmall(problem) ? [mobileNetV3Large] : [dinoV2('s'), dinoV2('b')]).map((backbone) =>
      rung(problem, backbone, undefined),
    ),
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none',
    schedule: 'none',
    regularization: [],
  }),
  write: (problem, { side, label, parts }) => ({
    overview: `${label}: every image of the collection (${grouped(problem.collection)}) is a vector, a query finds the nearest. Nothing is trained. {{latency}} a search, {{servingMemory}} with the index.`,
    inputs: [imageRow(problem, side)],
    outputs: [vectorRow(widthOf(parts))],
    risks: [
      'Like to the network need not be like to people: judge 200 queries by hand first.',
      ...imageRisks(problem, side),
    ],
    steps: [
      'Compute the vectors of the collection in `src/index.py` and build the index; compare its answers with exact search.',
      exportStep(problem, { one: 'image of the collection', many: 'images of the collection' }),
    ],
    files: planFiles([indexFile, exportFile], true),
    notCounted: ['decoding and resizing the image', 'computing the vectors of the collection, once'],
  }),
}

const widthOf = (parts: readonly RungPart[]): number => {
  const model = parts.find(({ role }) => role === 'index')?.model
  return model?.kind === 'estimator' && model.estimator.kind === 'vector_index' ? model.estimator.dim : 0
}

export const tunedSearch: VisionFamily = {
  ...common,
  id: 'tuned-image-search',
  kind: 'retrieval',
  title: 'Encoder tuned for likeness, and an index',
  words: ['resnet', 'convolution'],
  complexity: 0.5,
  complexityBecause: 'a trained network and an index that must be rebuilt with every new version of it',
  name: () => 'Encoder tuned for likeness, and an index',
  fits: (problem) =>
    problem.images < least
      ? {
          fits: false,
          reason: `${imagesWords(problem)}: under about ${least} the network learns which they are instead of what is like.`,
          source: tunedSource,
        }
      : { fits: true },
  prior: () => ({
    value: 0.76,
    because: 'it learns what counts as like here, which published features do not know',
    source: tunedSource,
  }),
  dataFit: ({ images }) => (images < 10_000 ? 0.7 : 0.95),
  rungs: (problem) =>
    (isSmall(problem) ? [mobileNetV3Large] : [resnet(18), convNext('tiny')]).map((backbone) =>
      rung(problem, backbone, tunedWidth),
    ),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, {
      learningRate: 2e-4,
      weightDecay: 0.05,
      batches: [64, 256, 1024],
      more: `the new layer at ${headRate}`,
    }),
    regularization: [...augmentationOf(problem), 'two views of an identity in every batch', stopping],
  }),
  write: (problem, { side, label, parts }) => ({
    overview: `${label}, tuned on ${imagesWords(problem)} so that like lies beside like; an index over ${counted(problem.collection, 'image')} finds the nearest. {{latency}} a search, {{servingMemory}} with the index.`,
    inputs: [imageRow(problem, side)],
    outputs: [vectorRow(widthOf(parts))],
    risks: [
      'A new version of the network makes every stored vector useless: rebuild the index in the same release.',
      ...imageRisks(problem, side),
    ],
    steps: [
      ...trainedSteps(problem, 'the encoder'),
      'Compute the vectors of the collection in `src/index.py` and build the index; compare its answers with exact search.',
    ],
    files: planFiles([...networkFiles, indexFile, exportFile]),
    notCounted: [
      'decoding and resizing the image',
      'computing the vectors of the collection, with every version',
    ],
  }),
}
