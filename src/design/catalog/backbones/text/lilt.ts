/**
 * LiLT (Wang et al., A Simple yet Effective Language-Independent Layout Transformer, 2022): beside any text encoder a
 * narrow one for places; in every layer the scores of both are added, so that words know where they stand. Its weights
 * may be used in products, and its text side may be of many languages.
 */
import type { BlockSpec } from '../../../spec/spec.js'
import type { Nodes } from '../backbone.js'
import { type TextEncoder, textEncoder } from './encoder.js'

/** The layout side is a quarter as wide. */
const shrink = 4
/** Coordinates are whole numbers from 0 to 1000; tables have this many rows. */
const coordinates = 1024
/** Left, top, right, bottom, width and height of a box, side by side, come to the text's width. */
const places = 6

export interface LayoutReader {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly weights: string
  readonly licence: string
  readonly width: number
  readonly vocab: number
  readonly maxTokens: number
  readonly coordinates: number
  /** Own blocks that `nodes` use: to be put into the spec. */
  readonly blocks: Readonly<Record<string, BlockSpec>>
  /** Reads `ids`, `known`, `columns` and `rows` (steps, 2), `widths`, `heights`; ends with a vector for each token. */
  nodes(): Nodes
}

const attention = (own: string, width: number, heads: number): Nodes => [
  { name: `${own}_query`, kind: 'linear', units: width, from: own },
  { name: `${own}_query_heads`, kind: 'split_heads', heads },
  { name: `${own}_key`, kind: 'linear', units: width, from: own },
  { name: `${own}_key_heads`, kind: 'split_heads', heads },
  { name: `${own}_value`, kind: 'linear', units: width, from: own },
  { name: `${own}_value_heads`, kind: 'split_heads', heads },
  {
    name: `${own}_products`,
    kind: 'matmul',
    transpose: true,
    from: [`${own}_query_heads`, `${own}_key_heads`],
  },
  { name: `${own}_scores`, kind: 'scale', by: 1 / Math.sqrt(width / heads) },
]

const finish = (own: string, width: number): Nodes => [
  { name: `${own}_masked`, kind: 'mask_scores', from: `${own}_both`, with: { mask: 'known' } },
  { name: `${own}_shares`, kind: 'softmax' },
  { name: `${own}_mixed`, kind: 'matmul', from: [`${own}_shares`, `${own}_value_heads`] },
  { name: `${own}_merged`, kind: 'merge_heads' },
  { name: `${own}_output`, kind: 'linear', units: width },
  { name: `${own}_sum`, kind: 'add', with: own },
  { name: `${own}_attended`, kind: 'layer_norm' },
  { name: `${own}_forward`, kind: 'feed_forward', hidden: 4 * width },
  { name: `${own}_forward_sum`, kind: 'add', with: `${own}_attended` },
  { name: `${own}_out`, kind: 'layer_norm' },
]

/** One layer of both sides. */
const layer = (width: number, heads: number): BlockSpec => ({
  inputs: ['text', 'layout', 'known'],
  nodes: [
    ...attention('text', width, heads),
    ...attention('layout', width / shrink, heads),
    { name: 'text_both', kind: 'add', from: ['text_scores', 'layout_scores'] },
    { name: 'layout_both', kind: 'add', from: ['layout_scores', 'text_scores'] },
    ...finish('text', width),
    ...finish('layout', width / shrink),
  ],
  outputs: ['text_out', 'layout_out'],
})

/** Beside RoBERTa-base for English, XLM-RoBERTa-base (InfoXLM) for many languages. */
export function lilt(multilingual: boolean): LayoutReader {
  const encoder: TextEncoder = textEncoder(multilingual ? 'xlm-r-base' : 'roberta-base')
  const { width, heads, layers } = encoder
  const narrow = width / shrink
  const text = encoder.tokens().filter((node) => typeof node !== 'string' && node.name !== 'encoder')
  return {
    id: multilingual ? 'lilt-infoxlm-base' : 'lilt-roberta-base',
    name: `LiLT beside ${multilingual ? 'InfoXLM-base' : 'RoBERTa-base'}`,
    source: 'Wang, Jin & Ding, LiLT, 2022',
    weights: `11 million scanned pages (IIT-CDIP), on top of ${encoder.weights}`,
    licence: 'MIT; LayoutLMv2, LayoutXLM and LayoutLMv3 are CC BY-NC-SA: not for commercial use',
    width,
    vocab: encoder.vocab,
    maxTokens: encoder.maxTokens,
    coordinates,
    blocks: { two_sided_layer: layer(width, heads) },
    nodes: () => [
      ...text,
      { name: 'column_vectors', kind: 'embedding', dim: width / places, from: 'columns' },
      { name: 'column', kind: 'flatten', axes: 2 },
      { name: 'row_vectors', kind: 'embedding', dim: width / places, from: 'rows' },
      { name: 'row', kind: 'flatten', axes: 2 },
      { name: 'box_width', kind: 'embedding', dim: width / places, from: 'widths' },
      { name: 'box_height', kind: 'embedding', dim: width / places, from: 'heights' },
      { name: 'box', kind: 'concat', from: ['column', 'row', 'box_width', 'box_height'] },
      { name: 'box_narrow', kind: 'linear', units: narrow },
      { name: 'box_positions', kind: 'position_embedding', rows: encoder.maxTokens + 2 },
      { name: 'box_norm', kind: 'layer_norm' },
      {
        name: 'layers',
        kind: 'two_sided_layer',
        repeat: layers,
        from: ['input_norm', 'box_norm', 'known'],
      },
      { name: 'features', kind: 'concat', from: ['layers.0', 'layers.1'] },
    ],
  }
}
