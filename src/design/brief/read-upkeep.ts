/** What comes after the first training: when labels are known ("chargebacks arrive after 60 days"), how often it is trained anew. */
import type { Span } from './brief.js'
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import type { Mention, Mentions } from './topic-mentions.js'
import { secondsPer, unitWord } from './units.js'
import { stepOf } from './unnumbered-times.js'

/** Tokens between a word and the length of time that is meant. */
const reach = 6

/** Before other times are read: these are no horizon and no step of the data. */
export function readUpkeep(draft: Draft, mentions: Mentions, quantities: readonly Quantity[]): void {
  const { tokens, brief } = draft
  const clauseOf = ({ first }: Mention) => tokens[first]?.clause
  const later = new Set((mentions.get('later') ?? []).map(clauseOf))
  for (const label of mentions.get('lateLabels') ?? []) {
    const delay = later.has(clauseOf(label)) ? timeNear(draft, quantities, label) : undefined
    const span = delay && spanOf(delay)
    if (!delay || !span || span.value * secondsPer[span.unit] < secondsPer.hour) continue
    brief.data.labelDelay = put(draft, 'label delay', span, delay.first, delay.last)
    break
  }
  for (const mention of mentions.get('retrain') ?? []) {
    const every = timeNear(draft, quantities, mention)
    const span = every && spanOf(every)
    const step = span ? undefined : stepNear(draft, mention)
    const [value, first, last] = span
      ? [span, every.first, every.last]
      : [step?.value, step?.at ?? 0, step?.last ?? 0]
    if (!value) continue
    brief.constraints.retrainEvery = put(draft, 'retraining', value, first, last)
    break
  }
}

type TimeSpan = Span & { readonly unit: Exclude<Span['unit'], 'step'> }
const spanOf = ({ value, unit }: Quantity): TimeSpan | undefined =>
  unit.kind === 'time' && value > 0 ? { value, unit: unit.unit } : undefined

/** The nearest length of time in the clause. */
function timeNear(
  { tokens, used }: Draft,
  quantities: readonly Quantity[],
  { first, last }: Mention,
): Quantity | undefined {
  const gap = (q: Quantity) => (q.last < first ? first - q.last : q.first > last ? q.first - last : 0)
  return quantities
    .filter(
      (q) =>
        q.unit.kind === 'time' &&
        !used.has(q.first) &&
        tokens[q.first]?.clause === tokens[first]?.clause &&
        gap(q) <= reach,
    )
    .sort((a, b) => gap(a) - gap(b))[0]
}

interface StepNear {
  readonly value: Span
  readonly at: number
  readonly last: number
}

const each = /^(every|each|per|a|once|jede[nrs]?|pro|cada|por|al|chaque|par|ogni|elke|toda|kazd\w+|her)$/

/** "Retrained weekly", "nightly retraining", "reentrenamos cada semana". */
function stepNear({ tokens }: Draft, { first, last }: Mention): StepNear | undefined {
  for (let at = Math.max(0, first - 3); at <= Math.min(tokens.length - 1, last + reach); at += 1) {
    const { text = '', clause } = tokens[at] ?? {}
    if (clause !== tokens[first]?.clause) continue
    const value = stepOf(text === 'nightly' ? 'daily' : text)
    if (value) return { value, at, last: at }
    const unit = each.test(text) ? unitWord(tokens[at + 1]?.text ?? '') : undefined
    if (unit?.kind === 'time' && unit.scale === 1)
      return { value: { value: 1, unit: unit.unit }, at, last: at + 1 }
  }
  return undefined
}
