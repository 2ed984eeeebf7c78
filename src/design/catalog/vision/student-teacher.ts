/**
 * A student that imitates a small published network on good images, and fails on odd ones (Bergmann et al., 2020; the
 * small network of EfficientAD, Batzner et al., 2024): four convolutions, milliseconds, a map of where.
 */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { oddMapRow, oddRisks, thresholdStep } from './odd.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { augmentationOf, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

const source = 'Batzner et al., EfficientAD, 2024; Bergmann et al., Uninformed Students, 2020'
const learningRate = 1e-4
const weightDecay = 1e-5
const epochs = 70
const least = 100
/** Channels of the patch description network: small as in the paper, and a half. */
const widths = [64, 128] as const
const answers = 384
/** Its map lies four pixels apart. */
const stride = 4
const side = 256

/** Four convolutions that see 33 x 33 pixels; padded so that the map stays a quarter of the image. */
const patchNetwork = (prefix: string, width: number, from: string): Nodes => [
  { name: `${prefix}1`, kind: 'conv2d', channels: width, kernel: 4, padding: 'same', from },
  { name: `${prefix}1_active`, kind: 'relu' },
  { name: `${prefix}1_pool`, kind: 'avg_pool2d', kernel: 2 },
  { name: `${prefix}2`, kind: 'conv2d', channels: 2 * width, kernel: 4, padding: 'same' },
  { name: `${prefix}2_active`, kind: 'relu' },
  { name: `${prefix}2_pool`, kind: 'avg_pool2d', kernel: 2 },
  { name: `${prefix}3`, kind: 'conv2d', channels: 2 * width, kernel: 3, padding: 'same' },
  { name: `${prefix}3_active`, kind: 'relu' },
  { name: prefix, kind: 'conv2d', channels: answers, kernel: 4, padding: 'same' },
]

const spec = (width: number): ModelSpec => ({
  name: 'Student and teacher',
  inputs: { image: { kind: 'image', size: side, channels: 3 } },
  nodes: [
    ...frozen(patchNetwork('teacher', width, 'image')),
    ...patchNetwork('student', width, 'image'),
    { name: 'difference', kind: 'subtract', with: 'teacher' },
    { name: 'squared', kind: 'multiply', with: 'difference' },
    { name: 'oddness', kind: 'reduce', axis: -1 },
  ],
})

export const studentTeacher: VisionFamily = {
  id: 'student-teacher',
  kind: 'imitation',
  goals: ['find_odd'],
  title: 'Student and teacher (EfficientAD type)',
  words: ['patchcore'],
  ruledOutBy: ['neural'],
  neural: true,
  complexity: 0.42,
  complexityBecause:
    'two networks; the teacher is distilled once from a large one, the student trained for each product',
  interpretability: 0.5,
  interpretabilityBecause: 'a map shows where the two differ',
  name: () => 'Student and teacher (EfficientAD type)',
  fits(problem) {
    if (problem.images < least)
      return {
        fits: false,
        reason: `${imagesWords(problem)}: from under about ${least} good images the student learns little of what is normal.`,
        source,
      }
    return { fits: true }
  },
  prior: () => ({
    value: 0.76,
    because: 'it answers within milliseconds and finds fine defects, but is trained for every product',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.7, some: 0.9, much: 0.85 })[amount],
  rungs: (problem) =>
    widths.map((width) => ({
      label: `${width} to ${2 * width} channels at ${side} pixels`,
      side,
      parts: [
        visionPart(problem, {
          kind: 'network',
          spec: spec(width),
          examples: problem.trainingImages,
          pretrained: 'ImageNet-1k (the teacher, distilled from a Wide ResNet)',
        }),
      ],
    })),
  recipe: (problem) => ({
    loss: 'Squared difference between student and teacher, the hardest thousandth of the places (Batzner et al., 2024)',
    ...tuned(problem, { learningRate, weightDecay, epochs, batches: [1, 8, 32] }),
    regularization: [
      ...augmentationOf(problem),
      'a penalty that keeps the student from imitating on ordinary photos',
      `weight decay ${weightDecay}`,
    ],
  }),
  write: (problem, rung) => ({
    overview: `${rung.label}: a frozen teacher describes every place, a student learns to say the same on ${imagesWords(problem)}; where they differ the image is odd. {{latency}} an image.`,
    inputs: [imageRow(problem, rung.side)],
    outputs: [
      oddMapRow(
        side / stride,
        `how much the two differ at every place (${stride} pixels apart); the largest judges the image`,
      ),
    ],
    risks: [
      ...oddRisks,
      'Distilling the teacher needs a day with ImageNet, once.',
      ...imageRisks(problem, rung.side),
    ],
    steps: [...trainedSteps(problem, 'teacher and student'), thresholdStep(problem)],
    files: trainedFiles(),
    notCounted: ['decoding and resizing the image', 'distilling the teacher'],
  }),
}
