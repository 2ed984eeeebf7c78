/**
 * A directed message-passing network on a molecule (D-MPNN, Yang et al., 2019, as Chemprop 2 builds it): states of
 * bonds in both directions, so that a message never goes straight back. Sums over neighbours are products with matrices
 * of zeros and ones, given as inputs.
 */
import type { BlockSpec, ModelSpec } from '../../spec/spec.js'

/** A molecule as it is counted: atoms, bonds in both directions, and their columns. */
export interface MoleculeSize {
  readonly atoms: number
  readonly bonds: number
  readonly atomColumns: number
  readonly bondColumns: number
}

/** Chemprop 2: 72 columns of an atom, 14 of a bond. A drug-like molecule has about 32 heavy atoms and 35 bonds. */
export const chempropMolecule: MoleculeSize = { atoms: 32, bonds: 70, atomColumns: 72, bondColumns: 14 }

export interface MessageSize {
  readonly hidden: number
  /** Rounds of messages: how many bonds away an atom is still seen. */
  readonly depth: number
  readonly dropout: number
}

const inputsOf = ({ atoms, bonds, atomColumns, bondColumns }: MoleculeSize): ModelSpec['inputs'] => ({
  atoms: { kind: 'tensor', shape: [atoms, atomColumns] },
  bonds: { kind: 'tensor', shape: [bonds, bondColumns] },
  starts: { kind: 'tensor', shape: [bonds, atoms] },
  before: { kind: 'tensor', shape: [bonds, bonds] },
  ends: { kind: 'tensor', shape: [atoms, bonds] },
})
const names = ['atoms', 'bonds', 'starts', 'before', 'ends'] as const

/** One round: what arrives at the start of a bond, but for its own way back, changes its state. */
const round: BlockSpec = {
  inputs: ['state', 'first', 'before'],
  params: { hidden: 300 },
  nodes: [
    { kind: 'matmul', from: ['before', 'state'] },
    { name: 'weights', kind: 'linear', units: '$hidden', bias: false },
    { kind: 'add', with: 'first' },
    'relu',
  ],
}

function member({ hidden, depth, dropout }: MessageSize, outputs: number): BlockSpec {
  return {
    inputs: [...names],
    nodes: [
      { kind: 'matmul', from: ['starts', 'atoms'] },
      { name: 'with_bond', kind: 'concat', with: 'bonds' },
      { name: 'first', kind: 'linear', units: hidden, bias: false },
      { name: 'state', kind: 'relu' },
      {
        name: 'messages',
        kind: 'message_round',
        hidden,
        repeat: depth - 1,
        shared: true,
        from: ['state', 'first', 'before'],
      },
      { name: 'arrived', kind: 'matmul', from: ['ends', 'messages'] },
      { kind: 'concat', from: ['atoms', 'arrived'] },
      { name: 'atom_states', kind: 'linear', units: hidden },
      'relu',
      { name: 'molecule', kind: 'reduce', by: 'mean', axis: -2 },
      'batch_norm',
      { name: 'answer', kind: 'mlp', hidden: [hidden], ...(dropout > 0 && { dropout }), units: outputs },
    ],
  }
}

/** Networks trained apart whose spread is the uncertainty. Output: [members, outputs]; [outputs] of one alone. */
export function messagePassingSpec(
  molecule: MoleculeSize,
  size: MessageSize,
  outputs: number,
  members: number,
): ModelSpec {
  return {
    name: members > 1 ? `ensemble of ${members} D-MPNNs` : 'D-MPNN',
    inputs: inputsOf(molecule),
    blocks: { message_round: round, member: member(size, outputs) },
    nodes: [
      {
        name: 'members',
        kind: 'member',
        from: [...names],
        ...(members > 1 && { copies: members }),
      },
    ],
  }
}
