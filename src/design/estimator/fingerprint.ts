/**
 * Morgan (extended-connectivity) fingerprints: every atom's surroundings up to a radius, hashed into a row of bits.
 * A rule; what makes a table of molecules.
 */
import { z } from 'zod'
import { counted, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const fingerprintSchema = z.object({
  kind: z.literal('fingerprint'),
  radius: z.number().int().nonnegative(),
  bits: z.number().int().positive(),
  /** Default molecules; of other graphs nodes and edges stand for atoms and bonds. */
  of: z.enum(['molecules', 'graphs']).optional(),
})
export type Fingerprint = z.infer<typeof fingerprintSchema>

const definition = 'Rogers & Hahn, Extended-Connectivity Fingerprints, 2010'
/** Seconds to read a molecule from its line of text, and to hash its surroundings, on one core. */
const secondsEach = { low: 50e-6, typical: 200e-6, high: 1e-3 }
const timeSource =
  'working default: RDKit reads and hashes some thousand drug-like molecules a second on a core'

export const fingerprint: EstimatorKind<Fingerprint> = {
  figures({ radius, bits, of }: Fingerprint, load: Workload): EstimatorFigures {
    const rows = load.rowsPerRequest
    const asked = counted(rows, 'row')
    const molecules = counted(load.trainingRows, 'row')
    const buffer = exact((rows * bits) / 8, 'bytes', `${asked} x ${counted(bits, 'bit')} / 8`, definition)
    const ms = (seconds: number) => rows * seconds * 1000
    const hours = (seconds: number) => (load.trainingRows * seconds) / load.trainingCores / 3600
    const table = load.trainingRows * bits
    return {
      params: exact(0, 'parameters', '0: a rule, nothing is learned', definition),
      trainableParams: exact(0, 'parameters', '0: a rule, nothing is learned', definition),
      flops: exact(0, 'FLOPs', '0: hashes are no arithmetic of numbers', definition),
      weightMemory: exact(0, 'bytes', '0: nothing is stored', definition),
      servingMemory: buffer,
      trainingMemory: {
        value: table,
        unit: 'bytes',
        low: table / 8,
        high: 4 * table,
        formula: `${molecules} x ${counted(bits, 'bit')} of one byte`,
        source: 'a byte for every bit; packed at the low end, 32-bit numbers at the high end',
      },
      latency: {
        value: ms(secondsEach.typical),
        unit: 'milliseconds',
        low: ms(secondsEach.low),
        high: ms(secondsEach.high),
        formula: `${asked} x ${plain(secondsEach.typical * 1e3)} ms`,
        source: timeSource,
      },
      trainingTime: {
        value: hours(secondsEach.typical),
        unit: 'hours',
        low: hours(secondsEach.low),
        high: hours(secondsEach.high),
        formula: `${molecules} x ${plain(secondsEach.typical * 1e3)} ms / ${counted(load.trainingCores, 'core')}`,
        source: timeSource,
      },
      library: of === 'graphs' ? 'GraKeL' : 'RDKit',
      assumptions: [
        of === 'graphs'
          ? `surroundings up to ${counted(radius, 'step')} of every node`
          : `surroundings up to ${counted(radius, 'bond')} of every atom`,
      ],
      notCounted: of === 'graphs' ? [] : ['standardising the molecules (salts, tautomers)'],
    }
  },
  describe: ({ radius, bits, of }: Fingerprint): string =>
    of === 'graphs'
      ? `Weisfeiler-Lehman patterns: surroundings up to ${counted(radius, 'step')} of every node, hashed into ${counted(bits, 'bit')}`
      : `Morgan fingerprint: surroundings up to ${counted(radius, 'bond')} of every atom, hashed into ${counted(bits, 'bit')} (ECFP${2 * radius})`,
}
