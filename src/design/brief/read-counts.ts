/** Counts with their nouns: series, rows, features, classes, people … The field decides what a noun counts. */
import type { Domain } from './brief.js'
import { type Counted, inContext, nearestToRows } from './count-context.js'
import { slotOf } from './count-slots.js'
import { type Draft, put } from './draft.js'
import { type CountRole, countNoun, readsAsEntity } from './nouns.js'
import { putCount, whole } from './put-count.js'
import { putSeries } from './put-series.js'
import type { Quantity } from './quantities.js'
import { isUnspaced } from './segment.js'

const adjectiveReach = 4

export function readCounts(draft: Draft, quantities: readonly Quantity[]): void {
  const clip = draft.said.get('clip length')
  // "3,000 ten-second recordings": the length describes what is counted.
  const describes = ({ first, unit }: Quantity) =>
    unit.kind === 'time' && clip !== undefined && clip.first <= first && first <= clip.last
  const starts = new Set(quantities.filter((one) => !describes(one)).map(({ first }) => first))
  const counted = quantities.flatMap((quantity) => nounOf(draft, quantity, starts) ?? [])
  const asUnits = inContext(draft, counted)
  const series = asUnits.filter(({ slot }) => slot === 'series')
  const rows = nearestToRows(asUnits)
  putSeries(draft, series)
  for (const entry of asUnits)
    if (entry.slot !== 'series' && entry.slot !== 'candidate rows') putCount(draft, entry)
  if (rows && !draft.said.has('rows')) putCount(draft, { ...rows, slot: 'rows' })
  readTableShape(draft, quantities)
}

/** `50k x 40`: the rows and columns of a table. */
function readTableShape(draft: Draft, quantities: readonly Quantity[]): void {
  const { brief, used } = draft
  if (!/^(tabular|multi_task)$/.test(brief.domain?.value ?? '')) return
  quantities.forEach((rows, i) => {
    const columns = quantities[i + 1]
    const beside =
      rows.unit.kind === 'times' && columns?.unit.kind === 'count' && columns.first === rows.last + 1
    if (!beside || used.has(rows.first) || used.has(columns.first) || rows.value <= columns.value) return
    brief.data.rows = put(draft, 'rows', whole(rows.value), rows.first, rows.last - 1)
    brief.data.featureCount = put(draft, 'features', whole(columns.value), columns.first, columns.last)
  })
}

/** The noun after the number (`320 commercial buildings`) or, with a colon or `of`, before it (`series: 320`). */
function nounOf(draft: Draft, quantity: Quantity, starts: ReadonlySet<number>): Counted | undefined {
  const { tokens, used, brief } = draft
  const domain = brief.domain?.value
  if (quantity.unit.kind !== 'count' || quantity.value <= 0 || used.has(quantity.first)) return undefined
  if (isDimension(draft, quantity.first) || isTypical(draft, quantity)) return undefined
  if (isLengthOf(draft, quantity)) return undefined
  const clause = tokens[quantity.last]?.clause
  for (let at = quantity.last + 1, words = 0; words < adjectiveReach; at += 1) {
    const token = tokens[at]
    if (!token || token.clause !== clause || starts.has(at)) break
    if (token.kind === 'mark') {
      // "6,000 file/summary pairs"
      const slash = token.text === '/' && token.glued && tokens[at + 1]?.glued === true
      if (!slash && !/^[-+~'"’`*_]+$/.test(token.text)) break
      continue
    }
    words += 1
    const role =
      vitalSigns(draft, at) ??
      countNoun(token.text) ??
      (quantity.value === 1 ? countNoun(plural(token.text)) : undefined)
    if (role === 'classes' && onlyCounts(draft, at)) continue
    if (
      role &&
      (role === 'pixels' || !isQualifier(tokens[at + 1]?.text, token.text)) &&
      !isHyphened(draft, at) &&
      !(tokens[at + 1]?.text === '-' && tokens[at + 2]?.text === 'like')
    )
      return counted(quantity, role, at, domain)
    if (
      /^(for|of|with|without|in|and|per|on|to|from|und|mit|ohne|y|con|sin|sans|senza|sem)$/.test(
        token.text,
      ) &&
      !(quantity.spelled && token.text === 'of')
    )
      break
  }
  const before = nounBefore(draft, quantity)
  return before ?? unknownEntity(draft, quantity)
}

/** "8 vital signs" are measured. */
const vitalSigns = ({ tokens }: Draft, at: number): CountRole | undefined =>
  tokens[at]?.text === 'signs' && tokens[at - 1]?.text === 'vital' ? 'channels' : undefined

/** 300种商品: three hundred products, where no kinds are told apart. */
const onlyCounts = ({ tokens, brief, language }: Draft, at: number): boolean =>
  language === 'zh' &&
  /^(time_series|recommendation)$/.test(brief.domain?.value ?? '') &&
  countNoun(tokens[at + 1]?.text ?? '') !== undefined &&
  tokens[at + 1]?.glued === true

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
    // "Gallery 2 million": what is looked through.
    if (
      d === 1 &&
      /^(gallery|galerie|galeria|galleria|among|amongst|wsrod|parmi|unter)$/.test(token.text) &&
      quantity.value >= 1000
    )
      return counted(quantity, 'items', quantity.first - d, brief.domain?.value)
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

/** "Contracts (avg 30 pages)" tells the size of one. */
const isTypical = ({ tokens }: Draft, { first }: Quantity): boolean =>
  tokens
    .slice(Math.max(0, first - 3), first)
    .some(({ text }) => /^(avg|average|mean|median|typical|typically)$/.test(text))

/** "100 page legal docs", "500-word essays": the size of one, in the singular. */
function isLengthOf({ tokens }: Draft, { last, value }: Quantity): boolean {
  const at = tokens[last + 1]?.text === '-' ? last + 2 : last + 1
  const unit = tokens[at]
  const next = tokens[at + 1]
  return (
    value > 1 &&
    /^(page|word|line|character|paragraph)$/.test(unit?.text ?? '') &&
    next?.kind === 'word' &&
    next.clause === unit?.clause &&
    !/^(per|in|of|and|or|with|for)$/.test(next.text)
  )
}

/** `3D` says of what kind something is, not how many there are. */
export function isDimension({ tokens }: Draft, at: number): boolean {
  const next = tokens[at + 1]
  return tokens[at]?.kind === 'number' && next?.raw === 'D' && next.glued
}
