/** What the checks look at: the facts of a brief, and what else the words of the request say. */
import type { Brief, Span } from '../brief/brief.js'
import { type Method, methods, onlyBans } from '../brief/methods.js'
import { type Quantity, readQuantities } from '../brief/quantities.js'
import { readTokens, type Token } from '../brief/tokens.js'
import { type Mention, mentionsIn } from '../brief/topic-mentions.js'
import type { Topic } from '../brief/topics.js'
import { secondsPer } from '../brief/units.js'

export interface Reading {
  readonly brief: Brief
  /** Of the request. */
  readonly tokens: readonly Token[]
  readonly quantities: readonly Quantity[]
  /** Where the request names the topic and does not rule it out. */
  readonly mentions: (topic: Exclude<Topic, Method>) => readonly Mention[]
  /** Named and not ruled out: what is a fact of the brief by that fact, else in the words of the request. */
  readonly says: (topic: Topic) => boolean
  /** Named to rule it out: "no cloud", "ohne Quantisierung". */
  readonly rulesOut: (topic: Topic) => boolean
  /** The words by which a way to do it was asked for; undefined where it was not. */
  readonly asked: (method: Method) => string | undefined
}

export function readingOf(brief: Brief): Reading {
  const { tokens } = readTokens(brief.request)
  const found = mentionsIn(brief.request, tokens)
  const has = (topic: Topic, negated: boolean) =>
    isMethod(topic) && (negated || !onlyBans.has(topic))
      ? brief.methods?.[topic]?.value === !negated
      : (found.get(topic) ?? []).some((mention) => mention.negated === negated)
  return {
    brief,
    tokens,
    quantities: readQuantities(tokens),
    mentions: (topic) => (found.get(topic) ?? []).filter(({ negated }) => !negated),
    says: (topic) => has(topic, false),
    rulesOut: (topic) => has(topic, true),
    asked: (method) => {
      const fact = brief.methods?.[method]
      return fact?.value ? (fact.words ?? methods[method]) : undefined
    },
  }
}

const isMethod = (topic: Topic): topic is Method => Object.hasOwn(methods, topic)

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
