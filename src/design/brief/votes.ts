/**
 * Words that speak for something: a table of stems with weights, and what a text's words add up to. Used for the
 * field of a request and for its task; no word decides alone, and a word said twice is not twice the evidence.
 */
import { meansOther } from './homonyms.js'
import { compoundHead } from './language.js'
import type { Token } from './tokens.js'
import { negationOf } from './vocabulary.js'

/**
 * What the stems speak for, how loudly, and the stems, folded: a trailing `!` is for a whole word only; `_` joins the
 * words of a phrase, which may be written with spaces or hyphens.
 */
export type VoteRow<K extends string> = readonly [key: K, weight: number, stems: string]

export interface Evidence {
  readonly score: number
  /** The heaviest phrase: its words are quoted. */
  readonly heaviest: { readonly weight: number; readonly first: number; readonly last: number }
}

interface Phrase<K> {
  /** Stems of its words; a trailing `!` means the whole word. */
  readonly stems: readonly string[]
  readonly key: K
  readonly weight: number
}

export type Ballot<K extends string> = (tokens: readonly Token[]) => Map<K, Evidence>

/** A word again, or another word of the same phrase family, adds only so much. */
const repeated = 0.25

export function ballotOf<K extends string>(
  rows: readonly VoteRow<K>[],
  skip: (tokens: readonly Token[], at: number) => boolean = () => false,
): Ballot<K> {
  const byHead = indexed(rows)
  return (tokens) => {
    const evidence = new Map<K, Evidence>()
    const seen = new Set<Phrase<K>>()
    tokens.forEach((token, i) => {
      if (token.kind !== 'word' || meansOther(tokens, i) || isDenied(tokens, i) || skip(tokens, i)) return
      const head = compoundHead(token.text) ?? token.text
      for (const phrase of byHead.get(head.slice(0, headLength)) ?? []) {
        const last = phraseEnd(tokens, i, phrase.stems, head)
        if (last === undefined) continue
        vote(evidence, phrase.key, seen.has(phrase) ? repeated : phrase.weight, i, last)
        seen.add(phrase)
      }
    })
    return evidence
  }
}

export function vote<K>(
  evidence: Map<K, Evidence>,
  key: K,
  weight: number,
  first: number,
  last: number,
  loudness = weight,
): void {
  const { score, heaviest } = evidence.get(key) ?? { score: 0, heaviest: { weight: 0, first, last } }
  const loudest = loudness > heaviest.weight ? { weight: loudness, first, last } : heaviest
  evidence.set(key, { score: score + weight, heaviest: loudest })
}

/** Phrases are found by the first letters of their first word. */
const headLength = 3

function indexed<K extends string>(rows: readonly VoteRow<K>[]): Map<string, Phrase<K>[]> {
  const byHead = new Map<string, Phrase<K>[]>()
  for (const [key, weight, words] of rows)
    for (const word of words.split(' ')) {
      const phrase = { stems: word.split('_'), key, weight }
      const head = word.replace(/[!_].*/, '').slice(0, headLength)
      byHead.set(head, [...(byHead.get(head) ?? []), phrase])
    }
  return byHead
}

/** "Not a recommender", "no images": right after the negation; "no fault labels" is about labels. */
function isDenied(tokens: readonly Token[], at: number): boolean {
  const from = negationOf(tokens, at)
  if (from === undefined || from > at || at - from > 4) return false
  const between = tokens.slice(from + 1, at)
  const next = tokens[at + 1]
  const qualifies = next?.kind === 'word' && next.clause === tokens[at]?.clause
  return !qualifies && between.every(({ text }) => bridging.test(text))
}

/** Between a negation and what it denies. */
const bridging =
  /^(a|an|any|the|ein|eine|einen|un|une|una|need|want|looking|for|about|use|using|wanted|be|necesito|quiero|brauchen|wollen)$/

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
