/**
 * The bar for every classifier: a published network that does not learn, and one linear layer that does. What it reads
 * is computed once and kept, so it is fitted in minutes; a nearest-neighbour vote on the same features needs no fit.
 */
import { exportFile, exportStep, isSmall, placeOf } from '../backbones/serving.js'
import { mobileNetV3Large, mobileNetV3Small } from '../backbones/vision/mobilenet.js'
import { mobileNetV1Quarter } from '../backbones/vision/mobilenet-v1.js'
import { resnet } from '../backbones/vision/resnet.js'
import type { VisionBackbone } from '../backbones/vision/vision-backbone.js'
import { dinoV2 } from '../backbones/vision/vit.js'
import { allOf } from '../words.js'
import { classifierModel } from './classifier.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { planFiles } from './plan.js'
import { type VisionProblem, wholeImageGoals } from './problem.js'
import { lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords, scoresRow } from './words.js'

const source =
  'Oquab et al., DINOv2, 2023; Kornblith et al., Do Better ImageNet Models Transfer Better?, 2019'
const learningRate = 1e-3
const weightDecay = 1e-4
/** Passes over kept features until a linear layer stands still. */
const epochs = 30

const tiny = [mobileNetV1Quarter, mobileNetV3Small] as const
const small = [mobileNetV3Small, mobileNetV3Large, resnet(18), resnet(50)] as const
/** The bar is no place for the largest network that fits. */
const large = [resnet(18), dinoV2('s')] as const

const backbonesFor = (problem: VisionProblem): readonly VisionBackbone[] =>
  placeOf(problem) === 'microcontroller' ? tiny : isSmall(problem) ? small : large

export const frozenFeatures: VisionFamily = {
  id: 'frozen-image-features',
  kind: 'baseline',
  goals: wholeImageGoals,
  title: 'Frozen features and a linear layer',
  words: ['dinov2', 'linear', 'nearest neighbours'],
  ruledOutBy: [],
  neural: true,
  complexity: 0.15,
  complexityBecause: 'one network as published, one linear layer; a new class is fitted in minutes',
  interpretability: 0.55,
  interpretabilityBecause:
    'the nearest training images are shown beside every answer, and can decide it by a vote',
  name: () => 'Frozen features and a linear layer',
  fits: () => ({ fits: true }),
  prior: ({ amount, imagery }) => ({
    value: { little: 0.72, some: 0.62, much: 0.5 }[amount] - (imagery.nearPhotos ? 0 : 0.06),
    because:
      amount === 'little'
        ? `with so few images little can be learned beyond what the published features already tell apart${imagery.nearPhotos ? '' : `, though they were learned on photos and ${imagery.name.many} differ`}`
        : imagery.nearPhotos
          ? 'published features tell most photos apart, but fine-tuning on so many images goes beyond them'
          : `published features were learned on photos, and ${imagery.name.many} differ`,
    source,
  }),
  // Without any labels it waits for the first.
  dataFit: ({ amount, brief }) =>
    brief.data.labels?.value === 'none' ? 0.4 : { little: 1, some: 0.6, much: 0.3 }[amount],
  rungs: (problem) =>
    backbonesFor(problem).map((backbone) => ({
      label: `${backbone.name}, frozen`,
      side: backbone.inputSize,
      parts: [
        visionPart(
          problem,
          classifierModel(problem, backbone, { side: backbone.inputSize, dropout: 0, isFrozen: true }),
        ),
      ],
    })),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, {
      learningRate,
      weightDecay,
      epochs,
      keepsFeatures: true,
      more: 'the last layer alone learns; logistic regression on kept features gives the same',
    }),
    regularization: [
      `weight decay ${weightDecay}, chosen on validation`,
      'no augmentation: features are kept',
      stopping,
    ],
  }),
  write: (problem, { side, label }) => ({
    overview: `${label}, and one linear layer on its features, fitted to ${imagesWords(problem)}: the baseline for everything that is trained further. {{params}} parameters of which {{trainableParams}} learn; {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [scoresRow(problem)],
    risks: [
      'What the published network never learned to see (texture, fine marks, small objects) no linear layer brings back.',
      ...imageRisks(problem, side),
    ],
    steps: [
      `Compute the features of ${allOf(problem.images, 'image')} once in \`src/features.py\` and keep them beside the labels.`,
      'Fit the linear layer in `src/train.py` (minutes), and a 20-nearest-neighbour vote on the same features as a check.',
      exportStep(problem, { one: 'training image', many: 'training images' }, problem.trainingImages),
    ],
    files: planFiles(
      [
        { path: 'src/features.py', purpose: 'the published network, features of every image, kept on disk' },
        { path: 'src/train.py', purpose: 'the linear layer and the nearest-neighbour vote' },
        exportFile,
      ],
      true,
    ),
    notCounted: ['decoding and resizing the image'],
  }),
}
