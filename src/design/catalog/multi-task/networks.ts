/** Networks with several answers: one trunk for all tasks, or experts that every task weighs for itself. */
import type { ModelSpec } from '../../spec/spec.js'

export type Nodes = ModelSpec['nodes']

/** One answer: its name in the spec, and how many numbers it has. */
export interface Head {
  readonly name: string
  readonly outputs: number
}

/** What the trunk reads: inputs, and the nodes that make one vector of them. */
export interface Stem {
  readonly inputs: ModelSpec['inputs']
  readonly nodes: Nodes
}

export interface TrunkSize {
  readonly trunk: readonly number[]
  readonly head: readonly number[]
  readonly dropout: number
}

const rate = (dropout: number) => (dropout > 0 ? { dropout } : {})

/** One trunk, one small head a task (Caruana, Multitask Learning, 1997). Outputs: those of the heads, in their order. */
export function sharedBottomSpec(stem: Stem, heads: readonly Head[], size: TrunkSize): ModelSpec {
  return {
    name: 'shared trunk with heads',
    inputs: stem.inputs,
    nodes: [
      ...stem.nodes,
      ...(size.trunk.length > 0
        ? [{ name: 'trunk', kind: 'mlp', hidden: [...size.trunk], ...rate(size.dropout) }]
        : []),
      ...heads.map(({ name, outputs }, i) => ({
        name,
        kind: 'mlp',
        hidden: [...size.head],
        units: outputs,
        ...(i > 0 && { from: size.trunk.length > 0 ? 'trunk' : 'features' }),
      })),
    ],
    outputs: heads.map(({ name }) => name),
  }
}

/** A published network as it is: one vector for what it reads. */
export const featuresSpec = (stem: Stem): ModelSpec => ({
  name: 'published features',
  inputs: stem.inputs,
  nodes: stem.nodes,
})

export interface ExpertsSize {
  readonly experts: number
  readonly expert: readonly number[]
  readonly head: readonly number[]
  readonly dropout: number
}

/** Experts side by side; a gate a task weighs them (Ma et al., Multi-gate Mixture-of-Experts, 2018). */
export function mmoeSpec(stem: Stem, heads: readonly Head[], size: ExpertsSize): ModelSpec {
  const { experts, expert, head, dropout } = size
  return {
    name: 'multi-gate mixture of experts',
    inputs: stem.inputs,
    nodes: [
      ...stem.nodes,
      { name: 'normed', kind: 'layer_norm' },
      { name: 'experts', kind: 'mlp', hidden: [...expert], copies: experts, ...rate(dropout) },
      ...heads.flatMap(({ name, outputs }) => [
        { name: `${name}_gate`, kind: 'task_gate', from: 'normed', with: { experts: 'experts' } },
        { name, kind: 'mlp', hidden: [...head], units: outputs },
      ]),
    ],
    outputs: heads.map(({ name }) => name),
  }
}
