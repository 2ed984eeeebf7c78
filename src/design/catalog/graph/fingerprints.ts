/** Fingerprints of molecules, or of any graphs: the table that a forest and a Gaussian process share. */
import { grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import type { RungPart } from '../family.js'
import { graphLoad } from './load.js'
import type { GraphProblem } from './problem.js'

export const bits = 2_048
export const radius = 2
/** Descriptors beside the bits: mass, logP, polar surface, rings, charges … (RDKit has some 200). */
export const descriptors = 200

export const fingerprintPart = (problem: GraphProblem): RungPart => ({
  role: 'fingerprint',
  model: {
    kind: 'estimator',
    estimator: { kind: 'fingerprint', radius, bits, of: problem.molecules ? 'molecules' : 'graphs' },
    load: graphLoad(problem, problem.labelled, bits),
    learned: 0,
  },
})

export const fingerprintWords = ({ molecules }: GraphProblem) =>
  molecules ? 'Morgan fingerprints' : 'Hashed local patterns'

export const fingerprintInput = (problem: GraphProblem, columns: number, more: string): TensorRow[] => [
  {
    name: 'fingerprint',
    shape: [columns],
    meaning: `${grouped(bits)} bits: surroundings of every ${problem.molecules ? 'atom up to two bonds' : 'node up to two steps'}, hashed (radius ${radius})${more}`,
  },
]
