/**
 * The repeated blocks of a model, as checkpointing, sharding and pipelines see them: the outermost composites that
 * stand in series with themselves, each with what one of them keeps for the backward pass.
 */
import { inferSpec } from '../spec/infer.js'
import { addSaved, nothingSaved, type Saved } from '../spec/saved.js'
import { elements, type TensorType } from '../spec/shape.js'
import type { InputSpec, ModelSpec } from '../spec/spec.js'
import type { TypedNode, TypedSpec } from '../spec/typed.js'
import { countNode } from './totals.js'

export interface RepeatedBlock {
  readonly node: TypedNode
  /** Applications in the whole model. */
  readonly times: number
  /** Parameters of one of them. */
  readonly params: number
  /** Kept by one application, its input included and its output not; per sample. */
  readonly saved: Saved
  /** The part of it that tensor parallelism divides: what is inside attention and feed-forward. */
  readonly divided: Saved
  /** Elements of its first input: what is kept where the block is computed again. */
  readonly input: number
}

/** Blocks in all: the layers of a Transformer. */
export const blockCount = (blocks: readonly RepeatedBlock[]): number =>
  blocks.reduce((n, { times }) => n + times, 0)

/** Empty where no composite is repeated. */
export function repeatedBlocks(typed: TypedSpec): readonly RepeatedBlock[] {
  const found: RepeatedBlock[] = []
  const visit = (node: TypedNode, times: number) => {
    const isBlock = node.arrangement.kind === 'series' && node.children.length > 0
    const saved = isBlock ? savedAlone(node, typed) : undefined
    if (saved) {
      const [x] = node.inputs
      const params = countNode(node).params / Math.max(1, node.weightSets)
      found.push({
        node,
        times: times * node.times,
        params,
        saved,
        divided: dividedIn(node, typed),
        input: x ? elements(x.shape) : 0,
      })
    } else for (const child of node.children) visit(child, times * node.times)
  }
  for (const node of typed.nodes) visit(node, 1)
  return found
}

/** What attention and feed-forward keep besides their inputs. */
function dividedIn(node: TypedNode, typed: TypedSpec): Saved {
  if (!node.kind.endsWith('attention') && node.kind !== 'feed_forward')
    return node.children.reduce(
      (total, child) => addSaved(total, dividedIn(child, typed), child.times),
      nothingSaved,
    )
  const alone = savedAlone(node, typed)
  if (!alone) return nothingSaved
  return addSaved(alone, { activations: node.inputs.reduce((n, { shape }) => n + elements(shape), 0) }, -1)
}

/**
 * One application of a node, inferred on its own, as if what comes before it learns. Its input counts, its output is
 * the input of what follows, and a port (an encoder's output) is kept once for all that read it. So that each of
 * these is kept for certain, a learned factor stands on all sides, which is taken off again. Undefined where the node
 * cannot stand alone.
 */
function savedAlone(node: TypedNode, typed: TypedSpec): Saved | undefined {
  const inputs = node.inputs.map((type, i) => ({ name: `x${i}`, type }))
  const ports = Object.entries(node.ports).map(([port, type]) => ({ name: `port_${port}`, type }))
  const isFloat = ({ type }: { readonly type: TensorType }) => type.dtype === 'float'
  const factors = [...inputs, ...ports].filter(isFloat)
  const through = (name: string) => (factors.some((one) => one.name === name) ? `${name}_factor` : name)
  const probes = ports.filter(isFloat)
  const [main] = node.outputs
  const spec: ModelSpec = {
    name: 'one block',
    inputs: Object.fromEntries([...inputs, ...ports].map(({ name, type }) => [name, inputOf(type)])),
    nodes: [
      ...factors.map(({ name }) => ({ name: through(name), kind: 'layer_scale', from: name })),
      ...probes.map(({ name }) => ({ name: `${name}_probe`, kind: 'layer_scale', from: through(name) })),
      {
        ...node.fields,
        name: 'block',
        kind: node.kind,
        from: inputs.map(({ name }) => through(name)),
        with: Object.fromEntries(Object.keys(node.ports).map((port) => [port, through(`port_${port}`)])),
        frozen: node.frozen,
        ...(node.lora && { lora: { rank: node.lora.rank, on: [...node.lora.on] } }),
      },
      { name: 'after', kind: 'layer_scale', from: 'block' },
    ],
    outputs: ['after', ...probes.map(({ name }) => `${name}_probe`)],
    params: { ...typed.params },
    ...(typed.spec.blocks && { blocks: typed.spec.blocks }),
    framework: typed.framework,
  }
  const inferred = inferSpec(spec)
  if (!inferred.ok || !main) return undefined
  const around = [...factors, ...probes, main].reduce((n, { type }) => n + elements(type.shape), 0)
  return addSaved(inferred.typed.saved, { activations: around }, -1)
}

const inputOf = ({ shape, dtype, count }: TensorType): InputSpec => ({
  kind: 'tensor',
  shape: [...shape],
  dtype,
  ...(count !== undefined && { count }),
})
