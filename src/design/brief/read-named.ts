/** `length: 500`, `hours: 120`, `size: 640`: a number behind a name that says alone which fact it is, by field. */
import { type Draft, put } from './draft.js'
import { wordAt } from './near.js'
import { whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { secondsPer } from './units.js'

/** Tokens before the colon: `cold-start` has three. */
const longestName = 4

export function readNamed(draft: Draft, quantities: readonly Quantity[]): void {
  const { tokens } = draft
  tokens.forEach(({ text }, colon) => {
    if (text !== ':' && text !== '=') return
    const quantity = quantities.find(({ first }) => first === colon + 1)
    if (!quantity || draft.used.has(quantity.first) || quantity.value <= 0) return
    for (let from = colon - 1; from >= Math.max(0, colon - longestName); from -= 1) {
      const name = tokens
        .slice(from, colon)
        .map((token) => token.text)
        .join('')
      if (readFact(draft, name, from, quantity)) return
      if (wordAt(tokens, from - 1) !== '-' && wordAt(tokens, from) !== '-') return
    }
  })
}

function readFact(draft: Draft, name: string, first: number, quantity: Quantity): boolean {
  const { data, domain } = draft.brief
  const { unit, value, last } = quantity
  const field = domain?.value
  const counts = unit.kind === 'count'
  const seconds = unit.kind === 'time' ? value * secondsPer[unit.unit] : value
  if (name === 'size' && counts && field === 'vision')
    data.imageSize = put(draft, 'image size', whole(value), first, last)
  else if (name === 'hours' && counts && field === 'audio')
    data.audioHours = put(draft, 'hours of audio', value, first, last)
  else if (name === 'clip' && (counts || unit.kind === 'time'))
    data.clipSeconds = put(draft, 'clip length', seconds, first, last)
  else if (name === 'window' && field === 'signals' && (counts || unit.kind === 'time'))
    data.windowSeconds = put(draft, 'window', seconds, first, last)
  else if (name === 'windows' && counts && field === 'signals')
    data.labelled = put(draft, 'labelled', whole(value), first, last)
  else if (name === 'subjects' && counts && field === 'signals')
    data.subjects = put(draft, 'subjects', whole(value), first, last)
  else if (name === 'length' && counts && field === 'language')
    data.sequenceLength = put(draft, 'sequence length', whole(value), first, last)
  else if (name === 'cold-start' && unit.kind === 'percent' && value < 100)
    data.coldShare = put(draft, 'cold share', Number((value / 100).toPrecision(12)), first, last)
  else if (name === 'corpus' && value >= 1e6) data.corpusTokens = put(draft, 'corpus', value, first, last)
  else return false
  return true
}
