/**
 * Convolution and attention in one: the first stages of a published ResNet see parts, a small Transformer over their map
 * relates parts that lie far apart (Dosovitskiy et al., 2021, hybrids; Srinivas et al., BoTNet, 2021).
 */
import type { ModelSpec } from '../../spec/spec.js'
import { isSmall } from '../backbones/serving.js'
import { type ResNetDepth, resnet } from '../backbones/vision/resnet.js'
import { headDropout, sideOf } from './classifier.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { type VisionProblem, wholeImageGoals } from './problem.js'
import { augmentationOf, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords, scoresRow } from './words.js'

const source =
  'Dosovitskiy et al., An Image is Worth 16x16 Words, 2021 (hybrids); Srinivas et al., Bottleneck Transformers, 2021'
const learningRate = 2e-4
const weightDecay = 0.05
/** Its Transformer starts from nothing. */
const least = 5_000
const sizes = [
  { depth: 18, dim: 256, heads: 4, layers: 2, from: 0, most: 224 },
  { depth: 50, dim: 384, heads: 6, layers: 4, from: 10_000, most: 256 },
  { depth: 50, dim: 512, heads: 8, layers: 6, from: 50_000, most: 384 },
] as const satisfies readonly { depth: ResNetDepth; [key: string]: number }[]

/** Three stages of the ResNet: a map 16 pixels apart, each place of which is a token. */
function hybridSpec(problem: VisionProblem, size: (typeof sizes)[number], side: number): ModelSpec {
  const { depth, dim, heads, layers } = size
  const body = resnet(depth).maps()
  const tokens = (side / 16) ** 2
  return {
    name: `ResNet-${depth} with a Transformer ${problem.goal === 'measure' ? 'regressor' : 'classifier'}`,
    inputs: { image: { kind: 'image', size: side, channels: 3 } },
    nodes: [
      ...body.slice(0, -1),
      { name: 'parts', kind: 'conv2d', channels: dim, kernel: 1 },
      { name: 'tokens', kind: 'reshape', shape: [tokens, dim] },
      { name: 'positions', kind: 'position_embedding' },
      { name: 'relations', kind: 'transformer_block', repeat: layers, heads, hidden: 4 * dim, dropout: 0.1 },
      { name: 'norm', kind: 'layer_norm' },
      { name: 'features', kind: 'global_pool' },
      { name: 'head_dropout', kind: 'dropout', rate: headDropout },
      { name: problem.goal === 'measure' ? 'value' : 'scores', kind: 'linear', units: problem.classes },
    ],
  }
}

export const convTransformer: VisionFamily = {
  id: 'conv-transformer',
  kind: 'hybrid',
  goals: wholeImageGoals,
  title: 'Convolutions with a Transformer on top',
  words: ['cnn transformer', 'transformer', 'convolution'],
  ruledOutBy: ['cnn transformer', 'transformer', 'neural'],
  neural: true,
  complexity: 0.55,
  complexityBecause: 'two kinds of layers with rates of their own; half of it starts from nothing',
  interpretability: 0.3,
  interpretabilityBecause: 'attention between named places of the map is a hint at what it compared',
  name: () => 'ResNet stages with a Transformer on top',
  fits(problem) {
    if (problem.images < least)
      return {
        fits: false,
        reason: `${imagesWords(problem)}: its Transformer starts from nothing, and under about ${least} images it learns less than a published network brings along.`,
        source,
      }
    if (isSmall(problem))
      return { fits: false, reason: 'Attention over a map runs badly without a GPU.', source, others: true }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.5, some: 0.71, much: 0.8 }[amount],
    because: 'it relates parts that lie far apart, where the class depends on how they stand to each other',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.2, some: 0.65, much: 0.92 })[amount],
  rungs: (problem) =>
    sizes
      .filter(({ from }, i) => i === 0 || from <= problem.images)
      .map((size) => {
        const backbone = resnet(size.depth)
        const side = sideOf(problem, backbone, size.most)
        return {
          label: `ResNet-${size.depth} stages, ${size.layers} Transformer layers of ${size.dim}, at ${side} pixels`,
          side,
          parts: [
            visionPart(problem, {
              kind: 'network',
              spec: hybridSpec(problem, size, side),
              examples: problem.trainingImages,
              pretrained: `${backbone.weights} (the ResNet stages)`,
            }),
          ],
        }
      }),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, {
      learningRate,
      weightDecay,
      more: `the Transformer and the last layer, which start from nothing, at ${headRate}`,
    }),
    regularization: [
      ...augmentationOf(problem),
      'dropout 0.1 in the Transformer',
      `dropout ${headDropout} before the last layer`,
      `weight decay ${weightDecay}`,
      'gradient norm clipped at 1.0',
      stopping,
    ],
  }),
  write: (problem, { side, label }) => ({
    overview: `${label}: published convolutions see the parts, attention over their map relates them; trained on ${imagesWords(problem)}. {{params}} parameters, {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [scoresRow(problem)],
    risks: [
      'Half of the network starts from nothing: it overfits first; compare with the ResNet alone.',
      ...imageRisks(problem, side),
    ],
    steps: trainedSteps(problem, 'the ResNet stages with the Transformer on their map'),
    files: trainedFiles(),
    notCounted: ['decoding and resizing the image'],
  }),
}
