/** What is predicted, in the person's word: the noun before "prediction" or after "predict". */
import { type Draft, put, wordsOf } from './draft.js'
import type { Token } from './tokens.js'
import { isStepWord } from './unnumbered-times.js'

const nouns = /^(prediction|predictions|forecast|forecasts|forecasting)$/
const verbs =
  /^(predict|predicting|forecast|forecasting|vorhersage|prognose|predecir|pronosticar|pronostico|prediccion|prevision|prevoir|predire)$/
const articles = /^(of|the|our|its|des|der|die|das|von|de|del|la|le|les|el|los|las|d|l|du|un|una|une)$/
const noSubject =
  /^(how|would|you|they|shall|may|might|will|did|does|please|pls|bitte|for|of|with|from|in|on|over|at|model|models|data|using|based|per|a|an|the|next|each|horizon|series|time|and|to|every|we|our|point|which|whether|what|when|must|want|need|should|could|multi|step|steps|says|said|task|problem|system|window|period|today|tomorrow|tomorrows|ahead|out|updated|refreshed|available|as|input|every|across|between|within|over|are|is|was|were|has|have|will|can|that|this|these|those|all|any|some|probabilistic|univariate|multivariate|short|long|term|good|best|simple|fast|design|build|accurate|serie|series|fur|para|pour|par|por|pro|voraus)$/
const subjectLength = 60

export function readSubject(draft: Draft): void {
  const { tokens, brief } = draft
  for (let i = 0; i < tokens.length; i += 1) {
    const found = subjectAt(draft, i)
    if (!found) continue
    const value = wordsOf(draft, found.first, found.last).slice(0, subjectLength)
    brief.data.subject = put(draft, 'subject', value, found.first, found.last)
    return
  }
}

interface Stretch {
  readonly first: number
  readonly last: number
}

function subjectAt(draft: Draft, at: number): Stretch | undefined {
  const word = draft.tokens[at]?.text ?? ''
  if (nouns.test(word)) return before(draft, at) ?? after(draft, at)
  return verbs.test(word) ? after(draft, at) : undefined
}

/** `web traffic forecast`, `trajectory prediction` */
function before(draft: Draft, at: number): Stretch | undefined {
  let first = at
  while (first > at - mostWords && isSubject(draft, first - 1)) first -= 1
  // "Cash-flow forecast"
  const joined = first < at && draft.tokens[first - 1]?.text === '-' && draft.tokens[first]?.glued
  if (joined && draft.tokens[first - 1]?.glued && isSubject(draft, first - 2)) first -= 2
  return first < at ? { first, last: at - 1 } : undefined
}

/** `predict the power output of`, `Vorhersage des Stromverbrauchs`, `forecast the next 30 days of sales` */
function after(draft: Draft, at: number): Stretch | undefined {
  let first = afterBrackets(draft, at + 1)
  while (first <= at + mostSkipped && isSkipped(draft, first)) first += 1
  if (!isSubject(draft, first)) return undefined
  let last = first
  while (last < first + mostWords - 1 && isSubject(draft, last + 1)) last += 1
  return { first, last }
}

const mostWords = 3

/** `forecast (P10, P90) of solar power` */
function afterBrackets({ tokens }: Draft, at: number): number {
  if (tokens[at]?.text !== '(') return at
  const end = tokens.slice(at, at + mostSkipped).findIndex(({ text }) => text === ')')
  return end < 0 ? at : at + end + 1
}

const mostSkipped = 12

/** Articles, times that are already read, and words of time before the noun: "predict our hourly load". */
function isSkipped({ tokens, used }: Draft, at: number): boolean {
  const token = tokens[at]
  if (!token) return false
  const amount =
    /^(number|amount|count|level|levels|total|nombre|quantite|numero|cantidad|quantidade|anzahl|menge)$/.test(
      token.text,
    ) && /^(of|de|des|d|du|di|der|von|del)$/.test(tokens[at + 1]?.text ?? '')
  return (
    amount ||
    used.has(at) ||
    /^(next|['’])$/.test(token.text) ||
    articles.test(token.text) ||
    isTimeWord(token)
  )
}

const isTimeWord = ({ text }: Token) => isStepWord(text)

/** A noun-like word that no other fact was read from, on the line of the word before it. */
function isSubject({ tokens, used }: Draft, at: number): boolean {
  const [token, previous] = [tokens[at], tokens[at - 1]]
  if (token?.kind !== 'word' || token.text.length < 3) return false
  if (previous && previous.clause !== token.clause && previous.kind !== 'mark') return false
  return !(used.has(at) || noSubject.test(token.text) || articles.test(token.text) || isTimeWord(token))
}
