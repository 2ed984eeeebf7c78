/** Which number format a device works in, and its size. */
import type { Device, Precision } from './device.js'
import { tinyParams } from './margins.js'

const bytes: Readonly<Record<Precision, number>> = { fp32: 4, tf32: 4, bf16: 2, fp16: 2, fp8: 1, int8: 1 }

/** Bytes of one number; tf32 is stored as fp32. */
export const bytesOf = (precision: Precision): number => bytes[precision]

/**
 * The format to train and serve in: bf16 where the device has it, fp16 (training needs loss scaling) where it only
 * has that, fp32 on CPUs, for networks under a million parameters, and where neither peak is known.
 * @param params parameters of the network; left out, size is no reason for fp32
 */
export function precisionFor(device: Device, params = Number.POSITIVE_INFINITY): Precision {
  if (device.kind === 'cpu' || params < tinyParams) return 'fp32'
  if (device.peak.bf16 !== null) return 'bf16'
  return device.peak.fp16 !== null ? 'fp16' : 'fp32'
}

/** Whether training in this precision needs loss scaling (fp16 has few exponent bits). */
export const needsLossScaling = (precision: Precision): boolean => precision === 'fp16'
