/** The known devices, and how to find the one that a command line names. Figures and sources are in the data files. */
import { type Device, overridden } from './device.js'
import { otherDevices } from './hardware-data.js'
import { dataCentreGpus } from './hardware-data-nvidia.js'
import { personalDevices } from './hardware-data-personal.js'
import { deviceNameAt, instanceNameAt, makerWords } from './hardware-names.js'
import { devicesPerNode } from './margins.js'

export type { Device, Precision, Price } from './device.js'

export const devices: readonly Device[] = [...dataCentreGpus, ...otherDevices, ...personalDevices]

export const deviceById = (id: string): Device | undefined => devices.find((device) => device.id === id)

/** It has no operating system: it runs C, and no library of a server. */
export const isMicrocontroller = ({ id }: Device): boolean => id.startsWith('cortex-m')

export interface FoundDevice {
  readonly device: Device
  /** Devices; for a CPU its cores. */
  readonly count: number
}

/** The CPU that is meant where none is named, by the core; and how many of them, where nobody says: a small server. */
export const cpuCore = 'cpu-core-avx2'
export const defaultCores = 4

const countWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const isCore = (word: string) => /^v?(cores?|cpus?)$/.test(word)

/**
 * Reads `one T4`, `2xA10G`, `A100 40GB`, `8 x H100 SXM`, `M2 Max`, `Raspberry Pi 4`, `g5.12xlarge`, `8 vCPU`, `4-core CPU`. An exact id of the table is taken
 * as it is. Undefined where no known device is named or the count is not between 1 and 4096.
 */
export function findDevice(words: string): FoundDevice | undefined {
  const text = words.slice(0, 200).toLowerCase().trim()
  const byId = deviceById(text)
  if (byId) return { device: byId, count: byId.kind === 'cpu' ? defaultCores : 1 }
  // In a sentence `m2` is an area; alone it is a chip.
  if (/^m[1-4]$/.test(text)) return findDevice(`apple ${text}`)
  if (/\bi?mac/.test(text) && !text.includes('apple'))
    return findDevice(text.replace(/\b(?=m[1-4]\b)/, 'apple '))
  const parts = (text.replace(/\bavx[- ](?=2|512)/g, 'avx').match(/\d+|[a-z]+(?:\d+[a-z]*)*/g) ?? []).flatMap(
    geForce,
  )
  const found = namedDevice(parts) ?? cpu(parts)
  if (!found || found.count < 1 || found.count > 4096) return undefined
  const { id, count, gb } = found
  const device = deviceById(id)
  if (!device) return undefined
  // Some chips come with more or less memory: the words say how much.
  const isOpen = device.memoryBytes === null && gb !== undefined
  return { device: isOpen ? overridden(device, { memoryBytes: gb * 1e9 }) : device, count }
}

/** `4090` alone is a GeForce. */
function geForce(word: string, i: number, all: readonly string[]): string[] {
  const bare = /^[345]090$/.test(word) && !/^(rtx|geforce)$/.test(all[i - 1] ?? '')
  return bare ? ['rtx', word] : [word]
}

interface Counted {
  readonly id: string
  readonly count: number
  readonly gb?: number
}

function namedDevice(parts: readonly string[]): Counted | undefined {
  for (let at = 0; at < parts.length; at += 1) {
    const instance = instanceNameAt(parts, at)
    if (instance) return { id: instance.id, count: instance.count * (countBefore(parts, at) ?? 1) }
    const named = deviceNameAt(parts, at)
    if (!named) continue
    // A faster or slower sister of the card, of which nothing is known.
    if (named.id.startsWith('rtx') && /^(ti|super|laptop|mobile|ada)$/.test(parts[named.next] ?? ''))
      return undefined
    const count = named.cores ?? countBefore(parts, at) ?? countAfter(parts, named.next) ?? 1
    return { id: named.id, count, ...(named.gb !== undefined && { gb: named.gb }) }
  }
  return undefined
}

function countBefore(parts: readonly string[], at: number): number | undefined {
  let before = at - 1
  while (parts[before] === 'x' || makerWords.has(parts[before] ?? '')) before -= 1
  // Eight GPUs are in one of these machines.
  if (/^[dh]gx$/.test(parts[before] ?? '')) return devicesPerNode * (countBefore(parts, before) ?? 1)
  return amount(parts[before])
}

/** `T4 x 2`, `T4 x2`, `TPU v5e-8`. */
function countAfter(parts: readonly string[], at: number): number | undefined {
  const word = parts[at] ?? ''
  const glued = /^x(\d+)$/.exec(word)?.[1]
  if (glued !== undefined) return Number(glued)
  if (word === 'x') return amount(parts[at + 1])
  return /^v\d\w*$/.test(parts[at - 1] ?? '') ? amount(word) : undefined
}

function cpu(parts: readonly string[]): Counted | undefined {
  if (!parts.some((word) => isCore(word) || /^avx(2|512)$/.test(word))) return undefined
  const cores = parts.map((word, i) => (isCore(word) ? amountBefore(parts, i) : undefined))
  const id = parts.includes('avx512') ? 'cpu-core-avx512' : cpuCore
  return { id, count: cores.find((count) => count !== undefined) ?? defaultCores }
}

function amountBefore(parts: readonly string[], at: number): number | undefined {
  const near = /^(physical|virtual|x|avx2|avx512)$/.test(parts[at - 1] ?? '') ? at - 2 : at - 1
  return amount(parts[near])
}

function amount(word: string | undefined): number | undefined {
  if (word === undefined) return undefined
  const known = countWords.indexOf(word)
  if (known >= 0) return known
  if (word === 'dual') return 2
  if (word === 'quad') return 4
  return /^\d+$/.test(word) ? Number(word) : undefined
}
