/** C11: what comes in against the memory and the clock of a small device. */
import type { Flag } from '../brief/flag.js'
import { atMost, flagOf, severityOf } from './flagging.js'
import { mostShare } from './machine.js'
import type { Reading } from './reading.js'
import { bytes, number, numbered, percent, roundDown } from './say.js'

/** A board with more memory than this is no microcontroller. */
const smallDevice = 64e6
const sampleBytes = 2
/** Log-mel features of one byte, and how many of them there are a second. */
const featureCount = 40
const featureRate = 100
/** A lower sample rate is offered where it keeps this much of what can be heard. */
const leastRateShare = 0.5
/** The flattest picture in use: its shorter side over its longer one. */
const flattest = 9 / 16
/** Clock cycles for each sample under which not even a filter runs. */
const leastCycles = 50

/** The window, or one picture, that has to be in memory at once. */
export function windowTooLarge(reading: Reading): Flag[] {
  const memory = reading.brief.constraints.memoryBytes?.value
  if (!memory || memory > smallDevice || reading.brief.constraints.deployment?.value === 'batch') return []
  return [...soundTooLong(reading, memory), ...pictureTooLarge(reading, memory)]
}

function soundTooLong(reading: Reading, memory: number): Flag[] {
  const { sampleRateHz, clipSeconds: clip, windowSeconds, channels } = reading.brief.data
  const clipSeconds = clip ?? windowSeconds
  if (!sampleRateHz || !clipSeconds) return []
  const rate = sampleRateHz.value * (channels?.value ?? 1) * sampleBytes
  const needed = rate * clipSeconds.value
  const allowed = mostShare * memory
  if (needed <= allowed) return []
  const features = featureCount * featureRate * clipSeconds.value * (channels?.value ?? 1)
  const slower = roundDown((allowed / needed) * sampleRateHz.value)
  return [
    flagOf(reading, {
      id: 'C11',
      severity: severityOf(needed, allowed),
      conflict: `You want a window of ${number(clipSeconds.value)} s at ${number(sampleRateHz.value)} Hz in ${bytes(memory)} of memory.`,
      arithmetic: `${numbered(sampleRateHz.value, 'sample')} a second x ${sampleBytes} bytes${channels && channels.value > 1 ? ` x ${numbered(channels.value, 'channel')}` : ''} = ${bytes(rate)} a second, x ${number(clipSeconds.value)} s = ${bytes(needed)}; ${percent(mostShare)} of ${bytes(memory)} = ${bytes(allowed)}, and the net needs some of it.`,
      ways: [
        // Bands stand for a sound; other signals have no such features.
        ...(clip && features <= allowed
          ? [
              {
                say: `Keep features instead of samples: ${featureCount} bytes each 10 ms, ${bytes(features)} in all, computed as the sound comes in.`,
              },
            ]
          : []),
        { say: `Take a window of at most ${number(roundDown(allowed / rate))} s.`, moves: true },
        ...(slower >= leastRateShare * sampleRateHz.value
          ? [{ say: `Sample at ${number(slower)} Hz.`, moves: true } as const]
          : []),
        { say: 'Compute features on the device and the rest on a larger one.', needs: 'outside' },
      ],
    }),
  ]
}

function pictureTooLarge(reading: Reading, memory: number): Flag[] {
  const side = reading.brief.data.imageSize?.value
  if (!side) return []
  const [pixels, allowed] = [side ** 2 * flattest, mostShare * memory]
  if (pixels <= allowed) return []
  return [
    flagOf(reading, {
      id: 'C11',
      severity: severityOf(pixels, allowed),
      conflict: `You want pictures of ${numbered(side, 'pixel')} in ${bytes(memory)} of memory.`,
      arithmetic: `One grey picture of ${number(side)} x ${number(side * flattest)} is ${bytes(pixels)}; ${percent(mostShare)} of ${bytes(memory)} = ${bytes(allowed)}, and the net needs some of it.`,
      ways: [
        ...atMost(
          roundDown(Math.sqrt(allowed / flattest)),
          (n) => `Scale the picture down to at most ${numbered(n, 'pixel')} as it is read.`,
        ),
        { say: 'Cut it into tiles, read one after another.' },
        { say: 'Take a board with external memory.', needs: 'devices' },
      ],
    }),
  ]
}

/** Clock cycles that there are for each sample. */
export function tooFewCycles(reading: Reading): Flag[] {
  const { sampleRateHz, channels } = reading.brief.data
  const clock = clockHz(reading)
  if (!sampleRateHz || clock === undefined) return []
  const rate = sampleRateHz.value * (channels?.value ?? 1)
  const cycles = clock / rate
  if (cycles >= leastCycles) return []
  return [
    flagOf(reading, {
      id: 'C11',
      severity: severityOf(leastCycles, cycles),
      conflict: `You want ${numbered(rate, 'sample')} a second on a clock of ${number(clock / 1e6)} MHz.`,
      arithmetic: `${number(clock)} / ${number(rate)} = ${numbered(cycles, 'cycle')} a sample; a filter alone takes about ${leastCycles}.`,
      ways: [
        {
          say: `Sample at most ${numbered(roundDown(clock / leastCycles), 'time')} a second, over all channels.`,
          moves: true,
        },
        { say: 'Filter and thin out in hardware before the processor.' },
        {
          say: `Take a clock of at least ${number(Math.ceil((leastCycles * rate) / 1e6))} MHz.`,
          needs: 'devices',
        },
      ],
    }),
  ]
}

/** `80 MHz`, in cycles a second; not a rate that is sampled at. */
function clockHz({ tokens, brief }: Reading): number | undefined {
  const rate = brief.data.sampleRateHz?.value
  const at = tokens.findIndex(
    ({ kind, value }, i) => kind === 'number' && tokens[i + 1]?.text === 'mhz' && (value ?? 0) * 1e6 !== rate,
  )
  const value = tokens[at]?.value
  return value ? value * 1e6 : undefined
}
