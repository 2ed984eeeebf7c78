/** Where the phrases of topics.ts stand in a text, and whether they are named to be ruled out. */
import { foldWord } from './fold.js'
import { spelled } from './spelling.js'
import type { Token } from './tokens.js'
import { furtherNegations, type Topic, topics } from './topics.js'
import { negationOf } from './vocabulary.js'

/** First and last token of the words that name a topic. */
export interface Mention {
  readonly first: number
  readonly last: number
}
export interface TopicMention extends Mention {
  /** "No cloud", "ohne Quantisierung". */
  readonly negated: boolean
}
export type Mentions = ReadonlyMap<Topic, readonly TopicMention[]>

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

/** @param text the one that the tokens were read from, in any language */
export function mentionsIn(text: string, tokens: readonly Token[]): Mentions {
  const found = new Map<Topic, TopicMention[]>()
  const add = (topic: Topic, first: number, last: number) => {
    const mention = { first, last, negated: isRuledOut(tokens, first, last) }
    const mentions = found.get(topic)
    if (mentions) mentions.push(mention)
    else found.set(topic, [mention])
  }
  const forms = tokens.map(formsOf)
  const endOf = (at: number, stems: readonly string[]) => phraseEnd(forms, at, stems)
  const standsNear = (at: number, stems: readonly string[]) => {
    const clause = tokens[at]?.clause
    for (let i = Math.max(0, at - reach); i <= Math.min(tokens.length - 1, at + reach); i += 1)
      if (tokens[i]?.clause === clause && endOf(i, stems) !== undefined) return true
    return false
  }
  forms.forEach((words, i) => {
    for (const head of new Set(words.map(headOf)))
      for (const { topic, stems, with: other } of byHead.get(head) ?? []) {
        const last = endOf(i, stems)
        if (last !== undefined && (!other || standsNear(i, other))) add(topic, i, last)
      }
  })
  const lower = text.toLowerCase()
  for (const { topic, words } of unspaced) {
    const start = lower.indexOf(words)
    const at = start < 0 ? -1 : tokens.findIndex(({ end }) => end > start)
    if (at >= 0) add(topic, at, at)
  }
  return found
}

/** A word as it was read, and as it was written in its own language where that differs: the phrases know both. */
function formsOf({ kind, text, raw }: Token): readonly string[] {
  if (kind !== 'word') return [text]
  const own = spelled(foldWord(raw))
  return own === text ? [text] : [text, own]
}

/** The last token of a phrase that starts at `at`; hyphens and quotes between its words are skipped. */
function phraseEnd(
  forms: readonly (readonly string[])[],
  at: number,
  stems: readonly string[],
): number | undefined {
  let i = at
  for (const [n, stem] of stems.entries()) {
    if (n > 0) i += /^[-/'’]$/.test(forms[i + 1]?.[0] ?? '') ? 2 : 1
    const words = forms[i] ?? []
    const matches = stem.endsWith('!')
      ? words.includes(stem.slice(0, -1))
      : words.some((word) => word.startsWith(stem))
    if (!matches) return undefined
  }
  return i
}

const negationReach = 3

/** "No cloud", "the cloud is not allowed", "Wahrscheinlichkeiten brauchen wir nicht". */
function isRuledOut(tokens: readonly Token[], first: number, last: number): boolean {
  const before = negationOf(tokens, first)
  if (before !== undefined && before < first) return true
  const clause = tokens[first]?.clause
  const early = tokens
    .slice(Math.max(0, first - negationReach), first)
    .some((token) => token.clause === clause && furtherNegations.has(token.text))
  return early || isRefused(tokens, last, clause)
}

const refusalReach = 4
const refusals =
  /^(not|isnt|arent|wont|unnecessary|unneeded|nicht|innecesari[oa]|pas|inutile|niet|forbidden|banned|excluded|verboten|unavailable|disallowed|prohibid[oa]|interdite?)$/
/** Behind them something else is spoken of. */
const joints = /^(but|and|or|with|for|sondern|aber|und|oder|mit|pero|sino|y|o|con|mais|et|ou|avec|maar|en)$/

function isRefused(tokens: readonly Token[], last: number, clause: number | undefined): boolean {
  for (let i = last + 1; i <= last + refusalReach; i += 1) {
    const token = tokens[i]
    if (!token || token.clause !== clause || joints.test(token.text)) return false
    // "Not only" adds.
    if (refusals.test(token.text)) return !/^(only|just|nur|solo|seulement)$/.test(tokens[i + 1]?.text ?? '')
  }
  return false
}
