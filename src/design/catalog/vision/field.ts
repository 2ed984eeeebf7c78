/** Computer vision: from an image to a class, labels, boxes, a mask, its like, or how odd it is. */
import { grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import type { Field } from '../field.js'
import type { Amount } from '../problem.js'
import { adaptedVit } from './adapted-vit.js'
import { complete } from './complete.js'
import { convTransformer } from './conv-transformer.js'
import { convNextFineTuned } from './convnext-fine-tuned.js'
import { deepLab } from './deeplab.js'
import { queryDetection } from './detr.js'
import { evaluation } from './evaluation.js'
import type { VisionFamily } from './family.js'
import { frozenFeatures } from './frozen-features.js'
import { imageAutoencoder } from './image-autoencoder.js'
import { frozenSearch, tunedSearch } from './image-search.js'
import { lightCnn } from './light-cnn.js'
import { frozenDetection, lightDetection } from './light-detection.js'
import { lightSegmentation, lightSegmentationTuned } from './light-segmentation.js'
import { nearestGood } from './nearest-good.js'
import { patchMemory } from './patch-memory.js'
import { plan } from './plan.js'
import { frozenPose, poseHeatmaps } from './pose.js'
import { type VisionProblem, visionProblem } from './problem.js'
import { pyramidDetection } from './pyramid-detection.js'
import { visionAskables } from './questions.js'
import { readerAsPublished, readerFineTuned } from './read-text.js'
import { resnetFineTuned } from './resnet-fine-tuned.js'
import { studentTeacher } from './student-teacher.js'
import { uNetFromScratch } from './unet.js'
import { uNetPretrained } from './unet-pretrained.js'
import { variations } from './variations.js'
import { attentionOverFrames, gruOverFrames, meanOfFrames } from './video.js'
import { vitFineTuned } from './vit-fine-tuned.js'
import { volumeUNet } from './volume-unet.js'
import { imagesWords } from './words.js'
import { zeroShot } from './zero-shot.js'

export const vision: Field<VisionProblem, VisionFamily> = {
  domain: 'vision',
  title: 'computer vision',
  families: [
    frozenFeatures,
    zeroShot,
    adaptedVit,
    lightCnn,
    resnetFineTuned,
    convNextFineTuned,
    vitFineTuned,
    convTransformer,
    lightSegmentation,
    lightSegmentationTuned,
    uNetFromScratch,
    uNetPretrained,
    deepLab,
    volumeUNet,
    frozenDetection,
    lightDetection,
    pyramidDetection,
    queryDetection,
    nearestGood,
    patchMemory,
    studentTeacher,
    imageAutoencoder,
    frozenSearch,
    tunedSearch,
    readerAsPublished,
    readerFineTuned,
    meanOfFrames,
    gruOverFrames,
    attentionOverFrames,
    frozenPose,
    poseHeatmaps,
  ],
  suits: ({ goal }, { goals }) => goals.includes(goal),
  complete,
  problem: visionProblem,
  // What comes out, and one thing of how much there is or where it runs.
  isEnough: ({ data, task, constraints }) =>
    task !== undefined &&
    [
      data.labelled,
      data.examplesPerClass,
      data.labels,
      data.classes,
      data.items,
      constraints.servingDevice,
      constraints.deployment,
    ].some((fact) => fact !== undefined),
  askables: visionAskables,
  effects: {
    'data.labelled': 'The number of images decides whether to fine-tune, and how large a network.',
    'data.classes': 'Each class is one output; few images a class favour frozen features.',
    'data.imageSize': 'The side sets the cost of every layer, and what is too small to be seen.',
  },
  outputFault,
  evaluation,
  plan,
  dataWords,
  scarcity: (problem) => ({
    arithmetic: `${imagesWords(problem)}: ${grouped(problem.trainingImages)} to learn from, ${grouped(problem.testImages)} to test on.`,
    waysOut: [
      'Label more images (200 more change more than any other network), or name a task with less to learn: fewer classes, boxes instead of masks.',
    ],
  }),
  variations,
}

/** One score a class where classes are asked for, a score a pixel where a mask is. */
function outputFault(problem: VisionProblem, outputs: readonly TensorRow[]): string | undefined {
  const { goal, classes } = problem
  const last = outputs[0]?.shape.at(-1)
  const wanted = ['classify', 'tag', 'segment', 'measure', 'watch', 'pose'].includes(goal)
  if (!wanted || last === classes) return undefined
  return `expected ${classes} numbers. Received: ${show(outputs[0]?.shape ?? [])}`
}

function dataWords(problem: VisionProblem): string {
  const { classes, perClass, goal } = problem
  if (goal === 'find_odd') return `${imagesWords(problem)}: ${goodAmounts[problem.amount]}.`
  // An image may have several labels or none: their number says nothing of how often each holds.
  const each = classes > 1 && goal === 'classify' ? `, about ${grouped(Math.floor(perClass))} a class` : ''
  const words = problem.isUnlabelled
    ? `Nothing is labelled yet; ${imagesWords(problem)} are to be labelled first`
    : imagesWords(problem)
  return `${words}${each}: ${amounts[problem.amount]}.`
}

const amounts: Readonly<Record<Amount, string>> = {
  little: 'few to learn from beyond what published networks know',
  some: 'enough to adapt a published network',
  much: 'enough for large networks',
}
const goodAmounts: Readonly<Record<Amount, string>> = {
  little: 'few, for a network that is trained on them',
  some: 'enough to know what is normal place by place',
  much: 'plenty to know what is normal',
}
