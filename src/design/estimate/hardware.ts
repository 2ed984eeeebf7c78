/** The known devices, and how to find the one that people mean. Figures and sources are in the data files. */
import type { Device } from './device.js'
import { otherDevices } from './hardware-data.js'
import { dataCentreGpus } from './hardware-data-nvidia.js'

export type { Device, Precision, Price } from './device.js'

export const devices: readonly Device[] = [...dataCentreGpus, ...otherDevices]

export const deviceById = (id: string): Device | undefined => devices.find((device) => device.id === id)

export interface FoundDevice {
  readonly device: Device
  /** Devices; for a CPU its cores. */
  readonly count: number
}

/** Where nobody says how many cores: a small server. */
const defaultCores = 4

/** First match wins, so the more special form stands first; where memory is not said, the larger variant is meant. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\ba100\b.*\bpcie\b/, 'a100-80-pcie'],
  [/\ba100\b.*\b40 ?g/, 'a100-40-sxm'],
  [/\ba100\b/, 'a100-80-sxm'],
  [/\bh100\b.*\bpcie\b/, 'h100-pcie'],
  [/\bh100\b/, 'h100-sxm'],
  [/\bh800\b/, 'h800-sxm'],
  [/\bh200\b/, 'h200-sxm'],
  [/\bgb200\b/, 'gb200-per-gpu'],
  [/\bb200\b/, 'b200-sxm'],
  [/\bv100\b.*\b16 ?g/, 'v100-16-sxm2'],
  [/\bv100\b/, 'v100-32-sxm2'],
  [/\bt4\b/, 't4'],
  [/\ba10g\b|\bg5\b/, 'a10g'],
  [/\ba10\b/, 'a10'],
  [/\bl40s\b/, 'l40s'],
  [/\bl4\b/, 'l4'],
  [/\b(rtx ?)?3090\b/, 'rtx3090'],
  [/\b(rtx ?)?4090\b/, 'rtx4090'],
  [/\b(rtx ?)?5090\b/, 'rtx5090'],
  [/\bmi ?300x\b/, 'mi300x'],
  [/\bmi ?325x\b/, 'mi325x'],
  [/\b(tpu ?)?v6e\b|\btrillium\b/, 'tpu-v6e'],
  [/\b(tpu ?)?v5p\b/, 'tpu-v5p'],
  [/\b(tpu ?)?v5e\b/, 'tpu-v5e'],
  [/\btpu ?v4\b/, 'tpu-v4'],
  [/\binferentia ?2\b|\binf2\b/, 'inferentia2'],
  [/\btrainium ?2\b|\btrn2\b/, 'trainium2'],
  [/\bm4 max\b/, 'apple-m4-max-32c'],
  [/\bagx orin\b/, 'jetson-agx-orin-64'],
  [/\bavx ?512\b.*\b(cpus?|cores?|vcpus?)\b|\b(cpus?|cores?|vcpus?)\b.*\bavx ?512\b/, 'cpu-core-avx512'],
  [/\b(cpus?|cores?|vcpus?|avx2)\b/, 'cpu-core-avx2'],
]

const countWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/**
 * Reads `one T4`, `2xA10G`, `A100 40GB`, `8 x H100 SXM`, `8 vCPU`, `4-core CPU`. An exact id of the table is taken
 * as it is. Undefined where no known device is named or the count is not between 1 and 4096.
 */
export function findDevice(words: string): FoundDevice | undefined {
  const text = words.slice(0, 200).toLowerCase().trim()
  const byId = deviceById(text)
  if (byId) return { device: byId, count: byId.kind === 'cpu' ? defaultCores : 1 }
  const plain = text
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(\d+)x ?(?=[a-z])|\b(\d+)x (?=\d)/g, (_, letters, digits) => `${letters ?? digits} `)
    .replace(/\b(\d+) x /g, '$1 ')
    .trim()
  const form = forms.find(([pattern]) => pattern.test(plain))
  const device = form && deviceById(form[1])
  if (!form || !device) return undefined
  const count = countIn(plain, form[0], device.kind === 'cpu')
  return count >= 1 && count <= 4096 ? { device, count } : undefined
}

/** The number said before the device (or beside "core"); 1, or the default for a CPU, where none is said. */
function countIn(plain: string, pattern: RegExp, cpu: boolean): number {
  const number = (word: string | undefined) => {
    const known = countWords.indexOf(word ?? '')
    return known >= 0 ? known : Number(word)
  }
  const amount = `(\\d+|${countWords.join('|')})`
  if (cpu) {
    const cores = new RegExp(`\\b${amount} (?:physical |virtual )?v?(?:cores?|cpus?)\\b`).exec(plain)
    return cores ? number(cores[1]) : defaultCores
  }
  const before = plain.slice(0, pattern.exec(plain)?.index ?? 0)
  const said = new RegExp(
    `\\b${amount} (?:nvidia |tesla |geforce |amd |google |aws |rtx |tpu |gpus? )*$`,
  ).exec(before)
  if (said) return number(said[1])
  const after = /\b(?:x ?|v\d\w? )(\d+)$/.exec(plain)
  return after ? number(after[1]) : 1
}
