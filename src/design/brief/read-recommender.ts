/** Facts that only a recommender has: kind of feedback, sessions, what is hardly known, what items carry. */
import { type Draft, put } from './draft.js'
import { findAfter, wordAt } from './near.js'
import { countNoun } from './nouns.js'
import type { Quantity } from './quantities.js'
import { secondsPer, unitWord } from './units.js'
import { isNegated } from './vocabulary.js'

export function readRecommender(draft: Draft, quantities: readonly Quantity[]): void {
  for (const quantity of quantities) {
    if (quantity.unit.kind === 'count') readSessions(draft, quantity)
    if (draft.brief.domain?.value === 'recommendation' && quantity.unit.kind === 'count')
      readCandidates(draft, quantity)
    if (draft.brief.domain?.value === 'recommendation' && quantity.unit.kind === 'percent')
      readCold(draft, quantity)
  }
  if (draft.brief.domain?.value !== 'recommendation') return
  draft.tokens.forEach((_, i) => {
    readFeedback(draft, i)
    readContent(draft, i)
  })
}

const explicitWords =
  /^(ratings?|rated|stars?|thumbs|reviews?|explicit|bewertungen|calificaciones|valoraciones|notes?_sur)$/
const implicitWords =
  /^(implicit|clicks?|clicked|views?|viewed|purchases?|purchased|plays?|listens?|watches|carts?|impressions|klicks|kaufe|compras|achats|implizit|implicito|implicite)$/

/** A word that says it outright wins; ratings are told, clicks are done. */
function readFeedback(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const outright = /^(implicit|explicit|implizit|explizit)/.test(word)
  if (draft.said.has('feedback') && !outright) {
    // Ratings beside clicks: what is told is more.
    const told =
      explicitWords.test(word) && !isNegated(tokens, i) && !draft.said.get('feedback')?.words.match(/plicit/)
    if (!told) return
  }
  const value = explicitWords.test(word)
    ? ('explicit' as const)
    : implicitWords.test(word)
      ? ('implicit' as const)
      : undefined
  if (!value || isNegated(tokens, i) || /^(through|rate|prediction)$/.test(wordAt(tokens, i + 1))) return
  draft.said.delete('feedback')
  brief.data.feedback = put(draft, 'feedback', value, i, i)
}

/** No list that is scored at once is longer. */
const mostCandidates = 5000

/** "300 candidates", "200 candidate ads": what one request has scored. */
function readCandidates(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  const noun = findAfter(tokens, last + 1, 2, /^(candidates?|candidats?|kandidaten|candidatos?|candidati)$/)
  if (noun === undefined || tokens[noun]?.clause !== tokens[last]?.clause) return
  if (value < 2 || value > mostCandidates || draft.used.has(first)) return
  brief.data.candidates = put(draft, 'candidates', Math.round(value), first, noun)
}

/** "4M sessions per month", "130k sessions a day". */
function readSessions(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  const noun = findAfter(
    tokens,
    last + 1,
    3,
    /^(sessions?|sitzungen|sesiones|visits|visitas|visites|visite|besuche|besuchen|wizyt)$/,
  )
  if (noun === undefined || tokens[noun]?.clause !== tokens[last]?.clause || draft.used.has(first)) return
  const period = periodAfter(draft, noun + 1)
  if (!period) {
    readSessionsInAll(draft, { first, last: noun, value })
    return
  }
  const monthly = (value * secondsPer.month) / period.seconds
  brief.data.sessionsPerMonth = put(draft, 'sessions', Number(monthly.toPrecision(12)), first, period.last)
}

/** "25M sessions" that were recorded: each has an interaction at least. */
function readSessionsInAll(
  draft: Draft,
  { first, last, value }: Pick<Quantity, 'first' | 'last' | 'value'>,
): void {
  const { brief, notes } = draft
  if (brief.domain?.value !== 'recommendation' || brief.data.interactions || value < leastRecorded) return
  brief.data.interactions = put(draft, 'interactions', value, first, last)
  notes.push(
    'Sessions are counted as one interaction each, the least they have; say how many clicks there are.',
  )
}
/** Fewer are no record to learn from, but people at a time. */
const leastRecorded = 1000

/** `per month`, `/day`, `a week`, `daily`. */
export function periodAfter(
  { tokens }: Draft,
  at: number,
): { readonly seconds: number; readonly last: number } | undefined {
  const word = wordAt(tokens, at)
  const adverb = {
    hourly: secondsPer.hour,
    daily: secondsPer.day,
    weekly: secondsPer.week,
    monthly: secondsPer.month,
  }[word]
  if (adverb) return { seconds: adverb, last: at }
  if (!/^(per|\/|a|an|each|every|pro|por|par|al|alla|im|am|je|proche|w|her)$/.test(word)) return undefined
  if (/^(night|nacht|noche|nuit|notte|noite)$/.test(wordAt(tokens, at + 1)))
    return { seconds: secondsPer.day, last: at + 1 }
  if (wordAt(tokens, at + 1) === 'shift') return { seconds: 8 * secondsPer.hour, last: at + 1 }
  const unit = unitWord(wordAt(tokens, at + 1))
  return unit?.kind === 'time' ? { seconds: secondsPer[unit.unit] * unit.scale, last: at + 1 } : undefined
}

const coldWords =
  /^(new|cold|never|few|fewer|less|under|below|<|no|without|younger|fresh|neue?n?|nuev\w+|unknown|hardly|barely|unseen|zero)$/

/** "40% of SKUs have < 5 clicks", "30% of items are new every week", "20% cold users". */
function readCold(draft: Draft, { first, last, value, comparator }: Quantity): void {
  const { tokens, brief } = draft
  if (value >= 100 || draft.used.has(first) || comparator === 'at most') return
  const thing = findAfter(tokens, last + 1, 6, /^(them|these|those|traffic)$/) ?? nounAfter(draft, last + 1)
  const cold = findAfter(tokens, last + 1, 12, coldWords)
  if (cold === undefined || (thing === undefined && cold > last + 3)) return
  brief.data.coldShare = put(
    draft,
    'cold share',
    Number((value / 100).toPrecision(12)),
    first,
    Math.max(cold, thing ?? cold),
  )
}

function nounAfter({ tokens }: Draft, from: number): number | undefined {
  for (let i = from; i < from + 6; i += 1) {
    const role = countNoun(wordAt(tokens, i))
    if (role === 'items' || role === 'users' || role === 'documents') return i
  }
  return undefined
}

const contentWords =
  /^(titles?|pictures?|images?|photos?|descriptions?|metadata|genres?|attributes|text|texts|brand|brands|categories|content|features)$/

/** "With pictures and titles"; "ids only", "no item features". */
function readContent(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const idsOnly =
    /^ids?$/.test(word) &&
    (/^only$/.test(wordAt(tokens, i + 1)) || /^(only|just)$/.test(wordAt(tokens, i - 1)))
  if (idsOnly) {
    brief.data.contentFeatures = put(draft, 'content', false, i, i)
    return
  }
  if (!contentWords.test(word) || draft.said.has('content') || tokens[i - 1]?.kind === 'number') return
  if (isNegated(tokens, i)) brief.data.contentFeatures = put(draft, 'content', false, i, i)
  else if (
    /^(with|have|has|and|item|product|,|incl|including|plus|carry|by|their)$/.test(wordAt(tokens, i - 1))
  )
    brief.data.contentFeatures = put(draft, 'content', true, i, i)
}
