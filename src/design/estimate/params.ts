/** Parameters: exact, the sum of the weight shapes that the layers list. */
import type { TypedSpec } from '../spec/infer.js'
import { exact, type Figure } from './figure.js'
import { countAll, countNode, sumOf, type WeightCount } from './totals.js'

export interface ParamFigures {
  /** All parameters, frozen ones included; shared and tied weights once. */
  readonly total: Figure
  readonly trainable: Figure
  /** Used for one position: fewer than the total only where experts are chosen. Tables count in full. */
  readonly active: Figure
  /** Numbers stored with the model that are no parameters in this framework: running statistics. */
  readonly buffers: Figure
}

const titles = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const

export function countParams(typed: TypedSpec): ParamFigures {
  const count = countAll(typed)
  const parts = typed.nodes.map((node) => ({ name: node.path, count: countNode(node) }))
  const source = `weight shapes as ${titles[typed.framework]} stores them`
  const figure = (pick: keyof WeightCount, unit: 'parameters' | 'elements') =>
    exact(
      count[pick],
      unit,
      sumOf(parts.map((part) => ({ name: part.name, value: part.count[pick] }))),
      source,
    )
  return {
    total: figure('params', 'parameters'),
    trainable: figure('trainable', 'parameters'),
    active: figure('active', 'parameters'),
    buffers: figure('buffers', 'elements'),
  }
}
