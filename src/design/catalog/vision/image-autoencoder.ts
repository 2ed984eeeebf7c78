/** A convolutional autoencoder from scratch: draws good images, and odd ones badly. For images that no published network knows. */
import type { ModelSpec } from '../../spec/spec.js'
import { convAutoencoder } from '../backbones/vision/autoencoder.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { oddRisks, thresholdStep } from './odd.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

const source =
  'Bergmann et al., MVTec AD, 2021; Bergmann et al., Improving Unsupervised Defect Segmentation, 2019'
const learningRate = 1e-3
const weightDecay = 1e-5
const least = 200
const sizes = [
  { widths: [16, 32, 32], middle: 8, side: 128 },
  { widths: [32, 64, 64, 64], middle: 16, side: 256 },
  { widths: [32, 64, 128, 128], middle: 16, side: 256 },
  { widths: [32, 64, 128, 256], middle: 32, side: 256 },
] as const

const spec = ({ widths, middle, side }: (typeof sizes)[number]): ModelSpec => ({
  name: 'Convolutional autoencoder',
  inputs: { image: { kind: 'image', size: side, channels: 3 } },
  nodes: convAutoencoder(widths, middle, 3),
})

export const imageAutoencoder: VisionFamily = {
  id: 'image-autoencoder',
  kind: 'autoencoder',
  goals: ['find_odd'],
  title: 'Convolutional autoencoder',
  words: ['autoencoder'],
  ruledOutBy: ['autoencoder', 'neural'],
  neural: true,
  complexity: 0.35,
  complexityBecause: 'one small network, trained for each product; its middle has to be narrow enough',
  interpretability: 0.5,
  interpretabilityBecause: 'the copy is shown beside the image',
  name: () => 'Convolutional autoencoder',
  fits(problem) {
    if (problem.images < least)
      return {
        fits: false,
        reason: `${imagesWords(problem)}: under about ${least} it learns the images by heart.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ imagery }) => ({
    value: imagery.id === 'thermal' ? 0.62 : 0.55,
    because: 'it needs no published network, but often draws the defect too, and blurs what is fine',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.8, much: 0.9 })[amount],
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `${size.widths.join('-')} channels, middle ${size.middle}, at ${size.side} pixels`,
      side: size.side,
      parts: [visionPart(problem, { kind: 'network', spec: spec(size), examples: problem.trainingImages })],
    })),
  recipe: (problem) => ({
    loss: `${lossOf(problem)}, beside structural similarity (SSIM; Bergmann et al., 2019)`,
    ...tuned(problem, { learningRate, weightDecay, epochs: 100 }),
    regularization: [
      ...augmentationOf(problem),
      `weight decay ${weightDecay}`,
      'a narrow middle, so that a defect cannot pass',
      stopping,
    ],
  }),
  write: (problem, { side, label }) => ({
    overview: `${label}: learns to draw ${imagesWords(problem)} through a narrow middle; what it draws badly is odd. {{params}} parameters, {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [
      { name: 'drawn', shape: [side, side, 3], meaning: 'the copy; where it differs the image is odd' },
    ],
    risks: [
      ...oddRisks,
      'It may draw the defect as well: then its middle is too wide.',
      ...imageRisks(problem, side),
    ],
    steps: [...trainedSteps(problem, 'the autoencoder'), thresholdStep(problem)],
    files: trainedFiles(),
    notCounted: ['decoding and resizing the image'],
  }),
}
