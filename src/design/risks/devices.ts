/** C20: means to train on several devices, where there is one device or a slow link. */
import type { Flag } from '../brief/flag.js'
import type { Mention } from '../brief/topic-mentions.js'
import { devicesPerNode, networkLink } from '../estimate/margins.js'
import { stateBytes } from '../estimate/states.js'
import { flagOf } from './flagging.js'
import { machineFor } from './machine.js'
import type { Reading } from './reading.js'
import { bytes, numbered } from './say.js'

/** Means for several devices, where there is one. */
export function oneDevice(reading: Reading): Flag[] {
  const machine = machineFor(reading, 'training')
  const method = reading.asked('distributed')
  const isOne = machine && (machine.count === 1 || machine.device.kind === 'cpu')
  if (!machine || !isOne || !method) return []
  const each = stateBytes('fp16', 'adamw').typical
  return [
    flagOf(reading, {
      id: 'C20',
      severity: 'warn',
      conflict: `You asked for ${method} and named ${machine.words}.`,
      arithmetic: reading.says('sharded')
        ? `Sharding leaves ${each}/n bytes of weights, gradients and Adam for a parameter on each of n devices: with n = 1 that is ${each}, as without it.`
        : 'With n devices each takes 1/n of a batch: with n = 1 that is all of it, plus what the method itself costs.',
      ways: [
        { say: 'Train on the one device with mixed precision; accumulate gradients for a larger batch.' },
        { say: `Name at least 2 devices.`, needs: 'devices', moves: true },
      ],
    }),
  ]
}

/** GPUs that are named, where none may be used, and nothing says that the one trains and the other serves. */
export function namedButBanned(reading: Reading): Flag[] {
  const machines = [machineFor(reading, 'training'), machineFor(reading, 'serving')]
  const gpu = machines.find((one) => one && one.device.kind !== 'cpu')
  const divided = reading.says('serving') || reading.says('training') || reading.says('fineTuning')
  if (!gpu || divided || !reading.rulesOut('gpu')) return []
  return [
    flagOf(reading, {
      id: 'C20',
      severity: 'warn',
      conflict: `You named ${gpu.words} and ruled out GPUs.`,
      arithmetic: `${gpu.words}: ${gpu.count} named, 0 allowed. I took it to train on, and CPU cores to serve on.`,
      ways: [
        { say: 'Say what trains and what serves, e.g. "train on it, serve on CPU".' },
        { say: 'Say which of the two holds.' },
      ],
    }),
  ]
}

/** Layers cut across devices that a slow link joins. */
export function slowLink(reading: Reading): Flag[] {
  const machine = machineFor(reading, 'training') ?? machineFor(reading, 'serving')
  if (!machine || machine.count < 2 || !reading.says('tensorParallel')) return []
  const mention = reading.mentions('ethernet')[0]
  const tooMany = machine.count > devicesPerNode
  if (!mention && !tooMany) return []
  const link = mention && linkSaid(reading, mention)
  const own = machine.device.interconnect
  const slow = link ?? networkLink.typical
  const ratio =
    own === null
      ? ''
      : `, ${numbered(own / 2 / slow, 'time')} slower than the ${bytes(own / 2)} of a link between such devices`
  return [
    flagOf(reading, {
      id: 'C20',
      severity: 'warn',
      conflict: `You asked for tensor parallelism over ${machine.words}${mention ? ' joined by a network' : ''}.`,
      arithmetic: `Every layer waits for 2 exchanges of its activations. ${tooMany && !mention ? `${devicesPerNode} devices of a node share a fast link, ${machine.count} are in several nodes: between` : 'Between'} them ${bytes(slow)} a second pass in one direction${ratio}.`,
      ways: [
        {
          say: `Use tensor parallelism within a node (at most ${Math.min(machine.count, devicesPerNode)} devices), and FSDP or a pipeline between nodes.`,
        },
        { say: 'Take devices with a fast link.', needs: 'devices' },
      ],
    }),
  ]
}

/** "10 GbE", "100 Gbit Ethernet": bytes per second in one direction. */
function linkSaid({ tokens }: Reading, { first, last }: Mention): number | undefined {
  const near = tokens.slice(Math.max(0, first - 4), last + 1)
  const at = near.findIndex(
    ({ kind }, i) =>
      kind === 'number' && /^(g|gb|gbe|gbit|gbits|gbps|gigabit)$/.test(near[i + 1]?.text ?? ''),
  )
  const gigabits = near[at]?.value
  return gigabits ? (gigabits * 1e9) / 8 : undefined
}
