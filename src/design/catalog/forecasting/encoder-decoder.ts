/**
 * A recurrent encoder reads the past, a recurrent decoder walks the known future: direct in its outputs (it never
 * eats its own forecasts), so errors do not build up. What the families of the two cells, GRU and LSTM, share.
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

const leastWindows = 5_000
/** Steps beyond which a recurrent pass is slow and forgets. */
const mostSteps = 1_000
/** Look-back in horizons. */
const horizons = 2
const learningRate = 1e-3
const weightDecay = 0.01
const sizes = [
  { units: 32, layers: 1 },
  { units: 64, layers: 1 },
  { units: 128, layers: 1 },
  { units: 192, layers: 1 },
  { units: 256, layers: 2 },
  { units: 512, layers: 2 },
] as const

export interface Cell {
  readonly kind: 'gru' | 'lstm'
  /** Its own words: what it is, its upkeep, and how it compares with the other cell. */
  readonly complexity: number
  readonly quality: number
  readonly because: string
  readonly source: string
}
const nameOf = ({ kind }: Cell) => kind.toUpperCase()

function encoderDecoderSpec(
  problem: ForecastProblem,
  { kind }: Cell,
  lookback: number,
  { units, layers }: (typeof sizes)[number],
  dropout: number,
): ModelSpec {
  const { channels, horizonSteps, quantiles, isPoint } = problem
  const outputs = channels * (isPoint ? 1 : quantiles.length)
  const cell = { kind, units, layers, ...(layers > 1 && { dropout }) }
  return {
    name: `${kind.toUpperCase()} encoder-decoder`,
    inputs: {
      history: { kind: 'series', steps: lookback, features: channels + problem.futureFeatures },
      future: { kind: 'series', steps: horizonSteps, features: futureColumns(problem) },
    },
    nodes: [
      { ...cell, name: 'encoder', from: 'history' },
      { ...cell, name: 'decoder', from: 'future', with: { state: 'encoder.state' } },
      { kind: 'dropout', rate: dropout },
      { name: 'expand', kind: 'linear', units: Math.max(16, units / 2) },
      { kind: 'relu' },
      { name: 'forecast', kind: 'linear', units: outputs },
      ...(channels > 1 && !isPoint
        ? [{ kind: 'reshape', shape: [horizonSteps, channels, quantiles.length] }]
        : []),
      ...(channels === 1 && isPoint ? [{ kind: 'reshape', shape: [horizonSteps] }] : []),
    ],
  }
}

/** The family of one cell. */
export const encoderDecoder = (cell: Cell): ForecastFamily => ({
  id: `${cell.kind}-encoder-decoder`,
  kind: 'recurrent',
  title: `${nameOf(cell)} encoder-decoder`,
  words: [cell.kind, 'recurrent'],
  ruledOutBy: [cell.kind, 'recurrent', 'neural'],
  neural: true,
  complexity: cell.complexity,
  complexityBecause: 'sequential in time, two inputs to keep aligned, clipping and schedule to tune',
  interpretability: 0.25,
  interpretabilityBecause: 'a hidden state: only ablations of inputs explain it',
  readsFuture: true,
  abilities: ({ plannedInputs }) => (plannedInputs > 0 ? ['planned inputs'] : []),
  name: () => `${nameOf(cell)} encoder-decoder`,
  fits(problem) {
    const lookback = lookbackOf(problem, horizons, { walked: true })
    const windows = windowsOf(problem, lookback)
    if (windows < leastWindows)
      return {
        fits: false,
        reason: `${grouped(windows)} overlapping training windows (${grouped(independentWindows(problem, lookback))} of them independent): a recurrent network trained from scratch wants at least ${grouped(leastWindows)}.`,
        source: 'working rule: no recurrent network from scratch under about 5,000 windows',
      }
    if (lookback + problem.horizonSteps > mostSteps)
      return {
        fits: false,
        reason: `${grouped(lookback)} + ${counted(problem.horizonSteps, 'step')} would run one after the other; over about ${grouped(mostSteps)} it is slow and forgets the start.`,
        source:
          'Bai, Kolter & Koltun, An Empirical Evaluation of Generic Convolutional and Recurrent Networks, 2018',
      }
    return { fits: true }
  },
  prior: (problem) => ({
    value:
      { little: 0.55, some: 0.68, much: 0.73 }[problem.amount] +
      cell.quality +
      (problem.plannedInputs > 0 ? 0.05 : 0),
    because: cell.because,
    source: cell.source,
  }),
  dataFit: (problem) => ({ little: 0.5, some: 0.85, much: 1 })[problem.amount],
  rungs(problem) {
    const lookback = lookbackOf(problem, horizons, { walked: true })
    const dropout = dropoutOf(problem)
    return sizes.map((size) => ({
      label: `${size.units} units${size.layers > 1 ? ` in ${size.layers} layers` : ''}`,
      lookback,
      parts: [
        forecaster({
          kind: 'network',
          spec: encoderDecoderSpec(problem, cell, lookback, size, dropout),
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
    const walked =
      known.length > 0 ? `the known future (${known.join(', ')})` : 'the positions of the future steps'
    return {
      overview: `A ${nameOf(cell)} encoder reads the last ${steps(rung.lookback, problem)}; its state starts a decoder that walks ${walked} and gives all ${steps(problem.horizonSteps, problem)}${withLevels(problem)} directly, never fed with its own forecasts. {{params}} parameters, {{latency}} a forecast: the steps run one after the other.`,
      inputs: [historyRow(problem, rung.lookback, problem.channels, true), futureRow(problem)],
      outputs: outputRows(problem),
      risks: [
        'Sequential: latency grows with look-back and horizon, and a bigger GPU does not help.',
        'Long gaps between a cause and its effect fade in the state.',
        ...windowRisks(problem, rung.lookback),
      ],
      steps: networkSteps(problem, `the ${nameOf(cell)} encoder and decoder`),
      files: networkPlanFiles(problem, true),
      notCounted: ['per-window scaling before and after the network'],
    }
  },
})
