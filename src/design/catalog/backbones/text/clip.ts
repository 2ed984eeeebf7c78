/**
 * CLIP (Radford et al., Learning Transferable Visual Models from Natural Language Supervision, 2021), ViT-B/32: a tower
 * for images and one for texts, whose vectors are compared. Either may be used alone.
 */
import type { Nodes } from '../backbone.js'

const source =
  'Radford et al., Learning Transferable Visual Models from Natural Language Supervision (CLIP), 2021'
const weights = '400 million pairs of image and text from the web'
const side = 224
const patch = 32

export const clip = {
  id: 'clip-vit-b-32',
  name: 'CLIP ViT-B/32',
  source,
  weights,
  licence: 'MIT',
  /** Numbers of the vectors that are compared. */
  width: 512,
  imageSize: side,
  vocab: 49_408,
  maxTokens: 77,
  params: 151_277_313,
  /** Reads the image; ends with a vector of length one called `image_vector`. */
  imageNodes: (image = 'image'): Nodes => [
    {
      name: 'patches',
      kind: 'conv2d',
      channels: 768,
      kernel: patch,
      stride: patch,
      bias: false,
      from: image,
    },
    { name: 'patch_tokens', kind: 'reshape', shape: [(side / patch) ** 2, 768] },
    { name: 'class_token', kind: 'parameter', shape: [1, 768] },
    { name: 'image_tokens', kind: 'concat', axis: -2, from: ['class_token', 'patch_tokens'] },
    { name: 'image_positions', kind: 'position_embedding' },
    { name: 'image_input_norm', kind: 'layer_norm' },
    { name: 'image_encoder', kind: 'transformer_block', repeat: 12, heads: 12, hidden: 3072 },
    { name: 'image_class', kind: 'select', index: 0 },
    { name: 'image_norm', kind: 'layer_norm' },
    { name: 'image_features', kind: 'linear', units: 512, bias: false },
    { name: 'image_vector', kind: 'l2_normalize' },
  ],
  /** Reads ids and a mask that is true for the end token alone; ends with `text_vector`, of length one. */
  textNodes: (ids = 'ids', end = 'end'): Nodes => [
    { name: 'words', kind: 'embedding', dim: 512, from: ids },
    { name: 'text_positions', kind: 'position_embedding', rows: 77 },
    { name: 'text_encoder', kind: 'transformer_block', repeat: 12, heads: 8, hidden: 2048, causal: true },
    { name: 'text_norm', kind: 'layer_norm' },
    { name: 'text_end', kind: 'reduce', by: 'mean', with: { mask: end } },
    { name: 'text_features', kind: 'linear', units: 512, bias: false },
    { name: 'text_vector', kind: 'l2_normalize' },
  ],
} as const
