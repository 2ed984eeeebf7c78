/** Published models as specs made of library blocks, at the sizes that a published run states. */
import type { TypedSpec } from '../../src/design/spec/typed.js'
import { typedOf } from './specs.js'

export interface Shape {
  readonly layers: number
  readonly hidden: number
  readonly heads: number
  readonly seq: number
  readonly vocab: number
}

interface GptOptions {
  readonly dropout?: number
  readonly lora?: { readonly rank: number; readonly on: readonly string[] }
  /** Positions in a table; BLOOM has them in the scores, without weights. */
  readonly positions?: boolean
  /** BLOOM norms what the table gives. */
  readonly normedTable?: boolean
}

/** GPT-2's layout: learned positions, pre-norm, feed-forward of 4 x hidden, tied output. */
export function gpt({ layers, hidden, heads, seq, vocab }: Shape, options: GptOptions = {}): TypedSpec {
  const { dropout = 0, lora, positions = true, normedTable = false } = options
  const frozen = lora ? { frozen: true } : {}
  return typedOf({
    inputs: { ids: { kind: 'tokens', vocab, steps: seq } },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: hidden, ...frozen },
      ...(normedTable ? ['layer_norm'] : []),
      ...(positions ? [{ kind: 'position_embedding', rows: seq, ...frozen }] : []),
      {
        kind: 'transformer_block',
        repeat: layers,
        heads,
        hidden: 4 * hidden,
        causal: true,
        dropout,
        ...(lora && { lora }),
      },
      { kind: 'layer_norm', ...frozen },
      { kind: 'linear', units: vocab, bias: false, tie: 'tokens', ...frozen },
    ],
  })
}

/** LLaMA's layout: RMS norms, gated feed-forward, no biases, untied output. */
export function llama(
  { layers, hidden, heads, seq, vocab }: Shape,
  feedForward: number,
  kvHeads = heads,
): TypedSpec {
  return typedOf({
    inputs: { ids: { kind: 'tokens', vocab, steps: seq } },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: hidden },
      {
        kind: 'transformer_block',
        repeat: layers,
        heads,
        kv_heads: kvHeads,
        hidden: feedForward,
        norm: 'rms_norm',
        activation: 'silu',
        gated: true,
        bias: false,
        causal: true,
        rotary: true,
      },
      'rms_norm',
      { kind: 'linear', units: vocab, bias: false },
    ],
  })
}

/** Layers of a Transformer alone, without table and output. */
export const stack = (layers: number, seq: number, hidden: number, heads: number, dropout = 0.1): TypedSpec =>
  typedOf({
    inputs: { x: { kind: 'series', steps: seq, features: hidden } },
    nodes: [{ kind: 'transformer_block', repeat: layers, heads, hidden: 4 * hidden, dropout, causal: true }],
  })

/** T5 v1.0's layout (Raffel et al., 2020): one table, relative positions, heads wider than hidden / heads. */
export function t5(
  { layers, hidden, heads, seq, vocab }: Shape,
  feedForward: number,
  headDim: number,
): TypedSpec {
  const block = {
    kind: 'transformer_block',
    repeat: layers,
    heads,
    head_dim: headDim,
    hidden: feedForward,
    norm: 'rms_norm',
    bias: false,
    activation: 'relu',
  }
  return typedOf({
    inputs: {
      source: { kind: 'tokens', vocab, steps: seq },
      target: { kind: 'tokens', vocab, steps: seq },
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: hidden, from: 'source' },
      { name: 'encoder_bias', kind: 'relative_bias', heads },
      { ...block, from: 'tokens', with: { bias: 'encoder_bias' } },
      { name: 'encoded', kind: 'rms_norm' },
      { name: 'target_tokens', reuse: 'tokens', from: 'target' },
      { name: 'decoder_bias', kind: 'relative_bias', heads },
      { ...block, causal: true, from: 'target_tokens', with: { memory: 'encoded', bias: 'decoder_bias' } },
      'rms_norm',
      { name: 'logits', kind: 'linear', units: vocab, bias: false, tie: 'tokens' },
    ],
  })
}

/** As many parameters in one matrix: where only their number counts. */
export const matrixOf = (rows: number, columns: number): TypedSpec =>
  typedOf({
    inputs: { x: { kind: 'vector', features: columns } },
    nodes: [{ kind: 'linear', units: rows, bias: false }],
  })

/** Mixtral 8x7B (Jiang et al., 2024): LLaMA's layout with 2 of 8 experts in the place of each feed-forward. */
export const mixtral = (seq = 2048): TypedSpec =>
  typedOf({
    inputs: { ids: { kind: 'tokens', vocab: 32_000, steps: seq } },
    blocks: {
      layer: {
        nodes: [
          { kind: 'rms_norm', from: 'x' },
          { kind: 'attention', heads: 32, kv_heads: 8, bias: false, causal: true, rotary: true },
          { name: 'attended', kind: 'add', with: 'x' },
          { kind: 'rms_norm', from: 'attended' },
          {
            kind: 'moe',
            experts: 8,
            active: 2,
            expert: { kind: 'feed_forward', hidden: 14_336, gated: true, activation: 'silu', bias: false },
          },
          { kind: 'add', with: 'attended' },
        ],
      },
    },
    nodes: [
      { name: 'tokens', kind: 'embedding', dim: 4096 },
      { kind: 'layer', repeat: 32 },
      'rms_norm',
      { kind: 'linear', units: 32_000, bias: false },
    ],
  })
