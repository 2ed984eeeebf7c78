/** One table for all series, lags and calendar as columns, the step ahead among them: the default of many teams. */
import { counted, grouped } from '../../brief/facts.js'
import { listed } from '../words.js'
import { calendarColumns } from './calendar.js'
import { windowRisks } from './evaluation.js'
import type { ForecastFamily } from './family.js'
import { allRows, lagColumns, lagLookback, mostRows, tableColumns, tableRows } from './lag-table.js'
import { forecaster, forecastLoad } from './part.js'
import { planFiles } from './plan.js'
import type { ForecastProblem } from './problem.js'
import { windowsOf } from './windows.js'
import { everySeries, futureWords, levels, outputRows } from './words.js'

const leastOrigins = 300
const leastLeafRows = 20
const sizes = [
  { trees: 100, leaves: 8, learningRate: 0.1 },
  { trees: 200, leaves: 16, learningRate: 0.1 },
  { trees: 500, leaves: 31, learningRate: 0.05 },
  { trees: 2_000, leaves: 63, learningRate: 0.03 },
  { trees: 5_000, leaves: 255, learningRate: 0.02 },
] as const

/** `One model`, `One model each for P10, P50 and P90`. */
const models = (problem: ForecastProblem) =>
  problem.isPoint ? 'one model' : `one model each for ${levels(problem)}`

export const gradientBoostedTrees: ForecastFamily = {
  id: 'gradient-boosted-trees',
  kind: 'trees',
  title: 'Gradient-boosted trees',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'a lag table to keep right, then one library; CPU only',
  interpretability: 0.7,
  interpretabilityBecause: 'TreeSHAP gives the share of every column in every value',
  readsFuture: true,
  abilities: ({ plannedInputs }) => (plannedInputs > 0 ? ['planned inputs'] : []),
  name: () => 'Gradient-boosted trees on lags (LightGBM)',
  fits(problem) {
    const origins = windowsOf(problem, lagLookback(problem))
    if (origins >= leastOrigins) return { fits: true }
    return {
      fits: false,
      reason: `${grouped(origins)} training ${origins === 1 ? 'origin remains' : 'origins remain'} after look-back, horizon and the kept test steps; leaves of ${leastLeafRows} rows need some ${leastOrigins}.`,
      source: 'LightGBM documentation, Parameters Tuning: min_data_in_leaf',
    }
  },
  prior(problem) {
    const base = { little: 0.62, some: 0.74, much: 0.74 }[problem.amount]
    const planned = problem.plannedInputs > 0
    return {
      value: base + (planned ? 0.08 : 0),
      because: planned
        ? 'it reads planned inputs directly and learns across series'
        : 'it learns across series and reads the calendar, and cannot extrapolate trends',
      source: 'Makridakis et al., M5 accuracy competition, 2022: boosted trees behind the leading entries',
    }
  },
  dataFit: (problem) => ({ little: 0.8, some: 1, much: 0.85 })[problem.amount],
  rungs(problem) {
    const outputs = problem.quantiles.length * problem.channels
    return sizes.map(({ trees, leaves, learningRate }) => ({
      label: `${grouped(trees)} trees of ${leaves} leaves`,
      lookback: lagLookback(problem),
      parts: [
        forecaster({
          kind: 'estimator',
          estimator: { kind: 'gradient_boosted_trees', trees, leaves, outputs, learning_rate: learningRate },
          load: forecastLoad(problem, {
            rows: tableRows(problem),
            columns: tableColumns(problem),
            points: problem.targets,
          }),
          learned: trees * outputs * leaves,
        }),
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossWords(problem),
    optimizer: 'leaf-wise histogram boosting (LightGBM)',
    schedule: 'early stopping after 50 rounds without improvement on the last origin before the test',
    regularization: [
      `at least ${leastLeafRows} rows in a leaf`,
      'row and column sampling 0.8',
      'L2 of leaf values 1.0',
    ],
  }),
  write(problem) {
    const { lags, means } = lagColumns(problem)
    const columns = tableColumns(problem)
    const future = futureWords(problem)
    const sampled = allRows(problem) > mostRows
    const each = problem.channels > 1 ? ' of each value' : ''
    const meaning = [
      'step ahead',
      `lags ${lags.join(', ')}${each}`,
      ...(means.length > 0 ? [`means over ${listed(means.map(String))} steps${each}`] : []),
      ...(future.length > 0 ? [`of the target step: ${future.join(', ')}`] : []),
      'mean, deviation and age of the series',
    ].join('; ')
    const outputs = models(problem)
    return {
      overview: `One table for ${everySeries(problem)}: each row is a forecast origin and a step ahead (1 to ${grouped(problem.horizonSteps)}), so every step is predicted directly and errors do not build up. ${outputs.charAt(0).toUpperCase()}${outputs.slice(1)}, {{latency}} for a whole forecast on the CPU, retrained in {{trainingTime}}.`,
      inputs: [{ name: 'rows', shape: [problem.horizonSteps, columns], meaning }],
      outputs: outputRows(problem),
      risks: [
        'Trees cannot go beyond values they saw: scale or difference series that grow.',
        'A lag shorter than the step ahead would look into the future: lags count from the origin, never from the target.',
        ...windowRisks(problem, lagLookback(problem)),
      ],
      steps: [
        `Build the lag table in \`src/features.py\`: ${counted(columns, 'column')}${sampled ? `, origins sampled to ${grouped(mostRows)} rows` : ''}; \`tests/test_features.py\` asserts that no column changes when future values do.`,
        'Train in `src/train.py`; keep the number of rounds that early stopping found for the final fit on all data.',
      ],
      files: planFiles(calendarColumns(problem.calendar) > 0 ? ['calendar'] : [], [
        {
          path: 'src/features.py',
          purpose: 'lags, means, future and series columns, one row per origin and step',
        },
        { path: 'src/train.py', purpose: 'boosting with early stopping, one model per output' },
        { path: 'tests/test_features.py', purpose: 'no column sees beyond the origin' },
      ]),
      notCounted: ['feature fetch from a store'],
    }
  },
}

function lossWords(problem: ForecastProblem): string {
  if (!problem.isPoint)
    return `Quantile (pinball) loss, ${models(problem)}, on values scaled by the mean of their ${problem.intermittent ? 'series' : 'window'}; sorted afterwards so that quantiles cannot cross`
  return problem.intermittent
    ? 'Tweedie deviance (variance power 1.5)'
    : 'L1 on values scaled by the mean of their window'
}
