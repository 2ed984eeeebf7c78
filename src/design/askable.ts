/**
 * The facts of a forecasting problem that a person can be asked for: the words of the question, its choices, and what
 * each choice puts into the brief. Whether one is asked is decided in questions.ts, by designing under each choice.
 */
import type { Brief, Span } from './brief/brief.js'
import { cpuCore, defaultCores } from './brief/devices.js'
import type { Fact } from './brief/fact.js'
import { grouped, plain, saySpan, sayStep } from './brief/facts.js'
import { secondsPer, type TimeUnit } from './brief/units.js'
import {
  defaultQuantiles,
  defaultSeriesCount,
  defaultTrainingDevice,
  spanSeconds,
} from './catalog/complete.js'
import type { Choice } from './question.js'

export interface AskableChoice extends Choice {
  /** Short words that mean it too, folded. */
  readonly aliases?: readonly string[]
  /** It is what `complete` assumes where nobody answers. */
  readonly usual?: true
  readonly apply: (brief: Brief) => Brief
}

export interface Askable {
  /** Names the fact so that "<id>: <answer>" reads as one: `series: 40`. */
  readonly id: string
  readonly text: string
  readonly isKnown: (brief: Brief) => boolean
  /** In their natural order; fewer than two where there is nothing to choose. */
  readonly choices: (completed: Brief) => readonly AskableChoice[]
}

const answered = <T>(value: T, words: string): Fact<T> => ({ value, source: 'answered', words })
const withData = (brief: Brief, data: Partial<Brief['data']>): Brief => ({
  ...brief,
  data: { ...brief.data, ...data },
})
const withTargets = (brief: Brief, targets: Partial<Brief['targets']>): Brief => ({
  ...brief,
  targets: { ...brief.targets, ...targets },
})
const withConstraints = (brief: Brief, constraints: Partial<Brief['constraints']>): Brief => ({
  ...brief,
  constraints: { ...brief.constraints, ...constraints },
})

const usualIf = (is: boolean): { usual?: true } => (is ? { usual: true } : {})
const idOf = (label: string) => label.replace(/[^A-Za-z0-9]+/g, '-')

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

const stepUnits: readonly TimeUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year']

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

const latency: Askable = {
  id: 'latency',
  text: 'How soon must a forecast be there?',
  isKnown: ({ targets, constraints }) =>
    targets.latency !== undefined || constraints.deployment !== undefined,
  choices: () => [
    {
      id: 'batch',
      label: 'a batch run is enough',
      usual: true,
      apply: (brief) => withConstraints(brief, { deployment: answered('batch' as const, 'a batch run') }),
    },
    ...[100, 10].map((ms): AskableChoice => {
      const label = `online, within ${ms} ms at p99`
      return {
        id: `${ms}-ms`,
        label,
        apply: (brief) =>
          withTargets(withConstraints(brief, { deployment: answered('online' as const, label) }), {
            latency: answered({ ms, percentile: 99 }, label),
          }),
      }
    }),
  ],
}

const device: Askable = {
  id: 'device',
  text: 'What can the model be trained on?',
  isKnown: ({ constraints }) => constraints.trainingDevice !== undefined,
  choices: () =>
    (
      [
        ['l4', 'train on one L4', defaultTrainingDevice],
        ['t4', 'train on one T4', { id: 't4', count: 1 }],
        ['a100', 'train on one A100', { id: 'a100-80-sxm', count: 1 }],
        ['cpu', `train on ${defaultCores} CPU cores`, { id: cpuCore, count: defaultCores }],
      ] as const
    ).map(([id, label, choice]) => ({
      id,
      label,
      ...usualIf(choice === defaultTrainingDevice),
      apply: (brief) => withConstraints(brief, { trainingDevice: answered({ ...choice }, label) }),
    })),
}

const explanation: Askable = {
  id: 'explanation',
  text: 'Must a single forecast be explained to somebody?',
  isKnown: ({ constraints }) => constraints.interpretability !== undefined,
  choices: () => [
    { id: 'no', label: 'no', usual: true, apply: (brief) => brief },
    {
      id: 'must',
      label: 'yes, it must be explainable',
      aliases: ['yes'],
      apply: (brief) =>
        withConstraints(brief, { interpretability: answered('must' as const, 'must be explainable') }),
    },
  ],
}

/** In the order in which they are asked where their answers change equally much: data before limits and wishes. */
export const askables: readonly Askable[] = [
  horizon,
  series,
  history,
  frequency,
  future,
  output,
  seasonality,
  latency,
  explanation,
  device,
]
