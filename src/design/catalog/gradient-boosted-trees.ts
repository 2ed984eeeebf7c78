/** One table for all series, lags and calendar as columns, the step ahead among them: the default of many teams. */
import { grouped } from '../brief/facts.js'
import { amountOf, type Family } from './family.js'
import { baseRisks, levels, outputRows, planFiles } from './forecast-texts.js'
import { honestWindows, lookbackOf, type Problem, windowsOf } from './problem.js'

/** More rows than this add time, not accuracy: origins are sampled. */
export const mostRows = 4_000_000
const sizes = [
  { trees: 500, leaves: 31, learningRate: 0.05 },
  { trees: 2_000, leaves: 63, learningRate: 0.03 },
  { trees: 5_000, leaves: 255, learningRate: 0.02 },
] as const

/** Lags that a forecaster would try: the last few steps, one to four cycles back, and means over cycles. */
export function lagColumns(problem: Problem): { lags: number[]; means: number[] } {
  const lookback = lookbackOf(problem, 2)
  const cycleLags = problem.cycles.flatMap(({ steps: n }) => [n, 2 * n, 3 * n, 4 * n])
  const lags = [...new Set([1, 2, 3, ...cycleLags])].filter((lag) => lag <= lookback).sort((a, b) => a - b)
  const means = [...new Set([Math.max(2, problem.season), 4 * Math.max(2, problem.season)])].filter(
    (w) => w <= lookback,
  )
  return { lags, means }
}

/** Columns of the table: step ahead, lags and means of each value, calendar and plans of the target step, series statistics. */
export function tableColumns(problem: Problem): number {
  const { lags, means } = lagColumns(problem)
  return 1 + problem.channels * (lags.length + means.length) + problem.futureFeatures + 3
}

/** Rows of the training table: origins x steps ahead, sampled down to `mostRows`. */
export function tableRows(problem: Problem): number {
  return Math.max(1, Math.min(mostRows, windowsOf(problem, lookbackOf(problem, 2)) * problem.horizonSteps))
}

export const gradientBoostedTrees: Family = {
  id: 'gradient-boosted-trees',
  kind: 'trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  complexity: 0.2,
  complexityBecause: 'a lag table to keep right, then one library; CPU only',
  interpretability: 0.7,
  interpretabilityBecause: 'TreeSHAP gives the share of every column in every value',
  readsFuture: true,
  name: () => 'Gradient-boosted trees on lags (LightGBM)',
  fits(problem) {
    const origins = windowsOf(problem, lookbackOf(problem, 2))
    if (origins < 300)
      return {
        fits: false,
        reason: `Only ${grouped(origins)} training origins remain after look-back, horizon and the kept test steps; leaves of 20 rows need some 300.`,
        source: 'LightGBM documentation, Parameters Tuning: min_data_in_leaf',
      }
    return { fits: true }
  },
  prior(problem) {
    const base = { little: 0.62, some: 0.74, much: 0.74 }[
      amountOf(honestWindows(problem, lookbackOf(problem, 2)))
    ]
    const planned = problem.plannedInputs > 0 ? 0.08 : 0
    return {
      value: base + planned,
      because:
        planned > 0
          ? 'reads planned inputs directly, learns across series'
          : 'learns across series; no extrapolation of trends',
      source: 'Makridakis et al., M5 accuracy competition, 2022: boosted trees behind the leading entries',
    }
  },
  dataFit(problem) {
    return { little: 0.8, some: 1, much: 0.85 }[amountOf(honestWindows(problem, lookbackOf(problem, 2)))]
  },
  rungs: (problem) => {
    const models = problem.quantiles.length * problem.channels
    return sizes.map(({ trees, leaves, learningRate }) => ({
      label: `${grouped(trees)} trees of ${leaves} leaves`,
      lookback: lookbackOf(problem, 2),
      stored: trees * models * leaves,
      model: {
        kind: 'estimator',
        estimator: {
          kind: 'gradient_boosted_trees',
          trees,
          leaves,
          outputs: models,
          learning_rate: learningRate,
        },
      },
    }))
  },
  write(problem, rung) {
    const { lags, means } = lagColumns(problem)
    const outputs = problem.isPoint ? 'one model' : `one model each for ${levels(problem)}`
    const columns = tableColumns(problem)
    const sampled = windowsOf(problem, rung.lookback) * problem.horizonSteps > mostRows
    return {
      overview: `One table for all ${grouped(problem.seriesCount)} series: each row is a forecast origin and a step ahead (1 to ${grouped(problem.horizonSteps)}), so every step is predicted directly and errors do not build up. ${outputs[0]?.toUpperCase()}${outputs.slice(1)}, {{latency}} for a whole forecast on the CPU, retrained in {{trainingTime}}.`,
      inputs: [
        {
          name: 'rows',
          shape: [problem.horizonSteps, columns],
          meaning:
            `step ahead, lags ${lags.join(', ')}, means over ${means.join(' and ')} steps, ${problem.futureFeatures} future columns (${problem.calendarFeatures.join(', ')}${problem.plannedInputs > 0 ? `, ${problem.plannedInputs} planned inputs` : ''}), mean, deviation and age of the series`.replace(
              '0 future columns ()',
              'no future columns',
            ),
        },
      ],
      outputs: outputRows(problem),
      recipe: {
        loss: problem.isPoint
          ? problem.intermittent
            ? 'Tweedie (variance power 1.5)'
            : 'L1 on values scaled by the mean of their window'
          : `Quantile (pinball) loss, ${outputs}, on values scaled by the mean of their window; sorted afterwards so that quantiles do not cross`,
        optimizer: 'leaf-wise histogram boosting (LightGBM)',
        learningRate: 0,
        weightDecay: 0,
        batches: [1, 1, 1],
        decay: 'early stopping after 50 rounds without improvement on the last origin before the test',
        regularization: [
          'at least 20 rows in a leaf',
          'row and column sampling 0.8',
          'L2 of leaf values 1.0',
          'early stopping',
        ],
      },
      risks: [
        'Trees cannot go beyond values they saw: scale or difference series that grow.',
        'A lag shorter than the step ahead would look into the future: lags count from the origin, never from the target.',
        ...baseRisks(problem),
      ],
      steps: [
        `Build the lag table in \`src/features.py\`: ${grouped(columns)} columns${sampled ? `, origins sampled to ${grouped(mostRows)} rows` : ''}; \`tests/test_features.py\` asserts that no column changes when future values do.`,
        'Train in `src/train.py`; keep the number of rounds that early stopping found for the final fit on all data.',
      ],
      files: planFiles([
        {
          path: 'src/features.py',
          purpose: 'lags, means, calendar and series columns, one row per origin and step',
        },
        { path: 'src/train.py', purpose: 'boosting with early stopping, one model per output' },
        { path: 'tests/test_features.py', purpose: 'no column sees beyond the origin' },
      ]),
      notCounted: ['feature fetch from a store'],
    }
  },
}
