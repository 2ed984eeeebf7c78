/** Rates in hertz and frames per second: of a camera, a controller, a microphone or a series. */
import { type Draft, put } from './draft.js'
import { findBefore, isNear, wordAt } from './near.js'
import type { Quantity } from './quantities.js'

/** Fields in which hertz are frames or decisions. */
const controlled: ReadonlySet<string> = new Set([
  'reinforcement_learning',
  'vision',
  'time_series',
  'multimodal',
])

/** Sounds are sampled thousands of times a second. */
const leastSoundHz = 4_000

/**
 * 30 fps leave 33 ms for one frame, 100 Hz 10 ms for one decision; 16 kHz is how a sound is sampled; a sampling rate of
 * a series ("sampled at 50 Hz") is the step of its data.
 */
export function readFrames(draft: Draft, quantity: Quantity): void {
  const { first, last, value } = quantity
  const { brief, tokens } = draft
  const isHertz = /hz$/.test(wordAt(tokens, last))
  const field = brief.domain?.value
  const sampled = isNear(
    tokens,
    quantity,
    5,
    /^(sampl|recorded|data|signal|readings|frequency|resolution|step)/,
  )
  const served = isNear(
    tokens,
    quantity,
    5,
    /^(deploy|control|inference|run|runs|loop|serv|respon|policy|decide|decisions?)/,
  )
  const heard = isNear(
    tokens,
    quantity,
    5,
    /^(mic|mics|microphone|audio|recordings?|clips?|sound|mono|speech|spectrogram)$/,
  )
  // Clips were recorded at that rate; nothing is asked so often.
  const filmed = isNear(tokens, quantity, 6, /^(clips?|recorded|filmed|shot|footage)$/)
  if (!isHertz && filmed && !served) return
  if (
    isHertz &&
    (value >= leastSoundHz || ((field === 'audio' || field === 'signals') && !served) || heard)
  ) {
    brief.data.sampleRateHz = put(draft, 'sampling rate', value, first, last)
    return
  }
  if (sampled || (isHertz && (field === 'time_series' || field === 'anomaly_detection') && !served)) {
    const ms = 1000 / value
    brief.data.frequency = put(draft, 'step', { value: ms, unit: 'millisecond' as const }, first, last)
    return
  }
  // A signal of some other kind is sampled so often.
  if (isHertz && !served && !controlled.has(field ?? '')) {
    brief.data.sampleRateHz = put(draft, 'sampling rate', value, first, last)
    return
  }
  if (isHertz) brief.targets.controlHz = put(draft, 'control rate', value, first, last)
  else {
    const rate = value * camerasOf(draft, quantity)
    brief.targets.throughputPerSecond = put(draft, 'throughput', rate, first, last)
  }
  // A limit that was said in milliseconds is the person's own.
  if (draft.said.has('latency')) return
  brief.targets.latency = put(draft, 'latency', { ms: 1000 / value }, first, last)
}

const cameras = /^(cameras?|belts|lines|lanes|streams?|feeds?|kameras?|camaras|telecamere)$/

/** "16 cameras at 5 fps each": so many times as much. */
function camerasOf({ tokens }: Draft, { first, last }: Quantity): number {
  const each =
    /^(each|je|jeweils|cada|chacune?|ciascuna)$/.test(wordAt(tokens, last + 1)) ||
    (/^(per|\/|pro|por|par)$/.test(wordAt(tokens, last + 1)) && cameras.test(wordAt(tokens, last + 2)))
  const at = each ? findBefore(tokens, first, 5, cameras) : undefined
  const count = at === undefined ? undefined : tokens[at - 1]
  return count?.kind === 'number' && (count.value ?? 0) >= 1 ? (count.value ?? 1) : 1
}
