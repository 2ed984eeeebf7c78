/** Losses, augmentation, batches and epochs of audio networks. */
import { counted } from '../../brief/facts.js'
import type { Recipe } from '../family.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { AudioProblem, Goal } from './problem.js'

export const ctc = 'CTC (Graves et al., 2006)'

export function lossOf({ goal, classes }: AudioProblem): string {
  const losses: Readonly<Record<Goal, string>> = {
    classify: `Cross-entropy with label smoothing 0.1 over ${counted(classes, 'class', 'classes')}`,
    tag: `Binary cross-entropy on a sigmoid for each of ${counted(classes, 'label')}, since several sounds hold at once (focal where most are absent)`,
    events: `Binary cross-entropy on a sigmoid for each of ${counted(classes, 'class', 'classes')} at every moment; on the clip's maximum where only the clip is labelled`,
    keywords: `Cross-entropy over ${counted(classes, 'word')}, another word and silence`,
    transcribe: `${ctc} over the letters`,
    find_odd: 'Mean squared error between the sound and its copy',
  }
  return losses[goal]
}

/** The metric by which weights are kept. */
export const judgedBy = ({ goal }: AudioProblem): string =>
  ({
    classify: 'macro-F1',
    tag: 'mAP',
    events: 'event F1',
    keywords: 'share of missed words at the fixed rate of false accepts',
    transcribe: 'word error rate',
    find_odd: 'loss',
  })[goal]

/** Passes over the clips: many over few. */
export function epochsOf({ trainingClips }: AudioProblem): number {
  if (trainingClips < 2_000) return 60
  if (trainingClips < 20_000) return 40
  return trainingClips < 200_000 ? 20 : 10
}

const audioBatches = [16, 64, 256] as const

export const augmentationOf = ({ sound }: AudioProblem): string => `augmentation: ${sound.augmentation}`

interface Tuning {
  readonly learningRate: number
  readonly weightDecay: number
  readonly batches?: readonly [number, number, number]
  readonly more?: string
  readonly epochs?: number
  /** What does not learn sees every example once. */
  readonly keepsFeatures?: true
}

export function tuned(
  problem: AudioProblem,
  {
    learningRate,
    weightDecay,
    batches = audioBatches,
    more,
    epochs = epochsOf(problem),
    keepsFeatures,
  }: Tuning,
): Pick<Recipe, 'optimizer' | 'gradient' | 'schedule'> {
  const base = adamW(learningRate, weightDecay, { batches, epochs, ...(keepsFeatures && { keepsFeatures }) })
  return { ...base, optimizer: `${base.optimizer}${more ? `; ${more}` : ''}`, schedule: cosine }
}

export const stopping = earlyStopping
