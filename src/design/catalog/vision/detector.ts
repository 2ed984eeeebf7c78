/** A family of networks that find objects and their boxes, at several sizes. */
import { counted } from '../../brief/facts.js'
import { placeOf } from '../backbones/serving.js'
import type { Fit, Kind } from '../family.js'
import type { Amount } from '../problem.js'
import { type DenseStep, denseOutputs, denseRungs } from './dense.js'
import { imageRisks } from './evaluation.js'
import type { VisionFamily } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, denseBatches, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords } from './words.js'

interface Detector {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly words: readonly string[]
  readonly complexity: number
  readonly complexityBecause: string
  readonly steps: readonly DenseStep[]
  readonly isFrozen?: (name: string) => boolean
  /** Classes that it scores beside those asked for: background, or nothing. */
  readonly more: 0 | 1
  readonly fits?: (problem: VisionProblem) => Fit
  readonly priors: Readonly<Record<Amount, number>>
  readonly because: (problem: VisionProblem) => string
  readonly source: string
  readonly fit: Readonly<Record<Amount, number>>
  readonly loss?: string
  readonly learningRate: number
  readonly optimizerMore?: string
  readonly regularization: readonly string[]
  readonly overview: string
  readonly built: string
  readonly boxes: string
  readonly risks: readonly string[]
  /** Whether overlapping boxes of one object have to be thrown away afterwards. */
  readonly suppresses: boolean
}

const weightDecay = 1e-4
/** What suppression loses where objects hide each other (Shao et al., CrowdHuman, 2018). */
const crowdLoss = 0.04
const crowdWords =
  /\b(?:crowd\w*|dense(?:ly)?|packed|overlap\w*|occlu\w*|close together|gedräng\w*|dicht\w*|verdeck\w*|überlapp\w*|foule\w*|serrés?|bondé\w*|aglomera\w*|multitud\w*|abarrotad\w*|lotad\w*|affollat\w*)\b|混雑|密集|拥挤|重なり/i
/** Objects that stand so close that their boxes overlap. */
export const isCrowded = ({ brief }: VisionProblem): boolean => crowdWords.test(brief.request)
/** What attention loses on a device that wants INT8. */
const deviceLoss = 0.06

export function detector(own: Detector): VisionFamily {
  return {
    id: own.id,
    kind: own.kind,
    goals: ['detect'],
    title: own.title,
    words: ['detector', ...own.words],
    ruledOutBy: [...new Set([...own.words, own.kind === 'hybrid' ? 'transformer' : 'convolution', 'neural'])],
    neural: true,
    complexity: own.complexity,
    complexityBecause: own.complexityBecause,
    interpretability: 0.5,
    interpretabilityBecause: 'the box itself shows what was taken for what',
    name: () => own.title,
    fits: (problem) => own.fits?.(problem) ?? { fits: true },
    prior: (problem) => ({
      value:
        own.priors[problem.amount] -
        (own.kind === 'hybrid' && placeOf(problem) === 'jetson' ? deviceLoss : 0) -
        (own.suppresses && isCrowded(problem) ? crowdLoss : 0),
      because: own.because(problem),
      source: own.source,
    }),
    dataFit: (problem) => own.fit[problem.amount],
    rungs: (problem) => denseRungs(problem, own.steps, problem.classes + own.more, own.isFrozen),
    recipe: (problem) => ({
      loss: own.loss ?? lossOf(problem),
      ...tuned(problem, {
        learningRate: own.learningRate,
        weightDecay,
        batches: denseBatches,
        ...(own.optimizerMore && { more: own.optimizerMore }),
      }),
      regularization: [
        ...augmentationOf(problem),
        ...(own.suppresses
          ? ['mosaic of four images, off for the last tenth of training (Bochkovskiy et al., 2020)']
          : ['the longer side drawn anew in every batch (multi-scale training)']),
        `weight decay ${weightDecay}`,
        ...own.regularization,
        stopping,
      ],
    }),
    write: (problem, rung) => ({
      overview: `${rung.label}: ${own.overview}; trained on ${imagesWords(problem)}. {{params}} parameters, {{latency}} an image.`,
      inputs: [imageRow(problem, rung.side)],
      outputs: denseOutputs(problem, rung, [
        {
          name: 'classes',
          meaning: `for every ${own.suppresses ? 'place' : 'query'} a score for each of ${counted(problem.classes, 'kind')}${own.more ? ' and for nothing' : ''}`,
        },
        { name: 'boxes', meaning: own.boxes },
        { name: 'centred', meaning: 'how near to the middle of an object the place is' },
      ]),
      risks: [
        ...own.risks,
        ...(own.suppresses
          ? ['Objects that stand close together lose boxes to suppression: tune its overlap on validation.']
          : []),
        ...imageRisks(problem, rung.side),
      ],
      steps: trainedSteps(problem, own.built),
      files: trainedFiles(own.kind === 'baseline'),
      notCounted: [
        'decoding and resizing the image',
        ...(own.suppresses ? ['throwing away overlapping boxes (non-maximum suppression)'] : []),
      ],
    }),
  }
}
