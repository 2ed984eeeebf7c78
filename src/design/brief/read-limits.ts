/** Money, memory, rates and devices in a text. */
import { deviceById } from '../estimate/hardware.js'
import { type DeviceMention, readDevices, unknownDevices } from './devices.js'
import { type Draft, put, wordsOf } from './draft.js'
import { counted } from './facts.js'
import type { Quantity } from './quantities.js'
import { readFrames } from './read-frames.js'

export function readLimits(draft: Draft, quantities: readonly Quantity[]): void {
  readDeviceFacts(draft)
  for (const quantity of quantities) {
    const { first, last, value } = quantity
    if (value <= 0 || draft.used.has(first)) continue
    if (quantity.unit.kind === 'money' || isBudget(draft, quantity)) readMoney(draft, quantity)
    else if (quantity.unit.kind === 'bytes') readMemory(draft, quantity)
    else if (quantity.unit.kind === 'rate')
      draft.brief.targets.throughputPerSecond = put(draft, 'throughput', value, first, last)
    else if (quantity.unit.kind === 'frames') readFrames(draft, quantity)
  }
}

/** Amounts of data, not of memory: "5 TB of logs". */
const dataWords =
  /^(logs?|data|dataset|parquet|csv|files?|disk|storage|history|archive|corpus|images?|videos?|daten|datos|donnees)$/

function readMemory(draft: Draft, quantity: Quantity): void {
  const of = /^(of|worth|von|de)$/.test(draft.tokens[quantity.last + 1]?.text ?? '')
  if (isFlash(draft, quantity)) {
    const { first, last, value } = quantity
    draft.brief.constraints.flashBytes = put(draft, 'flash', value, first, last)
    return
  }
  const isMemory = near(draft, quantity, memoryWords)
  if (!isMemory && readCorpus(draft, quantity)) return
  if (!isMemory && (of || near(draft, quantity, dataWords))) return
  // "5G traffic" is about a mobile network.
  if (!isMemory && /^[2-6]G$/.test(wordsOf(draft, quantity.first, quantity.last))) return
  draft.brief.constraints.memoryBytes = put(draft, 'memory', quantity.value, quantity.first, quantity.last)
}

/** A token of text is about four characters of one byte each. */
const bytesPerToken = 4
const textWords =
  /^(text|texts|texte|texto|testo|tekst|corpus|corpora|code|books|crawl|prose|articles|tokens|webtext|wikipedia|webpages)$/
const writtenFields: ReadonlySet<string> = new Set(['language', 'multimodal'])

/** "50GB text", "200 GB of code": how much there is to read, in tokens. */
function readCorpus(draft: Draft, { first, last, value }: Quantity): boolean {
  const { brief, tokens } = draft
  if (brief.domain !== undefined && !writtenFields.has(brief.domain.value)) return false
  const noun = [1, 2, 3].find((d) => textWords.test(tokens[last + d]?.text ?? ''))
  if (noun === undefined || tokens[last + noun]?.clause !== tokens[last]?.clause) return false
  const count = Math.round(value / bytesPerToken)
  brief.data.corpusTokens = put(draft, 'corpus', count, first, last + noun)
  draft.notes.push(
    `"${wordsOf(draft, first, last + noun)}" is counted as ${counted(count, 'token')}, ${bytesPerToken} bytes each.`,
  )
  return true
}

/** "1 MB flash", "2 MB of flash": the memory that holds the program. */
function isFlash({ tokens }: Draft, { last }: Quantity): boolean {
  const next = tokens[last + 1]?.text ?? ''
  return next === 'flash' || (next === 'of' && tokens[last + 2]?.text === 'flash')
}

const memoryWords =
  /^(memory|ram|vram|footprint|speicher|memoria|memoire|arbeitsspeicher|sram|geheugen|pamiec|bellek)$/
const incomes =
  /^(revenue|sales|turnover|gmv|umsatz|ventas|loss|losses|losing|worth|price|prices|profit|ticket)$/

/** `budget: 300` names no currency. */
function isBudget({ tokens, used }: Draft, { unit, first, last }: Quantity): boolean {
  if (unit.kind !== 'count' || used.has(first) || tokens[last + 1]?.kind === 'word') return false
  const before = [1, 2, 3, 4, 5].map((d) => tokens[first - d]?.text ?? '')
  const at = before.findIndex((word) => !/^(:|=|of|is|around|about|under|von|de|max|<|~|_|usd)$/.test(word))
  return /^(budget|presupuesto)$/.test(before[at] ?? '')
}

/** Currencies that one US dollar for one understates rather than the other way, and by little. */
const nearDollar: ReadonlySet<string> = new Set(['USD', 'EUR', 'GBP', 'CHF'])

function readMoney(draft: Draft, quantity: Quantity): void {
  const { first, last, value, currency } = quantity
  // "$5 per unit" is a price, "revenue of $5M" what is forecast.
  if (/^(per|each|a|\/|pro)$/.test(draft.tokens[last + 1]?.text ?? '')) return
  if (near(draft, quantity, incomes) && !near(draft, quantity, /^(budget|spend|cost|costs|presupuesto)$/))
    return
  if (currency && !nearDollar.has(currency)) {
    draft.notes.push(
      `"${wordsOf(draft, first, last)}" is not in dollars, so no budget is counted: say it in US dollars.`,
    )
    return
  }
  draft.brief.constraints.budgetUsd = put(draft, 'budget', value, first, last)
  if (currency && currency !== 'USD')
    draft.notes.push(
      `The budget is counted as one US dollar for one ${currency}: a cautious reading. Say it in dollars to be exact.`,
    )
}

function near({ tokens }: Draft, { first, last }: Quantity, words: RegExp): boolean {
  const clause = tokens[first]?.clause
  const around = [...tokens.slice(Math.max(0, first - 5), first), ...tokens.slice(last + 1, last + 5)]
  return around.some((token) => token.clause === clause && words.test(token.text))
}

/** A device with a use goes to that use; one without goes to both, unless another mention says otherwise. */
function readDeviceFacts(draft: Draft): void {
  const mentions = readDevices(draft.tokens)
  readBoardMemory(draft, mentions)
  const guess = mentions.find(({ guessed }) => guessed)
  if (guess)
    draft.notes.push(
      `"${wordsOf(draft, guess.first, guess.last)}" ${guess.edge ? 'is not known' : 'names no model'}; ${deviceById(guess.choice.id)?.name ?? ''} is taken for it.`,
    )
  const [unknown] = unknownDevices(draft.tokens)
  if (unknown)
    draft.notes.push(
      `"${wordsOf(draft, unknown.first, unknown.last)}" is not in the hardware table, so nothing is computed for it.${unknown.board ? ' The figures are for the device that the design names, which may be faster or slower.' : ''}`,
    )
  if (unknown?.board && !draft.said.has('deployment'))
    draft.brief.constraints.deployment = put(
      draft,
      'deployment',
      'edge' as const,
      unknown.first,
      unknown.last,
    )
  const trains = mentions.filter(({ use }) => use === 'training')
  const serves = mentions.filter(({ use }) => use === 'serving')
  const both = mentions.filter(({ use }) => use === 'both')
  const { constraints } = draft.brief
  const place = (mention: DeviceMention, use: 'training' | 'serving') => {
    const name = use === 'training' ? 'training device' : 'serving device'
    const fact = put(draft, name, mention.choice, mention.first, mention.last)
    if (use === 'training') constraints.trainingDevice = fact
    else constraints.servingDevice = fact
  }
  const accelerators = both.filter(({ choice }) => !choice.id.startsWith('cpu'))
  const cpus = both.filter(({ choice }) => choice.id.startsWith('cpu'))
  // "One T4 … CPU" without a use: the accelerator trains, the CPU serves.
  const split = accelerators.length > 0 && cpus.length > 0
  for (const mention of strongest(split ? accelerators : both))
    if (trains.length === 0) place(mention, 'training')
  for (const mention of strongest(split ? cpus : both)) if (serves.length === 0) place(mention, 'serving')
  for (const mention of strongest(trains)) place(mention, 'training')
  for (const mention of strongest(serves)) place(mention, 'serving')
  // "We only have one T4" leaves no other machine for the use that was not named.
  for (const mention of mentions.filter(({ only, use }) => only && use !== 'both')) {
    if (mention.use === 'training' && serves.length === 0 && both.length === 0) place(mention, 'serving')
    if (mention.use === 'serving' && trains.length === 0 && both.length === 0) place(mention, 'training')
  }
}

/** "Raspberry Pi 4 (4GB)" has so much working memory; of a GPU without a name only its memory is known. */
function readBoardMemory(draft: Draft, mentions: readonly DeviceMention[]): void {
  const { constraints } = draft.brief
  for (const { gb, unit, guessed, edge, first, last } of mentions) {
    if (gb === undefined) continue
    const bytes = gb * (unit === 'gib' ? 2 ** 30 : 1e9)
    if (guessed && !edge) constraints.gpuMemoryBytes = put(draft, 'memory of a GPU', bytes, first, last)
    else if (edge) constraints.memoryBytes = put(draft, 'memory', bytes, first, last)
  }
}

/** The same device said twice is one mention: the one with the larger count. */
function strongest(mentions: readonly DeviceMention[]): DeviceMention[] {
  const kept: DeviceMention[] = []
  for (const mention of mentions) {
    const same = kept.findIndex(({ choice }) => choice.id === mention.choice.id)
    const known = kept[same]
    if (!known) kept.push(mention)
    else if (mention.choice.count > known.choice.count) kept[same] = mention
  }
  return kept
}
