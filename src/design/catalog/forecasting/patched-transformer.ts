/** Patches of the past as tokens, a small Transformer encoder, one flat head for the whole horizon (Nie et al., 2023). */
import { counted, grouped } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { clipping, cosine, earlyStopping } from '../recipes.js'
import { windowRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { forecaster } from './part.js'
import { networkPlanFiles, networkSteps } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { adamW, dropoutOf, lossOf } from './recipes.js'
import { independentWindows, lookbackOf, windowsOf } from './windows.js'
import { historyRow, outputRows, steps, withLevels } from './words.js'

const paper = 'Nie et al., A Time Series is Worth 64 Words (PatchTST), ICLR 2023'
const leastWindows = 10_000
const goodWindows = 100_000
const leastLookback = 32
/** Look-back in horizons. */
const horizons = 5
const learningRate = 3e-4
const weightDecay = 0.01
const sizes = [
  { dim: 16, heads: 4, hidden: 128, depth: 3 },
  { dim: 32, heads: 4, hidden: 128, depth: 3 },
  { dim: 64, heads: 8, hidden: 256, depth: 3 },
  { dim: 128, heads: 16, hidden: 256, depth: 3 },
  { dim: 256, heads: 16, hidden: 512, depth: 6 },
] as const

/** Patches of 16 steps, half overlapping, as in the paper; shorter ones where the past is short. */
export function patching(lookback: number): { size: number; stride: number; count: number } {
  const size = lookback >= 128 ? 16 : 8
  const stride = size / 2
  return { size, stride, count: Math.floor((lookback - size) / stride) + 1 }
}

function patchedSpec(
  problem: ForecastProblem,
  lookback: number,
  size: (typeof sizes)[number],
  dropout: number,
): ModelSpec {
  const { horizonSteps, quantiles, isPoint } = problem
  const patch = patching(lookback)
  const outputs = isPoint ? 1 : quantiles.length
  return {
    name: 'Patched Transformer',
    inputs: { history: { kind: 'series', steps: lookback, features: 1 } },
    nodes: [
      { name: 'patches', kind: 'patches', size: patch.size, stride: patch.stride },
      { name: 'embed', kind: 'linear', units: size.dim },
      { name: 'positions', kind: 'position_embedding' },
      {
        name: 'encoder',
        kind: 'transformer_block',
        repeat: size.depth,
        heads: size.heads,
        hidden: size.hidden,
        dropout,
      },
      { kind: 'layer_norm' },
      { kind: 'flatten' },
      { name: 'head', kind: 'linear', units: horizonSteps * outputs },
      ...(isPoint ? [] : [{ name: 'forecast', kind: 'reshape', shape: [horizonSteps, outputs] }]),
    ],
  }
}

export const patchedTransformer: ForecastFamily = {
  id: 'patched-transformer',
  kind: 'attention',
  title: 'Patched Transformer',
  words: ['transformer'],
  ruledOutBy: ['transformer', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'many settings, sensitive to learning rate and scaling, wants a GPU',
  interpretability: 0.2,
  interpretabilityBecause: 'attention maps are hints, not reasons',
  readsFuture: false,
  name: () => 'Patched Transformer (PatchTST)',
  fits(problem) {
    const lookback = lookbackOf(problem, horizons)
    const windows = windowsOf(problem, lookback)
    if (lookback < leastLookback)
      return {
        fits: false,
        reason: `The look-back is ${counted(lookback, 'step')}; cut into patches that leaves too few tokens (it needs at least ${leastLookback} steps).`,
        source: paper,
      }
    if (windows < leastWindows)
      return {
        fits: false,
        reason: `${grouped(windows)} overlapping training windows (${grouped(independentWindows(problem, lookback))} of them independent): under about ${grouped(leastWindows)} a Transformer trained from scratch loses to linear models.`,
        source: 'Zeng et al., Are Transformers Effective for Time Series Forecasting?, AAAI 2023',
      }
    return { fits: true }
  },
  prior(problem) {
    const lookback = lookbackOf(problem, horizons)
    const base = { little: 0.56, some: 0.7, much: 0.8 }[problem.amount]
    const thin = windowsOf(problem, lookback) < goodWindows ? 0.05 : 0
    const planned = problem.plannedInputs > 0
    return {
      value: base - thin - (planned ? 0.1 : 0),
      because: planned
        ? 'it cannot read planned inputs'
        : problem.amount === 'much'
          ? 'it is strong where the past is long and the data plenty'
          : 'it is data-hungry for what there is',
      source: paper,
    }
  },
  dataFit: (problem) =>
    ({ little: 0.4, some: 0.75, much: 1 })[problem.amount] - (problem.plannedInputs > 0 ? 0.25 : 0),
  rungs(problem) {
    const lookback = lookbackOf(problem, horizons)
    const dropout = dropoutOf(problem)
    return sizes.map((size) => ({
      label: `width ${size.dim}, ${size.depth} blocks`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: patchedSpec(problem, lookback, size, dropout),
          // Every value is a series of its own to it.
          examples: windowsOf(problem, lookback) * problem.channels,
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay),
    schedule: cosine,
    regularization: [
      `dropout ${dropoutOf(problem)}`,
      `weight decay ${weightDecay}`,
      clipping,
      earlyStopping,
      'reversible instance normalisation (Kim et al., 2022)',
    ],
  }),
  write(problem, rung) {
    const patch = patching(rung.lookback)
    const apart =
      problem.channels > 1
        ? ` of one value: each of the ${grouped(problem.channels)} is a series of its own to it`
        : ''
    return {
      overview: `The last ${steps(rung.lookback, problem)} are cut into ${patch.count} overlapping patches of ${patch.size} steps; a Transformer encoder relates them and one flat head gives all ${steps(problem.horizonSteps, problem)}${withLevels(problem)} at once. {{params}} parameters, {{latency}} a forecast${apart}.`,
      inputs: [historyRow(problem, rung.lookback, 1, false)],
      outputs: outputRows(problem, { channels: 1 }),
      risks: [
        'The head grows with patches x width x horizon x outputs: it holds most of the parameters and overfits first.',
        problem.plannedInputs > 0
          ? 'Planned inputs are not read: what they announce is missed.'
          : 'The calendar is not read: a holiday that moves is missed.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, 'the patched encoder'),
      files: networkPlanFiles(problem, false),
      notCounted: ['instance normalisation before and after the network'],
    }
  },
}
