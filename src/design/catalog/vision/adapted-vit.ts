/** DINOv2 with low-rank additions (LoRA): between frozen features and fine-tuning, for hundreds to thousands of images. */
import type { Nodes } from '../backbones/backbone.js'
import { isSmall } from '../backbones/serving.js'
import { dinoV2 } from '../backbones/vision/vit.js'
import { classifierModel } from './classifier.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { wholeImageGoals } from './problem.js'
import { augmentationOf, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords, scoresRow } from './words.js'

const source = 'Hu et al., LoRA, 2021; Oquab et al., DINOv2, 2023'
const learningRate = 3e-4
const weightDecay = 0.01
const least = 100
const sizes = [
  { size: 's', rank: 8 },
  { size: 'b', rank: 8 },
  { size: 'b', rank: 16 },
] as const

/** Every published weight is frozen; attention learns its additions. */
const adapted = (nodes: Nodes, rank: number): Nodes =>
  nodes.map((node) => {
    const fields = typeof node === 'string' ? { kind: node } : node
    return fields.name === 'layers'
      ? { ...fields, lora: { rank, on: ['query', 'value'] } }
      : { ...fields, frozen: true }
  })

export const adaptedVit: VisionFamily = {
  id: 'adapted-vit',
  kind: 'adapted',
  goals: wholeImageGoals,
  title: 'DINOv2 with low-rank adapters',
  words: ['dinov2', 'lora', 'transformer'],
  ruledOutBy: ['dinov2', 'vit', 'transformer', 'neural', 'lora'],
  neural: true,
  complexity: 0.42,
  complexityBecause: 'a large frozen network and small additions; many tasks can share the large part',
  interpretability: 0.5,
  interpretabilityBecause: 'the nearest training images by its features are shown beside every answer',
  name: () => 'DINOv2 with low-rank adapters',
  fits(problem) {
    if (problem.images < least)
      return {
        fits: false,
        reason: `${imagesWords(problem)}: under about ${least} even small additions learn them by heart.`,
        source,
      }
    if (isSmall(problem))
      return {
        fits: false,
        reason: 'A Transformer of this size does not belong on a device without a GPU.',
        source,
        others: true,
      }
    return { fits: true }
  },
  prior: ({ amount, imagery }) => ({
    value: { little: 0.7, some: 0.75, much: 0.74 }[amount] - (imagery.nearPhotos ? 0 : 0.02),
    because:
      'its features were learned on 142 million images without labels, and the additions bend them to these',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.75, some: 0.8, much: 0.55 })[amount],
  rungs: (problem) =>
    sizes
      .filter((_, i) => i === 0 || problem.images >= 500 * i)
      .map(({ size, rank }) => {
        const backbone = dinoV2(size)
        const side = backbone.inputSize
        const body = adapted(backbone.nodes(side), rank)
        return {
          label: `${backbone.name}, rank ${rank}`,
          side,
          parts: [visionPart(problem, classifierModel(problem, backbone, { side, dropout: 0, body }))],
        }
      }),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate, weightDecay, more: `the new last layer at ${headRate}` }),
    regularization: [
      ...augmentationOf(problem),
      `weight decay ${weightDecay}`,
      'gradient norm clipped at 1.0',
      stopping,
    ],
  }),
  write: (problem, { side, label }) => ({
    overview: `${label}: the published weights stay as they are; additions to queries and values, and a new last layer, are learned from ${imagesWords(problem)}. {{trainableParams}} of {{params}} parameters learn; {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [scoresRow(problem)],
    risks: [
      'Merge the additions into the weights before export; they cost time where they stay apart.',
      ...imageRisks(problem, side),
    ],
    steps: trainedSteps(problem, 'the frozen network with its additions and last layer'),
    files: trainedFiles(),
    notCounted: ['decoding and resizing the image'],
  }),
}
