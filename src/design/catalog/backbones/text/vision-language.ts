/**
 * An image in front of a text: a vision tower, two linears that bring its patches to the decoder's width, a decoder
 * that reads both (Liu et al., Visual Instruction Tuning, 2023; Li et al., LLaVA-OneVision, 2024).
 */
import type { Nodes } from '../backbone.js'
import { type TextDecoder, type TextDecoderId, textDecoder } from './decoder.js'

/** SigLIP so400m at 384 pixels without its last layer, whose features LLaVA does not use. */
const tower = { width: 1152, layers: 26, heads: 16, hidden: 4304, patch: 14, side: 384 }

export interface VisionLanguage {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly weights: string
  readonly licence: string
  readonly imageSize: number
  /** Vectors that the image takes in front of the text. */
  readonly imageTokens: number
  readonly decoder: TextDecoder
  /** Vectors that an image takes where several are read, as of a video. */
  readonly frameTokens: number
  /**
   * Reads `image` (height, width, channels; with several an axis of them in front) and `ids`; ends with the scores of
   * the next token at each position of images and text.
   */
  nodes(images?: number): Nodes
}

/** SigLIP so400m in front of a Qwen2 decoder: sizes of LLaVA-OneVision 0.5B and 7B. */
export function visionLanguage(
  decoderId: Extract<TextDecoderId, 'qwen2.5-0.5b' | 'qwen2.5-7b'>,
): VisionLanguage {
  const decoder = textDecoder(decoderId)
  const size = decoderId.replace('qwen2.5-', '').toUpperCase()
  const grid = Math.floor(tower.side / tower.patch)
  const count = grid ** 2
  return {
    id: `llava-onevision-${size.toLowerCase()}`,
    name: `LLaVA-OneVision ${size}`,
    source:
      'Li et al., LLaVA-OneVision: Easy Visual Task Transfer, 2024; Zhai et al., Sigmoid Loss for Language Image Pre-Training, 2023',
    weights: 'images with instructions, on top of SigLIP and Qwen2',
    licence: 'Apache 2.0',
    imageSize: tower.side,
    imageTokens: count,
    decoder,
    frameTokens: Math.ceil(grid / 2) ** 2,
    nodes: (images = 1) => [
      {
        name: 'patches',
        kind: 'conv2d',
        channels: tower.width,
        kernel: tower.patch,
        stride: tower.patch,
        from: 'image',
      },
      {
        name: 'patch_tokens',
        kind: 'reshape',
        shape: images > 1 ? [images, count, tower.width] : [count, tower.width],
      },
      { name: 'patch_positions', kind: 'position_embedding' },
      {
        name: 'vision_tower',
        kind: 'transformer_block',
        repeat: tower.layers,
        heads: tower.heads,
        hidden: tower.hidden,
        activation: 'gelu_tanh',
      },
      { name: 'projector', kind: 'mlp', hidden: [decoder.width], units: decoder.width, activation: 'gelu' },
      // Of several images each is halved in both directions, so that all of them fit in front of the text.
      ...(images > 1
        ? [
            { name: 'grids', kind: 'reshape', shape: [images, grid, grid, decoder.width] },
            { name: 'halved', kind: 'avg_pool2d', kernel: 2, padding: 'ceil' },
            {
              name: 'seen',
              kind: 'reshape',
              shape: [images * Math.ceil(grid / 2) ** 2, decoder.width],
            },
          ]
        : [{ name: 'seen', kind: 'reshape', shape: [count, decoder.width] }]),
      ...decoder.table('ids'),
      { name: 'image_and_text', kind: 'concat', axis: -2, from: ['seen', 'words'] },
      ...decoder.layersOver('image_and_text'),
      ...decoder.scores(),
    ],
  }
}
