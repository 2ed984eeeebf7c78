/**
 * Gradient-boosted trees over a table (LightGBM, XGBoost, CatBoost): one model per output; a row is a record, or a
 * forecast origin and a step ahead. Times are calibrated on LightGBM's own published runs.
 */
import { z } from 'zod'
import { counted, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const gradientBoostedTreesSchema = z.object({
  kind: z.literal('gradient_boosted_trees'),
  trees: z.number().int().positive(),
  leaves: z.number().int().min(2),
  /** Models side by side: one for a point or two classes, one per quantile, class or target. */
  outputs: z.number().int().positive(),
  learning_rate: z.number().positive(),
  /** What an output of several is, where rows are records; left out where they are forecasts with quantiles. */
  output_of: z.enum(['value', 'class', 'target', 'quantile']).optional(),
})
export type GradientBoostedTrees = z.infer<typeof gradientBoostedTreesSchema>

/**
 * Seconds of one core for one row, feature and tree level, half of the rows being skipped by histogram subtraction:
 * time x 16 threads / (rows x features x log2(leaves) / 2 x trees) of the runs on Yahoo LTR (150 s), MS LTR (215 s)
 * and Higgs (239 s) with 500 trees of 255 leaves.
 */
const secondsPerCell = { low: 3.6e-9, typical: 5.5e-9, high: 6.5e-9 }
const timeSource =
  'LightGBM documentation, Experiments: 500 trees of 255 leaves, 16 threads, on three data sets'
/** A split keeps a feature, a threshold, two children and a gain; a leaf its value and count. */
const bytesPerSplit = 24
const bytesPerLeaf = 12
/** Leaf-wise trees are deeper than balanced ones. */
const depthFactor = 1.5

export const gradientBoostedTrees = {
  figures(model: GradientBoostedTrees, load: Workload): EstimatorFigures {
    const all = model.trees * model.outputs
    const stored = all * (2 * model.leaves - 1)
    const formula = `${counted(model.trees, 'tree')} x ${counted(model.outputs, 'output')} x (2 x ${model.leaves} leaves - 1)`
    const definition = 'Friedman, Greedy Function Approximation, 2001; upper bound: every tree full'
    const bytes = all * ((model.leaves - 1) * bytesPerSplit + model.leaves * bytesPerLeaf)
    const levels = Math.log2(model.leaves)
    const depth = depthFactor * levels
    const rows = load.rowsPerRequest
    const visits = rows * all * depth
    const ms = (seconds: number, cores: number) => (visits * seconds * 1000) / cores
    const spread = Math.min(load.servingCores, rows)
    const cells = load.trainingRows * load.features * (levels / 2) * all
    const hours = (seconds: number) => (cells * seconds) / load.trainingCores / 3600
    const table = load.trainingRows * (load.features + 16)
    const forecastRows = counted(rows, 'row')
    const trainingRows = counted(load.trainingRows, 'row')
    const features = counted(load.features, 'feature')
    const trees = counted(all, 'tree')
    const stores = exact(
      bytes,
      'bytes',
      `${trees} x (${counted(model.leaves - 1, 'split')} x ${bytesPerSplit} + ${model.leaves} leaves x ${bytesPerLeaf} bytes)`,
      'LightGBM model: fields kept per split and leaf',
    )
    const query = rows * load.features * 8
    return {
      params: exact(stored, 'parameters', formula, definition),
      trainableParams: exact(stored, 'parameters', formula, definition),
      flops: exact(
        rows * all,
        'FLOPs',
        `${forecastRows} x ${trees}: one leaf value added each (comparisons are not FLOPs)`,
        'one addition for each tree and row',
      ),
      weightMemory: stores,
      servingMemory: exact(
        bytes + query,
        'bytes',
        `${stores.formula} + ${forecastRows} x ${features} x 8 bytes`,
        stores.source,
      ),
      trainingMemory: {
        value: table,
        unit: 'bytes',
        low: table,
        high: table + load.trainingRows * load.features * 8,
        formula: `${trainingRows} x (${features} of one-byte bins + 16 bytes of gradients); high: with the raw table`,
        source: 'LightGBM documentation, Features: histogram bins of one byte',
      },
      latency: {
        value: callMs.typical + ms(loadSeconds.typical, spread),
        unit: 'milliseconds',
        low: callMs.low + ms(loadSeconds.low, spread),
        high: callMs.high + ms(loadSeconds.high, 1),
        formula: `${callTerm} + ${forecastRows} x ${trees} x depth ${Number(depth.toPrecision(4))} x ${loadTerm} / ${counted(spread, 'core')}; high: third-level cache, one core`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(secondsPerCell.typical),
        unit: 'hours',
        low: hours(secondsPerCell.low),
        high: hours(secondsPerCell.high),
        formula: `${trainingRows} x ${features} x log2(${model.leaves}) / 2 x ${trees} x ${plain(secondsPerCell.typical * 1e9)} ns / ${counted(load.trainingCores, 'core')}`,
        source: timeSource,
      },
      library: 'LightGBM',
      assumptions: [
        `trees are ${depthFactor} times as deep as balanced ones`,
        'all trees are grown; early stopping takes fewer',
      ],
      notCounted: ['making the columns', 'reading the data from its store'],
    }
  },
  describe(model: GradientBoostedTrees): string {
    const size = `${counted(model.trees, 'tree')} with ${counted(model.leaves, 'leaf', 'leaves')}`
    const models =
      model.outputs === 1
        ? `one model of ${size}`
        : `${model.outputs} models, one per ${model.output_of ?? 'quantile'}, each of ${size}`
    return `Gradient-boosted trees: ${models}, learning rate ${model.learning_rate}`
  },
}
