/** A family of networks that give a class to every pixel, at several sizes. */
import { counted, grouped } from '../../brief/facts.js'
import { isSmall } from '../backbones/serving.js'
import type { Fit, Kind } from '../family.js'
import type { Amount } from '../problem.js'
import { type DenseStep, denseOutputs, denseRungs } from './dense.js'
import { imageRisks } from './evaluation.js'
import type { VisionFamily } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, denseBatches, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

/** What is lost where a volume is seen slice by slice. */
const sliceLoss = 0.1

interface Segmenter {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly words: readonly string[]
  readonly complexity: number
  readonly complexityBecause: string
  readonly steps: readonly DenseStep[]
  /** Nodes that do not learn. */
  readonly isFrozen?: (name: string) => boolean
  readonly fits?: (problem: VisionProblem) => Fit
  readonly priors: Readonly<Record<Amount, number>>
  readonly because: (problem: VisionProblem) => string
  readonly source: string
  readonly fit: Readonly<Record<Amount, number>>
  readonly learningRate: number
  readonly weightDecay: number
  readonly optimizerMore?: string
  readonly regularization: readonly string[]
  readonly overview: string
  readonly built: string
  readonly risks: readonly string[]
}

/** Networks that a board without a GPU cannot run at a useful rate. */
export const notOnBoards = (source: string, problem: VisionProblem): Fit =>
  isSmall(problem)
    ? {
        fits: false,
        reason:
          'It computes a fine map with many channels; a device without a GPU is better served by the light network.',
        source,
        others: true,
      }
    : { fits: true }

export function segmenter(own: Segmenter): VisionFamily {
  return {
    id: own.id,
    kind: own.kind,
    goals: ['segment'],
    title: own.title,
    words: own.words,
    ruledOutBy: [...new Set([...own.words, 'convolution', 'neural'])],
    neural: true,
    complexity: own.complexity,
    complexityBecause: own.complexityBecause,
    interpretability: 0.5,
    interpretabilityBecause: 'the mask itself shows what was taken for what',
    name: () => own.title,
    fits: (problem) => own.fits?.(problem) ?? { fits: true },
    prior: (problem) => ({
      value: own.priors[problem.amount] - (problem.slices > 1 ? sliceLoss : 0),
      because:
        problem.slices > 1
          ? 'it sees one slice at a time, not what lies above and below'
          : own.because(problem),
      source: own.source,
    }),
    dataFit: (problem) => own.fit[problem.amount],
    rungs: (problem) => denseRungs(problem, own.steps, problem.classes, own.isFrozen),
    recipe: (problem) => ({
      loss: lossOf(problem),
      ...tuned(problem, {
        learningRate: own.learningRate,
        weightDecay: own.weightDecay,
        batches: denseBatches,
        ...(own.optimizerMore && { more: own.optimizerMore }),
      }),
      regularization: [
        ...augmentationOf(problem),
        `weight decay ${own.weightDecay}`,
        ...own.regularization,
        stopping,
      ],
    }),
    write: (problem, rung) => ({
      overview: `${rung.label}${problem.slices > 1 ? ', slice by slice' : ''}: ${own.overview}; trained on ${imagesWords(problem)}. {{params}} parameters, {{latency}} a mask.`,
      inputs: [imageRow(problem, rung.side)],
      outputs: denseOutputs(problem, rung, [
        {
          name: 'scores',
          meaning: `one score for each of ${counted(problem.classes, 'class', 'classes')} and pixel, background counted; softmax makes them probabilities`,
        },
      ]),
      risks: [
        ...own.risks,
        ...imageRisks(
          problem,
          rung.side,
          own.steps.some(({ network }) => network.weights !== undefined),
        ),
      ],
      steps: trainedSteps(problem, own.built),
      files: trainedFiles(own.kind === 'baseline'),
      notCounted: [
        'decoding and resizing the image',
        ...(problem.slices > 1
          ? [`the other slices of a volume: a whole one is ${grouped(problem.slices)} of them`]
          : []),
        ...(problem.pixels > rung.side ? ['further tiles, where a larger image is cut into several'] : []),
      ],
    }),
  }
}

export const newPartsFaster = `the parts that start from nothing at ${headRate}`
