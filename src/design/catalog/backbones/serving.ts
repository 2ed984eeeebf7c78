/** How a network of pictures or sounds is exported, and in which number format, for the device that it runs on. */

import { counted } from '../../brief/facts.js'
import { deviceById } from '../../estimate/hardware.js'
import type { NetworkModel } from '../family.js'
import type { Noun, Problem } from '../problem.js'
import { allOf } from '../words.js'

/** Where a model runs, as far as its export depends on it. */
export type Place = 'microcontroller' | 'board' | 'jetson' | 'gpu' | 'cpu'

/** Working memory under which only a microcontroller's runtime fits. */
const microcontrollerBytes = 4e6

/** The place that a problem's serving device is. */
export function placeOf({ brief, servingDevice, memoryBytes }: Problem): Place {
  const device = deviceById(servingDevice.id)
  if (memoryBytes !== undefined && memoryBytes <= microcontrollerBytes) return 'microcontroller'
  if (device?.id.startsWith('cortex')) return 'microcontroller'
  if (device?.kind === 'soc') return 'jetson'
  if (device && device.kind !== 'cpu') return 'gpu'
  if (device?.id.startsWith('raspberry') || brief.constraints.deployment?.value === 'edge') return 'board'
  return 'cpu'
}

/** Runs where power, cooling and memory are short. */
export const isSmall = (problem: Problem): boolean => ['microcontroller', 'board'].includes(placeOf(problem))

/** Small devices run convolutions in whole numbers, where it is known how fast they do; others in their own format. */
export const precisionOn = (problem: Problem): Pick<NetworkModel, 'servingPrecision'> =>
  isSmall(problem) && deviceById(problem.servingDevice.id)?.peak.int8 ? { servingPrecision: 'int8' } : {}

/** Examples that a post-training quantisation is calibrated on (Jacob et al., 2018). */
const calibration = 500
/** Phones and tablets whose accelerator only Core ML reaches. */
const appleWords = /\b(?:iphones?|ipads?|ios|ipados)\b/i
const checked = 'compare it with the unquantised model on the whole test part, slice by slice'
const usual = 'INT8 usually loses under one point on convolutions (Jacob et al., 2018)'

/**
 * The step of the plan that brings a network to its device.
 * @param example what the network reads, `image`, `images`
 * @param available how many of them there are
 */
export function exportStep(problem: Problem, example: Noun, available = calibration): string {
  const samples = `${available < calibration ? allOf(available, example.one, example.many) : counted(calibration, example.one, example.many)} for calibration`
  const known = deviceById(problem.servingDevice.id)
  const device = known?.name ?? 'the device'
  const half = known?.peak.bf16 ? 'BF16, or FP16 where it stays within its range,' : 'FP16'
  switch (placeOf(problem)) {
    case 'microcontroller':
      return `Convert to full INT8 for LiteRT for Microcontrollers in \`src/export.py\`, with ${samples}; train with quantisation in the loop where the loss is more than a point; measure memory and time on the board itself.`
    case 'board':
      return `Convert to INT8 (${appleWords.test(problem.brief.request) ? 'Core ML' : 'LiteRT, or ONNX Runtime'}) in \`src/export.py\`, with ${samples}; ${checked}; ${usual}, and training with quantisation in the loop wins back what is more. ${precisionOn(problem).servingPrecision ? 'The figures above are INT8' : 'The latency above is FP32'}; measure on the device, warm and in its case.`
    case 'jetson':
      return `Build a TensorRT engine in FP16 on the ${device} itself in \`src/export.py\` from the ONNX file; INT8 with ${samples} only where FP16 is too slow; ${checked}.`
    case 'gpu':
      return `Build a TensorRT engine in ${half} in \`src/export.py\` from the ONNX file; behind a server with dynamic batching (Triton) where several requests come at once; INT8 with ${samples} only where throughput needs it; ${checked}.`
    case 'cpu':
      return `Quantise to INT8 for ONNX Runtime or OpenVINO in \`src/export.py\`, with ${samples}; ${checked}; ${usual}. The latency above is FP32.`
  }
}

export const exportFile = {
  path: 'src/export.py',
  purpose: 'export for the serving device, quantisation, comparison with the original',
} as const
