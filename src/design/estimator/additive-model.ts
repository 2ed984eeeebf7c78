/**
 * An additive model with pairs (explainable boosting machine): one learned curve for each column and one small map for
 * each of a few pairs of columns, summed. Every answer is the sum of values that can be read off a chart.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const additiveModelSchema = z.object({
  kind: z.literal('additive_model'),
  /** Steps of a curve. */
  bins: z.number().int().min(2),
  /** Maps of two columns. */
  pairs: z.number().int().nonnegative(),
  /** Models on resampled rows that are averaged; they give the error bars of the curves. */
  bags: z.number().int().positive(),
  /** One for a value or two classes, one a class beyond. */
  outputs: z.number().int().positive(),
})
export type AdditiveModel = z.infer<typeof additiveModelSchema>

const definition = 'Nori et al., InterpretML: A Unified Framework for Machine Learning Interpretability, 2019'
const bytesPerDouble = 8
/** Each axis of a map has fewer steps than a curve. */
const pairBins = 32
/** Times that every column is gone through before the error stops falling: the library's limit is 50,000 at a rate of 0.015. */
const rounds = { low: 300, typical: 1_000, high: 5_000 }
/** A gradient and a count added to a step of the histogram, and the score brought up to date. */
const loadsPerRow = 1

export const additiveModel: EstimatorKind<AdditiveModel> = {
  figures(model: AdditiveModel, load: Workload): EstimatorFigures {
    const { bins, pairs, bags, outputs } = model
    const stored = outputs * (load.features * bins + pairs * pairBins * pairBins + 1)
    const columns = counted(load.features, 'column')
    const maps = `${grouped(pairs)} ${pairs === 1 ? 'map' : 'maps'} x ${pairBins} x ${pairBins}`
    const counts = `${counted(outputs, 'output')} x (${columns} x ${grouped(bins)} steps + ${maps} + 1)`
    const bytes = exact(stored * bytesPerDouble, 'bytes', `${counts} x ${bytesPerDouble} bytes`, definition)
    const reads = load.rowsPerRequest * outputs * (load.features + pairs)
    const ms = (seconds: number) => reads * seconds * 1000
    const terms = load.features + pairs
    const work = load.trainingRows * terms * outputs * bags * loadsPerRow
    const hours = (times: number, seconds: number) => (work * times * seconds) / load.trainingCores / 3600
    // Bags run side by side, each with its own scores; the binned table is shared.
    const table = load.trainingRows * (load.features * 2 + load.trainingCores * outputs * 24)
    const rows = counted(load.rowsPerRequest, 'row')
    const trainingRows = counted(load.trainingRows, 'row')
    const termWords = `(${columns} + ${counted(pairs, 'pair')})`
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(stored, 'parameters', counts, definition),
      flops: exact(
        reads,
        'FLOPs',
        `${rows} x ${counted(outputs, 'output')} x ${termWords}: one sum each`,
        definition,
      ),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + load.rowsPerRequest * load.features * bytesPerDouble,
        'bytes',
        `${bytes.formula} + ${rows} x ${columns} x ${bytesPerDouble} bytes`,
        definition,
      ),
      trainingMemory: {
        value: table,
        unit: 'bytes',
        low: table,
        high: table + load.trainingRows * load.features * bytesPerDouble,
        formula: `${trainingRows} x (${columns} x 2 bytes + ${counted(load.trainingCores, 'bag')} at a time x ${counted(outputs, 'output')} x 24 bytes); high: with the raw table`,
        source: 'steps of two bytes; score, gradient and weight of every row and bag',
      },
      latency: {
        value: callMs.typical + ms(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(loadSeconds.low),
        high: callMs.high + ms(loadSeconds.high),
        formula: `${callTerm} + ${rows} x ${counted(outputs, 'output')} x ${termWords} x ${loadTerm}`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(rounds.typical, loadSeconds.typical),
        unit: 'hours',
        low: hours(rounds.low, loadSeconds.low),
        high: hours(rounds.high, loadSeconds.high),
        formula: `${trainingRows} x ${termWords} x ${counted(outputs, 'output')} x ${counted(bags, 'bag')} x ${grouped(rounds.typical)} rounds x ${plain(loadSeconds.typical * 1e9)} ns / ${counted(load.trainingCores, 'core')}`,
        source: `${definition}; one dependent load for each row and column of a round (${loadSource}); number of rounds is a working default`,
      },
      library: 'interpret (ExplainableBoostingClassifier or -Regressor)',
      assumptions: ['early stopping ends the rounds'],
      notCounted: ['finding the pairs', 'reading the data from its store', 'making the columns'],
    }
  },
  describe({ bins, pairs, bags }: AdditiveModel): string {
    const maps = pairs === 0 ? '' : ` and ${counted(pairs, 'map')} of two columns`
    return `Additive model (EBM): one curve of ${grouped(bins)} steps a column${maps}, the mean of ${counted(bags, 'bag')}`
  },
}
