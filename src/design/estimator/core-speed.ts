/** How long a core takes to read, to multiply and to look up: what searches and linear algebra are made of. */
import { plain } from '../brief/facts.js'
import { cpuCore, deviceById } from '../estimate/hardware.js'
import {
  type Band,
  cpuBandwidthUtilisation,
  cpuRecurrentUtilisation,
  cpuUtilisation,
} from '../estimate/margins.js'
import type { End } from '../estimate/roofline.js'

const core = deviceById(cpuCore)
if (!core?.bandwidth || !core.peak.fp32)
  throw new TypeError(`Expected a bandwidth and an fp32 peak of ${cpuCore}. Received: none`)

/** A time is short where the share that is reached is large. */
const secondsAt = (perSecond: number, share: Band): Readonly<Record<End, number>> => ({
  low: 1 / (perSecond * share.high),
  typical: 1 / (perSecond * share.typical),
  high: 1 / (perSecond * share.low),
})
const inGiga = (perSecond: number, share: Band) => plain((perSecond * share.typical) / 1e9)

/** Seconds of one core for one byte that it reads in order from main memory. */
export const streamSeconds = secondsAt(core.bandwidth, cpuBandwidthUtilisation)
export const streamTerm = `(${inGiga(core.bandwidth, cpuBandwidthUtilisation)} GB/s)`
/** Seconds of one core for one floating-point operation of a product of large matrices. */
export const flopSeconds = secondsAt(core.peak.fp32, cpuUtilisation)
export const flopTerm = `(${inGiga(core.peak.fp32, cpuUtilisation)} GFLOP/s)`
export const coreSource = `${core.source}; ${cpuBandwidthUtilisation.source}; ${cpuUtilisation.source}`
/** … and of products of small ones, which are over before the core is busy. */
export const smallFlopSeconds = secondsAt(core.peak.fp32, cpuRecurrentUtilisation)
export const smallFlopTerm = `(${inGiga(core.peak.fp32, cpuRecurrentUtilisation)} GFLOP/s)`
export const smallFlopSource = `${core.source}; ${cpuRecurrentUtilisation.source}`

/** Seconds of one load from main memory at an address that nothing foresaw. */
export const missSeconds: Readonly<Record<End, number>> = { low: 60e-9, typical: 90e-9, high: 150e-9 }
export const missTerm = `${plain(missSeconds.typical * 1e9)} ns`
export const missSource =
  'working default: an unforeseen load from main memory takes 60-150 ns on a server; measure on the target'
