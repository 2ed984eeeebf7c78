/** C03: searching every vector, in less time than it takes to read them. */
import type { Flag } from '../brief/flag.js'
import { flagOf, severityOf } from './flagging.js'
import { machineFor } from './machine.js'
import type { Reading } from './reading.js'
import { bytes, counts, countsOf, number, roundDown, roundUp } from './say.js'

const numberBytes = 4
/** The width of small text embeddings: where nobody says, at least this. */
const leastDim = 384
/** Bytes of a vector after product quantisation (Jegou et al., 2011). */
const codeBytes = 64

export function exactSearchTooSlow(reading: Reading): Flag[] {
  const { data, targets } = reading.brief
  const machine = machineFor(reading, 'serving')
  const limit = targets.latency?.value.ms
  const vectors = data.documents?.value || data.items?.value
  if (!reading.says('exactSearch') || !limit || !vectors || machine?.bandwidth === undefined) return []
  const { bandwidth } = machine
  const dim = data.embeddingDim?.value ?? leastDim
  const ms = (each: number) => (1000 * vectors * each) / bandwidth
  const needed = ms(dim * numberBytes)
  if (needed <= limit) return []
  const readable = roundDown(((limit / 1000) * bandwidth) / (dim * numberBytes))
  return [
    flagOf(reading, {
      id: 'C03',
      severity: severityOf(needed, limit),
      conflict: `You asked for exact search of ${countsOf(vectors, 'vector')} within ${number(limit)} ms on ${machine.words}.`,
      arithmetic: `Each search reads them all: ${counts(vectors)} x ${data.embeddingDim ? '' : 'at least '}${number(dim)} x ${numberBytes} bytes = ${bytes(vectors * dim * numberBytes)}, / ${bytes(bandwidth)} a second = ${number(needed)} ms.`,
      ways: [
        { say: 'Take an index that reads a part: HNSW, or IVF; measure what it misses (recall at k).' },
        ...(ms(codeBytes) <= limit
          ? [
              {
                say: `Search codes of ${codeBytes} bytes (product quantisation) in ${number(ms(codeBytes))} ms, and rank the best by their vectors.`,
              },
            ]
          : []),
        ...(readable >= 1
          ? [{ say: `Filter first, so that at most ${counts(readable)} are left to search.` }]
          : []),
        { say: `Allow ${number(roundUp(needed))} ms.`, moves: true },
      ],
    }),
  ]
}
