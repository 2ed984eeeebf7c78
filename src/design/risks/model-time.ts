/** C03, C04 and C22: how fast a model of a named size can answer on the machine that serves it. */
import type { Flag } from '../brief/flag.js'
import { precisionFor } from '../estimate/precision.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import { machineFor, type NamedMachine } from './machine.js'
import { paramsOf } from './model-sizes.js'
import { servedFormat, smallerFormats } from './named-model.js'
import type { Reading } from './reading.js'
import { bytes, counts, countsOf, number, numbered, roundDown, roundUp } from './say.js'

/** Share of the peak that a well-run forward pass reaches at most. */
const reachable = 0.5
/** Models of this size write their answers token by token. */
const writer = 1e9
/** More tokens than any input has: a corpus. */
const longestInput = 1e6

interface Served {
  readonly params: number
  readonly machine: NamedMachine
}

/** Of a mixture of experts each token reads a part, which its size does not tell. */
function servedModel(reading: Reading): Served | undefined {
  const params = paramsOf(reading)
  const machine = machineFor(reading, 'serving')
  return params && machine && !reading.says('experts') ? { params, machine } : undefined
}

/** "generate 200 tokens", "200 output tokens": what is written, in the words of the request; one token after another. */
const writes =
  /\b(?:generat|writ|output|produc|respon|emit|erzeug|schreib|gener|escrib|ecri|scriv)\p{L}*\W+(?:\p{L}+\W+){0,3}?(\d[\d,.]*)\s*(?:new |output )?tokens?\b|(\d[\d,.]*)\s*(?:new|output|generated|written) tokens?\b/iu

/** Tokens of an answer; undefined where nobody said how many are written. */
function writtenTokens({ brief }: Reading): number | undefined {
  const found = writes.exec(brief.request)
  const count = Number((found?.[1] ?? found?.[2])?.replace(/[,.](?=\d{3}\b)/g, ''))
  return count > 0 ? count : undefined
}

/** C03: an answer, or one token of it, reads every weight once. */
export function slowerThanMemory(reading: Reading): Flag[] {
  const served = servedModel(reading)
  const limit = reading.brief.targets.latency?.value.ms
  if (!served || !limit || served.machine.bandwidth === undefined) return []
  const { params, machine } = served
  const bandwidth = served.machine.bandwidth
  const held = servedFormat(reading)
  const msAt = (each: number) => (1000 * params * each) / bandwidth
  const written = params >= writer ? (writtenTokens(reading) ?? 1) : 1
  const eachMs = msAt(held.bytes)
  const needed = written * eachMs
  // Where the arithmetic takes longer still, C04 says so.
  if (needed <= limit || (arithmeticMs(reading, served) ?? 0) > needed) return []
  const smaller = smallerFormats(held).find((f) => written * msAt(f.bytes) <= limit)
  const most = ((limit / 1000) * bandwidth) / written
  const whole =
    written > 1 ? `; ${numbered(written, 'token')} one after the other = ${number(needed)} ms` : ''
  const unit = params >= writer ? 'token' : 'answer'
  return [
    flagOf(reading, {
      id: 'C03',
      severity: severityOf(needed, limit),
      conflict: `You asked for ${number(limit)} ms from a model of ${countsOf(params, 'parameter')} on ${machine.words}.`,
      arithmetic: `Each ${unit} reads every weight once: ${bytes(params * held.bytes)} at ${held.name} / ${bytes(bandwidth)} a second = ${number(eachMs)} ms${whole}, before any arithmetic.`,
      ways: [
        ...(smaller
          ? [
              {
                say: `Hold the weights in ${smaller.name}: ${number(written * msAt(smaller.bytes))} ms.`,
                needs: 'quantising',
              } as const,
            ]
          : []),
        ...parallel(needed, limit, machine),
        {
          say:
            written > 1
              ? `Allow ${number(roundUp(eachMs))} ms a token and ${number(roundUp(needed))} ms for the whole answer, or set the limit for the first token only.`
              : `Allow ${number(roundUp(needed))} ms ${unit === 'token' ? 'a token, or set the limit for the first token only' : 'an answer'}.`,
          moves: true,
        },
        ...atMost(
          roundDown(most / held.bytes),
          (n) => `Take a model of at most ${countsOf(n, 'parameter')} at ${held.name}.`,
          true,
        ),
      ],
    }),
  ]
}

/** Devices of two servers: beyond them the links between them take longer than the reading. */
const mostParallel = 16

function parallel(needed: number, limit: number, machine: NamedMachine): Way[] {
  if (machine.device.kind === 'cpu') return []
  const count = Math.ceil((machine.count * needed) / limit)
  if (count > mostParallel) return []
  return [
    {
      say: `Split it by tensor parallelism over ${numbered(count, 'such device')}, which read at once.`,
      needs: 'devices',
    },
  ]
}

/** Milliseconds to read the input at half of the peak; undefined where its length or the peak is not known. */
function arithmeticMs(reading: Reading, { params, machine }: Served): number | undefined {
  const tokens = reading.brief.data.sequenceLength?.value
  // What is written is no input: it reads the weights once a token.
  if (tokens === writtenTokens(reading)) return undefined
  const peak = machine.peak(precisionFor(machine.device))
  if (!tokens || tokens > longestInput || peak === undefined) return undefined
  return (1000 * 2 * params * tokens) / (reachable * peak)
}

/** C04: reading the input takes 2 FLOPs for each weight and token. */
export function slowerThanArithmetic(reading: Reading): Flag[] {
  const served = servedModel(reading)
  const limit = reading.brief.targets.latency?.value.ms
  const needed = served && arithmeticMs(reading, served)
  if (!served || !limit || needed === undefined) return []
  const { params, machine } = served
  const tokens = reading.brief.data.sequenceLength?.value ?? 1
  const peak = machine.peak(precisionFor(machine.device)) ?? 0
  const flops = 2 * params * tokens
  if (needed <= limit) return []
  const most = roundDown(((limit / 1000) * reachable * peak) / (2 * params))
  return [
    flagOf(reading, {
      id: 'C04',
      severity: severityOf(needed, limit),
      conflict: `You asked for ${number(limit)} ms from ${countsOf(params, 'parameter')} and ${numbered(tokens, 'token')} on ${machine.words}.`,
      arithmetic: `2 x ${counts(params)} x ${number(tokens)} = ${number(flops / 1e12)} TFLOP; half of the peak of ${number(peak / 1e12)} TFLOP/s does that in ${number(needed)} ms.`,
      ways: [
        ...atMost(most, (n) => `Read at most ${numbered(n, 'token')}.`, true),
        { say: `Allow ${number(roundUp(needed))} ms.`, moves: true },
        ...atMost(
          roundDown(((limit / 1000) * reachable * peak) / (2 * tokens)),
          (n) => `Take a model of at most ${countsOf(n, 'parameter')}, e.g. a distilled one.`,
          true,
        ),
        ...parallel(needed, limit, machine),
      ],
    }),
  ]
}

/** C22: the arithmetic of all requests of a second against what the devices do in one. */
export function moreThanTheyServe(reading: Reading): Flag[] {
  const served = servedModel(reading)
  const { targets, data } = reading.brief
  const rate = targets.throughputPerSecond?.value
  if (!served || !rate) return []
  const { params, machine } = served
  const peak = machine.peak(precisionFor(machine.device))
  if (peak === undefined) return []
  const length = data.sequenceLength?.value ?? 1
  const tokens = length > longestInput ? 1 : length
  const needed = rate * 2 * params * tokens
  const allowed = reachable * peak
  if (needed <= allowed) return []
  const devices = Math.ceil((machine.count * needed) / allowed)
  const each = tokens === 1 ? 'one token at least' : numbered(tokens, 'token')
  return [
    flagOf(reading, {
      id: 'C22',
      severity: severityOf(needed, allowed),
      conflict: `You asked for ${numbered(rate, 'request')} a second from ${countsOf(params, 'parameter')} on ${machine.words}.`,
      arithmetic: `${number(rate)} x 2 x ${counts(params)} x ${each} = ${number(needed / 1e12)} TFLOP/s; half of the peak of ${number(peak / 1e12)} TFLOP/s is ${number(allowed / 1e12)}.`,
      ways: [
        { say: 'Answer with a small model first, and pass on what it is unsure of.' },
        {
          say: `Take ${number(devices)} such ${machine.device.kind === 'cpu' ? 'cores' : 'devices'}.`,
          needs: 'devices',
        },
        {
          say: `Serve at most ${numbered(roundDown(allowed / (2 * params * tokens)), 'request')} a second.`,
          moves: true,
        },
      ],
    }),
  ]
}
