/** Counts with their nouns: series, rows, features, classes, people … The field decides what a noun counts. */
import type { Domain } from './brief.js'
import { type Draft, put } from './draft.js'
import { grouped } from './facts.js'
import { type CountRole, type CountSlot, countNoun, readsAsEntity, rowRank, slotOf } from './nouns.js'
import { putCount, whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { isUnspaced } from './segment.js'
import type { Task } from './tasks.js'

export interface Counted {
  readonly quantity: Quantity
  readonly role: CountRole
  readonly slot: CountSlot
  /** Token of the noun. */
  readonly noun: number
}

const adjectiveReach = 3

export function readCounts(draft: Draft, quantities: readonly Quantity[]): void {
  const starts = new Set(quantities.map(({ first }) => first))
  const counted = quantities.flatMap((quantity) => nounOf(draft, quantity, starts) ?? [])
  const asUnits = searchedIn(draft, labelledCases(draft, measuredAtUnits(draft, counted)))
  const series = asUnits.filter(({ slot }) => slot === 'series')
  const rows = nearestToRows(asUnits)
  putSeries(draft, series)
  for (const entry of asUnits)
    if (entry.slot !== 'series' && entry.slot !== 'candidate rows') putCount(draft, entry)
  if (rows && !draft.said.has('rows')) putCount(draft, { ...rows, slot: 'rows' })
}

/** The noun after the number (`320 commercial buildings`) or, with a colon or `of`, before it (`series: 320`). */
function nounOf(draft: Draft, quantity: Quantity, starts: ReadonlySet<number>): Counted | undefined {
  const { tokens, used, brief } = draft
  const domain = brief.domain?.value
  if (quantity.unit.kind !== 'count' || quantity.value <= 0 || used.has(quantity.first)) return undefined
  if (isDimension(draft, quantity.first) || isTypical(draft, quantity)) return undefined
  const clause = tokens[quantity.last]?.clause
  for (let at = quantity.last + 1, words = 0; words < adjectiveReach; at += 1) {
    const token = tokens[at]
    if (!token || token.clause !== clause || starts.has(at)) break
    if (token.kind === 'mark') {
      if (!/^[-+~'"’`*_]+$/.test(token.text)) break
      continue
    }
    words += 1
    const role = countNoun(token.text) ?? (quantity.value === 1 ? countNoun(plural(token.text)) : undefined)
    if (role && !isQualifier(tokens[at + 1]?.text, token.text) && !isHyphened(draft, at))
      return counted(quantity, role, at, domain)
    if (
      /^(for|of|with|in|and|per|on|to|from|und|mit|y|con)$/.test(token.text) &&
      !(quantity.spelled && token.text === 'of')
    )
      break
  }
  const before = nounBefore(draft, quantity)
  return before ?? unknownEntity(draft, quantity)
}

function counted(
  quantity: Quantity,
  role: CountRole,
  noun: number,
  domain: Domain | undefined,
): Counted | undefined {
  const slot = slotOf(role, domain)
  return slot ? { quantity, role, slot, noun } : undefined
}

/** `forecast across 75 flurbs`: what is forecast need not be known by name. */
function unknownEntity(draft: Draft, quantity: Quantity): Counted | undefined {
  const { tokens, brief } = draft
  const domain = brief.domain?.value
  const next = tokens[quantity.last + 1]
  const forecasting = domain === 'time_series' || domain === 'anomaly_detection'
  const rows = domain === 'tabular' && standsAlone(draft, quantity)
  const counter = forecasting && countsAfter.has(draft.language) ? unspacedNoun(draft, quantity) : undefined
  if (counter !== undefined) return counted(quantity, 'entity', counter, domain)
  if (!(forecasting || rows) || quantity.spelled || next?.kind !== 'word' || !readsAsEntity(next.text))
    return undefined
  const introduced =
    /^(for|of|across|over|all|our|the|fur|von|para|de|pour|about|around|forecast|forecasting|predict|predicting|~)$/.test(
      tokens[quantity.first - 1]?.text ?? '',
    )
  return introduced || standsAlone(draft, quantity)
    ? counted(quantity, 'entity', quantity.last + 1, domain)
    : undefined
}

/** `200台电机`, `工場120棟`: a noun of a script without spaces right after the number, or right before it. */
function unspacedNoun({ tokens }: Draft, { first, last, spelled }: Quantity): number | undefined {
  if (spelled) return undefined
  const isNoun = (at: number) => {
    const token = tokens[at]
    return (
      token?.clause === tokens[first]?.clause &&
      token?.kind === 'word' &&
      token.text.length >= 2 &&
      isUnspaced(token.text.charAt(0))
    )
  }
  if (isNoun(last + 1)) return last + 1
  return isNoun(first - 1) ? first - 1 : undefined
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
  next !== undefined && (!word.endsWith('s') || describing.test(word)) && countNoun(next) !== undefined

/** "400k image-caption pairs": the first part of a compound only describes. */
function isHyphened({ tokens }: Draft, at: number): boolean {
  const [dash, next] = [tokens[at + 1], tokens[at + 2]]
  const joined = dash?.text === '-' && dash.glued && next?.kind === 'word' && next.glued
  return joined && countNoun(next.text) === undefined ? tokens[at + 3]?.kind === 'word' : joined
}

/** Plurals that describe: "sales agents", "series points". */
const describing = /^(sales|series|returns|news|sports|goods)$/

const countsAfter: ReadonlySet<string> = new Set(['ja', 'zh', 'ko'])

function nounBefore({ tokens, brief, language }: Draft, quantity: Quantity): Counted | undefined {
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
    // Japanese, Chinese and Korean count after the noun: 顧客5万人.
    const counter = d === 1 && countsAfter.has(language) && token.clause === tokens[quantity.first]?.clause
    const role = link || team || counter ? countNoun(token.text) : undefined
    return role ? counted(quantity, role, quantity.first - d, brief.domain?.value) : undefined
  }
  return undefined
}

/** "400 pumps x 12 sensors", "each host reports 30 metrics": in monitoring, sensors of a unit are its channels. */
function measuredAtUnits({ brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  const hasUnits = all.some(({ role }) => role === 'entity')
  if (brief.domain?.value !== 'anomaly_detection' || !hasUnits) return all
  return all.map((entry) => (entry.role === 'sensors' ? { ...entry, slot: 'channels' as const } : entry))
}

/** "400 labelled cases among 3M transactions": the cases are the labels, whatever the rows are. */
function labelledCases({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  return all.flatMap((entry) => {
    const between = tokens.slice(entry.quantity.last + 1, entry.noun).map(({ text }) => text)
    // "12,000 known fraud accounts" are the positive ones: read-labels.ts.
    if (
      between.some((word) => /^(known|confirmed|verified)$/.test(word)) &&
      /^(candidate rows|nodes|series)$/.test(entry.slot)
    )
      return []
    const known = between.some((word) => /^(labell?ed|annotated|tagged)$/.test(word))
    return entry.slot === 'candidate rows' && known ? { ...entry, slot: 'labelled' as const } : entry
  })
}

/** What a search looks through needs no labels. */
const collections: Partial<Readonly<Record<Task, CountSlot>>> = {
  'image retrieval': 'items',
  'image-text retrieval': 'items',
  search: 'documents',
  'question answering': 'documents',
}

function searchedIn({ brief, tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  const collection = brief.task && collections[brief.task.value]
  if (!collection) return all
  return all.map((entry) => {
    const known = tokens
      .slice(entry.quantity.last + 1, entry.noun + 1)
      .some(({ text }) => /^(labell?ed|annotated|pairs|questions|queries|examples)$/.test(text))
    return entry.slot === 'labelled' && !known ? { ...entry, slot: collection } : entry
  })
}

/** Fewer than so many entities are groups of rows rather than rows. */
const leastRows = 20

function nearestToRows(all: readonly Counted[]): Counted | undefined {
  const candidates = all.filter(
    ({ slot, quantity }) =>
      slot === 'candidate rows' && quantity.value >= leastRows && quantity.comparator !== 'at most',
  )
  if (all.some(({ slot }) => slot === 'rows')) return undefined
  return [...candidates].sort(
    (a, b) => rowRank(a.role) - rowRank(b.role) || b.quantity.value - a.quantity.value,
  )[0]
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

/** "Contracts (avg 30 pages)" tells the size of one. */
const isTypical = ({ tokens }: Draft, { first }: Quantity): boolean =>
  tokens
    .slice(Math.max(0, first - 3), first)
    .some(({ text }) => /^(avg|average|mean|median|typical|typically)$/.test(text))

/** `3D` says of what kind something is, not how many there are. */
export function isDimension({ tokens }: Draft, at: number): boolean {
  const next = tokens[at + 1]
  return tokens[at]?.kind === 'number' && next?.raw === 'D' && next.glued
}
