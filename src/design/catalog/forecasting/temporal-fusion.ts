/**
 * Temporal Fusion Transformer: a network for each variable weighs what is read, an LSTM walks past and known future,
 * attention over all steps relates them (Lim et al., 2021).
 */
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
import { futureColumns, futureRow, futureWords, historyRow, outputRows, steps, withLevels } from './words.js'

const paper = 'Lim et al., Temporal Fusion Transformers for Interpretable Multi-horizon Forecasting, 2021'
const leastWindows = 50_000
/** Steps beyond which the recurrent pass is slow and forgets. */
const mostSteps = 1_000
/** Look-back in horizons. */
const horizons = 2
const learningRate = 1e-3
const weightDecay = 0.01
const sizes = [
  { width: 16, heads: 4 },
  { width: 32, heads: 4 },
  { width: 64, heads: 4 },
  { width: 128, heads: 4 },
] as const

/** Values and what was known of past steps. */
const pastColumns = ({ channels, futureFeatures }: ForecastProblem) => channels + futureFeatures

function temporalFusionSpec(
  problem: ForecastProblem,
  lookback: number,
  { width, heads }: (typeof sizes)[number],
  dropout: number,
): ModelSpec {
  const { channels, horizonSteps, quantiles, isPoint } = problem
  const outputs = channels * (isPoint ? 1 : quantiles.length)
  const shape = [horizonSteps, ...(channels > 1 ? [channels] : []), ...(isPoint ? [] : [quantiles.length])]
  const vectors = (from: string, columns: number) => [
    { name: `${from}_apart`, kind: 'unsqueeze', from },
    { name: `${from}_vectors`, kind: 'linear', units: width, copies: columns, split: true },
    { name: `${from}_selected`, kind: 'variable_selection', dropout },
  ]
  return {
    name: 'Temporal Fusion Transformer',
    inputs: {
      history: { kind: 'series', steps: lookback, features: pastColumns(problem) },
      future: { kind: 'series', steps: horizonSteps, features: futureColumns(problem) },
    },
    nodes: [
      ...vectors('history', pastColumns(problem)),
      ...vectors('future', futureColumns(problem)),
      { name: 'encoder', kind: 'lstm', units: width, from: 'history_selected' },
      {
        name: 'decoder',
        kind: 'lstm',
        units: width,
        from: 'future_selected',
        with: { state: 'encoder.state' },
      },
      { name: 'selected', kind: 'concat', axis: -2, from: ['history_selected', 'future_selected'] },
      { name: 'walked', kind: 'concat', axis: -2, from: ['encoder', 'decoder'] },
      { name: 'local', kind: 'gate_add_norm', dropout, with: { skip: 'selected' } },
      { name: 'enriched', kind: 'gated_residual', dropout },
      { kind: 'interpretable_attention', heads },
      { kind: 'gate_add_norm', dropout, with: { skip: 'enriched' } },
      { kind: 'gated_residual', dropout },
      { kind: 'gate_add_norm', dropout, with: { skip: 'local' } },
      { name: 'ahead', kind: 'slice', start: lookback },
      { name: 'head', kind: 'linear', units: outputs },
      { name: 'forecast', kind: 'reshape', shape },
    ],
  }
}

export const temporalFusion: ForecastFamily = {
  id: 'temporal-fusion',
  kind: 'hybrid',
  title: 'Temporal Fusion Transformer',
  words: ['tft', 'transformer'],
  ruledOutBy: ['tft', 'transformer', 'neural'],
  neural: true,
  complexity: 0.65,
  complexityBecause: 'many parts, two aligned inputs, sensitive to clipping and learning rate, wants a GPU',
  interpretability: 0.55,
  interpretabilityBecause: 'weights of every variable and attention over past steps come with each forecast',
  readsFuture: true,
  name: () => 'Temporal Fusion Transformer (TFT)',
  abilities: ({ plannedInputs }) => (plannedInputs > 0 ? ['planned inputs'] : []),
  fits(problem) {
    const lookback = lookbackOf(problem, horizons, { walked: true })
    const windows = windowsOf(problem, lookback)
    if (windows < leastWindows)
      return {
        fits: false,
        reason: `${grouped(windows)} overlapping training windows (${grouped(independentWindows(problem, lookback))} of them independent): under about ${grouped(leastWindows)} its many parts are not fed.`,
        source: paper,
      }
    if (lookback + problem.horizonSteps > mostSteps)
      return {
        fits: false,
        reason: `${grouped(lookback)} + ${counted(problem.horizonSteps, 'step')} would run one after the other through its LSTM; over about ${grouped(mostSteps)} it is slow and forgets the start.`,
        source: paper,
      }
    return { fits: true }
  },
  prior(problem) {
    const planned = problem.plannedInputs > 0
    return {
      value: { little: 0.5, some: 0.72, much: 0.78 }[problem.amount] + (planned ? 0.07 : -0.03),
      because: planned
        ? 'it is made for past and planned inputs together, and says which of them it used'
        : 'its strength, planned and static inputs, has little to read here',
      source: paper,
    }
  },
  dataFit: (problem) => ({ little: 0.35, some: 0.7, much: 1 })[problem.amount],
  rungs(problem) {
    const lookback = lookbackOf(problem, horizons, { walked: true })
    const dropout = dropoutOf(problem)
    return sizes.map((size) => ({
      label: `width ${size.width}`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: temporalFusionSpec(problem, lookback, size, dropout),
          examples: windowsOf(problem, lookback),
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay),
    schedule: cosine,
    regularization: [`dropout ${dropoutOf(problem)}`, `weight decay ${weightDecay}`, clipping, earlyStopping],
  }),
  write(problem, rung) {
    const known = futureWords(problem)
    const future = known.length > 0 ? known.join(', ') : 'their distance from now'
    return {
      overview: `Each of the ${pastColumns(problem)} past and ${futureColumns(problem)} future variables gets its own small network and a weight that can be read; an LSTM walks the last ${steps(rung.lookback, problem)} and on through the ${steps(problem.horizonSteps, problem)} ahead (${future}), and attention relates every future step to all before it. {{params}} parameters give all steps${withLevels(problem)} in {{latency}}.`,
      inputs: [historyRow(problem, rung.lookback, problem.channels, true), futureRow(problem)],
      outputs: outputRows(problem),
      risks: [
        'The weights of variables say what was used, not what causes: do not plan by them.',
        'Columns that never change (group, place) are not read until they are named: it would take them as static inputs.',
        'Sequential in its LSTM: latency grows with look-back and horizon.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, 'variable selection, LSTM and interpretable attention'),
      files: networkPlanFiles(problem, true),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
}
