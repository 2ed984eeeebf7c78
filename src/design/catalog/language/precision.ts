/** How weights are stored for serving: in 8 bit on a CPU that multiplies them. */
import { deviceById, type Precision } from '../../estimate/hardware.js'
import type { TextProblem } from './problem.js'

/** INT8 on a CPU with a known INT8 speed; elsewhere what suits the device. */
export function servingPrecision(
  problem: TextProblem,
): { readonly servingPrecision: Precision } | Record<string, never> {
  const device = deviceById(problem.servingDevice.id)
  return device?.kind === 'cpu' && device.peak.int8 !== null ? { servingPrecision: 'int8' } : {}
}

/** What a network has to go through before it is served, as a step of the plan. */
export const servingStep = (problem: TextProblem, metric: string): string =>
  problem.onCpu
    ? `Quantise the exported model with ONNX Runtime (dynamic INT8, threads = physical cores); keep that form only if ${metric} falls by less than 0.5 points${problem.languages.length > 1 ? ' in every language' : ''}.`
    : 'Export to ONNX Runtime or TensorRT in half precision with dynamic batching (at most 5 ms of waiting).'

/** What a CPU could do faster and is not in the figures. */
export const uncountedPrecision = (problem: TextProblem): string[] =>
  problem.onCpu && !('servingPrecision' in servingPrecision(problem))
    ? ['8-bit weights, which answer faster on a CPU than the FP32 counted here']
    : []
