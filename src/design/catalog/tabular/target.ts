/** What a table is to say: a class, a value, a time, an effect; with the losses and metrics that follow from it. */
import { counted, plain } from '../../brief/facts.js'
import type { Task } from '../../brief/tasks.js'
import { listed } from '../words.js'

export type TargetKind = 'binary' | 'classes' | 'labels' | 'value' | 'time' | 'uplift' | 'groups'

const kinds: Readonly<Partial<Record<Task, TargetKind>>> = {
  'binary classification': 'binary',
  'multi-class classification': 'classes',
  'multi-label classification': 'labels',
  regression: 'value',
  'survival analysis': 'time',
  'uplift modelling': 'uplift',
  clustering: 'groups',
}
export const targetKindOf = (task: Task | undefined): TargetKind => (task && kinds[task]) ?? 'binary'

/** What of a target its losses and metrics depend on. */
export interface Target {
  readonly kind: TargetKind
  readonly classes: number
  /** Many zeros and a long tail: costs, claims. */
  readonly zeroHeavy: boolean
  /** Sorted; empty where one value is asked for. */
  readonly quantiles: readonly number[]
  /** Share of the rarer class of two. */
  readonly positiveRate?: number
}

/** Under this share accuracy says nothing, and probabilities are watched more closely. */
export const rareRate = 0.05
/** Between a Poisson count and a gamma amount: zeros and a long tail (Jorgensen, 1987). */
const tweediePower = 1.5

/** `P10, P50 and P90`. */
export const levelsOf = ({ quantiles }: Pick<Target, 'quantiles'>): string =>
  listed(quantiles.map((level) => `P${plain(Number((level * 100).toPrecision(6)))}`))

/** The loss in words. A network's and the trees' are the same; they differ in who minimises it. */
export function lossOf({ kind, classes, zeroHeavy, positiveRate, quantiles }: Target): string {
  if (quantiles.length > 0)
    return `Pinball (quantile) loss, mean over ${levelsOf({ quantiles })}; sorted afterwards so that they cannot cross`
  switch (kind) {
    case 'binary':
      return positiveRate !== undefined && positiveRate < rareRate
        ? 'Log loss on the rows as they are: nothing is resampled, which would spoil the probabilities (van den Goorbergh et al., 2022); the threshold is moved instead'
        : 'Log loss'
    case 'classes':
      return `Cross-entropy over ${counted(classes, 'class', 'classes')}`
    case 'labels':
      return `Binary cross-entropy, mean over ${counted(classes, 'label')}`
    case 'value':
      return zeroHeavy
        ? `Tweedie deviance (power ${tweediePower}, tuned between 1.1 and 1.9): many zeros, long tail`
        : 'Squared error on the standardised target; absolute error where single odd values should not count'
    case 'time':
      return 'Cox partial likelihood with right-censoring: rows whose end was not seen count as long as they were seen'
    case 'uplift':
      return 'Log loss of each arm of the experiment, on its own rows'
    case 'groups':
      return 'Squared distance to the nearest centre'
  }
}

/** The metric that decides, and those beside it. */
export function metricsOf({ kind, zeroHeavy, quantiles }: Target): {
  readonly first: string
  readonly more: readonly string[]
} {
  if (quantiles.length > 0)
    return {
      first: 'pinball loss',
      more: [`share of values under ${levelsOf({ quantiles })}`, 'width of the band by decile'],
    }
  switch (kind) {
    case 'binary':
      return {
        first: 'PR-AUC',
        more: ['ROC-AUC', 'lift in the top 10%', 'Brier score with a calibration plot'],
      }
    case 'classes':
      return { first: 'macro-F1', more: ['recall per class', 'log loss', 'top-2 accuracy'] }
    case 'labels':
      return { first: 'macro PR-AUC', more: ['F1 per label', 'log loss'] }
    case 'value':
      return zeroHeavy
        ? { first: 'Tweedie deviance', more: ['normalised Gini', 'predicted against actual sum by decile'] }
        : { first: 'MAE', more: ['RMSE', 'R2', 'error by decile of the target'] }
    case 'time':
      return { first: 'concordance index', more: ['integrated Brier score', 'calibration at fixed times'] }
    case 'uplift':
      return { first: 'Qini coefficient', more: ['uplift in the top 20%', 'uplift by decile with intervals'] }
    case 'groups':
      return { first: 'silhouette', more: ['stability over resampled rows (adjusted Rand index)'] }
  }
}

/** Metrics of which less is better. */
export const isError = (metric: string): boolean => /deviance|MAE|RMSE|loss|Brier/.test(metric)
