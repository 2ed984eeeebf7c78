/**
 * What a card can serve beside the single answer: answers side by side, the cache of each beside the weights (Kwon et
 * al., PagedAttention, 2023), and how soon the first token comes: reading the prompt is 2 x weights x tokens FLOPs.
 */
import { counted, grouped } from '../../brief/facts.js'
import { deviceById } from '../../estimate/hardware.js'
import { memoryMargin, percentileFactor, servingUtilisation } from '../../estimate/margins.js'
import { precisionFor } from '../../estimate/precision.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import { latencyShare, number } from '../limits.js'
import { writtenTokens } from './decoders.js'
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

interface Reading {
  /** Typical milliseconds until the first token. */
  readonly ms: number
  readonly words: string
}

/** Undefined where the device's peak is not known. */
function readingOf(problem: TextProblem, decoder: TextDecoder, prompt: number): Reading | undefined {
  const device = deviceById(problem.servingDevice.id)
  const peak = device?.peak[precisionFor(device)]
  if (!device || !peak) return undefined
  const cores = device.kind === 'cpu' ? problem.servingDevice.count : 1
  const { typical } = servingUtilisation
  const flops = 2 * decoder.params * prompt
  return {
    ms: (1000 * flops) / (peak * cores * typical),
    words: `2 x ${grouped(decoder.params)} x ${counted(prompt, 'token')} / (${number((peak * cores) / 1e12)} TFLOP/s x ${typical})`,
  }
}

const isSoon = (problem: TextProblem, { ms }: Reading): boolean =>
  problem.firstTokenMs === undefined ||
  percentileFactor.accelerator * ms <= latencyShare * problem.firstTokenMs

/** How soon the first token comes, where that was limited. */
export function firstTokenSteps(
  problem: TextProblem,
  decoder: TextDecoder | undefined,
  prompt: number,
): string[] {
  const reading = decoder && readingOf(problem, decoder, prompt)
  if (!reading || problem.firstTokenMs === undefined) return []
  const kept = isSoon(problem, reading)
  return [
    `Measure the time to the first token: reading the prompt takes about ${number(reading.ms)} ms (${reading.words}), ${percentileFactor.accelerator} times that at p99; the limit of ${number(problem.firstTokenMs)} ms with 30% head-room ${kept ? 'holds' : 'does not hold, so shorten the prompt, keep its fixed part in the cache, or take a smaller model'}.`,
  ]
}

/**
 * Those that the cards there are can write so many answers with at the same time, and begin soon enough; the smallest
 * where none can.
 * @param tokensOf of one prompt and its answer
 */
export function sideBySide(
  problem: TextProblem,
  decoders: readonly TextDecoder[],
  tokensOf: (decoder: TextDecoder) => number,
): readonly TextDecoder[] {
  const concurrent = problem.brief.targets.concurrency?.value ?? 0
  const able = decoders.filter((decoder) => {
    const found = roomOf(problem, decoder, tokensOf(decoder))
    const reading = readingOf(problem, decoder, tokensOf(decoder) - writtenTokens(problem))
    return (
      (!found || found.room * problem.servingDevice.count >= concurrent) &&
      (!reading || isSoon(problem, reading))
    )
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
  const cache = `${number((tokens * perToken) / 1e6)} MB of cache (2 x ${layers} layers x ${kvHeads} heads x ${width / heads} x ${bytesPerNumber} bytes x ${counted(tokens, 'token')})`
  if (room < 1)
    return [
      `One answer keeps ${cache}: none fits beside the weights in half precision, so serve them in 4 bit.`,
    ]
  const cards = Math.ceil(concurrent / room)
  return [
    `Plan for ${counted(concurrent, 'answer')} at the same time: each keeps ${cache}, ${grouped(room)} ${room === 1 ? 'fits' : 'fit'} beside the weights of one ${deviceName}, so ${counted(cards, 'card')} with a copy each.`,
  ]
}
