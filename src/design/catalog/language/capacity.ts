/** How many answers one card writes side by side: the cache of each beside the weights (Kwon et al., PagedAttention, 2023). */
import { counted, grouped } from '../../brief/facts.js'
import { deviceById } from '../../estimate/hardware.js'
import { memoryMargin } from '../../estimate/margins.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { number } from '../limits.js'
import type { TextProblem } from './problem.js'

const bytesPerNumber = 2

/**
 * Cards for the answers that are asked for at the same time; nothing where that was not said, or on a CPU.
 * @param tokens of one prompt and its answer
 */
export function capacitySteps(
  problem: TextProblem,
  decoder: TextDecoder | undefined,
  tokens: number,
): string[] {
  const concurrent = problem.brief.targets.concurrency?.value
  const device = deviceById(problem.servingDevice.id)
  if (!concurrent || !decoder || !device?.memoryBytes || device.kind === 'cpu') return []
  const { layers, kvHeads, width, heads, params } = decoder
  const perToken = 2 * layers * kvHeads * (width / heads) * bytesPerNumber
  const usable = (1 - memoryMargin) * device.memoryBytes
  const room = Math.floor((usable - params * bytesPerNumber) / (tokens * perToken))
  const cache = `${number((tokens * perToken) / 1e6)} MB of cache (2 x ${layers} layers x ${kvHeads} heads x ${width / heads} x ${bytesPerNumber} bytes x ${grouped(tokens)} tokens)`
  if (room < 1)
    return [
      `One answer keeps ${cache}: none fits beside the weights in half precision, so serve the weights in 4 bit.`,
    ]
  const cards = Math.ceil(concurrent / room)
  return [
    `Plan for ${grouped(concurrent)} answers at the same time: each keeps ${cache}, ${grouped(room)} fit beside the weights of one ${device.name}, so ${counted(cards, 'card')} with a copy each${cards > problem.servingDevice.count ? `; measure before buying, as few prompts are full` : ''}.`,
  ]
}
