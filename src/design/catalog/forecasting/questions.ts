/** What can be asked of a forecast: how many series, how long, how often, how far ahead, what is known in advance. */

import { type Askable, answered, idOf, usualIf, withData, withTargets } from '../../asking/askable.js'
import type { Span } from '../../brief/brief.js'
import { grouped, plain, saySpan, sayStep } from '../../brief/facts.js'
import { secondsPer, type TimeUnit } from '../../brief/units.js'
import { defaultQuantiles, defaultSeriesCount, spanSeconds } from './complete.js'

const stepUnits: readonly TimeUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year']

const series: Askable = {
  id: 'series',
  text: 'How many series are there to forecast?',
  isKnown: ({ data }) => data.seriesCount !== undefined,
  choices: () =>
    (
      [
        ['one', 1],
        ['tens', 30],
        ['hundreds', defaultSeriesCount],
        ['thousands', 5_000],
      ] as const
    ).map(([id, count]) => {
      const label = count === 1 ? 'one series' : `about ${grouped(count)} series`
      return {
        id,
        label,
        ...usualIf(count === defaultSeriesCount),
        apply: (brief) => withData(brief, { seriesCount: answered(count, label) }),
      }
    }),
}

const history: Askable = {
  id: 'history',
  text: 'How far back does the history of a series go?',
  isKnown: ({ data }) => data.historyLength !== undefined,
  choices({ data }) {
    const usual = data.historyLength?.value
    if (!usual) return []
    return distinct(usual, [third(usual), { ...usual, value: 2 * usual.value }]).map((span) => {
      const label = saySpan(span)
      return {
        id: idOf(label),
        label,
        ...usualIf(span === usual),
        apply: (brief) => withData(brief, { historyLength: answered(span, label) }),
      }
    })
  },
}

const frequency: Askable = {
  id: 'frequency',
  text: 'How often is a value recorded?',
  isKnown: ({ data }) => data.frequency !== undefined,
  choices({ data }) {
    const usual = data.frequency?.value
    if (!usual || usual.unit === 'step') return []
    const at = stepUnits.indexOf(usual.unit)
    if (at < 0) return []
    const horizon = data.horizon ? spanSeconds(data.horizon.value, usual) : 0
    // A step longer than the horizon would leave nothing to forecast.
    const beside = (i: number): Span[] => {
      const unit = stepUnits[i]
      return unit && secondsPer[unit] <= horizon ? [{ value: 1, unit }] : []
    }
    return [...beside(at - 1), usual, ...beside(at + 1)].map((step) => {
      const label = sayStep(step)
      return {
        id: idOf(label),
        label,
        ...usualIf(step === usual),
        apply: (brief) => withData(brief, { frequency: answered(step, label) }),
      }
    })
  },
}

const horizon: Askable = {
  id: 'horizon',
  text: 'How far ahead should be predicted?',
  isKnown: ({ data }) => data.horizon !== undefined,
  choices({ data }) {
    const usual = data.horizon?.value
    if (!usual) return []
    const others = [Math.max(1, Math.round(usual.value / 4)), 3 * usual.value]
    return distinct(
      usual,
      others.map((value) => ({ ...usual, value })),
    ).map((span) => {
      const label = saySpan(span)
      return {
        id: idOf(label),
        label,
        ...usualIf(span === usual),
        apply: (brief) => withData(brief, { horizon: answered(span, label) }),
      }
    })
  },
}

const seasonality: Askable = {
  id: 'seasonality',
  text: 'Does the series repeat in cycles (day, week, year)?',
  isKnown: ({ data }) => data.seasonal !== undefined || data.season !== undefined,
  choices: () => [
    {
      id: 'yes',
      label: 'yes, it does',
      usual: true,
      apply: (brief) => withData(brief, { seasonal: answered(true, 'yes') }),
    },
    {
      id: 'no',
      label: 'no cycle',
      aliases: ['none'],
      apply: (brief) => withData(brief, { seasonal: answered(false, 'no cycle') }),
    },
  ],
}

const future: Askable = {
  id: 'future',
  text: 'What is known of the future when the forecast is made?',
  isKnown: ({ data }) => data.knownFuture !== undefined,
  choices: () =>
    (
      [
        ['none', 'nothing known in advance'],
        ['calendar', 'only the calendar'],
        ['planned', 'the calendar and planned inputs, such as promotions or prices'],
      ] as const
    ).map(([id, label]) => ({
      id,
      label,
      aliases: id === 'none' ? ['nothing', 'no'] : [],
      ...usualIf(id === 'calendar'),
      apply: (brief) => withData(brief, { knownFuture: answered(id, label) }),
    })),
}

const output: Askable = {
  id: 'output',
  text: 'Is one value per step enough, or are intervals wanted?',
  isKnown: ({ targets }) => targets.output !== undefined || targets.quantiles !== undefined,
  choices() {
    const levels = defaultQuantiles.map((level) => `P${plain(level * 100)}`).join(', ')
    const band = `intervals: ${levels}`
    const point = 'a point forecast: one value per step'
    return [
      {
        id: 'intervals',
        label: band,
        usual: true,
        aliases: ['interval', 'quantiles'],
        apply: (brief) =>
          withTargets(brief, {
            output: answered('intervals' as const, band),
            quantiles: answered([...defaultQuantiles], levels),
          }),
      },
      {
        id: 'point',
        label: point,
        aliases: ['one', 'value'],
        apply: (brief) => withTargets(brief, { output: answered('point' as const, point) }),
      },
    ]
  },
}

/** Short to long, the usual one among them, each once. */
function distinct(usual: Span, others: readonly Span[]): Span[] {
  const different = others.filter((span) => saySpan(span) !== saySpan(usual))
  const length = (span: Span) => spanSeconds(span, { value: 1, unit: 'day' })
  return [usual, ...different].sort((a, b) => length(a) - length(b))
}

/** A third of a span in a unit that leaves a whole number: 3 years -> 1 year, 2 years -> 8 months. */
function third({ value, unit }: Span): Span {
  if (unit === 'year' && value < 3) return { value: Math.max(1, Math.round((value * 12) / 3)), unit: 'month' }
  return { value: Math.max(1, Math.round(value / 3)), unit }
}

/** In the order in which they are asked where their answers change equally much. */
export const forecastAskables: readonly Askable[] = [
  horizon,
  series,
  history,
  frequency,
  future,
  output,
  seasonality,
]
