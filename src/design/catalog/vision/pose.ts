/**
 * Where the joints are: heatmaps drawn from the last map of a ResNet by three enlarging convolutions (Xiao et al., 2018),
 * or from that of a MobileNetV3 by light ones, for phones and boards.
 */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { isSmall, precisionOn } from '../backbones/serving.js'
import { mobileNetV3Large } from '../backbones/vision/mobilenet.js'
import { lightPoseHead, poseHead } from '../backbones/vision/pose.js'
import { type ResNetDepth, resnet } from '../backbones/vision/resnet.js'
import { imageRisks } from './evaluation.js'
import { type SizedRung, type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, denseBatches, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

const source =
  'Xiao et al., Simple Baselines for Human Pose Estimation and Tracking, 2018; Howard et al., MobileNetV3, 2019'
/** Heatmaps are a quarter as fine as the image. */
const stride = 4

interface Size {
  readonly label: string
  readonly side: number
  /** Images from which it is worth it. */
  readonly from: number
  readonly weights: string
  readonly maps: () => Nodes
  readonly head: (joints: number) => Nodes
}

const mobile = (side: number): Size => ({
  label: `${mobileNetV3Large.name} at ${side} pixels`,
  side,
  from: 0,
  weights: mobileNetV3Large.weights,
  maps: mobileNetV3Large.maps,
  head: lightPoseHead,
})
/** Deeper networks read 256 pixels, as published. */
const deeper = (depth: ResNetDepth, from: number): Size => ({
  label: `ResNet-${depth} at 256 pixels`,
  side: 256,
  from,
  weights: resnet(depth).weights,
  maps: () => resnet(depth).maps(),
  head: poseHead,
})
const sizes: readonly Size[] = [mobile(128), mobile(192), mobile(256)]
const largeSizes: readonly Size[] = [deeper(18, 0), deeper(50, 1_000), deeper(101, 20_000)]

const spec = (problem: VisionProblem, size: Size, isFrozen: boolean): ModelSpec => ({
  name: `Pose by heatmaps, ${size.label}`,
  inputs: { image: { kind: 'image', size: size.side, channels: 3 } },
  nodes: [...(isFrozen ? frozen(size.maps()) : size.maps()), ...size.head(problem.classes)],
})

/** On small devices the light ones alone; elsewhere a frozen network is not worth more than its shallowest. */
function sizesOf(problem: VisionProblem, isFrozen: boolean): readonly Size[] {
  if (isSmall(problem)) return isFrozen ? sizes.slice(0, 1) : sizes
  const all = [...sizes.slice(-1), ...largeSizes]
  return isFrozen ? all.slice(0, 1) : all.filter(({ from }) => from <= problem.images)
}

const rungs = (problem: VisionProblem, isFrozen: boolean): SizedRung[] =>
  sizesOf(problem, isFrozen).map((size) => ({
    label: size.label,
    side: size.side,
    parts: [
      visionPart(problem, {
        kind: 'network',
        spec: spec(problem, size, isFrozen),
        examples: problem.trainingImages,
        pretrained: size.weights,
        ...precisionOn(problem),
      }),
    ],
  }))

function pose(isFrozen: boolean): VisionFamily {
  return {
    id: isFrozen ? 'frozen-pose' : 'pose-heatmaps',
    kind: isFrozen ? 'baseline' : 'convolution',
    goals: ['pose'],
    title: isFrozen ? 'Heatmaps from frozen features' : 'Heatmaps from a fine-tuned network',
    words: isFrozen ? [] : ['convolution', 'resnet', 'mobilenet'],
    ruledOutBy: ['neural'],
    neural: true,
    complexity: isFrozen ? 0.25 : 0.35,
    complexityBecause: isFrozen
      ? 'one published network; only its head is trained'
      : 'one plain network; people are found first',
    interpretability: 0.5,
    interpretabilityBecause: 'the joints are drawn on the image and can be checked',
    name: () => (isFrozen ? 'Heatmaps from frozen features' : 'Heatmaps from a fine-tuned network'),
    fits: () => ({ fits: true }),
    prior: ({ amount }) => ({
      value: isFrozen
        ? { little: 0.55, some: 0.46, much: 0.4 }[amount]
        : { little: 0.62, some: 0.76, much: 0.78 }[amount],
      because: isFrozen
        ? 'published features were learned to name things, not to place them'
        : 'it places joints to a few pixels and is simple to train',
      source,
    }),
    dataFit: ({ amount }) =>
      isFrozen
        ? { little: 0.7, some: 0.4, much: 0.3 }[amount]
        : { little: 0.7, some: 0.95, much: 0.95 }[amount],
    rungs: (problem) => rungs(problem, isFrozen),
    recipe: (problem) => ({
      loss: lossOf(problem),
      ...tuned(problem, {
        learningRate: isFrozen ? headRate : 3e-4,
        weightDecay: 1e-4,
        batches: denseBatches,
      }),
      regularization: [
        ...augmentationOf(problem),
        'the same change for the image and its joints; left and right are exchanged in a flip',
        stopping,
      ],
    }),
    write: (problem, rung) => ({
      overview: `${rung.label}: a map for every joint, its peak is the place; trained on ${imagesWords(problem)}. {{params}} parameters, {{latency}} a person.`,
      inputs: [imageRow(problem, rung.side)],
      outputs: [
        {
          name: 'heatmaps',
          shape: [rung.side / stride, rung.side / stride, problem.classes],
          meaning:
            'how likely each joint is at each place; the peak, moved a quarter towards the second highest, is the answer',
        },
      ],
      risks: [
        'Joints that are hidden are guessed: ask for the height of the peak as well.',
        ...imageRisks(problem, rung.side),
      ],
      steps: trainedSteps(problem, 'the network and its head of heatmaps'),
      files: trainedFiles(isFrozen),
      notCounted: ['finding the people first: one pass a person', 'decoding and resizing the image'],
    }),
  }
}

export const frozenPose = pose(true)
export const poseHeatmaps = pose(false)
