/** Time series forecasting: from a past of equal steps to the values of the steps ahead. */
import { counted, grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import type { Aspect, Field } from '../field.js'
import { number } from '../limits.js'
import { listed } from '../words.js'
import { calendarColumns } from './calendar.js'
import { complete } from './complete.js'
import { dlinear } from './dlinear.js'
import { evaluation } from './evaluation.js'
import { exponentialSmoothing } from './exponential-smoothing.js'
import type { ForecastFamily } from './family.js'
import { gradientBoostedTrees } from './gradient-boosted-trees.js'
import { gruEncoderDecoder } from './gru-encoder-decoder.js'
import { intermittentDemand } from './intermittent-demand.js'
import { lstmEncoderDecoder } from './lstm-encoder-decoder.js'
import { nbeats } from './n-beats.js'
import { patchedTransformer } from './patched-transformer.js'
import { plan } from './plan.js'
import { type ForecastProblem, forecastProblem } from './problem.js'
import { forecastAskables } from './questions.js'
import { seasonalNaive } from './seasonal-naive.js'
import { tcn } from './tcn.js'
import { temporalFusion } from './temporal-fusion.js'
import { variations } from './variations.js'
import { referenceWindows } from './windows.js'
import { seriesWords, steps } from './words.js'

/** Over this a direct forecast has more outputs than any model of the catalogue can carry. */
const mostHorizonSteps = 20_000

export const forecasting: Field<ForecastProblem, ForecastFamily> = {
  domain: 'time_series',
  title: 'time series forecasting',
  families: [
    seasonalNaive,
    exponentialSmoothing,
    intermittentDemand,
    gradientBoostedTrees,
    dlinear,
    nbeats,
    gruEncoderDecoder,
    lstmEncoderDecoder,
    tcn,
    temporalFusion,
    patchedTransformer,
  ],
  complete,
  problem: forecastProblem,
  isEnough: ({ data }) => data.seriesCount !== undefined && data.historyLength !== undefined,
  askables: forecastAskables,
  effects: {
    'data.frequency': 'Another step changes the number of steps to predict, the cycles and every shape.',
    'data.horizon': 'The horizon sets the outputs and the look-back.',
    'data.seriesCount': 'The number of series decides how large a model the data can feed.',
    'data.historyLength': 'History bounds the look-back and the number of training windows.',
    'data.seasonal': 'Without a cycle the baseline repeats the last value and look-backs shrink.',
    'data.channels': 'More values per step multiply the outputs.',
    'data.knownFuture': 'Planned inputs favour models that read them: trees and encoder-decoders.',
    'data.featureCount': 'Each planned input is one more column of the future.',
    'targets.output': 'A point forecast needs one output per step and another loss.',
    'targets.quantiles': 'Each quantile is one more output per step.',
  },
  sayAssumed: ({ cycles }, fact) => {
    if (fact !== 'data.seasonal') return undefined
    return cycles.length === 0
      ? 'none that the history shows twice'
      : `yes: ${listed(cycles.map(({ name, steps: n }) => `${name} (${counted(n, 'step')})`))}`
  },
  ruledOut(problem, { kind }) {
    const { horizonSteps, historySteps } = problem
    if (horizonSteps >= historySteps)
      return `${steps(horizonSteps, problem)} to predict from ${steps(historySteps, problem)} known: not one example of such a forecast exists, so nothing can be fitted or tested.`
    if (horizonSteps > mostHorizonSteps && kind !== 'baseline')
      return `${counted(horizonSteps, 'step')} ahead are more than the ${grouped(mostHorizonSteps)} that a direct forecast is built for.`
    return undefined
  },
  outputFault,
  evaluation,
  plan,
  dataWords,
  scarcity(problem) {
    const { seriesCount, trainingSteps, horizonSteps } = problem
    const windows = seriesCount * Math.max(0, trainingSteps - horizonSteps)
    return {
      arithmetic: `${seriesWords(problem)} x ${steps(trainingSteps, problem)} of training data hold at most ${number(windows)} ${windows === 1 ? 'forecast' : 'forecasts'} of ${steps(horizonSteps, problem)} to learn from.`,
      waysOut: ['Bring longer history, more series of the same kind, or a shorter horizon.'],
    }
  },
  variations,
  aspects: (problem) => [futureAspect(problem)],
}

/** Horizon first, quantiles last. */
function outputFault(
  { horizonSteps, quantiles, isPoint }: ForecastProblem,
  outputs: readonly TensorRow[],
): string | undefined {
  const shape = outputs[0]?.shape ?? []
  const covers = shape[0] === horizonSteps && (isPoint || shape.at(-1) === quantiles.length)
  if (covers) return undefined
  return `expected ${horizonSteps} steps${isPoint ? '' : ` x ${quantiles.length} quantiles`}. Received: ${show(shape)}`
}

function dataWords(problem: ForecastProblem, { kind }: ForecastFamily): string {
  if (kind === 'statistics')
    return problem.seriesCount === 1 ? 'One series.' : `${seriesWords(problem)}, each fitted alone.`
  const amount = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[
    problem.amount
  ]
  return `${seriesWords(problem)} with ${steps(problem.trainingSteps, problem)} of training data hold about ${counted(referenceWindows(problem), 'independent window')}: ${amount}.`
}

function futureAspect(problem: ForecastProblem): Aspect<ForecastFamily> {
  const planned = problem.plannedInputs > 0
  const calendar = calendarColumns(problem.calendar) > 0
  const known = listed([...(calendar ? ['the calendar'] : []), ...(planned ? ['planned inputs'] : [])])
  const unread = planned && calendar ? 'the calendar or planned inputs' : known
  return {
    aspect: 'Known future',
    say({ readsFuture }) {
      if (!planned && !calendar) return 'Nothing is known of the future that could be read'
      return readsFuture ? `Reads ${known}` : `Does not read ${unread}`
    },
  }
}
