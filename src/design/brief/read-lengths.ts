/** How long a text is, where it is said in pages or words: "40-page contracts", "reports of 30 pages each". */
import { type Draft, put } from './draft.js'
import { counted } from './facts.js'
import { findBefore, wordAt } from './near.js'
import type { Quantity } from './quantities.js'

/** Tokens of an English word in a vocabulary of sub-words, and words of a full page. */
const tokensPerWord = 1.3
const wordsPerPage = 500
/** Fewer are words to spot or to say. */
const leastWords = 5
/** Longer texts are collections. */
const longestText = 2_000_000

const pages = /^(pages?|seiten?|paginas?|pagine)$/
const words = /^(words?|worter|wortern|woorden|mots|palabras|palavras|parole)$/
/** What is written, or known, is not what is read: "summaries of 100 words". */
const notRead =
  /^(summary|summaries|answers?|replies|reply|titles?|headlines?|vocabulary|abstracts?|dictionary|lexicon|zusammenfassung(en)?|resumes?|resumen(es)?|resumos?)$/
const typical = /^(avg|average|mean|median|typical|typically|about|around|each|long|of)$/

export function readLengths(draft: Draft, quantities: readonly Quantity[]): void {
  for (const quantity of quantities) {
    const found = lengthAt(draft, quantity)
    if (!found) continue
    const { perUnit, last } = found
    const tokens = Math.round(quantity.value * perUnit)
    if (tokens < 2 || tokens > longestText) continue
    const { brief, notes } = draft
    brief.data.sequenceLength = put(draft, 'sequence length', tokens, quantity.first, last)
    notes.push(
      `${perUnit === tokensPerWord ? 'A word is' : 'A page is'} counted as ${counted(perUnit, 'token')}: ${counted(tokens, 'token')} a text.`,
    )
    return
  }
}

function lengthAt(draft: Draft, quantity: Quantity): { perUnit: number; last: number } | undefined {
  const { tokens, brief, said, used } = draft
  const { first, last, value, unit } = quantity
  const free = !said.has('sequence length') && !used.has(first)
  if (unit.kind !== 'count' || value <= 0 || !free || brief.domain?.value !== 'language') return undefined
  const at = wordAt(tokens, last + 1) === '-' ? last + 2 : last + 1
  const noun = wordAt(tokens, at)
  const perUnit = pages.test(noun)
    ? wordsPerPage * tokensPerWord
    : words.test(noun)
      ? tokensPerWord
      : undefined
  if (perUnit === undefined || tokens[at]?.clause !== tokens[last]?.clause) return undefined
  const next = tokens[at + 1]
  const before = findBefore(tokens, first, 4, notRead)
  if (before !== undefined || notRead.test(next?.text ?? '')) return undefined
  // Words are counted within a text, pages of a collection as well.
  if (words.test(noun) && value >= leastWords) return { perUnit, last: at }
  const beside = next?.kind === 'word' && next.clause === tokens[at]?.clause
  // "500-word essays", "40-page contracts": the singular describes.
  const describes = value > 1 && !noun.endsWith('s') && beside
  const each = /^(each|long|per)$/.test(next?.text ?? '')
  const told = findBefore(tokens, first, 2, typical)
  const about =
    told !== undefined &&
    tokens[told]?.clause === tokens[first]?.clause &&
    findBefore(tokens, told, 3, /s$/) !== undefined
  return describes || each || about ? { perUnit, last: each ? at + 1 : at } : undefined
}
