/** The layer-by-layer table of a typed spec. */
import type { LayerRow } from '../proposal.js'
import type { TypedNode, TypedSpec } from './typed.js'

/** One row for each primitive layer; equal repetitions are one row whose params and flops are those of all. */
export function layerRows(typed: TypedSpec): LayerRow[] {
  return typed.nodes.flatMap((node) => rowsOf(node, 1, 1))
}

function rowsOf(node: TypedNode, timesAbove: number, setsAbove: number): LayerRow[] {
  const times = timesAbove * node.times
  const sets = setsAbove * node.weightSets
  if (node.children.length > 0) return node.children.flatMap((child) => rowsOf(child, times, sets))
  const counted = node.weights.filter((weight) => !weight.buffer && weight.tiedTo === undefined)
  const params = counted.reduce((total, { shape }) => total + shape.reduce((n, size) => n * size, 1), 0)
  return [
    {
      path: node.path,
      kind: node.kind,
      outputShape: node.outputs[0]?.type.shape ?? [],
      params: sets * params,
      flops: times * node.flops,
      times,
      description: node.description,
    },
  ]
}
