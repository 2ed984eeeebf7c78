/**
 * Networks that read documents: a text encoder that also knows where each word stands (Xu et al., LayoutLM, 2020), and
 * one that reads the picture of a page without OCR and writes the fields (Kim et al., Donut, 2022).
 */
import type { Backbone, Nodes } from '../backbone.js'
import type { LayoutReader } from './lilt.js'

const width = 768
/** Coordinates are whole numbers from 0 to 1000; tables have this many rows. */
const coordinates = 1024

/** BERT-base with a vector for each edge of a word's box, its width and its height added. */
export const layoutLm: LayoutReader = {
  id: 'layoutlm-base',
  name: 'LayoutLM-base',
  source: 'Xu et al., LayoutLM: Pre-training of Text and Layout for Document Image Understanding, 2020',
  weights: '11 million scanned pages (IIT-CDIP), on top of BERT',
  licence: 'MIT; LayoutLMv2 and v3 are CC BY-NC-SA: not for commercial use',
  width,
  vocab: 30_522,
  maxTokens: 512,
  coordinates,
  blocks: {},
  nodes: () => [
    { name: 'words', kind: 'embedding', dim: width, from: 'ids' },
    { name: 'column_edges', kind: 'embedding', dim: width, from: 'columns' },
    { name: 'column', kind: 'reduce', by: 'sum' },
    { name: 'row_edges', kind: 'embedding', dim: width, from: 'rows' },
    { name: 'row', kind: 'reduce', by: 'sum' },
    { name: 'box_width', kind: 'embedding', dim: width, from: 'widths' },
    { name: 'box_height', kind: 'embedding', dim: width, from: 'heights' },
    { name: 'segments', kind: 'parameter', shape: [2, width] },
    { name: 'segment', kind: 'select', index: 0, from: 'segments' },
    {
      name: 'placed',
      kind: 'add',
      from: ['words', 'column', 'row', 'box_width', 'box_height', 'segment'],
    },
    { name: 'positions', kind: 'position_embedding', rows: 512 },
    { name: 'input_norm', kind: 'layer_norm' },
    {
      name: 'features',
      kind: 'transformer_block',
      order: 'post',
      repeat: 12,
      heads: 12,
      hidden: 3072,
      with: { mask: 'known' },
    },
  ],
}

const donutWidth = 1024
const donutRows = 1538

interface PageReader extends Backbone {
  readonly vocab: number
  /** Height and width of the page in pixels. */
  readonly pageSize: readonly [number, number]
  readonly params: number
  /** Reads `page` and `target`; ends with a vector for each token of the target. */
  nodes(): Nodes
  scores(): Nodes
}

/** A Swin encoder over the page and four layers that write; published as 143M without the 59M of its token table. */
export const donut: PageReader = {
  id: 'donut-base',
  name: 'Donut-base',
  source: 'Kim et al., OCR-free Document Understanding Transformer (Donut), 2022',
  weights: '11 million scanned pages (IIT-CDIP) and 2 million made ones in four languages',
  licence: 'MIT',
  width: donutWidth,
  vocab: 57_525,
  pageSize: [2560, 1920],
  params: 201_900_000,
  nodes: () => [
    { name: 'patches', kind: 'conv2d', channels: 128, kernel: 4, stride: 4, from: 'page' },
    { name: 'patches_norm', kind: 'layer_norm' },
    { name: 'stage1', kind: 'swin_block', heads: 4, window: 10, each: { shift: [0, 5] } },
    { name: 'merge2', kind: 'patch_merging' },
    { name: 'stage2', kind: 'swin_block', heads: 8, window: 10, each: { shift: [0, 5] } },
    { name: 'merge3', kind: 'patch_merging' },
    {
      name: 'stage3',
      kind: 'swin_block',
      heads: 16,
      window: 10,
      each: { shift: Array.from({ length: 14 }, (_, i) => (i % 2) * 5) },
    },
    { name: 'merge4', kind: 'patch_merging' },
    { name: 'stage4', kind: 'swin_block', heads: 32, window: 10, each: { shift: [0, 5] } },
    { name: 'page_norm', kind: 'layer_norm' },
    { name: 'seen', kind: 'reshape', shape: [-1, donutWidth] },
    { name: 'words', kind: 'embedding', dim: donutWidth, from: 'target' },
    { name: 'positions', kind: 'position_embedding', rows: donutRows },
    { name: 'input_norm', kind: 'layer_norm' },
    {
      name: 'writer',
      kind: 'transformer_block',
      repeat: 4,
      heads: 16,
      hidden: 4 * donutWidth,
      causal: true,
      with: { memory: 'seen' },
    },
    { name: 'features', kind: 'layer_norm' },
  ],
  scores: () => [
    { name: 'scores', kind: 'linear', units: 57_525, bias: false, tie: 'words', from: 'features' },
  ],
}
