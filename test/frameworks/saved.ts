/** What inference says is kept for backward, as a CPU keeps it. */
import type { Saved } from '../../src/design/spec/saved.js'

/** Bytes in fp32: a dropout mask is a float on a CPU, where an accelerator has one byte. */
export function savedOnCpu(saved: Saved, batch = 1): number {
  const { activations, scores, scoreMasks, masks, statistics, batchStatistics, indices } = saved
  const numbers = activations + scores + scoreMasks + masks + statistics
  return batch * (4 * numbers + 8 * indices) + 4 * batchStatistics
}
