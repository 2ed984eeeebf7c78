/**
 * PatchCore (Roth et al., 2022): what every place of a good image looks like is remembered; a place that is unlike all of
 * them is odd. Nothing is trained, and the answer is a map of where.
 */
import { counted, plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { frozen } from '../backbones/backbone.js'
import { exportFile, exportStep, isSmall } from '../backbones/serving.js'
import { type ResNetDepth, resnet } from '../backbones/vision/resnet.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { filled, oddMapRow, oddRisks, thresholdStep } from './odd.js'
import { planFiles } from './plan.js'
import type { VisionProblem } from './problem.js'
import { imageRow, imagesWords } from './words.js'

const source = 'Roth et al., Towards Total Recall in Industrial Anomaly Detection (PatchCore), 2022'
/** Share of the places of all good images that is kept; the paper's, and a tenth of it. */
const sizes = [
  { depth: 18, share: 0.01, side: 224 },
  { depth: 18, share: 0.1, side: 224 },
  { depth: 50, share: 0.1, side: 224 },
  { depth: 50, share: 0.1, side: 320 },
] as const satisfies readonly { depth: ResNetDepth; share: number; side: number }[]
/** More vectors than this are thinned out further: the search is a product with all of them. */
const mostVectors = 100_000
/** The map that is compared lies this many pixels apart. */
const stride = 8

const vectorsOf = (images: number, { share, side }: (typeof sizes)[number]): number =>
  Math.max(1, Math.min(mostVectors, Math.round(images * (side / stride) ** 2 * share)))

function patchSpec(problem: VisionProblem, size: (typeof sizes)[number]): ModelSpec {
  const backbone = resnet(size.depth)
  return {
    name: `${backbone.name} with a memory of places`,
    inputs: { image: { kind: 'image', size: size.side, channels: 3 } },
    nodes: [
      ...frozen(backbone.maps().slice(0, -1)),
      { name: 'coarse_around', kind: 'avg_pool2d', kernel: 3, stride: 1, padding: 1 },
      { name: 'coarse', kind: 'upsample', factor: 2 },
      { name: 'fine', kind: 'avg_pool2d', kernel: 3, stride: 1, padding: 1, from: 'stage2' },
      { name: 'places', kind: 'concat', from: ['fine', 'coarse'] },
      // The nearest by distance is the largest of product less half the length of what is remembered.
      { name: 'memory', kind: 'linear', units: vectorsOf(problem.trainingImages, size), frozen: true },
      { name: 'nearest', kind: 'reduce', by: 'max', axis: -1 },
    ],
  }
}

export const patchMemory: VisionFamily = {
  id: 'patch-memory',
  kind: 'memory',
  goals: ['find_odd'],
  title: 'Memory of good places (PatchCore)',
  words: ['patchcore', 'memory'],
  ruledOutBy: ['patchcore', 'neural'],
  neural: true,
  complexity: 0.25,
  complexityBecause:
    'one published network and a memory of vectors; a new product is one pass over its good images',
  interpretability: 0.55,
  interpretabilityBecause: 'a map shows the place, and the nearest good place beside it',
  name: () => 'Memory of good places (PatchCore)',
  fits: () => ({ fits: true }),
  prior: ({ pixels }) => ({
    value: 0.78 - (pixels > 1024 ? 0.04 : 0),
    because:
      pixels > 1024
        ? 'it finds local defects from a few hundred good images; images this fine have to be cut into tiles'
        : 'it finds local defects from a few hundred good images, and nothing has to be trained',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.9, much: 0.7 })[amount],
  rungs: (problem) =>
    sizes
      .filter(
        ({ depth, side }) => (!isSmall(problem) || depth === 18) && side <= Math.max(224, problem.pixels),
      )
      .map((size) => {
        const vectors = vectorsOf(problem.trainingImages, size)
        return {
          label: `ResNet-${size.depth} at ${size.side} pixels, ${counted(vectors, 'vector')}`,
          side: size.side,
          parts: [
            visionPart(problem, {
              kind: 'network',
              spec: patchSpec(problem, size),
              examples: 0,
              pretrained: resnet(size.depth).weights,
            }),
          ],
        }
      }),
  recipe: () => filled,
  write: (problem, { side, label }) => ({
    overview: `${label}: two maps of a published network, compared at every place with what good images look like there, from ${imagesWords(problem)}. Nothing is trained. {{latency}} an image, {{weightMemory}} with its memory.`,
    inputs: [imageRow(problem, side)],
    outputs: [
      oddMapRow(
        side / stride,
        `likeness of every place (${stride} pixels apart) to the nearest good one; the least of them judges the image`,
      ),
    ],
    risks: [
      ...oddRisks,
      `A defect of under ${counted(Math.ceil((stride * problem.pixels) / side), 'pixel')} of the original is smaller than a place: read tiles at full resolution.`,
      ...imageRisks(problem, side),
    ],
    steps: [
      `Compute all places of the ${counted(problem.trainingImages, 'good image')} in \`src/memory.py\`, and thin them out to a coreset.`,
      thresholdStep(problem),
      exportStep(problem, { one: 'good image', many: 'good images' }),
    ],
    files: planFiles([
      { path: 'src/memory.py', purpose: 'places of the good images, the coreset, the file that is served' },
      exportFile,
    ]),
    notCounted: [
      'decoding and resizing the image',
      `the pass over the good images and the choice of vectors (greedy, ${plain(sizes[1].share * 100)}% at most)`,
    ],
  }),
}
