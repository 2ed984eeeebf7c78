/** What the checks look at: the facts of a brief, and what else the words of the request say. */
import type { Brief, Span } from '../brief/brief.js'
import { guessLanguage } from '../brief/language.js'
import { type Quantity, readQuantities } from '../brief/quantities.js'
import { spelled } from '../brief/spelling.js'
import { type Token, tokenize } from '../brief/tokens.js'
import { secondsPer } from '../brief/units.js'
import { isNegated } from '../brief/vocabulary.js'
import { furtherNegations, type Topic, topics } from './words.js'

/** First and last token of the words that name a topic. */
export interface Mention {
  readonly first: number
  readonly last: number
}

export interface Reading {
  readonly brief: Brief
  readonly tokens: readonly Token[]
  readonly quantities: readonly Quantity[]
  /** Where the request names the topic and does not rule it out. */
  readonly mentions: (topic: Topic) => readonly Mention[]
  readonly says: (topic: Topic) => boolean
  /** The request names the topic to rule it out: "no cloud", "ohne Quantisierung". */
  readonly rulesOut: (topic: Topic) => boolean
}

export function readingOf(brief: Brief): Reading {
  const plain = tokenize(brief.request, false)
  const words = plain.filter(({ kind }) => kind === 'word').map(({ text }) => text)
  const tokens = guessLanguage(words) === 'en' ? plain : tokenize(brief.request, true)
  const found = mentionsIn(brief.request, tokens)
  const of = (topic: Topic, negated: boolean) =>
    (found.get(topic) ?? []).filter((mention) => mention.negated === negated)
  return {
    brief,
    tokens,
    quantities: readQuantities(tokens),
    mentions: (topic) => of(topic, false),
    says: (topic) => of(topic, false).length > 0,
    rulesOut: (topic) => of(topic, true).length > 0,
  }
}

interface Phrase {
  readonly topic: Topic
  readonly stems: readonly string[]
  /** Must stand in the same clause. */
  readonly with?: readonly string[]
}

/** Phrases by the first letters of their first word; those of scripts without spaces are looked for anywhere. */
const byHead = new Map<string, Phrase[]>()
const unspaced: { readonly topic: Topic; readonly words: string }[] = []
for (const [topic, words] of Object.entries(topics) as [Topic, string][])
  for (const phrase of words.split(/\s+/).filter(Boolean)) {
    if (/\P{ASCII}/u.test(phrase)) unspaced.push({ topic, words: phrase.replaceAll('_', ' ') })
    else {
      const [stems = [], other] = phrase.split('+').map((side) => side.split('_').map(asRead))
      const head = headOf(stems[0] ?? '')
      byHead.set(head, [...(byHead.get(head) ?? []), { topic, stems, ...(other && { with: other }) }])
    }
  }

/** A stem as the words of a text are read, whose slips are mended. */
function asRead(stem: string): string {
  return stem.endsWith('!') ? `${spelled(stem.slice(0, -1))}!` : spelled(stem)
}

function headOf(stem: string): string {
  return stem.replace('!', '').slice(0, 3)
}

/** How far apart, in tokens, the two sides of a phrase may stand. */
const reach = 8

interface Found extends Mention {
  readonly negated: boolean
}

function mentionsIn(request: string, tokens: readonly Token[]): ReadonlyMap<Topic, readonly Found[]> {
  const found = new Map<Topic, Found[]>()
  const add = (topic: Topic, first: number, last: number) => {
    const negated = isRuledOut(tokens, first)
    const mentions = found.get(topic)
    if (mentions) mentions.push({ first, last, negated })
    else found.set(topic, [{ first, last, negated }])
  }
  tokens.forEach(({ text }, i) => {
    for (const { topic, stems, with: other } of byHead.get(headOf(text)) ?? []) {
      const last = phraseEnd(tokens, i, stems)
      if (last !== undefined && (!other || standsNear(tokens, i, other))) add(topic, i, last)
    }
  })
  const lower = request.toLowerCase()
  for (const { topic, words } of unspaced) {
    const start = lower.indexOf(words)
    const at = start < 0 ? -1 : tokens.findIndex(({ end }) => end > start)
    if (at >= 0) add(topic, at, at)
  }
  return found
}

/** The last token of a phrase that starts at `at`; hyphens and quotes between its words are skipped. */
function phraseEnd(tokens: readonly Token[], at: number, stems: readonly string[]): number | undefined {
  let i = at
  for (const [n, stem] of stems.entries()) {
    if (n > 0) i += /^[-/'’]$/.test(tokens[i + 1]?.text ?? '') ? 2 : 1
    const word = tokens[i]?.text ?? ''
    if (stem.endsWith('!') ? word !== stem.slice(0, -1) : !word.startsWith(stem)) return undefined
  }
  return i
}

function standsNear(tokens: readonly Token[], at: number, stems: readonly string[]): boolean {
  const clause = tokens[at]?.clause
  for (let i = Math.max(0, at - reach); i <= Math.min(tokens.length - 1, at + reach); i += 1)
    if (tokens[i]?.clause === clause && phraseEnd(tokens, i, stems) !== undefined) return true
  return false
}

const negationReach = 3

function isRuledOut(tokens: readonly Token[], at: number): boolean {
  if (isNegated(tokens, at)) return true
  const clause = tokens[at]?.clause
  return tokens
    .slice(Math.max(0, at - negationReach), at)
    .some((token) => token.clause === clause && furtherNegations.has(token.text))
}

/** The nearest quantity of a kind within some tokens of a mention, in its clause. */
export function quantityNear(
  { tokens, quantities }: Reading,
  { first, last }: Mention,
  kind: Quantity['unit']['kind'],
  within: number,
): Quantity | undefined {
  const clause = tokens[first]?.clause
  const gap = (q: Quantity) => (q.last < first ? first - q.last : q.first > last ? q.first - last : 0)
  const near = quantities.filter(
    (q) => q.unit.kind === kind && tokens[q.first]?.clause === clause && gap(q) <= within,
  )
  return near.sort((a, b) => gap(a) - gap(b))[0]
}

/** The words of a mention as they were written. */
export function wordsAt({ brief, tokens }: Reading, at: Mention | undefined): string {
  const [from, to] = [tokens[at?.first ?? -1]?.start, tokens[at?.last ?? -1]?.end]
  return from === undefined ? '' : brief.request.slice(from, to)
}

/** A length of time as a span; undefined for a quantity of another kind. */
export function spanOf({ value, unit }: Quantity): Span | undefined {
  return unit.kind === 'time' ? { value, unit: unit.unit } : undefined
}

/** Seconds of a span; undefined for steps, whose length is not known. */
export const secondsOf = ({ value, unit }: Span): number | undefined =>
  unit === 'step' ? undefined : value * secondsPer[unit]
