/** Where the joints are: heatmaps drawn from a ResNet's last map by three enlarging convolutions (Xiao et al., 2018). */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { isSmall } from '../backbones/serving.js'
import { poseHead } from '../backbones/vision/pose.js'
import { type ResNetDepth, resnet } from '../backbones/vision/resnet.js'
import { imageRisks } from './evaluation.js'
import { type SizedRung, type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, denseBatches, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

const source = 'Xiao et al., Simple Baselines for Human Pose Estimation and Tracking, 2018'
const side = 256
/** Heatmaps are a quarter as fine as the image. */
const stride = 4

const spec = (problem: VisionProblem, depth: ResNetDepth, isFrozen: boolean): ModelSpec => {
  const body: Nodes = resnet(depth).maps()
  return {
    name: `Pose by heatmaps on ResNet-${depth}`,
    inputs: { image: { kind: 'image', size: side, channels: 3 } },
    nodes: [...(isFrozen ? frozen(body) : body), ...poseHead(problem.classes)],
  }
}

/** A deeper network, and the images from which it is worth it. */
const depths = [
  { depth: 18, from: 0 },
  { depth: 50, from: 1_000 },
  { depth: 101, from: 20_000 },
] as const satisfies readonly { depth: ResNetDepth; from: number }[]
const depthsOf = (problem: VisionProblem, isFrozen: boolean): ResNetDepth[] =>
  depths
    .filter(({ from }, i) => i === 0 || (!isFrozen && !isSmall(problem) && from <= problem.images))
    .map(({ depth }) => depth)

const rungs = (problem: VisionProblem, isFrozen: boolean): SizedRung[] =>
  depthsOf(problem, isFrozen).map((depth) => ({
    label: `ResNet-${depth} at ${side} pixels`,
    side,
    parts: [
      visionPart(problem, {
        kind: 'network',
        spec: spec(problem, depth, isFrozen),
        examples: problem.trainingImages,
        pretrained: resnet(depth).weights,
      }),
    ],
  }))

function pose(isFrozen: boolean): VisionFamily {
  return {
    id: isFrozen ? 'frozen-pose' : 'pose-heatmaps',
    kind: isFrozen ? 'baseline' : 'convolution',
    goals: ['pose'],
    title: isFrozen ? 'Heatmaps from frozen features' : 'Heatmaps from a fine-tuned ResNet',
    words: isFrozen ? [] : ['convolution', 'resnet'],
    ruledOutBy: ['neural'],
    neural: true,
    complexity: isFrozen ? 0.25 : 0.35,
    complexityBecause: isFrozen
      ? 'one published network; only its head is trained'
      : 'one plain network; people are found first',
    interpretability: 0.5,
    interpretabilityBecause: 'the joints are drawn on the image and can be checked',
    name: () => (isFrozen ? 'Heatmaps from frozen features' : 'Heatmaps from a fine-tuned ResNet'),
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
          shape: [side / stride, side / stride, problem.classes],
          meaning:
            'how likely each joint is at each place; the peak, moved a quarter towards the second highest, is the answer',
        },
      ],
      risks: [
        'Joints that are hidden are guessed: ask for the height of the peak as well.',
        ...imageRisks(problem, rung.side),
      ],
      steps: trainedSteps(problem, 'the ResNet and its head of heatmaps'),
      files: trainedFiles(isFrozen),
      notCounted: ['finding the people first: one pass a person', 'decoding and resizing the image'],
    }),
  }
}

export const frozenPose = pose(true)
export const poseHeatmaps = pose(false)
