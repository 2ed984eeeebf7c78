/** C10: tables with a row for each item or user, and matrices of items by items, against the memory. */
import type { Flag } from '../brief/flag.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import { machineFor, type NamedMachine } from './machine.js'
import type { Reading } from './reading.js'
import { bytes, counts, countsOf, number, numbered, roundDown } from './say.js'

const numberBytes = 4
const halfBytes = 2
/** Adam keeps two moments beside each number. */
const withAdam = 3
/** Of a device's memory the share that tables may take: activations and the rest of the net need the other half. */
const tableShare = 0.5
/** The smallest width in use: where nobody says, at least this. */
const leastDim = 32

export function tableTooLarge(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const machine = machineFor(reading, 'training') ?? machineFor(reading, 'serving')
  const rows = (data.items?.value ?? 0) + (data.users?.value ?? 0)
  const isTable = domain?.value === 'recommendation' || data.embeddingDim !== undefined
  if (!isTable || machine?.memory === undefined || rows === 0) return []
  const dim = data.embeddingDim?.value ?? leastDim
  const allowed = tableShare * machine.memory
  const each = dim * numberBytes
  const needed = rows * each * withAdam
  if (needed <= allowed) return []
  return [
    flagOf(reading, {
      id: 'C10',
      severity: severityOf(needed, allowed),
      conflict: `You want ${data.embeddingDim ? '' : 'at least '}${numbered(dim, 'number')} for ${rows === 1 ? 'one' : `each of ${counts(rows)}`} ${rowsOf(reading)} on ${machine.words}.`,
      arithmetic: `${counts(rows)} x ${number(dim)} x ${numberBytes} bytes = ${bytes(rows * each)}, x ${withAdam} with Adam's moments = ${bytes(needed)}; half of ${bytes(machine.memory)} = ${bytes(allowed)} is what tables may take.`,
      ways: waysFor(rows, dim, allowed, needed, machine),
    }),
  ]
}

const rowsOf = ({ brief: { data } }: Reading) => {
  if (data.items && data.users) return 'items and users'
  const one = data.items?.value === 1 || data.users?.value === 1
  return `${data.items ? 'item' : 'user'}${one ? '' : 's'}`
}

/** Each of these is enough alone. */
function waysFor(rows: number, dim: number, allowed: number, needed: number, machine: NamedMachine): Way[] {
  const each = dim * numberBytes
  const rowWise = rows * each * (1 + 1 / dim)
  const half = rows * dim * halfBytes * (1 + 1 / dim)
  const narrower = Math.floor(allowed / (rows * numberBytes * withAdam))
  const fewer = roundDown(allowed / (each * withAdam))
  const devices = Math.ceil(needed / (tableShare * (machine.memoryEach ?? allowed)))
  return [
    ...(rowWise <= allowed
      ? [{ say: `Row-wise Adagrad keeps 1 number a row instead of 2 a value: ${bytes(rowWise)}.` }]
      : half <= allowed
        ? [{ say: `Hold rows in 16 bit with row-wise Adagrad: ${bytes(half)}.` }]
        : []),
    ...(narrower >= 4 ? [{ say: `Take at most ${numbered(roundDown(narrower), 'number')} a row.` }] : []),
    ...atMost(fewer, (n) => `Hash the ids into at most ${countsOf(n, 'row')}.`),
    { say: 'Give rows only to ids seen often, and describe the others by their features.' },
    ...(machine.device.kind === 'cpu'
      ? []
      : [
          {
            say: `Shard the table by rows over ${numbered(devices, 'such device')}.`,
            needs: 'devices',
          } as const,
        ]),
  ]
}

/** EASE inverts a matrix of items by items. */
export function itemMatrix(reading: Reading): Flag[] {
  const { data, constraints } = reading.brief
  const items = data.items?.value
  const machine = machineFor(reading, 'training')
  const memory = machine?.memory ?? (constraints.memoryBytes?.value || undefined)
  if (!items || memory === undefined || !/\bEASE\b/.test(reading.brief.request)) return []
  const needed = items ** 2 * numberBytes
  const allowed = memory / 2
  if (needed <= allowed) return []
  return [
    flagOf(reading, {
      id: 'C10',
      severity: severityOf(needed, allowed),
      conflict: `You want EASE for ${countsOf(items, 'item')} in ${bytes(memory)}.`,
      arithmetic: `It inverts a matrix of items x items: ${counts(items)} x ${counts(items)} x ${numberBytes} bytes = ${bytes(needed)}, and the inverse takes as much again.`,
      ways: [
        { say: 'Take iALS or item-kNN: they keep a few hundred numbers an item.' },
        {
          say: `Keep the ${countsOf(roundDown(Math.sqrt(allowed / numberBytes)), 'item')} that are asked for most.`,
        },
      ],
    }),
  ]
}
