/**
 * Tokens to quantities: a number (or range, or number word) with its magnitude and unit. One walk over the tokens;
 * every look ahead is bounded.
 */
import { type Amount, amountAt, readsAsMinutes, withMagnitude } from './amounts.js'
import { foldWord } from './fold.js'
import type { Token } from './tokens.js'
import { nextWords, secondsPer, type TimeUnit, type UnitMeaning, unitWord } from './units.js'

export interface Quantity {
  /** In the base of its unit; the middle of a range. Times stay in their own unit. */
  readonly value: number
  readonly unit: UnitMeaning | { readonly kind: 'percent' | 'count' | 'times' }
  readonly comparator?: 'at most' | 'at least'
  /** The number was written as a word or a loose amount ("one", "hundreds of"). */
  readonly spelled: boolean
  /** Glued to its noun by a hyphen: `63-day`. */
  readonly hyphen: boolean
  /** First and last token. */
  readonly first: number
  readonly last: number
  readonly currency?: string
}

/** More numbers than any request has: what follows is a table or noise. */
const mostQuantities = 500

/** The quantities of the text, in order. */
export function readQuantities(tokens: readonly Token[]): Quantity[] {
  const found: Quantity[] = []
  let i = 0
  while (i < tokens.length && found.length < mostQuantities) {
    const quantity = quantityAt(tokens, i)
    if (quantity) found.push(quantity)
    i = quantity ? quantity.last + 1 : i + 1
  }
  return found
}

function quantityAt(tokens: readonly Token[], at: number): Quantity | undefined {
  const start = amountAt(tokens, at)
  if (!start) return undefined
  const range = rangeEnd(tokens, start)
  const low = withMagnitude(tokens, start)
  const high = range && withMagnitude(tokens, range)
  const end = high ?? low
  // "2-3 million": the magnitude of the end is the magnitude of both.
  const shared = high && range && low.next === start.next ? high.value / range.value : 1
  // A thousandth is a tenth of a hundredth.
  const perMille = tokens[end.next]?.text === '‰' ? 0.1 : 1
  const said = perMille * (high ? (low.value * shared + high.value) / 2 : low.value)
  const unit = unitAt(tokens, end.next)
  const before = currencyBefore(tokens, at)
  const counts = { meaning: { kind: 'count' } as const, next: end.next, hyphen: false }
  const perSecond = !unit && perSecondBefore(tokens, at)
  const percent = !unit && percentBefore(tokens, at)
  const found = percent
    ? { ...counts, meaning: { kind: 'percent' } as const }
    : perSecond
      ? { ...counts, meaning: { kind: 'rate', scale: 1 } as const }
      : (unit ?? counts)
  const money = before ?? (found.meaning.kind === 'money' ? currencyName(tokens[found.next - 1]) : undefined)
  const scale = 'scale' in found.meaning ? found.meaning.scale : 1
  const whole = before !== undefined || found.meaning.kind === 'money' || found.meaning.kind === 'count'
  const value = whole && low.next === at + 1 && isGroupedByPoint(tokens[at]) ? Math.round(1000 * said) : said
  return {
    value: value * scale,
    unit: before ? { kind: 'money', scale: 1 } : found.meaning,
    comparator: comparatorBefore(tokens, before ? at - 1 : at) ?? comparatorAfter(tokens, found.next),
    spelled: start.spelled,
    hyphen: found.hyphen,
    first: before ? at - 1 : at,
    last: found.next - 1,
    ...(money && { currency: money }),
  }
}

/** `1.000 EUR`, `1.200 stores` where the point was read as a decimal one: money and counts have no thousandths. */
const isGroupedByPoint = (token: Token | undefined): boolean =>
  token !== undefined && /^[1-9]\d{0,2}\.\d{3}$/.test(token.raw) && (token.value ?? 0) < 1000

/** `2-3`, `2 to 3`, `2–3`, `2 bis 3`: the second number. `63-day` has none. */
function rangeEnd(tokens: readonly Token[], start: Amount): Amount | undefined {
  const scaled = withMagnitude(tokens, start)
  const joint = tokens[scaled.next]
  if (!joint || !['-', '–', '—', 'to', 'bis', 'a'].includes(joint.text)) return undefined
  const end = tokens[scaled.next + 1]
  if (end?.kind !== 'number' || (end.value ?? 0) <= start.value) return undefined
  // The mark of a list begins another line.
  if (end.clause !== tokens[scaled.next - 1]?.clause) return undefined
  // `2020-01-15` is a date.
  if (tokens[scaled.next + 2]?.text === '-' && tokens[scaled.next + 3]?.kind === 'number') return undefined
  return { value: end.value ?? 0, next: scaled.next + 2, spelled: false }
}

function unitAt(tokens: readonly Token[], at: number) {
  const first = tokens[at]
  if (!first) return undefined
  if (first.text === '%' || first.text === '‰' || first.text === 'percent' || first.text === 'prozent')
    return { meaning: { kind: 'percent' } as const, next: at + 1, hyphen: false }
  if (/^[€$£₹¥₩₽]$/.test(first.text))
    return { meaning: { kind: 'money', scale: 1 } as const, next: at + 1, hyphen: false }
  const hyphen = first.text === '-' && first.glued && tokens[at + 1]?.glued === true
  const from = hyphen ? at + 1 : at
  const word = tokens[from]
  if (word?.kind === 'mark' && word.text === '×')
    return { meaning: { kind: 'times' } as const, next: from + 1, hyphen }
  if (word?.kind !== 'word') return undefined
  // "5,000 X-rays" are no times.
  if (word.text === 'x' && tokens[from + 1] !== undefined && tokens[from + 1]?.text !== '-')
    return { meaning: { kind: 'times' } as const, next: from + 1, hyphen }
  if (word.raw === 'm' && word.glued && readsAsMinutes(tokens, from))
    return { meaning: { kind: 'time', unit: 'minute', scale: 1 } as const, next: from + 1, hyphen }
  if (word.raw === 'G' && word.glued)
    return { meaning: { kind: 'bytes', scale: 1e9 } as const, next: from + 1, hyphen }
  return (
    quarterHours(tokens, from, hyphen) ??
    timeAcrossAdjective(tokens, from, hyphen) ??
    plainUnit(tokens, from, hyphen)
  )
}

function plainUnit(tokens: readonly Token[], at: number, hyphen: boolean) {
  const word = tokens[at]
  const perSecond = rateAfter(tokens, at)
  if (perSecond) return { ...perSecond, hyphen }
  const meaning = word && (turkishPeriod(word) ?? unitWord(word.text))
  if (!word || !meaning) return undefined
  // "3 millions d'abonnés" are no days.
  if (/^['’]$/.test(tokens[at + 1]?.text ?? '') && tokens[at + 1]?.glued) return undefined
  // A lone letter is a unit only in lower case (`3D` is no three days), and most only written to their number.
  const apart = !word.glued && !hyphen && !['s', 'h', 'd'].includes(word.text)
  if (word.text.length === 1 && (apart || word.raw !== word.text)) return undefined
  return { meaning, next: at + 1, hyphen }
}

/** `30 günlük`: of thirty days, where the same word alone is daily. */
function turkishPeriod({ raw }: Token) {
  const unit = turkishUnits.get(foldWord(raw))
  return unit && ({ kind: 'time', unit, scale: 1 } as const)
}
const turkishUnits = new Map<string, TimeUnit>([
  ['saatlik', 'hour'],
  ['gunluk', 'day'],
  ['haftalik', 'week'],
  ['aylik', 'month'],
  ['yillik', 'year'],
])

/** `96 quarter-hours` */
function quarterHours(tokens: readonly Token[], at: number, hyphen: boolean) {
  const next = tokens[at + 1]?.text === '-' ? at + 2 : at + 1
  if (tokens[at]?.text !== 'quarter' || !/^hours?$/.test(tokens[next]?.text ?? '')) return undefined
  return { meaning: { kind: 'time', unit: 'minute', scale: 15 } as const, next: next + 1, hyphen }
}

/** `5 business days`, `2 prochaines heures`, `60 trading days`, `12 calendar months`, `96 time steps`. */
function timeAcrossAdjective(tokens: readonly Token[], at: number, hyphen: boolean) {
  const word = tokens[at]?.text ?? ''
  if (!/^(business|trading|calendar|working|consecutive|full|time)$/.test(word) && !nextWords.has(word))
    return undefined
  const meaning = unitWord(tokens[at + 1]?.text ?? '')
  return meaning?.kind === 'time' || meaning?.kind === 'steps' ? { meaning, next: at + 2, hyphen } : undefined
}

const answered =
  /^(requests?|forecasts?|predictions?|queries|inferences|calls|req|images|photos|pictures|documents|pages|messages|tickets)$/
/** Measured so often, not answered. */
const sampled =
  /^(steps?|frames?|samples?|readings?|measurements?|values?|points?|times?|alerts?|alarms?|bytes|bits|cycles)$/
const perWord = /^(per|\/|a|an|pro|par|por|al)$/
/** Words that a noun of a rate may have before it: `200 short sentences per second`. */
const rateReach = 3

/**
 * `200 requests per second`, `1M forecasts/day`: a rate of so many per second. Whatever comes per second is a rate and
 * no amount of data; what comes per day may be one.
 */
function rateAfter(tokens: readonly Token[], at: number) {
  const noun = tokens[at]?.text ?? ''
  for (let words = 1; words <= (answered.test(noun) ? 1 : rateReach); words += 1) {
    const [last, joint, period] = [at + words - 1, at + words, at + words + 1].map((i) => tokens[i])
    if (last?.kind !== 'word' || last.clause !== tokens[at]?.clause || sampled.test(last.text))
      return undefined
    const unit = unitWord(period?.text ?? '')
    if (!perWord.test(joint?.text ?? '') || unit?.kind !== 'time') continue
    if (!answered.test(last.text) && unit.unit !== 'second') return undefined
    return {
      meaning: { kind: 'rate', scale: 1 / (secondsPer[unit.unit] * unit.scale) } as const,
      next: at + words + 2,
    }
  }
  return undefined
}

/** 每秒200句, "saniyede 5 ürün": so many a second, said before the number. */
function perSecondBefore(tokens: readonly Token[], at: number): boolean {
  const [before, period] = [tokens[at - 2], tokens[at - 1]]
  const unit = unitWord(period?.text ?? '')
  if (unit?.kind !== 'time' || unit.unit !== 'second' || unit.scale !== 1) return false
  if (period?.clause !== tokens[at]?.clause) return false
  // Where the word was read as an English one, its ending says "in a".
  const inflected = period?.raw.toLowerCase() !== period?.text && before?.kind !== 'number'
  return /^(per|every|each)$/.test(before?.text ?? '') || inflected
}

/** `%3`, as Turkish writes it. */
const percentBefore = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.text === '%' && tokens[at]?.glued === true && tokens[at - 2]?.kind !== 'number'

const currencies: Record<string, string> = {
  $: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  bucks: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  pounds: 'GBP',
  chf: 'CHF',
  franken: 'CHF',
  '₹': 'INR',
  inr: 'INR',
  rupees: 'INR',
  rupee: 'INR',
  '¥': 'JPY',
  jpy: 'JPY',
  yen: 'JPY',
  cny: 'CNY',
  rmb: 'CNY',
  yuan: 'CNY',
  '₩': 'KRW',
  krw: 'KRW',
  won: 'KRW',
  '₽': 'RUB',
  rub: 'RUB',
  pln: 'PLN',
  lira: 'TRY',
  brl: 'BRL',
  reais: 'BRL',
  sek: 'SEK',
  dkk: 'DKK',
  nok: 'NOK',
}
const currencyName = (token: Token | undefined) => (token ? currencies[token.text] : undefined)

function currencyBefore(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at - 1]
  return token && ['$', '€', '£', '₹', '¥', '₩', '₽', 'usd', 'eur', 'gbp', 'chf', 'inr'].includes(token.text)
    ? currencies[token.text]
    : undefined
}

const atMost = new Set(
  '< ≤ under below max maximum within upto unter hochstens maximal menos maximo moins most less than fewer'.split(
    ' ',
  ),
)
const atLeast = new Set('> ≥ over above least minimum mindestens uber mas minimo plus more'.split(' '))

const compared = /^(more|less|fewer|mas|menos|moins|plus|over|above|under|below)$/

/** "100 ms or less", "50 ms max", and languages that say it after. */
function comparatorAfter(tokens: readonly Token[], at: number): Quantity['comparator'] {
  const [word, next, last] = [0, 1, 2].map((d) => tokens[at + d]?.text ?? '')
  if (word === 'orless' || word === 'max' || word === 'tops') return 'at most'
  return word === 'or' && /^(less|fewer|under|below)$/.test(next ?? '') && last !== 'equal'
    ? 'at most'
    : undefined
}

/** "At most 5M parameters", "5M parameters or less": of the words from `first` up to `next`. */
export const comparatorOf = (tokens: readonly Token[], first: number, next: number): Quantity['comparator'] =>
  comparatorBefore(tokens, first) ?? comparatorAfter(tokens, next)

function comparatorBefore(tokens: readonly Token[], at: number): Quantity['comparator'] {
  if (tokens[at - 1]?.text === '-' && tokens[at - 2]?.text === 'sub') return 'at most'
  for (let i = at - 1; i >= Math.max(0, at - 3); i -= 1) {
    const word = tokens[i]?.text ?? ''
    // "No more than", "nicht mehr als", "no fewer than": the other way round.
    const turned = /^(no|not|nicht|kein|pas|nie|non)$/.test(tokens[i - 1]?.text ?? '') && compared.test(word)
    if (atMost.has(word)) return turned ? 'at least' : 'at most'
    if (atLeast.has(word)) return turned ? 'at most' : 'at least'
    if (!['than', 'de', 'que', '=', 'of', 'a', 'the'].includes(word)) return undefined
  }
  return undefined
}
