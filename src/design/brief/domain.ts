/** Which domain a request belongs to, by votes of its words (design.md 5.1). */
import type { Domain } from './brief.js'
import { domainWords } from './domain-words.js'
import { compoundHead } from './language.js'
import type { Token } from './tokens.js'

interface Phrase {
  /** Stems of its words; a trailing `!` means the whole word. */
  readonly stems: readonly string[]
  readonly domain: Domain
  readonly weight: number
}

/** Phrases by the first three letters of their first word. */
const byHead = new Map<string, Phrase[]>()
for (const [domain, weight, words] of domainWords)
  for (const word of words.split(' ')) {
    const phrase = { stems: word.split('_'), domain, weight }
    const head = headOf(word)
    byHead.set(head, [...(byHead.get(head) ?? []), phrase])
  }

function headOf(word: string): string {
  return word.replace(/[!_].*/, '').slice(0, 3)
}

interface Evidence {
  readonly score: number
  /** The heaviest phrase so far: its words are quoted. */
  readonly heaviest: { readonly weight: number; readonly first: number; readonly last: number }
}

export interface DomainReading {
  readonly domain: Domain | undefined
  /** First and last token of the words that speak loudest for it. */
  readonly words: { readonly first: number; readonly last: number }
  readonly score: number
  /** The part of it that comes from words rather than from a horizon. */
  readonly wordScore: number
  /** The second best, where it is close. */
  readonly rival?: Domain
}

/** What a length of time to look ahead is worth as evidence for a forecast. */
const horizonWeight = 2.5
const leastScore = 1.5
const closeRival = 0.8

/** @param horizon first and last token of a length of time that was read as how far ahead to predict */
export function readDomain(
  tokens: readonly Token[],
  horizon: { readonly first: number; readonly last: number } | undefined,
): DomainReading {
  const evidence = new Map<Domain, Evidence>()
  const seen = new Set<Phrase>()
  const count = (domain: Domain, weight: number, first: number, last: number, loudness = weight) => {
    const { score, heaviest } = evidence.get(domain) ?? { score: 0, heaviest: { weight: 0, first, last } }
    evidence.set(domain, {
      score: score + weight,
      heaviest: loudness > heaviest.weight ? { weight: loudness, first, last } : heaviest,
    })
  }
  tokens.forEach((token, i) => {
    if (token.kind !== 'word' || reportsAForecast(tokens, i)) return
    const head = compoundHead(token.text) ?? token.text
    for (const phrase of byHead.get(head.slice(0, 3)) ?? []) {
      const last = phraseEnd(tokens, i, phrase.stems, head)
      if (last === undefined) continue
      // A word said twice is not twice the evidence.
      count(phrase.domain, seen.has(phrase) ? 0.25 : phrase.weight, i, last)
      seen.add(phrase)
    }
  })
  // Any word of the domain names it better than a number of days.
  if (horizon) count('time_series', horizonWeight, horizon.first, horizon.last, 0.1)
  const [best, second] = [...evidence].sort(([, a], [, b]) => b.score - a.score)
  const words = best?.[1].heaviest ?? { first: 0, last: 0 }
  const score = best?.[1].score ?? 0
  const wordScore = horizon && best?.[0] === 'time_series' ? score - horizonWeight : score
  if (!best || score < leastScore) return { domain: undefined, words, score, wordScore }
  const rival = second && second[1].score > closeRival * score ? { rival: second[0] } : {}
  return { domain: best[0], words, score, wordScore, ...rival }
}

/** "The forecast says 20 degrees" tells of a forecast that somebody made. */
export function reportsAForecast(tokens: readonly Token[], at: number): boolean {
  if (!/^(forecast|prognose|prediction)s?$/.test(tokens[at]?.text ?? '')) return false
  return /^(says|said|is|was|were|looks|looked|sagt|dice)$/.test(tokens[at + 1]?.text ?? '')
}

/** The last token of a phrase that starts at `at`; hyphens between its words are skipped. */
function phraseEnd(
  tokens: readonly Token[],
  at: number,
  stems: readonly string[],
  head: string,
): number | undefined {
  let i = at
  for (const [n, stem] of stems.entries()) {
    if (n > 0) i += tokens[i + 1]?.text === '-' ? 2 : 1
    const word = n > 0 ? (tokens[i]?.text ?? '') : head
    if (stem.endsWith('!') ? word !== stem.slice(0, -1) : !word.startsWith(stem)) return undefined
  }
  return i
}
