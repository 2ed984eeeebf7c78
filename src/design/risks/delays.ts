/** C05: waits that no speed of a model removes: what comes after, the way to a service, the period of a controller. */
import type { Flag } from '../brief/flag.js'
import { flagOf, severityOf, type Way } from './flagging.js'
import { quantityNear, type Reading, secondsOf, spanOf } from './reading.js'
import { duration, number, numbered, roundUp } from './say.js'

/** Whisper reads windows of 30 s (Radford et al., 2022). */
const whisperSeconds = 30
/** Round trips in milliseconds, at the least: within a zone, and over the internet to a near region. */
const zoneMs = 0.5
const internetMs = 10

/** A model that needs what comes after has to wait for it. */
export function waitsForTheFuture(reading: Reading): Flag[] {
  const { brief, says, asked } = reading
  const limit = brief.targets.latency?.value.ms
  const model = asked('whisper') ?? asked('nonCausal')
  const wait = says('whisper') && !brief.data.clipSeconds ? whisperSeconds : brief.data.clipSeconds?.value
  const live = brief.constraints.streaming?.value ?? says('live')
  return [
    ...(limit && model && wait && live && 1000 * wait > limit
      ? [nonCausal(reading, limit, wait, model)]
      : []),
    ...lookAhead(reading, limit),
  ]
}

function nonCausal(reading: Reading, limit: number, wait: number, model: string): Flag {
  return flagOf(reading, {
    id: 'C05',
    severity: severityOf(1000 * wait, limit),
    conflict: `You asked for ${number(limit)} ms and for "${model}", which reads a whole window before it answers.`,
    arithmetic: `Its window of ${number(wait)} s has to be over first: ${number(1000 * wait)} ms of waiting against a limit of ${number(limit)} ms, before anything is computed.`,
    ways: [
      {
        say: `Take a causal or chunked model: look-ahead and chunk together under ${number(limit)} ms.`,
      },
      { say: 'Answer twice: a causal model at once, the whole-window model as a correction.' },
      { say: `Allow ${duration(wait)} and what computing takes.`, moves: true },
    ],
  })
}

/** "Look-ahead of 300 ms, chunks of 160 ms": their sum is the least delay. */
function lookAhead(reading: Reading, limit: number | undefined): Flag[] {
  if (!limit) return []
  const waits = reading.mentions('lookAhead').flatMap((mention) => {
    const span = spanOf(quantityNear(reading, mention, 'time', 4) ?? none)
    return span ? [1000 * (secondsOf(span) ?? 0)] : []
  })
  const sum = waits.reduce((total, ms) => total + ms, 0)
  // The limit itself may be the nearest length of time.
  if (sum <= limit || waits.every((ms) => ms === limit)) return []
  return [
    flagOf(reading, {
      id: 'C05',
      severity: severityOf(sum, limit),
      conflict: `You asked for ${number(limit)} ms and named look-ahead or chunks that take longer.`,
      arithmetic: `${waits.map(number).join(' + ')} = ${number(sum)} ms pass before the model can answer, and the limit is ${number(limit)} ms.`,
      ways: [
        { say: `Cut look-ahead and chunk to ${number(0.7 * limit)} ms together: 30% is left to compute.` },
        { say: `Allow ${number(roundUp(sum / 0.7))} ms.`, moves: true },
      ],
    }),
  ]
}
const none = { value: 0, unit: { kind: 'count' }, spelled: false, hyphen: false, first: 0, last: 0 } as const

/** The way to a service and back is longer than the limit. */
export function fartherThanTheLimit(reading: Reading): Flag[] {
  const { targets, constraints } = reading.brief
  const period = targets.controlHz && 1000 / targets.controlHz.value
  const limit = Math.min(
    targets.latency?.value.ms ?? Number.POSITIVE_INFINITY,
    period ?? Number.POSITIVE_INFINITY,
  )
  const isHosted = reading.says('hostedApi') && !constraints.airGapped?.value
  const away = isHosted ? internetMs : constraints.deployment?.value === 'online' ? zoneMs : 0
  if (!Number.isFinite(limit) || limit >= away) return []
  const where = isHosted ? 'a hosted service over the internet' : 'an online service'
  const near: Way = isHosted
    ? { say: 'Run the model in your own network, or on the device itself.' }
    : { say: 'Call the model in the same process, without a network between.' }
  return [
    flagOf(reading, {
      id: 'C05',
      severity: severityOf(away, limit),
      conflict: `You asked for ${number(limit)} ms from ${where}.`,
      arithmetic: `The way there and back alone takes at least about ${number(away)} ms, the limit is ${number(limit)} ms.`,
      ways: [
        near,
        { say: 'Compute the answers ahead and keep them beside the caller.' },
        { say: `Allow ${number(2 * away)} ms and what computing takes.`, moves: true },
      ],
    }),
  ]
}

/** A controller that answers later than its next decision is due. */
export function slowerThanItsPeriod(reading: Reading): Flag[] {
  const { controlHz, latency } = reading.brief.targets
  if (!controlHz || !latency) return []
  const period = 1000 / controlHz.value
  const { ms } = latency.value
  if (ms <= period) return []
  return [
    flagOf(reading, {
      id: 'C05',
      severity: severityOf(ms, period),
      conflict: `You asked for ${numbered(controlHz.value, 'decision')} a second and allow ${number(ms)} ms for each.`,
      arithmetic: `1,000 / ${number(controlHz.value)} = ${number(period)} ms from one decision to the next: at ${number(ms)} ms each one rests on what was seen ${numbered(ms / period, 'decision')} ago.`,
      ways: [
        { say: `Set the limit to ${number(0.7 * period)} ms: 30% of the period is left.` },
        {
          say: `Decide ${numbered(Math.floor(1000 / ms), 'time')} a second, and let a simple controller fill in between.`,
          moves: true,
        },
        { say: 'Let the policy give several actions at once, and train it with that delay.' },
      ],
    }),
  ]
}
