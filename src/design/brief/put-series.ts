/** The number of series that are forecast or watched. */
import type { Counted } from './count-context.js'
import { type Draft, put } from './draft.js'
import { grouped } from './facts.js'
import { whole } from './put-count.js'

/** Several kinds of entities multiply where the text joins them (`40 stores x 500 products`), else the largest counts. */
export function putSeries(draft: Draft, series: readonly Counted[]): void {
  const [first, last] = [series[0], series.at(-1)]
  if (!first || !last) return
  const explicit = series.filter(({ role }) => role === 'series')
  const before = draft.tokens.slice(Math.max(0, first.quantity.first - 3), first.quantity.first)
  const joined =
    series.every((entry, i) => i === 0 || isJoined(draft, series[i - 1] ?? entry, entry)) ||
    draft.tokens[last.noun + 1]?.text === 'each' ||
    before.some(({ text }) => /^(each|every|jede|jeder)$/.test(text))
  const product = series.reduce((total, { quantity }) => total * quantity.value, 1)
  const largest = series.reduce((best, entry) => (entry.quantity.value > best.quantity.value ? entry : best))
  if (explicit.length > 0) for (const entry of explicit) assignSeries(draft, entry.quantity.value, [entry])
  else if (series.length > 1 && joined) assignSeries(draft, product, series)
  else {
    assignSeries(draft, largest.quantity.value, [largest])
    if (series.length > 1)
      draft.notes.push(
        `Several counts could be the number of series; ${grouped(whole(largest.quantity.value))} was taken. Say "${grouped(whole(product))} series" if every combination is forecast.`,
      )
  }
}

/** A word between two counts says that each of the one has so many of the other. */
const isJoined = ({ tokens }: Draft, one: Counted, other: Counted): boolean =>
  tokens
    .slice(one.quantity.last, Math.max(other.noun, other.quantity.last) + 1)
    .some(({ text }) => /^(x|×|\*|per|each|times|je|pro|por|in|en|dans|em|nei|across)$/.test(text))

function assignSeries(draft: Draft, value: number, from: readonly Counted[]): void {
  const first = Math.min(...from.map(({ quantity, noun }) => Math.min(quantity.first, noun)))
  const last = Math.max(...from.map(({ quantity, noun }) => Math.max(quantity.last, noun)))
  draft.brief.data.seriesCount = put(draft, 'series', whole(value), first, last)
}
