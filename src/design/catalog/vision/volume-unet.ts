/** U-Net of volumes, set up as nnU-Net does it: cubes out of a scan, overlapping when it is answered. */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { uNet3d } from '../backbones/vision/unet3d.js'
import { capital } from '../words.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { lossOf, stopping, tuned } from './recipes.js'
import { imagesWords } from './words.js'

const source = 'Isensee et al., nnU-Net, 2021; Çiçek et al., 3D U-Net, 2016'
/** Side of a cube, channels of the first level, and levels. */
const sizes = [
  { cube: 64, width: 16, levels: 4 },
  { cube: 96, width: 24, levels: 5 },
  { cube: 128, width: 32, levels: 6 },
] as const
/** Cubes overlap by half in every direction when a volume is answered. */
const overlap = 2
const batches = [2, 2, 4] as const
const example = { one: 'cube', many: 'cubes' } as const
/** Passes over the cubes of a volume; each is drawn and turned anew. */
const epochs = 100

const spec = (problem: VisionProblem, { cube, width, levels }: (typeof sizes)[number]): ModelSpec => ({
  name: `3D U-Net, ${width} channels, ${levels} levels`,
  inputs: { cube: { kind: 'tensor', shape: [cube, cube, cube, 1] } },
  nodes: uNet3d(width, levels, problem.classes),
})

/** Cubes that cover a volume without overlap, and with it. */
function cubesOf({ pixels, slices }: VisionProblem, cube: number): { plain: number; overlapping: number } {
  const along = (size: number) => Math.max(1, Math.ceil(size / cube))
  const dense = (size: number) => Math.max(1, Math.ceil(overlap * (size / cube)) - 1)
  return {
    plain: along(pixels) ** 2 * along(slices),
    overlapping: dense(pixels) ** 2 * dense(slices),
  }
}

export const volumeUNet: VisionFamily = {
  id: 'volume-unet',
  kind: 'hybrid',
  goals: ['segment'],
  title: '3D U-Net (nnU-Net)',
  words: ['unet', 'convolution'],
  ruledOutBy: ['unet', 'convolution', 'neural'],
  neural: true,
  complexity: 0.4,
  complexityBecause: 'cubes, resampling and overlap to handle; nnU-Net sets them up by itself',
  interpretability: 0.5,
  interpretabilityBecause: 'the mask itself shows what was taken for what',
  name: () => '3D U-Net (nnU-Net)',
  fits: ({ slices }) =>
    slices > 1
      ? { fits: true }
      : {
          fits: false,
          reason: 'It is made for volumes of slices; these are single images.',
          source,
          others: true,
        },
  prior: ({ amount }) => ({
    value: { little: 0.78, some: 0.86, much: 0.86 }[amount],
    because: 'it sees a place with what lies above and below, and led in most contests of medical volumes',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.85, some: 0.95, much: 1 })[amount],
  rungs: (problem) =>
    sizes.map((size) => ({
      label: `cubes of ${size.cube}, ${size.width} channels, ${size.levels} levels`,
      side: size.cube,
      parts: [
        visionPart(problem, {
          kind: 'network',
          spec: spec(problem, size),
          examples: problem.trainingImages * cubesOf(problem, size.cube).plain,
          example,
          perRequest: 1,
        }),
      ],
    })),
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...tuned(problem, { learningRate: 1e-3, weightDecay: 3e-5, batches, epochs }),
    regularization: [
      'augmentation: rotations, scale, elastic deformation, brightness, contrast, low resolution (nnU-Net)',
      'a third of the cubes holds a rare class',
      'losses at every level of the way up (deep supervision)',
      stopping,
    ],
  }),
  write: (problem, { side, label }) => {
    const cubes = cubesOf(problem, side)
    return {
      overview: `${capital(label)}: three-dimensional convolutions down and up again, on cubes out of ${imagesWords(problem)}; a volume is answered in ${counted(cubes.overlapping, 'overlapping cube')}. {{params}} parameters, {{latency}} a cube.`,
      inputs: [
        {
          name: 'cube',
          shape: [side, side, side, 1],
          meaning: `a cube out of a volume of ${grouped(problem.pixels)} x ${grouped(problem.pixels)} x ${grouped(problem.slices)}, resampled to one spacing, scaled by its own mean and deviation`,
        },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [side, side, side, problem.classes],
          meaning: `one score for each of ${counted(problem.classes, 'class', 'classes')} and voxel, background counted; overlapping cubes are averaged`,
        },
      ],
      risks: [
        'Spacing differs between scanners: resample to one before anything else.',
        ...imageRisks(problem, problem.pixels, false),
      ],
      steps: trainedSteps({ ...problem, example }, 'the 3D U-Net (or let nnU-Net set it up)'),
      files: trainedFiles(),
      notCounted: [
        `the other cubes of a volume: a whole one is ${grouped(cubes.overlapping)} of them`,
        'reading and resampling the volume',
      ],
    }
  },
}
