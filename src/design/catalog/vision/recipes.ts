/** Losses, augmentation, batches and epochs of vision networks. */
import type { Recipe } from '../family.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { Goal, VisionProblem } from './problem.js'

/** Share of the positive class under which a plain loss forgets it. */
const rareShare = 0.05
/** Images from which mixing pairs of them helps. */
const mixFrom = 10_000

export function lossOf({ goal, brief, classes, isOrdered }: VisionProblem): string {
  const rate = brief.data.positiveRate?.value
  switch (goal) {
    case 'classify':
      if (isOrdered)
        return `Cross-entropy against labels that are spread over neighbouring ones of the ${classes} grades (SORD; Diaz & Marathe, 2019), so that a miss by one costs less than a miss by more`
      return rate !== undefined && rate < rareShare
        ? 'Focal loss (gamma 2; Lin et al., 2017): the positive class is rare'
        : `Cross-entropy with label smoothing 0.1 over ${classes} classes; class weights where one has under a tenth of the largest`
    case 'tag':
      return `Binary cross-entropy on a sigmoid for each of ${classes} labels, which may hold together (asymmetric loss where most are absent; Ridnik et al., 2021)`
    case 'measure':
      return 'Huber (delta 1) on the standardised value'
    case 'segment':
      return 'Dice + cross-entropy, so that small regions count as much as large ones; Tversky with beta above 0.5 where misses are worse (Salehi et al., 2017)'
    case 'detect':
      return 'Focal loss (gamma 2, alpha 0.25) for the class of every place, GIoU for its box'
    case 'retrieve':
      return 'ArcFace (margin 0.5) where images have identities, InfoNCE on pairs where not'
    case 'read':
      return 'CTC (Graves et al., 2006) over the letters'
    case 'watch':
      return `Cross-entropy with label smoothing 0.1 over ${classes} classes`
    case 'pose':
      return 'Mean squared error between heatmaps and bells around the joints; hidden joints count nothing'
    case 'find_odd':
      return 'Mean squared error between the image and its copy'
  }
}

/** The metric by which weights are kept. */
export const judgedBy = ({ goal }: VisionProblem): string =>
  ({
    classify: 'macro-F1',
    tag: 'mAP',
    measure: 'mean absolute error',
    segment: 'mIoU',
    detect: 'mAP',
    retrieve: 'recall at 10',
    find_odd: 'loss',
    read: 'share of lines without a mistake',
    watch: 'macro-F1',
    pose: 'PCK',
  })[goal]

/** Passes over the images: many over few, few over many. */
export function epochsOf({ trainingImages }: VisionProblem): number {
  if (trainingImages < 2_000) return 60
  if (trainingImages < 20_000) return 40
  return trainingImages < 200_000 ? 20 : 10
}

/** Largest batch that helps, for little, medium and much data: whole images, and those with a score for each place. */
const imageBatches = [32, 64, 256] as const
export const denseBatches = [8, 16, 32] as const

export function augmentationOf({ imagery, trainingImages, goal }: VisionProblem): string[] {
  // Half of one part or patient pasted into another is no picture that a camera could have taken.
  const mixes = trainingImages >= mixFrom && imagery.nearPhotos && (goal === 'classify' || goal === 'tag')
  const together: Partial<Record<Goal, string>> = { segment: 'mask', detect: 'boxes' }
  const tiles = together[goal] ? [`the same change for the image and its ${together[goal]}`] : []
  return [
    `augmentation: ${imagery.augmentation}`,
    ...(mixes ? ['mixup 0.2 or CutMix 1.0 on every other batch (Zhang et al., 2018; Yun et al., 2019)'] : []),
    ...tiles,
  ]
}

interface Tuning {
  readonly learningRate: number
  readonly weightDecay: number
  readonly batches?: readonly [number, number, number]
  /** What is added to the words of the optimizer. */
  readonly more?: string
  readonly epochs?: number
  /** What does not learn sees every example once. */
  readonly keepsFeatures?: true
}

/** Rate of a head that starts from nothing, beside a body that does not. */
export const headRate = 1e-3

export function tuned(
  problem: VisionProblem,
  {
    learningRate,
    weightDecay,
    batches = imageBatches,
    more,
    epochs = epochsOf(problem),
    keepsFeatures,
  }: Tuning,
): Pick<Recipe, 'optimizer' | 'gradient' | 'schedule'> {
  const base = adamW(learningRate, weightDecay, { batches, epochs, ...(keepsFeatures && { keepsFeatures }) })
  return { ...base, optimizer: `${base.optimizer}${more ? `; ${more}` : ''}`, schedule: cosine }
}

export const stopping = earlyStopping
