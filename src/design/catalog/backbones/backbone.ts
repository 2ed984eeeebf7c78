/**
 * A published network as nodes of a spec: what a family starts from when it fine-tunes or reads frozen features. The
 * parameter counts of all of them are held to what the real frameworks counted (test/design/catalog/backbones).
 */
import type { ModelSpec } from '../../spec/spec.js'

export type Nodes = ModelSpec['nodes']

export interface Backbone {
  readonly id: string
  /** As people write it: `ResNet-50`. */
  readonly name: string
  /** Paper and year. */
  readonly source: string
  /** What the published weights were trained on: `ImageNet-1k`. */
  readonly weights: string
  /** Of the published weights, where it limits what they may be used for or a product has to name it. */
  readonly licence?: string
  /** Features that `nodes` ends with, for each sample or, where it says so, for each position: what a head reads. */
  readonly width: number
  /**
   * From the input (the node before, or the only input of the spec) to the features. The last node is named
   * `features`, the others by their part, so that a layer table reads well.
   */
  nodes(): Nodes
}

/** The same nodes with weights that do not learn. */
export const frozen = (nodes: Nodes): Nodes =>
  nodes.map((node) => ({ ...(typeof node === 'string' ? { kind: node } : node), frozen: true }))
