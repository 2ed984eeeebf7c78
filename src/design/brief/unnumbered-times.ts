/** Times said without a number: the step of a series (hourly, every day), or a horizon (next month, day-ahead). */
import type { Span } from './brief.js'
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import { putCycle } from './read-times.js'
import { isUnspaced } from './segment.js'
import type { Token } from './tokens.js'
import { type TimeUnit, unitWord } from './units.js'

const adjectives = new Map<string, Span>(
  (
    [
      [1, 'minute', 'minutely minutlich minutliche minutlichen'],
      [15, 'minute', 'viertelstundlich viertelstundliche viertelstundlichen'],
      [30, 'minute', 'halbstundlich halbstundliche halbstundlichen'],
      [
        1,
        'hour',
        'hourly stundlich stundliche stundlichen stundendaten stundenwerte horario horaria horarios horarias horaire horaires',
      ],
      [1, 'day', 'daily taglich tagliche taglichen tagesdaten tageswerte diario diaria diarios diarias'],
      [1, 'day', 'quotidien quotidienne quotidiens quotidiennes journalier journalieres'],
      [
        1,
        'week',
        'weekly wochentlich wochentliche wochentlichen wochendaten wochenwerte semanal semanales hebdomadaire hebdomadaires',
      ],
      [2, 'week', 'fortnightly biweekly'],
      [
        1,
        'month',
        'monthly monatlich monatliche monatlichen monatsdaten monatswerte mensual mensuales mensuel mensuelle mensuelles',
      ],
      [1, 'quarter', 'quarterly vierteljahrlich trimestral trimestrales trimestriel trimestrielles'],
      [1, 'year', 'yearly annual annually jahrlich jahrliche anual anuales annuel annuelle annuelles'],
    ] as const
  ).flatMap(([value, unit, words]) => words.split(' ').map((word) => [word, { value, unit }] as const)),
)

/** `hourly`, `wöchentlich` and the like, folded. */
export const isStepWord = (word: string): boolean => adjectives.has(word)
export const stepOf = (word: string): Span | undefined => adjectives.get(word)

/** `freq=D`, as pandas writes steps. */
const codes = new Map<string, TimeUnit>([
  ['H', 'hour'],
  ['h', 'hour'],
  ['D', 'day'],
  ['W', 'week'],
  ['M', 'month'],
  ['Q', 'quarter'],
  ['Y', 'year'],
])

/** After the word: it tells how often somebody works, not how often something is measured. */
const jobs =
  /^(batch|retrain|retraining|reports?|budget|jobs?|runs?|refresh|updates?|meetings?|costs?|planning|review|deployment|releases?|alerts?|latency|limit)$/
const runs =
  /^(retrain|retrained|retraining|run|runs|running|ran|update|updated|updates|refresh|refreshed|refit|executed|lauft|laufen|published|sent)$/
const measured =
  /^(data|daten|datos|donnees|series|readings|values|werte|observations|measurements|samples|points|history|resolution|granularity|frequency|steps?)$/
const forecasts = /^(forecasts?|predictions?|prognosen?|vorhersagen?)$/
const cycles =
  /^(season|seasons|seasonal|seasonality|cycle|cycles|pattern|patterns|period|periodicity|saison|saisonalitat|estacionalidad|saisonnalite)$/
const each = /^(every|jede|jeden|jedes|cada|chaque)$/
const next =
  /^(next|coming|upcoming|following|nachste|nachsten|kommende|kommenden|proximo|proxima|prochain|prochaine)$/

interface StepWord {
  readonly span: Span
  readonly first: number
  readonly last: number
  /** 2: said of the data; 1: said of something; 0: said of the forecast, which may be coarser than its data. */
  readonly rank: number
}

export function readUnnumberedTimes(draft: Draft, quantities: readonly Quantity[]): void {
  const counted = new Set(quantities.flatMap(({ first, last }) => range(first, last)))
  const found: StepWord[] = []
  draft.tokens.forEach((_, i) => {
    const word = stepWord(draft, i) ?? (counted.has(i) ? undefined : perUnit(draft, i))
    if (word) found.push(word)
    readNextUnit(draft, i)
  })
  const best = Math.max(-1, ...found.map(({ rank }) => rank))
  // "Every 15 minutes" has said the step; only words about the data may contradict it.
  if (draft.said.has('step') && best < 2) return
  for (const { span, first, last, rank } of found)
    if (rank === best) draft.brief.data.frequency = put(draft, 'step', span, first, last)
}

function stepWord(draft: Draft, i: number): StepWord | undefined {
  const { tokens, used } = draft
  const token = tokens[i]
  if (!token || used.has(i) || isRate(tokens, i)) return undefined
  const code = /^[:=]$/.test(tokens[i - 1]?.text ?? '') && /^freq/.test(tokens[i - 2]?.text ?? '')
  const coded = code ? codes.get(token.raw) : undefined
  if (coded) return { span: { value: 1, unit: coded }, first: i, last: i, rank: 2 }
  const [before, after] = [tokens[i - 1]?.text ?? '', tokens[i + 1]?.text ?? '']
  const named = adjectives.get(token.text)
  if (named) {
    const { span, first } = numbered(tokens, i, named)
    const cycle = [1, 2, 3, -1, -2, -3].find(
      (d) => tokens[i + d]?.clause === token.clause && isCycle(draft, i + d),
    )
    // "Yearly and weekly cycles": each word is quoted by itself.
    const beside = cycle === 1 || cycle === -1 ? cycle : 0
    if (cycle !== undefined) putCycle(draft, span, Math.min(i, i + beside), Math.max(i, i + beside))
    else if (!jobs.test(after) && !runs.test(before) && !isAlertBudget(tokens, i))
      return { span, first, last: i, rank: rankOf(after) }
    return undefined
  }
  const every = unitWord(after)
  if (!each.test(token.text) || every?.kind !== 'time' || every.scale !== 1 || after.length < 3)
    return undefined
  if (runs.test(before) || forecasts.test(before)) return undefined
  return { span: { value: 1, unit: every.unit }, first: i, last: i + 1, rank: 1 }
}

/** 每天2亿条, 每秒200句: a rate, in scripts that put the period before its number; 毎時2年分 is none. */
function isRate(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at]?.text === 'every' ? at + 2 : at + 1
  return (
    tokens[next]?.kind === 'number' &&
    tokens[next]?.glued === true &&
    tokens[next]?.clause === tokens[at]?.clause &&
    !/^(time|steps)$/.test(unitWord(tokens[next + 1]?.text ?? '')?.kind ?? '') &&
    isUnspaced(tokens[at]?.raw.charAt(0) ?? '')
  )
}

/** 每天最多5个报警: a day's worth of alerts. */
const isAlertBudget = (tokens: readonly Token[], at: number): boolean =>
  [...tokens.slice(Math.max(0, at - 2), at), ...tokens.slice(at + 1, at + 5)].some(
    ({ text, clause }) => clause === tokens[at]?.clause && /^(alerts?|alarms?|alarme)$/.test(text),
  )

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

const per = /^(per|pro|por|par)$/
const once = /^(once|einmal)$/

/** "Orders per hour" are counted hourly; "20 alerts per day" is a limit. */
function perUnit({ tokens, used }: Draft, i: number): StepWord | undefined {
  const unit = unitWord(tokens[i + 1]?.text ?? '')
  const often = once.test(tokens[i - 1]?.text ?? '') && /^(a|an|am)$/.test(tokens[i]?.text ?? '')
  // "8k lab measurements per day" is how many there are, not how often.
  const counts = tokens
    .slice(Math.max(0, i - 4), i)
    .some(({ kind, clause }) => kind === 'number' && clause === tokens[i]?.clause)
  const counted = tokens[i - 1]?.kind === 'word' && !used.has(i - 1) && !counts
  const named = unit?.kind === 'time' && unit.scale === 1 && (tokens[i + 1]?.text.length ?? 0) > 2
  if (!(often || per.test(tokens[i]?.text ?? '')) || used.has(i) || !counted || !named) return undefined
  return { span: { value: 1, unit: unit.unit }, first: i, last: i + 1, rank: 0 }
}

/** `6-hourly`, `half-hourly` */
function numbered(tokens: readonly Token[], at: number, named: Span): { span: Span; first: number } {
  const [number, dash] = [tokens[at - 2], tokens[at - 1]]
  if (dash?.text !== '-' || !dash.glued) return { span: named, first: at }
  if (number?.text === 'half' && named.unit === 'hour')
    return { span: { value: 30, unit: 'minute' }, first: at - 2 }
  const value = number?.kind === 'number' ? (number.value ?? 0) : 0
  return value > 0
    ? { span: { ...named, value: value * named.value }, first: at - 2 }
    : { span: named, first: at }
}

const isCycle = ({ tokens }: Draft, at: number) => cycles.test(tokens[at]?.text ?? '')

function rankOf(after: string): number {
  if (measured.test(after)) return 2
  return forecasts.test(after) ? 0 : 1
}

/** "Next month", "day-ahead": a horizon of one, where no number says another. */
function readNextUnit(draft: Draft, i: number): void {
  const { tokens, used, said, brief } = draft
  if (said.has('horizon') || used.has(i)) return
  const [token, after] = [tokens[i], tokens[i + 1]]
  const dash = after?.text === '-' ? 1 : 0
  const isNext = next.test(token?.text ?? '') && after?.kind === 'word'
  const isAhead = tokens[i + 1 + dash]?.text === 'ahead' && tokens[i - 1]?.kind !== 'number'
  if (/^tomorrows?$/.test(token?.text ?? '')) {
    brief.data.horizon = put(draft, 'horizon', { value: 1, unit: 'day' as const }, i, i)
    return
  }
  const meaning = unitWord((isNext ? after?.text : isAhead ? token?.text : '') ?? '')
  const word = isNext ? after?.text : token?.text
  if (meaning?.kind !== 'time' || meaning.scale !== 1 || (word?.length ?? 0) < 3) return
  const last = isNext ? i + 1 : i + 1 + dash
  brief.data.horizon = put(draft, 'horizon', { value: 1, unit: meaning.unit }, i, last)
}
