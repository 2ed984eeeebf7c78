/** Counts with their nouns: series, rows, features, classes, people … */
import { type Draft, put } from './draft.js'
import { grouped } from './facts.js'
import { type CountRole, countNoun, readsAsEntity } from './nouns.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'
import { stepOf } from './unnumbered-times.js'

interface Counted {
  readonly quantity: Quantity
  readonly role: CountRole
  /** Token of the noun. */
  readonly noun: number
}

const adjectiveReach = 3

export function readCounts(draft: Draft, quantities: readonly Quantity[], forecasting: boolean): void {
  const starts = new Set(quantities.map(({ first }) => first))
  const counted = quantities.flatMap((quantity) => nounOf(draft, quantity, starts, forecasting) ?? [])
  const series = counted.filter(({ role }) => isSeries(role, forecasting))
  putSeries(draft, series)
  for (const entry of counted) if (!series.includes(entry)) putCount(draft, entry, forecasting)
  readDimensions(draft)
}

function isSeries(role: CountRole, forecasting: boolean): boolean {
  return role === 'series' || (forecasting && (role === 'entity' || role === 'items' || role === 'users'))
}

/** The noun after the number (`320 commercial buildings`) or, with a colon or `of`, before it (`series: 320`). */
function nounOf(
  draft: Draft,
  quantity: Quantity,
  starts: ReadonlySet<number>,
  forecasting: boolean,
): Counted | undefined {
  const { tokens, used } = draft
  if (quantity.unit.kind !== 'count' || quantity.value <= 0 || used.has(quantity.first)) return undefined
  if (isDimension(tokens, quantity.first)) return undefined
  const clause = tokens[quantity.last]?.clause
  for (let d = 1; d <= adjectiveReach; d += 1) {
    const at = quantity.last + d
    const token = tokens[at]
    if (!token || token.clause !== clause || starts.has(at)) break
    if (token.kind === 'mark' && !/^[-+~'"’`*_]+$/.test(token.text)) break
    const role = countNoun(token.text) ?? (quantity.value === 1 ? countNoun(plural(token.text)) : undefined)
    if (role && !isQualifier(tokens[at + 1]?.text, token.text)) return { quantity, role, noun: at }
    if (
      /^(for|of|with|in|and|per|on|to|from|und|mit|y|con)$/.test(token.text) &&
      !(quantity.spelled && token.text === 'of')
    )
      break
  }
  const before = nounBefore(draft, quantity)
  if (before) return before
  const preposition = tokens[quantity.first - 1]?.text ?? ''
  const next = tokens[quantity.last + 1]
  const entity = forecasting && !quantity.spelled && next?.kind === 'word' && readsAsEntity(next.text)
  const introduced =
    /^(for|of|across|over|all|our|the|fur|von|para|de|pour|about|around|forecast|forecasting|predict|predicting|~)$/.test(
      preposition,
    )
  return entity && (introduced || standsAlone(draft, quantity))
    ? { quantity, role: 'entity', noun: quantity.last + 1 }
    : undefined
}

/** `900 detectors`: an unknown plural that fills its clause or comes before a preposition. */
function standsAlone({ tokens }: Draft, { last, value }: Quantity): boolean {
  const [noun, next] = [tokens[last + 1], tokens[last + 2]]
  if (value < 2 || !noun?.text.endsWith('s')) return false
  return !next || next.clause !== noun.clause || /^(in|at|with|from|and|per|over|each)$/.test(next.text)
}

/** `1 city`, `one factory` */
const plural = (word: string) => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`)

/** "20K item pairs", "5 store clusters": the first noun only describes the second. */
const isQualifier = (next: string | undefined, word: string): boolean =>
  next !== undefined && !word.endsWith('s') && countNoun(next) !== undefined

function nounBefore({ tokens }: Draft, quantity: Quantity): Counted | undefined {
  for (let d = 1; d <= 3; d += 1) {
    const token = tokens[quantity.first - d]
    if (!token) return undefined
    if (
      token.kind === 'word' &&
      /^(count|number|about|is|are|of|anzahl|roughly|around|a|an|just|only|some|approx|approximately|ca|circa|etwa|rund|unos|environ)$/.test(
        token.text,
      )
    )
      continue
    if (token.text === ':' || token.text === '=' || token.text === '~') continue
    const link = [1, 2].some((back) =>
      [':', '=', 'count', 'is'].includes(tokens[quantity.first - back]?.text ?? ''),
    )
    const team = token.text === 'team' && tokens[quantity.first - 1]?.text === 'of'
    const role = link || team ? countNoun(token.text) : undefined
    return role ? { quantity, role, noun: quantity.first - d } : undefined
  }
  return undefined
}

/** Several kinds of entities multiply where the text joins them (`40 stores x 500 products`), else the largest counts. */
function putSeries(draft: Draft, series: readonly Counted[]): void {
  const [first, last] = [series[0], series.at(-1)]
  if (!first || !last) return
  const explicit = series.filter(({ role }) => role === 'series')
  const between = draft.tokens.slice(first.noun, Math.max(last.noun, last.quantity.last) + 2)
  const before = draft.tokens.slice(Math.max(0, first.quantity.first - 3), first.quantity.first)
  const joined =
    between.some(({ text }) => /^(x|×|\*|per|each|times|je|pro|por|in|across)$/.test(text)) ||
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

function assignSeries(draft: Draft, value: number, from: readonly Counted[]): void {
  const first = Math.min(...from.map(({ quantity, noun }) => Math.min(quantity.first, noun)))
  const last = Math.max(...from.map(({ quantity, noun }) => Math.max(quantity.last, noun)))
  draft.brief.data.seriesCount = put(draft, 'series', whole(value), first, last)
}

function putCount(draft: Draft, { quantity, role, noun }: Counted, forecasting: boolean): void {
  const { data, constraints, team } = draft.brief
  const [first, last] = [Math.min(quantity.first, noun), Math.max(quantity.last, noun)]
  const value = whole(quantity.value)
  switch (role) {
    case 'series':
    case 'entity':
      return
    case 'items':
      data.items = put(draft, 'items', value, first, last)
      return
    case 'users':
      data.users = put(draft, 'users', value, first, last)
      return
    case 'interactions':
      // "< 5 clicks" describes some items, not how many clicks there are.
      if (quantity.comparator === 'at most') return
      data.interactions = put(draft, 'interactions', value, first, last)
      return
    case 'channels':
      if (forecasting) data.channels = put(draft, 'channels', value, first, last)
      else data.featureCount = put(draft, 'features', value, first, last)
      return
    case 'features':
      data.featureCount = put(draft, 'features', value, first, last)
      return
    case 'rows':
      putRows(draft, value, quantity, noun, forecasting)
      return
    case 'labelled':
      data.labelled = put(draft, 'labelled', value, first, last)
      return
    case 'classes':
      data.classes = put(draft, 'classes', value, first, last)
      return
    case 'pixels':
      data.imageSize = put(draft, 'image size', value, first, last)
      return
    case 'tokens':
      data.sequenceLength = put(draft, 'sequence length', value, first, last)
      return
    case 'params':
      data.modelParams = put(draft, 'model size', value, first, last)
      return
    case 'people':
      team.size = put(draft, 'team', value, first, last)
      return
    case 'batch':
      constraints.batchSize = put(draft, 'batch', value, first, last)
  }
}

/** Rows of a table; labelled ones; or, with the word of a step, history: "60 monthly observations" are five years. */
function putRows(draft: Draft, value: number, quantity: Quantity, noun: number, forecasting: boolean): void {
  const { data } = draft.brief
  const between = draft.tokens.slice(quantity.last + 1, noun).map(({ text }) => text)
  const step = between.map(stepOf).find((span) => span !== undefined)
  const [first, last] = [Math.min(quantity.first, noun), Math.max(quantity.last, noun)]
  if (forecasting && step)
    data.historyLength = put(draft, 'history', { value: value * step.value, unit: step.unit }, first, last)
  else if (between.some((word) => /^(labell?ed|annotated|gelabelt)/.test(word)))
    data.labelled = put(draft, 'labelled', value, first, last)
  else data.rows = put(draft, 'rows', value, first, last)
}

/** `univariate`, `3D trajectory`, `batch size 64`, `llama 7B`: counts that stand without a noun of their own. */
function readDimensions(draft: Draft): void {
  const { tokens, brief } = draft
  tokens.forEach((token, i) => {
    if (/^univaria/.test(token.text)) brief.data.channels = put(draft, 'channels', 1, i, i)
    const next = tokens[i + 1]
    const noun = tokens[i + 2]?.text ?? ''
    if (token.kind !== 'number') return
    const value = token.value ?? 0
    if (isDimension(tokens, i) && value <= 3 && /^(trajector|position|coordinate|path|pose|track)/.test(noun))
      brief.data.channels = put(draft, 'channels', value, i, i + 1)
    if (tokens[i - 1]?.text === 'size' && tokens[i - 2]?.text === 'batch' && value >= 1)
      brief.constraints.batchSize = put(draft, 'batch', whole(value), i - 2, i)
    const modelName = /^(llama|mistral|qwen|gemma|falcon|gpt|phi|bert)/.test(tokens[i - 1]?.text ?? '')
    if (next?.glued && /^[bm]$/i.test(next.raw) && modelName)
      brief.data.modelParams = put(draft, 'model size', value * (next.text === 'b' ? 1e9 : 1e6), i - 1, i + 1)
  })
}

/** `3D` says of what kind something is, not how many there are. */
function isDimension(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  return tokens[at]?.kind === 'number' && next?.raw === 'D' && next.glued
}

const whole = (value: number) => Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.round(value)))
