/**
 * Hardware named in a text: which device, how many, and whether it trains or serves. Ids are those of
 * estimate/hardware.ts.
 */
import { cpuCore, defaultCores } from '../estimate/hardware.js'
import { deviceNameAt, makerWords } from '../estimate/hardware-names.js'
import type { DeviceChoice } from './brief.js'
import type { Token } from './tokens.js'
import { numberWord } from './units.js'
import { isNegated, negationOf } from './vocabulary.js'

export { cpuCore, defaultCores }

export type DeviceUse = 'training' | 'serving' | 'both'

export interface DeviceMention {
  readonly choice: DeviceChoice
  /** No model was named. */
  readonly guessed?: true
  readonly use: DeviceUse
  /** "we only have", "nur": nothing else is there. */
  readonly only: boolean
  /** Memory said with it, and whether in GB or GiB. */
  readonly gb?: number
  readonly unit?: string
  /** A board at the edge. */
  readonly edge?: true
  readonly first: number
  readonly last: number
}

/** More devices than anybody names: what follows is noise. */
const mostMentions = 20

export function readDevices(tokens: readonly Token[]): DeviceMention[] {
  const mentions: DeviceMention[] = []
  const words = tokens.map(({ text }) => text)
  for (let i = 0; i < tokens.length && mentions.length < mostMentions; i += 1) {
    const found =
      acceleratorAt(tokens, words, i) ??
      boardOfKindAt(tokens, words, i) ??
      cpuAt(tokens, i) ??
      plainGpuAt(tokens, words, i)
    if (!found) continue
    mentions.push({
      ...found,
      use: found.use ?? useOf(tokens, found.first, found.last),
      only: onlyNear(tokens, found.first, found.last),
    })
    i = found.last
  }
  // "Not on an A100" names what is not there; "no GPU" already became a CPU.
  return mentions.filter(({ last, choice }) => choice.id === cpuCore || !isNegated(tokens, last))
}

interface Found {
  readonly choice: DeviceChoice
  readonly guessed?: true
  /** Where the device itself says it: boards at the edge train nothing. */
  readonly use?: DeviceUse
  readonly gb?: number
  readonly unit?: string
  readonly edge?: true
  readonly first: number
  readonly last: number
}

function acceleratorAt(tokens: readonly Token[], words: readonly string[], at: number): Found | undefined {
  const named = deviceNameAt(words, at)
  if (!named) return undefined
  let first = at
  // `2 GPUs (A100)`, `3 GPUs of type A100`, `1 NVIDIA T4`
  const kind = [1, 2, 3].find((d) => isGpu(words[first - d]))
  if (kind !== undefined && words.slice(first - kind + 1, first).every((word) => typeWords.test(word)))
    first -= kind - 1
  while (makerWords.has(words[first - 1] ?? '')) first -= 1
  const before = countBefore(tokens, first)
  const after = before.first === first ? countAfter(tokens, named.next) : undefined
  return {
    choice: { id: named.id, count: named.cores ?? clampCount(after?.count ?? before.count) },
    ...(named.edge && { use: 'serving', edge: true }),
    ...(named.gb !== undefined && { gb: named.gb }),
    first: before.first,
    last: after?.last ?? named.next - 1,
  }
}

/** Between `GPUs` and their name. */
const typeWords = /^([(:]|of|type|typ|vom|model)$/

const isGpu = (word: string | undefined) => /^(gpus?|grafikkarten?)$/.test(word ?? '')

/** `T4 x 2`, `A100 (x4)`, `TPU v5e-8` */
function countAfter(tokens: readonly Token[], at: number): { count: number; last: number } | undefined {
  const from = tokens[at]?.text === '(' ? at + 1 : at
  const glued = /^x(\d+)$/.exec(tokens[from]?.text ?? '')?.[1]
  if (glued !== undefined) return { count: Number(glued), last: from }
  const number = tokens[from + 1]
  const slice = tokens[from]?.text === '-' && tokens[from]?.glued && /^v\d/.test(tokens[from - 1]?.text ?? '')
  const times = tokens[from]?.text === 'x' || tokens[from]?.text === '×' || slice
  return times && number?.kind === 'number' ? { count: number.value ?? 1, last: from + 1 } : undefined
}

const coreNames = /^(cores?|vcpus?|kerne|kernen|nucleos|coeurs?)$/
const measures =
  /^(utilisation|utilization|usage|load|loads|temperature|metrics|consumption|demand|time|hours)$/

/** `CPU only`, `4-core VM`, `8 vCPUs`, `no GPU`. */
function cpuAt(tokens: readonly Token[], at: number): Found | undefined {
  const word = tokens[at]?.text ?? ''
  if (coreNames.test(word)) {
    // "8 CPU-Kerne"
    const joined = tokens[at - 1]?.text === '-' ? at - 1 : at
    const counted = countBefore(tokens, tokens[joined - 1]?.text === 'cpu' ? joined - 1 : at)
    if (counted.first === at) return undefined
    const last = tokens[at + 1]?.text === 'cpu' ? at + 1 : at
    return { choice: { id: cpuCore, count: clampCount(counted.count) }, first: counted.first, last }
  }
  const none = isGpu(word) || /^accelerators?$/.test(word) ? negationOf(tokens, at) : undefined
  if (none !== undefined)
    return {
      choice: { id: cpuCore, count: coresNear(tokens, at) },
      use: useOf(tokens, Math.min(none, at), Math.max(none, at), servingActs),
      first: Math.min(none, at),
      last: Math.max(none, at),
    }
  if (!/^(cpus?|cpuserver)$/.test(word) || isNegated(tokens, at)) return undefined
  // "a single CPU core" is read at its core, and CPU load is something to predict.
  if (coreNames.test(tokens[at + 1]?.text ?? '') || measures.test(tokens[at + 1]?.text ?? ''))
    return undefined
  return { choice: { id: cpuCore, count: coresNear(tokens, at) }, first: at, last: at }
}

/** "one GPU", "a 24 GB GPU" without a model: a common card of that memory; `guessed` says so. */
function plainGpuAt(tokens: readonly Token[], words: readonly string[], at: number): Found | undefined {
  if (!isGpu(words[at]) || measures.test(words[at + 1] ?? '') || isNegated(tokens, at)) return undefined
  // "GPUs (A100)": the name says it.
  if ([1, 2, 3].some((d) => deviceNameAt(words, at + d) !== undefined)) return undefined
  let before = at - 1
  const bytes = tokens[before]
  let gb = 0
  if (bytes && /^(gb|gib|g)$/.test(bytes.text) && tokens[before - 1]?.kind === 'number') {
    gb = tokens[before - 1]?.value ?? 0
    before -= 2
  }
  const counted = countBefore(tokens, before + 1)
  if (counted.first === before + 1 && gb === 0) return undefined
  const id = gb === 0 ? 'l4' : plainBySize(gb)
  return {
    choice: { id, count: clampCount(counted.count) },
    first: counted.first,
    last: at,
    guessed: true,
    ...(gb > 0 && { gb, unit: bytes?.text ?? 'gb' }),
  }
}

/** Boards of a kind of which the table has another: the smallest, or the nearest. */
const kinds: readonly (readonly [names: RegExp, variants: RegExp, known: readonly string[]])[] = [
  [/^orin$/, /^nx$/, ['orin', 'nano']],
  // Microcontrollers of some hundred MHz without a unit for networks.
  [/^(esp32|arduino|rp2040|rp2350|stm32|stm32g4|stm32f3)$/, /^(s3|c3|s2|nano|uno)$/, ['cortex', 'm4']],
]

/** `Jetson Orin`, `Orin NX`, `ESP32-S3`. */
function boardOfKindAt(tokens: readonly Token[], words: readonly string[], at: number): Found | undefined {
  const kind = kinds.find(([names]) => names.test(words[at] ?? ''))
  if (!kind) return undefined
  const first = words[at - 1] === 'jetson' ? at - 1 : at
  const [, variants, name] = kind
  const variant = words[at + 1] === '-' ? at + 2 : at + 1
  const last = variants.test(words[variant] ?? '') ? variant : at
  const counted = countBefore(tokens, first)
  const known = deviceNameAt(name, 0)
  if (!known || deviceNameAt(words, at) !== undefined || deviceNameAt(words, at - 1) !== undefined)
    return undefined
  return {
    choice: { id: known.id, count: known.cores ?? clampCount(counted.count) },
    guessed: true,
    use: 'serving',
    edge: true,
    first: counted.first,
    last,
  }
}

function plainBySize(gb: number): string {
  const sizes: readonly (readonly [number, string])[] = [
    [16, 't4'],
    [24, 'l4'],
    [32, 'rtx5090'],
    [40, 'a100-40-sxm'],
    [48, 'l40s'],
    [80, 'a100-80-sxm'],
  ]
  return sizes.find(([size]) => gb <= size)?.[1] ?? 'h200-sxm'
}

function countBefore(tokens: readonly Token[], at: number): { count: number; first: number } {
  const before = tokens[at - 1]
  if (!before) return { count: 1, first: at }
  if (before.text === 'x' || before.text === '×' || before.text === '-') {
    const number = tokens[at - 2]
    if (number?.kind === 'number') return { count: number.value ?? 1, first: at - 2 }
  }
  if (before.kind === 'number') return { count: before.value ?? 1, first: at - 1 }
  const word = before.kind === 'word' ? numberWord(before.text) : undefined
  if (word !== undefined) return { count: word, first: at - 1 }
  return before.text === 'a' || before.text === 'an' ? { count: 1, first: at - 1 } : { count: 1, first: at }
}

/** Cores said in the same clause as the CPU, otherwise the default. */
function coresNear(tokens: readonly Token[], at: number): number {
  for (let i = Math.max(1, at - 6); i <= Math.min(tokens.length - 1, at + 6); i += 1) {
    const token = tokens[i]
    if (!token || !coreNames.test(token.text)) continue
    const counted = countBefore(tokens, i)
    if (counted.first !== i) return clampCount(counted.count)
  }
  return defaultCores
}

const trainingWords = /^(train|training|trained|tune|tuning|finetune|trainieren|entrenar|entrenamiento)$/
const servingWords =
  /^(serv|deploy|inference|inferenc|production|prod|runs?$|running|run$|host|edge|endpoint|betrieb|despliegue|produccion)/

/** A server without a GPU has none to train on either: the machine is no use of its own. */
const servingActs = new RegExp(`^(?!servers?$)${servingWords.source.slice(1)}`)

/** The nearest word of use in the same clause; both where there is none. */
function useOf(
  tokens: readonly Token[],
  first: number,
  last: number,
  serving: RegExp = servingWords,
): DeviceUse {
  const clause = tokens[first]?.clause
  for (let d = 1; d <= 7; d += 1)
    for (const token of [tokens[first - d], tokens[last + d]]) {
      if (!token || token.clause !== clause) continue
      if (trainingWords.test(token.text)) return 'training'
      if (serving.test(token.text)) return 'serving'
    }
  return 'both'
}

function onlyNear(tokens: readonly Token[], first: number, last: number): boolean {
  const near = [...tokens.slice(Math.max(0, first - 4), first), ...tokens.slice(last + 1, last + 3)]
  return near.some(({ text }) => /^(only|just|nur|solo|solamente|seulement)$/.test(text))
}

const clampCount = (count: number) => Math.min(4096, Math.max(1, Math.round(count)))

/** Phones and boards by name: which of them exactly the table does not have. */
const boards =
  /^(iphone|ipad|pixel|galaxy|snapdragon|esp8266|coral|hailo|kria|rockchip|rk3588|beaglebone|movidius|xavier|tx2|raspberry)$/
const boardNames = /^(pi|pico|zero|nano|nx|agx|orin|pro|max|plus|mini|ultra|tpu|s\d+|c\d|w|note|fold)$/
/** Longer names are sentences. */
const longestBoardName = 4

/** `iPhone 14 Pro`, `ESP32-S3`, `Raspberry Pi Zero`: first and last token, where no device of the table is meant. */
function unknownBoard(tokens: readonly Token[], at: number): UnknownDevice | undefined {
  if (!boards.test(tokens[at]?.text ?? '')) return undefined
  const first = tokens[at - 1]?.text === 'jetson' ? at - 1 : at
  const words = tokens.slice(first, first + 2 * longestBoardName).map(({ text }) => text)
  if ([0, at - first].some((from) => deviceNameAt(words, from) !== undefined)) return undefined
  let last = at
  for (let i = at + 1; i < at + longestBoardName; i += 1) {
    const token = tokens[i]
    if (token?.clause !== tokens[at]?.clause) break
    const model = token?.kind === 'number' && last === i - 1 && (token.value ?? 0) < 100
    if (model || boardNames.test(token?.text ?? '')) last = i
    else if (token?.text !== '-' || !token.glued) break
  }
  // "Google Pixel" is a phone, "pixel" the point of a picture.
  const number = tokens.slice(at + 1, last + 1).some(({ kind }) => kind === 'number')
  return /^(pixel|galaxy|raspberry|coral)$/.test(tokens[at]?.text ?? '') && last === at && !number
    ? undefined
    : { first, last, board: true }
}

const unknownCards =
  /^(p100|k80|p40|m60|a2|a16|a30|a40|a4000|a4500|a6000|gtx|quadro|titan|radeon|mi100|mi210|mi250x?|gaudi\d?)$/

export interface UnknownDevice {
  readonly first: number
  readonly last: number
  /** A phone or a board, in whose place another is assumed. */
  readonly board?: true
}

/** Devices that the hardware table does not have: first and last token of each name. */
export function unknownDevices(tokens: readonly Token[]): UnknownDevice[] {
  return tokens.flatMap(({ text }, i) => {
    const next = tokens[i + 1]
    const model = next?.kind === 'number' && next.raw.length === 4 && !/^[345]090$/.test(next.text)
    if (/^(rtx|gtx|geforce)$/.test(text) && model) return [{ first: i, last: i + 1 }]
    const board = unknownBoard(tokens, i)
    if (board) return [board]
    return unknownCards.test(text) && !/^(gtx|rtx)$/.test(text) ? [{ first: i, last: i }] : []
  })
}
