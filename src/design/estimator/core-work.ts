/** How long a core takes to read numbers in order and to multiply them: what look-ups and linear algebra are made of. */

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
const { bandwidth } = core
const peak = core.peak.fp32

/** Shares of a core's peak: products of large matrices, and of vectors and matrices that are read once. */
export const largeProducts: Band = cpuUtilisation
export const smallProducts: Band = cpuRecurrentUtilisation

/** A time is short where the share that is reached is large. */
const secondsAt = (atFull: number, share: Band): Readonly<Record<End, number>> => ({
  low: atFull / share.high,
  typical: atFull / share.typical,
  high: atFull / share.low,
})

/** Seconds to read so many bytes in order from main memory, spread over the cores. */
export const readSeconds = (bytes: number, cores: number) =>
  secondsAt(bytes / bandwidth / cores, cpuBandwidthUtilisation)
export const readTerm = `(${plain((bandwidth * cpuBandwidthUtilisation.typical) / 1e9)} GB/s)`
export const readSource = `${core.source}; ${cpuBandwidthUtilisation.source}`

/** Seconds of so many floating-point operations, spread over the cores. */
export const productSeconds = (flops: number, cores: number, share: Band) =>
  secondsAt(flops / peak / cores, share)
export const productTerm = (share: Band) => `(${plain((peak * share.typical) / 1e9)} GFLOP/s)`
export const productSource = (share: Band) => `${core.source}; ${share.source}`
