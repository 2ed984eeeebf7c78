/** What it takes to send a whole collection through a published encoder once: no training, and often the main cost. */
import { counted, sayDevice } from '../brief/facts.js'
import { forwardFlops } from '../estimate/flops.js'
import { deviceById } from '../estimate/hardware.js'
import { servingUtilisation } from '../estimate/margins.js'
import { precisionFor } from '../estimate/precision.js'
import type { ModelSpec } from '../spec/spec.js'
import { infer } from './inference.js'
import { number } from './limits.js'
import type { Problem } from './problem.js'

/**
 * `36,000,000 passages x 5.9 GFLOPs / 66.6 TFLOPs = 53.4 min of 1 x NVIDIA L4`: FLOPs of one pass for each, at the share of the peak that
 * full batches reach. Undefined where the device's peak is not known.
 */
export function encodingWords(
  problem: Problem,
  spec: ModelSpec,
  count: number,
  one: string,
): string | undefined {
  const device = deviceById(problem.trainingDevice.id)
  const peak = device?.peak[precisionFor(device)]
  const inferred = infer(spec, problem.framework)
  if (!device || !peak || !inferred.ok) return undefined
  const each = forwardFlops(inferred.typed).value
  const reached = peak * problem.trainingDevice.count * servingUtilisation.typical
  const hours = (count * each) / reached / 3600
  const price = device.price?.typical
  const cost =
    price === undefined
      ? ''
      : `, about $${number(Number((hours * problem.trainingDevice.count * price).toPrecision(2)))}`
  return `${counted(count, one)} x ${number(each / 1e9)} GFLOPs / ${number(reached / 1e12)} TFLOPs = ${timeWords(hours)} of ${sayDevice(problem.trainingDevice)} at ${number(100 * servingUtilisation.typical)}% of its peak${cost}`
}

/** `2.4 h`, below an hour `53.4 min`. */
const timeWords = (hours: number): string => (hours < 1 ? `${number(60 * hours)} min` : `${number(hours)} h`)
