/** What an estimator is asked for, and the figures it answers with: the contract of every kind. */
import type { Figures } from '../estimate/figures.js'
import type { Device } from '../estimate/hardware.js'
import type { End } from '../estimate/roofline.js'

/** What an estimator is fitted to and asked for. */
export interface Workload {
  /** Groups that are fitted apart (series); 1 where there is one model of all. */
  readonly seriesCount: number
  /** Values that are gone through to fit it: time points of all series together, events of a log. */
  readonly points: number
  /** Rows of the training table, for what learns from a table: labelled examples, forecast origins x steps. */
  readonly trainingRows: number
  /** Columns of a row. */
  readonly features: number
  /** Rows that one request asks for: steps of a forecast, candidates to score, 1 for a single decision. */
  readonly rowsPerRequest: number
  /** Outputs per row: 1, the number of classes or of quantiles. */
  readonly outputsPerRow: number
  /** CPU cores it is fitted on and served from. */
  readonly trainingCores: number
  readonly servingCores: number
  /** What it is trained on instead of cores, of kinds that can; its bandwidth must be known. */
  readonly accelerator?: Device
}

/**
 * Parameters are stored numbers, trainable ones those found by fitting; FLOPs and latency are of one forecast of one
 * series, all steps and outputs. What it costs depends on the machine's price, which an estimator does not know.
 */
export interface EstimatorFigures extends Omit<Figures, 'trainingCost'> {
  readonly library: string
  /** What of the latency is the call into the library, and its term in the formula; default that of machine.ts. */
  readonly call?: { readonly milliseconds: Record<End, number>; readonly term: string }
  readonly assumptions: readonly string[]
  readonly notCounted: readonly string[]
}

/** One kind of estimator: what it costs and what it is called. */
export interface EstimatorKind<Model> {
  /** Its library trains on an accelerator where there is one. */
  readonly onAccelerator?: true
  figures(model: Model, load: Workload): EstimatorFigures
  describe(model: Model): string
}
