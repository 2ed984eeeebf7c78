/** What published networks that read text have in common, and how low-rank additions are put on them. */
import type { NodeSpec } from '../../../spec/spec.js'
import type { Backbone, Nodes } from '../backbone.js'

export interface TextBackbone extends Backbone {
  /** Rows of the token table. */
  readonly vocab: number
  /** Longest text that the published weights read, in tokens. */
  readonly maxTokens: number
  /** Languages of the texts it was trained on. */
  readonly languages: 'english' | 'many'
  /** As published, with all that belongs to it; what the tests hold the nodes to. */
  readonly params: number
}

/** Projections of a Transformer layer that LoRA is put on: all linear ones (Dettmers et al., QLoRA, 2023). */
const allLinear = ['query', 'key', 'value', 'output', 'gate', 'expand', 'contract']

const objectOf = (node: NodeSpec): Exclude<NodeSpec, string> =>
  typeof node === 'string' ? { kind: node } : node

/**
 * The same nodes, frozen, with low-rank additions on every linear layer of their Transformer blocks: the only numbers
 * that learn (Hu et al., LoRA, 2021).
 */
export const withLora = (nodes: Nodes, rank: number): Nodes =>
  nodes.map(objectOf).map((node) => {
    if (node.reuse !== undefined) return node
    return node.kind === 'transformer_block'
      ? { ...node, lora: { rank, on: allLinear } }
      : { ...node, frozen: true }
  })

/** The nodes with the block's own dropout in every Transformer layer. */
export const withDropout = (nodes: Nodes, dropout: number): Nodes =>
  nodes.map(objectOf).map((node) => (node.kind === 'transformer_block' ? { ...node, dropout } : node))
