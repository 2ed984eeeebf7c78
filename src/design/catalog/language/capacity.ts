/** How many answers one card writes side by side: the cache of each beside the weights (Kwon et al., PagedAttention, 2023). */
import { counted, grouped } from '../../brief/facts.js'
import { deviceById } from '../../estimate/hardware.js'
import { memoryMargin } from '../../estimate/margins.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { number } from '../limits.js'
import type { TextProblem } from './problem.js'

const bytesPerNumber = 2

interface Room {
  readonly perToken: number
  /** Answers side by side on one card. */
  readonly room: number
  readonly deviceName: string
}

/** Undefined on a CPU, where answers are written one after the other. */
function roomOf(problem: TextProblem, decoder: TextDecoder, tokens: number): Room | undefined {
  const device = deviceById(problem.servingDevice.id)
  if (!device?.memoryBytes || device.kind === 'cpu') return undefined
  const { layers, kvHeads, width, heads, params } = decoder
  const perToken = 2 * layers * kvHeads * (width / heads) * bytesPerNumber
  const usable = (1 - memoryMargin) * device.memoryBytes
  const room = Math.max(0, Math.floor((usable - params * bytesPerNumber) / (tokens * perToken)))
  return { perToken, room, deviceName: device.name }
}

/**
 * Those that the cards there are can write so many answers with at the same time; the smallest where none can.
 * @param tokensOf of one prompt and its answer
 */
export function sideBySide(
  problem: TextProblem,
  decoders: readonly TextDecoder[],
  tokensOf: (decoder: TextDecoder) => number,
): readonly TextDecoder[] {
  const concurrent = problem.brief.targets.concurrency?.value
  if (!concurrent) return decoders
  const able = decoders.filter((decoder) => {
    const found = roomOf(problem, decoder, tokensOf(decoder))
    return !found || found.room * problem.servingDevice.count >= concurrent
  })
  return able.length > 0 ? able : decoders.slice(0, 1)
}

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
  const found = decoder && roomOf(problem, decoder, tokens)
  if (!concurrent || !decoder || !found) return []
  const { perToken, room, deviceName } = found
  const { layers, kvHeads, width, heads } = decoder
  const cache = `${number((tokens * perToken) / 1e6)} MB of cache (2 x ${layers} layers x ${kvHeads} heads x ${width / heads} x ${bytesPerNumber} bytes x ${grouped(tokens)} tokens)`
  if (room < 1)
    return [
      `One answer keeps ${cache}: none fits beside the weights in half precision, so serve them in 4 bit.`,
    ]
  const cards = Math.ceil(concurrent / room)
  return [
    `Plan for ${grouped(concurrent)} answers at the same time: each keeps ${cache}, ${grouped(room)} fit beside the weights of one ${deviceName}, so ${counted(cards, 'card')} with a copy each.`,
  ]
}
