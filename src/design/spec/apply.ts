/** One application of a primitive layer: its typed node, its outputs, and its entry on the tape. */
import { type Connected, miscounted } from './connect.js'
import type { Fields } from './fields.js'
import { type Misfit, misfit } from './issue.js'
import type { Given, Keeps, Layer } from './layers/layer.js'
import { maxApplications, maxElements } from './limits.js'
import { lowRank } from './low-rank.js'
import { tooManyLayers } from './repeat.js'
import { addSaved, nothingSaved } from './saved.js'
import type { Bound } from './scope.js'
import { elements, show, type TensorType } from './shape.js'
import type { Tape } from './tape.js'
import type { LoraSpec, TypedNode } from './typed.js'

/** What inference says of a node. */
type Said = Pick<
  TypedNode,
  | 'description'
  | 'fields'
  | 'outputs'
  | 'results'
  | 'weights'
  | 'flops'
  | 'traffic'
  | 'kernels'
  | 'recurrence'
  | 'children'
  | 'body'
>

/** What a typed node says before anything is inferred. */
export type About = Omit<TypedNode, keyof Said>

/** Every field by its name: thousands are made for a large model, and spreading takes several times as long. */
export const typedNode = (about: About, said: Said): TypedNode => ({
  path: about.path,
  name: about.name,
  kind: about.kind,
  description: said.description,
  fields: said.fields,
  origins: about.origins,
  reads: about.reads,
  inputs: about.inputs,
  ports: about.ports,
  outputs: said.outputs,
  results: said.results,
  arrangement: about.arrangement,
  reuses: about.reuses,
  frozen: about.frozen,
  lora: about.lora,
  weights: said.weights,
  flops: said.flops,
  traffic: said.traffic,
  kernels: said.kernels,
  recurrence: said.recurrence,
  times: about.times,
  weightSets: about.weightSets,
  children: said.children,
  body: said.body,
})

export function applyLayer(
  layer: Layer,
  {
    tape,
    about,
    given,
    connected,
    fields,
    frozen,
    lora,
  }: {
    readonly tape: Tape
    readonly about: About
    readonly given: Given
    readonly connected: Connected
    readonly fields: Fields
    readonly frozen: boolean
    readonly lora: LoraSpec | undefined
  },
): { readonly node: TypedNode; readonly bound: Bound } | { readonly misfits: readonly Misfit[] } {
  const wrong = miscounted(layer.kind, layer.takes, given)
  if (wrong) return { misfits: [wrong] }
  if (tape.length >= maxApplications) return { misfits: [tooManyLayers] }
  const applied = layer.apply(fields, given)
  if ('length' in applied) return { misfits: applied }
  const { main, partOf = main, ports = {} } = applied.outputs
  const large = [main, ...applied.weights].find(({ shape }) => elements(shape) > maxElements)
  if (large) return { misfits: [misfit('too_large', 'tensors of at most 2^50 elements', show(large.shape))] }

  const [input] = connected.inputs
  const store = (type: TensorType) => (layer.isView && input ? input.storage : tape.store(type))
  const outputs = [
    { port: '', value: { type: main, storage: store(partOf) } },
    ...Object.entries(ports).map(([port, type]) => ({ port, value: { type, storage: store(type) } })),
  ]
  const low = lora && lowRank(lora, about.name, applied.weights, given)
  const weights = [
    ...applied.weights.map((weight) => (frozen ? { ...weight, trainable: false } : weight)),
    ...(low?.weights ?? []),
  ]
  if (!layer.isView)
    tape.add({
      reads: [...connected.inputs, ...Object.values(connected.ports)].map((value) => value.storage),
      writes: outputs.map(({ value }) => value.storage),
      keeps: low ? withLowRank(applied.keeps, low.keeps) : applied.keeps,
      learns: weights.some((weight) => weight.trainable),
      isTrainingOnly: layer.isTrainingOnly,
      workspace: applied.workspace,
    })
  const [table] = weights
  const isTable = layer.kind === 'embedding' && table
  return {
    bound: { outputs, ...(isTable && { table: { path: about.path, shape: table.shape } }) },
    node: typedNode(about, {
      description: applied.description,
      fields: applied.fields,
      outputs: outputs.map(({ port, value }) => ({ port, type: value.type })),
      results: outputs.map(({ value }) => value.type),
      weights,
      flops: applied.flops + (low?.flops ?? 0),
      traffic: applied.traffic,
      kernels: applied.kernels,
      recurrence: applied.recurrence,
      children: [],
      body: undefined,
    }),
  }
}

/** The layer's own weights are frozen: what only their gradients need is not kept, what the additions read is. */
const withLowRank = ({ forWeights: _, ...own }: Keeps, low: Keeps): Keeps => ({
  ...own,
  inputs: [...(own.inputs ?? []), ...(low.inputs ?? [])],
  inside: addSaved({ ...nothingSaved, ...own.inside }, low.inside ?? {}),
})
