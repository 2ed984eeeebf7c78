/** Parameters: exact, the sum of the weight shapes that the layers list. */
import type { TypedSpec } from '../spec/infer.js'
import { exact, type Figure } from './figure.js'
import { countAll, countNode, sumOf } from './totals.js'

export interface ParamFigures {
  /** All parameters, frozen ones included; shared and tied weights once. */
  readonly total: Figure
  readonly trainable: Figure
  /** Numbers stored with the model that are no parameters in this framework: running statistics. */
  readonly buffers: Figure
}

const titles = { pytorch: 'PyTorch', keras: 'Keras', flax: 'Flax' } as const

export function countParams(typed: TypedSpec): ParamFigures {
  const count = countAll(typed)
  const parts = typed.nodes.map((node) => ({ name: node.path, count: countNode(node) }))
  const source = `weight shapes as ${titles[typed.framework]} stores them`
  const figure = (pick: 'params' | 'trainable' | 'buffers', unit: 'parameters' | 'elements') =>
    exact(
      count[pick],
      unit,
      sumOf(parts.map((part) => ({ name: part.name, value: part.count[pick] }))),
      source,
    )
  return {
    total: figure('params', 'parameters'),
    trainable: figure('trainable', 'parameters'),
    buffers: figure('buffers', 'elements'),
  }
}
