/**
 * Hardware named in a text: which device, how many, and whether it trains or serves. Ids are those of
 * estimate/hardware.ts.
 */
import type { DeviceChoice } from './brief.js'
import type { Token } from './tokens.js'
import { numberWord } from './units.js'
import { isNegated } from './vocabulary.js'

/** The CPU that is meant where none is named, by the core. */
export const cpuCore = 'cpu-core-avx2'
export const defaultCores = 4

/** Ids by the word people use; the larger memory first where a size is given beside it (`A100 40GB`). */
const accelerators: Readonly<Record<string, readonly [id: string, memoryGb: number][]>> = {
  t4: [['t4', 16]],
  v100: [
    ['v100-32-sxm2', 32],
    ['v100-16-sxm2', 16],
  ],
  a10: [['a10', 24]],
  a10g: [['a10g', 24]],
  l4: [['l4', 24]],
  l40s: [['l40s', 48]],
  a100: [
    ['a100-80-sxm', 80],
    ['a100-40-sxm', 40],
  ],
  h100: [['h100-sxm', 80]],
  h800: [['h800-sxm', 80]],
  h200: [['h200-sxm', 141]],
  b200: [['b200-sxm', 192]],
  rtx3090: [['rtx3090', 24]],
  3090: [['rtx3090', 24]],
  rtx4090: [['rtx4090', 24]],
  4090: [['rtx4090', 24]],
  rtx5090: [['rtx5090', 32]],
  5090: [['rtx5090', 32]],
  mi300x: [['mi300x', 192]],
  mi325x: [['mi325x', 256]],
}

export type DeviceUse = 'training' | 'serving' | 'both'

export interface DeviceMention {
  readonly choice: DeviceChoice
  readonly use: DeviceUse
  /** "we only have", "nur": nothing else is there. */
  readonly only: boolean
  readonly first: number
  readonly last: number
}

export function readDevices(tokens: readonly Token[]): DeviceMention[] {
  const mentions: DeviceMention[] = []
  for (let i = 0; i < tokens.length; i += 1) {
    const found = acceleratorAt(tokens, i) ?? cpuAt(tokens, i) ?? plainGpuAt(tokens, i)
    if (!found) continue
    mentions.push({
      ...found,
      use: useOf(tokens, found.first, found.last),
      only: onlyNear(tokens, found.first, found.last),
    })
    i = found.last
  }
  // "Not on an A100" names what is not there; "no GPU" already became a CPU.
  return mentions.filter(({ last, choice }) => choice.id === cpuCore || !isNegated(tokens, last))
}

interface Found {
  readonly choice: DeviceChoice
  readonly first: number
  readonly last: number
}

function acceleratorAt(tokens: readonly Token[], at: number): Found | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const timesName = /^x([a-z]+\d+[a-z]*)$/.exec(token.text)?.[1]
  const glued = timesName !== undefined && tokens[at - 1]?.kind === 'number'
  const name = (glued ? timesName : undefined) ?? token.text
  if (!Object.hasOwn(accelerators, name)) return undefined
  // 3090 alone could be any number: it needs RTX or GeForce before it.
  if (token.kind === 'number' && !['rtx', 'geforce'].includes(tokens[at - 1]?.text ?? '')) return undefined
  const variants = accelerators[name] ?? []
  const size = memoryBeside(tokens, at + 1)
  const variant = variants.find(([, gb]) => gb === size?.gb) ?? variants[0]
  if (!variant) return undefined
  let first = token.kind === 'number' ? at - 1 : at
  // `nvidia` and adjectives of ownership stand between the count and the name.
  while (['nvidia', 'tesla', 'geforce', 'rtx', 'amd'].includes(tokens[first - 1]?.text ?? '')) first -= 1
  const counted = glued ? { count: tokens[at - 1]?.value ?? 1, first: at - 1 } : countBefore(tokens, first)
  return {
    choice: { id: variant[0], count: clampCount(counted.count) },
    first: counted.first,
    last: size?.last ?? at,
  }
}

/** `CPU only`, `4-core VM`, `8 vCPUs`, `no GPU`. */
function cpuAt(tokens: readonly Token[], at: number): Found | undefined {
  const word = tokens[at]?.text ?? ''
  const coreWord = /^(cores?|vcpus?|kerne|kernen|nucleos|coeurs?)$/.test(word)
  if (coreWord) {
    const counted = countBefore(tokens, tokens[at - 1]?.text === 'cpu' ? at - 1 : at)
    if (counted.first === at) return undefined
    const last = tokens[at + 1]?.text === 'cpu' ? at + 1 : at
    return { choice: { id: cpuCore, count: clampCount(counted.count) }, first: counted.first, last }
  }
  if (/^(gpus?|grafikkarten?|accelerators?)$/.test(word) && isNegated(tokens, at))
    return { choice: { id: cpuCore, count: coresNear(tokens, at) }, first: Math.max(0, at - 1), last: at }
  if (!/^(cpus?|cpuserver)$/.test(word) || isNegated(tokens, at)) return undefined
  return { choice: { id: cpuCore, count: coresNear(tokens, at) }, first: at, last: at }
}

/** "one GPU", "a 24 GB GPU" without a model: the entry-level card of that memory. */
function plainGpuAt(tokens: readonly Token[], at: number): Found | undefined {
  const word = tokens[at]?.text ?? ''
  if (!/^(gpus?|grafikkarten?)$/.test(word) || isNegated(tokens, at)) return undefined
  let before = at - 1
  const bytes = tokens[before]
  let gb = 0
  if (bytes && /^(gb|gib|g)$/.test(bytes.text) && tokens[before - 1]?.kind === 'number') {
    gb = tokens[before - 1]?.value ?? 0
    before -= 2
  }
  const counted = countBefore(tokens, before + 1)
  if (counted.first === before + 1 && gb === 0) return undefined
  const id = gb === 0 || gb === 24 ? 'l4' : plainBySize(gb)
  return { choice: { id, count: clampCount(counted.count) }, first: counted.first, last: at }
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

/** `16 GB`, `(40GB)` right after the name. */
function memoryBeside(tokens: readonly Token[], at: number): { gb: number; last: number } | undefined {
  const from = tokens[at]?.text === '-' || tokens[at]?.text === '(' ? at + 1 : at
  const [number, unit] = [tokens[from], tokens[from + 1]]
  if (number?.kind !== 'number' || !/^(gb|gib|g)$/.test(unit?.text ?? '')) return undefined
  return { gb: number.value ?? 0, last: from + 1 }
}

/** Cores said in the same clause as the CPU, otherwise the default. */
function coresNear(tokens: readonly Token[], at: number): number {
  for (let i = Math.max(1, at - 6); i <= Math.min(tokens.length - 1, at + 6); i += 1) {
    const token = tokens[i]
    if (!token || !/^(cores?|vcpus?|kerne|kernen|nucleos)$/.test(token.text)) continue
    const counted = countBefore(tokens, i)
    if (counted.first !== i) return clampCount(counted.count)
  }
  return defaultCores
}

const trainingWords = /^(train|training|trained|tune|tuning|finetune|trainieren|entrenar|entrenamiento)$/
const servingWords =
  /^(serv|deploy|inference|inferenc|production|prod|runs?$|running|run$|host|edge|endpoint|betrieb|despliegue|produccion)/

/** The nearest word of use in the same clause; both where there is none. */
function useOf(tokens: readonly Token[], first: number, last: number): DeviceUse {
  const clause = tokens[first]?.clause
  for (let d = 1; d <= 7; d += 1)
    for (const token of [tokens[first - d], tokens[last + d]]) {
      if (!token || token.clause !== clause) continue
      if (trainingWords.test(token.text)) return 'training'
      if (servingWords.test(token.text)) return 'serving'
    }
  return 'both'
}

function onlyNear(tokens: readonly Token[], first: number, last: number): boolean {
  const near = [...tokens.slice(Math.max(0, first - 4), first), ...tokens.slice(last + 1, last + 3)]
  return near.some(({ text }) => /^(only|just|nur|solo|solamente|seulement)$/.test(text))
}

const clampCount = (count: number) => Math.min(4096, Math.max(1, Math.round(count)))
