/** C01 and C02: a model of a named size against the memory that serves or trains it. */
import type { Flag } from '../brief/flag.js'
import { plannedShare } from '../estimate/margins.js'
import { type Optimizer, stateBytes, stateParts } from '../estimate/states.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import { machineFor, mostShare, type NamedMachine } from './machine.js'
import { paramsOf } from './model-sizes.js'
import {
  eightBit,
  fourBit,
  isFromScratch,
  isServed,
  optimizerNames,
  optimizerOf,
  servedFormat,
  smallerFormats,
  type Tuning,
  tuningOf,
} from './named-model.js'
import type { Reading } from './reading.js'
import { bytes, counts, countsOf, number, numbered, percent, roundDown, roundUp } from './say.js'

/** C01: the weights alone are larger than what serves them. */
export function weightsTooLarge(reading: Reading): Flag[] {
  const params = paramsOf(reading)
  if (!params || !isServed(reading)) return []
  return isMicrocontroller(reading) ? inProgramMemory(reading, params) : inDeviceMemory(reading, params)
}

function inDeviceMemory(reading: Reading, params: number): Flag[] {
  const machine = machineFor(reading, 'serving')
  const stated = reading.brief.constraints.memoryBytes?.value || undefined
  const memory = machine?.memory ?? stated
  const held = servedFormat(reading)
  const allowed = mostShare * (memory ?? 0)
  const needed = params * held.bytes
  if (memory === undefined || needed <= allowed) return []
  const smaller = smallerFormats(held)
  const sizes = [held, ...smaller].map((f) => `${bytes(params * f.bytes)} at ${f.name}`).join(', ')
  const place = machine?.words ?? `${bytes(memory)} of memory`
  return [
    flagOf(reading, {
      id: 'C01',
      severity: severityOf(needed, allowed),
      conflict: `You want to serve ${countsOf(params, 'parameter')} on ${place}.`,
      arithmetic: `The weights take ${sizes}; there ${memory === 1 ? 'is' : 'are'} ${bytes(memory)}, of which ${percent(mostShare)} may be used: ${bytes(allowed)}, also for what flows between the layers.`,
      ways: [
        ...smaller
          .filter((f) => params * f.bytes <= allowed)
          .slice(0, 1)
          .map(
            (f): Way => ({
              say: `Hold the weights in ${f.name}: ${bytes(params * f.bytes)} fit. Measure the loss of quality.`,
              needs: 'quantising',
            }),
          ),
        ...moreDevices(needed, machine),
        ...atMost(
          roundDown(allowed / held.bytes),
          (n) => `Take a model of at most ${countsOf(n, 'parameter')}, e.g. a distilled one.`,
          true,
        ),
      ],
    }),
  ]
}

function moreDevices(needed: number, machine: NamedMachine | undefined): Way[] {
  if (machine?.memoryEach === undefined || machine.device.kind === 'cpu')
    return [{ say: `Allow ${bytes(roundUp(needed / mostShare))} of memory.`, moves: true }]
  const count = Math.ceil(needed / (mostShare * machine.memoryEach))
  return [{ say: `Split the weights over ${numbered(count, 'such device')}.`, needs: 'devices' }]
}

/** Of microcontrollers the most working memory, and the most program memory, that are usual. */
const mostRam = 1e6
const mostFlash = 2e6

const isMicrocontroller = ({ brief: { constraints } }: Reading) =>
  constraints.flashBytes !== undefined ||
  (constraints.deployment?.value === 'edge' && (constraints.memoryBytes?.value ?? mostRam + 1) <= mostRam)

/** On a microcontroller weights lie in program memory, as eight-bit integers where nobody says otherwise. */
function inProgramMemory(reading: Reading, params: number): Flag[] {
  const flash = reading.brief.constraints.flashBytes?.value || mostFlash
  const isStated = reading.brief.constraints.flashBytes !== undefined
  const stated = servedFormat(reading)
  const held = reading.brief.constraints.precision || stated.bytes < eightBit.bytes ? stated : eightBit
  const allowed = mostShare * flash
  const needed = params * held.bytes
  if (needed <= allowed) return []
  const place = isStated ? `${bytes(flash)} of program memory` : 'a microcontroller'
  const there = isStated ? '' : `such a device has at most about ${bytes(flash)} of program memory, and `
  const smaller = smallerFormats(held).find(({ bytes: each }) => params * each <= allowed)
  return [
    flagOf(reading, {
      id: 'C01',
      severity: severityOf(needed, allowed),
      conflict: `You want ${countsOf(params, 'parameter')} in ${place}.`,
      arithmetic: `${counts(params)} x ${number(held.bytes)} ${held.bytes === 1 ? 'byte' : 'bytes'} = ${bytes(needed)} at ${held.name}; ${there}${percent(mostShare)} of ${bytes(flash)} = ${bytes(allowed)}.`,
      ways: [
        ...(smaller
          ? [
              {
                say: `Hold the weights in ${smaller.name}: ${bytes(params * smaller.bytes)} fit.`,
                needs: 'quantising',
              } as const,
            ]
          : []),
        ...atMost(
          roundDown(allowed / held.bytes),
          (n) => `Take a model of at most ${countsOf(n, 'parameter')} at ${held.name}.`,
          true,
        ),
        {
          say: `Take a device with at least ${bytes(roundUp(needed / mostShare))} of memory for weights.`,
          needs: 'devices',
        },
      ],
    }),
  ]
}

/** What has to be held for each parameter, in bytes, and of what it is made. */
function heldFor(tuning: Tuning, optimizer: Optimizer): { each: number; made: string } {
  if (tuning === 'full') {
    const { typical } = stateBytes('fp16', optimizer)
    return { each: typical, made: `weights, gradients and ${optimizerNames[optimizer]}` }
  }
  if (tuning === 'adapters')
    return { each: stateParts('fp16', optimizer).weight, made: 'frozen 16-bit weights' }
  return { each: fourBit.bytes, made: 'frozen 4-bit weights' }
}

/** Least memory of a card that language models are trained on; less is that of a program, or of a board. */
const leastCard = 8e9

/** Of a GPU whose name is not known here, or was not said, the memory that was said of it. */
function memoryOfUnknown({ brief: { constraints } }: Reading): number | undefined {
  const stated = constraints.gpuMemoryBytes?.value ?? constraints.memoryBytes?.value
  return constraints.trainingDevice || stated === undefined || stated < leastCard ? undefined : stated
}

/** C02: what training holds of the model against the memory of all devices. */
export function stateTooLarge(reading: Reading): Flag[] {
  const { constraints } = reading.brief
  const params = paramsOf(reading)
  const machine = machineFor(reading, 'training')
  const tuning = tuningOf(reading)
  const memory = machine?.memory ?? memoryOfUnknown(reading)
  if (!params || memory === undefined || tuning === 'none') return []
  const optimizer = optimizerOf(reading)
  const { each, made } = heldFor(tuning, optimizer)
  const allowed = mostShare * memory
  const state = each * params
  if (state <= allowed) return []
  const full = tuning === 'full'
  const weights = full
    ? `, of which the weights alone are ${bytes(stateParts('fp16', optimizer).weight * params)}`
    : ''
  const least = tuning === 'unsaid' ? 'Even with QLoRA: ' : ''
  const how = full ? ' in full' : tuning === 'unsaid' ? '' : ' with adapters'
  return [
    flagOf(reading, {
      id: 'C02',
      severity: severityOf(state, allowed),
      conflict: `You want to ${full ? 'train' : 'fine-tune'} ${countsOf(params, 'parameter')}${how} on ${machine?.words ?? `a GPU of ${bytes(memory)}`}.`,
      arithmetic: `${least}${counts(params)} x ${numbered(each, 'byte')} (${made}) = ${bytes(state)}${weights}; there ${memory === 1 ? 'is' : 'are'} ${bytes(memory)}, before a single activation.`,
      ways: [
        ...(isFromScratch(reading)
          ? []
          : leaner(params, tuning, machine?.memoryEach ?? memory, constraints.batchSize?.value)),
        ...smallerState(params, tuning, optimizer, allowed),
        ...shards(state, machine, memory),
        ...atMost(
          roundDown(allowed / each),
          (n) => `Take a base model of at most ${countsOf(n, 'parameter')}.`,
          true,
        ),
      ],
    }),
  ]
}

/** Adapters on a frozen model that one device holds. */
function leaner(params: number, tuning: Tuning, memoryEach: number, batch: number | undefined): Way[] {
  const frozen = fourBit.bytes * params
  if (tuning === 'unsaid' || tuning === 'four-bit adapters' || frozen > mostShare * memoryEach) return []
  const steps =
    batch && batch > 1
      ? `, micro-batch 1 x ${numbered(batch, 'step')} of accumulation for your batch of ${number(batch)}`
      : ', micro-batch 1-2 with gradient accumulation'
  return [
    {
      say: `QLoRA: about ${bytes(frozen)} of frozen 4-bit weights and small adapters${steps}, and checkpointing.`,
      needs: tuning === 'full' ? 'adapters' : 'quantising',
    },
  ]
}

/** An optimizer that keeps less, where that is enough. */
function smallerState(params: number, tuning: Tuning, optimizer: Optimizer, allowed: number): Way[] {
  if (tuning !== 'full') return []
  const each = stateBytes('fp16', 'adam_8bit').typical
  const fits =
    optimizer !== 'adam_8bit' && each < stateBytes('fp16', optimizer).typical && each * params <= allowed
  return fits ? [{ say: `8-bit Adam: ${numbered(each, 'byte')} a parameter, ${bytes(each * params)}.` }] : []
}

function shards(state: number, machine: NamedMachine | undefined, memory: number): Way[] {
  const each = machine ? machine.memoryEach : memory
  if (each === undefined || machine?.device.kind === 'cpu')
    return [{ say: `Allow ${bytes(roundUp(state / mostShare))} of memory.`, moves: true }]
  const count = Math.ceil(state / (plannedShare * each))
  return [
    {
      say: `Shard with FSDP over at least ${numbered(count, 'such device')}, or take larger ones.`,
      needs: 'devices',
    },
  ]
}
