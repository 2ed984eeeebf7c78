/** How weights are stored for serving: in 8 bit on a CPU that multiplies them. */
import { deviceById, type Precision } from '../../estimate/hardware.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { memoryShare } from '../limits.js'
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

const halfBytes = 2

/** Whether 16-bit weights with the cache of one answer leave the card, or the memory that was said, no room. */
function needsEightBit(problem: TextProblem, decoder: TextDecoder, tokens: number): boolean {
  const device = deviceById(problem.servingDevice.id)
  if (!device || device.kind === 'cpu' || device.peak.int8 === null) return false
  const { layers, kvHeads, width, heads, params } = decoder
  const cache = 2 * layers * kvHeads * (width / heads) * tokens
  const most = Math.min(
    problem.memoryBytes ?? Number.POSITIVE_INFINITY,
    device.memoryBytes ?? Number.POSITIVE_INFINITY,
  )
  return halfBytes * (params + cache) > memoryShare * most
}

/**
 * How a model that writes is held: in 8 bit where 16-bit weights do not fit.
 * @param tokens of a prompt and its answer
 */
export const writerPrecision = (
  problem: TextProblem,
  decoder: TextDecoder,
  tokens: number,
): { readonly servingPrecision: Precision } | Record<string, never> =>
  needsEightBit(problem, decoder, tokens) ? { servingPrecision: 'int8' } : {}

/** That step of the plan; none where half precision fits. */
export const eightBitStep = (
  problem: TextProblem,
  decoder: TextDecoder | undefined,
  tokens: number,
): string[] =>
  decoder && needsEightBit(problem, decoder, tokens)
    ? [
        `Hold ${decoder.name} in 8 bit for serving (LLM.int8, Dettmers et al., 2022; or GPTQ, Frantar et al., 2023): its 16-bit weights do not fit. Run the golden set in both forms on a larger card once, and note what is lost.`,
      ]
    : []
