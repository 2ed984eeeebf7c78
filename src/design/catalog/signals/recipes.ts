/** Losses, augmentation, batches and epochs of networks for signals. */
import { counted } from '../../brief/facts.js'
import type { Recipe } from '../family.js'
import { adamW, clipping, cosine, earlyStopping } from '../recipes.js'
import type { Goal, SignalProblem } from './problem.js'

/** Cycles above which a machine counts as healthy: its life cannot be seen yet (Heimes, 2008; C-MAPSS). */
export const lifeCap = 125

export function lossOf({ goal, classes }: SignalProblem): string {
  switch (goal) {
    case 'classify':
      return `Cross-entropy over ${counted(classes, 'class', 'classes')}, weighted by the inverse root of their shares in the training part`
    case 'tag':
      return `Binary cross-entropy on a sigmoid for each of ${counted(classes, 'label')}, positives weighted by the root of their rarity`
    case 'regress':
      return 'Huber (delta 1) on the target scaled by mean and deviation of the training part'
    case 'life':
      return `Mean squared error on the cycles left, capped at ${lifeCap}: before wear shows, all moments count as healthy (Heimes, 2008)`
  }
}

/** The metric by which weights are kept. */
export const judgedBy = ({ goal }: SignalProblem): string =>
  ({
    classify: 'macro-F1',
    tag: 'macro-AUPRC',
    regress: 'mean absolute error',
    life: 'root mean squared error (RMSE)',
  })[goal]

/** Passes over the windows: many over few. */
export function epochsOf({ trainingWindows }: SignalProblem): number {
  if (trainingWindows < 5_000) return 100
  if (trainingWindows < 50_000) return 60
  return trainingWindows < 500_000 ? 30 : 10
}

const batches = [32, 128, 512] as const

export function tuned(
  problem: SignalProblem,
  learningRate: number,
  weightDecay: number,
): Pick<Recipe, 'optimizer' | 'gradient' | 'schedule'> {
  return { ...adamW(learningRate, weightDecay, { batches, epochs: epochsOf(problem) }), schedule: cosine }
}

/** @param own what the family adds: dropout, weight decay */
export const regularization = (
  { signal, channels, groups }: SignalProblem,
  own: readonly string[],
): string[] => [
  `augmentation: ${channels > 1 ? `${signal.ofMany}, ` : ''}${signal.augmentation}`,
  ...(groups > 2
    ? [`batches drawn evenly over ${signal.group.many}, so that none with many windows leads`]
    : []),
  ...own,
  clipping,
  earlyStopping,
]

const heads: Readonly<Record<Goal, string>> = {
  classify: 'scores',
  tag: 'scores',
  regress: 'value',
  life: 'life',
}
/** The last layer: one number a class or label, or the one number that is asked for. */
export const headNodes = ({ goal, outputs }: SignalProblem, dropout: number) => [
  { name: 'head_dropout', kind: 'dropout', rate: dropout },
  { name: heads[goal], kind: 'linear', units: outputs },
]
