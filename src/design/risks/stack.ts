/** What hardware, frameworks and services cannot do together: number formats and exclusions. */
import { frameworks } from '../brief/brief.js'
import { frameworkNames, plain } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { staysInHouse } from '../brief/privacy.js'
import type { Precision } from '../estimate/device.js'
import { flagOf } from './flagging.js'
import { machineFor } from './machine.js'
import type { Reading } from './reading.js'

/** Since when NVIDIA's GPUs have units for a format, and with which generation they came. */
const since: Partial<Readonly<Record<Precision, readonly [year: number, generation: string]>>> = {
  bf16: [2020, 'Ampere'],
  fp8: [2022, 'Ada and Hopper'],
}

/** C18: a number format on a GPU that is older than it. A missing figure alone proves nothing: it may only be unknown. */
export function formatMissing(reading: Reading): Flag[] {
  const { precision } = reading.brief.constraints
  const asked = reading.says('fp8') ? 'fp8' : precision?.value
  const machine = machineFor(reading, 'training') ?? machineFor(reading, 'serving')
  const [from, generation] = (asked && since[asked]) ?? []
  if (!asked || !machine || from === undefined) return []
  const { vendor, peak, year, name } = machine.device
  if (vendor !== 'NVIDIA' || peak[asked] !== null || peak.fp16 === null || year === null || year >= from)
    return []
  const hasBf16 = peak.bf16 !== null
  const [instead, speed] = hasBf16 ? ['BF16', peak.bf16] : ['FP16', peak.fp16]
  return [
    flagOf(reading, {
      id: 'C18',
      severity: 'block',
      conflict: `You asked for ${asked.toUpperCase()} on ${name}.`,
      arithmetic: `${name} is of ${year}; ${asked.toUpperCase()} units came with the ${generation} generation in ${from}. It reaches ${plain((speed ?? 0) / 1e12)} TFLOP/s in ${instead}.`,
      ways: [
        { say: `Train in ${instead}${hasBf16 ? '' : ' with loss scaling'} on the same device.` },
        { say: `Use a device of ${from} or newer (${generation}).`, needs: 'devices' },
      ],
    }),
  ]
}

/** C19: what is asked for is also ruled out. */
export function excludedFramework(reading: Reading): Flag[] {
  const { excludedFrameworks, framework } = reading.brief.constraints
  const excluded = excludedFrameworks?.value ?? []
  const asked = framework?.value
  const known = frameworks.filter((name) => excluded.includes(name))
  const all = known.length === frameworks.length
  if (!(asked && excluded.includes(asked)) && !all) return []
  const names = known.map((name) => frameworkNames[name]).join(', ')
  return [
    flagOf(reading, {
      id: 'C19',
      severity: all ? 'block' : 'warn',
      conflict: asked
        ? `You asked for ${frameworkNames[asked]} and ruled out ${names}.`
        : `You ruled out ${names}.`,
      arithmetic: all
        ? `${known.length} of the ${frameworks.length} frameworks known here are ruled out; models without layers need none of them.`
        : '1 framework is both asked for and ruled out.',
      ways: [
        { say: 'Say which framework may be used.', moves: true },
        { say: 'Take a model without layers (boosted trees, statistics).' },
      ],
    }),
  ]
}

/** C19: somebody else's service, where nothing may leave. */
export function hostedButClosed(reading: Reading): Flag[] {
  const { airGapped, privacy } = reading.brief.constraints
  const service = reading.asked('hostedApi')
  if (!service || !(airGapped?.value || privacy)) return []
  if (!staysInHouse(reading.brief.constraints)) return [hostedInEurope(reading, service)]
  const closed = airGapped?.value ? 'the system is cut off from networks' : 'the data has to stay in house'
  return [
    flagOf(reading, {
      id: 'C19',
      severity: 'block',
      conflict: `You asked for "${service}", and ${closed}.`,
      arithmetic:
        'Each answer of a hosted service takes at least 1 call to it, with the data in it; 0 calls may leave your network.',
      ways: [
        { say: 'Run a model with open weights on your own machine.', needs: 'pretrained' },
        { say: 'Say that this one service may be called, and with which data.', moves: true },
      ],
    }),
  ]
}

function hostedInEurope(reading: Reading, service: string): Flag {
  return flagOf(reading, {
    id: 'C19',
    severity: 'warn',
    conflict: `You asked for "${service}", and the data must not leave the EU.`,
    arithmetic:
      'Each answer of a hosted service takes at least 1 call to it, with the data in it; that is allowed where the service answers and stores in the EU alone (GDPR Art. 44 to 49).',
    ways: [
      {
        say: 'Take the service in a region of the EU, with a contract (GDPR Art. 28) that says so also of logs and of support.',
      },
      { say: 'Run a model with open weights on a machine in the EU.', needs: 'pretrained' },
    ],
  })
}

/** C19: NVIDIA's software on what is not NVIDIA's. */
export function wrongMaker(reading: Reading): Flag[] {
  const machine = machineFor(reading, 'serving') ?? machineFor(reading, 'training')
  const software = reading.asked('nvidiaOnly')
  const other = machineFor(reading, 'training')
  if (!machine || !software || [machine, other].some((one) => one?.device.vendor === 'NVIDIA')) return []
  return [
    flagOf(reading, {
      id: 'C19',
      severity: 'block',
      conflict: `You asked for ${software} and for ${machine.words}.`,
      arithmetic: `${software} runs on NVIDIA's GPUs only; 0 of the named devices is one.`,
      ways: [
        { say: "Export to ONNX and serve with ONNX Runtime, or the maker's own runtime." },
        { say: "Serve on one of NVIDIA's GPUs.", needs: 'gpu' },
      ],
    }),
  ]
}
