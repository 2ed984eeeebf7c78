/**
 * Vision Transformer (Dosovitskiy et al., An Image is Worth 16x16 Words, 2021), and DINOv2 (Oquab et al., 2023), whose
 * features serve without training: the same layers with a learned factor behind each, patches of 14.
 */
import type { Nodes } from '../backbone.js'
import type { VisionBackbone } from './vision-backbone.js'

const sizes = {
  s: { name: 'ViT-S', dim: 384, heads: 6, layers: 12 },
  b: { name: 'ViT-B', dim: 768, heads: 12, layers: 12 },
  l: { name: 'ViT-L', dim: 1024, heads: 16, layers: 24 },
} as const
export type VitSize = keyof typeof sizes

export function vit(size: VitSize): VisionBackbone {
  const { name, dim, heads, layers } = sizes[size]
  return {
    id: `vit_${size}_16`,
    name: `${name}/16`,
    source: 'Dosovitskiy et al., An Image is Worth 16x16 Words, 2021; Touvron et al., DeiT, 2021',
    weights: 'ImageNet-21k or ImageNet-1k',
    width: dim,
    inputSize: 224,
    sizeStep: 16,
    nodes: () => [
      { name: 'patches', kind: 'patch_embedding', dim, patch: 16, class_token: true },
      { name: 'layers', kind: 'transformer_block', repeat: layers, heads, hidden: 4 * dim },
      { name: 'norm', kind: 'layer_norm' },
      { name: 'features', kind: 'select', index: 0 },
    ],
  }
}

const dinoPatch = 14
/** Positions that the published table has: patches of a 518 pixel image and the class token. */
const dinoRows = (518 / dinoPatch) ** 2 + 1

export interface DinoBackbone extends VisionBackbone {
  /** One vector for each patch and the class token's first: what a comparison of places in an image reads. */
  tokens(imageSize: number): Nodes
  nodes(imageSize?: number): Nodes
}

/** DINOv2 ViT-S/14 or ViT-B/14. The number of patches is written into its nodes, so they are made for an image size. */
export function dinoV2(size: 's' | 'b'): DinoBackbone {
  const { name, dim, heads, layers } = sizes[size]
  const inputSize = 224
  const tokens = (imageSize: number): Nodes => [
    { name: 'patches', kind: 'conv2d', channels: dim, kernel: dinoPatch, stride: dinoPatch },
    { name: 'patch_tokens', kind: 'reshape', shape: [Math.floor(imageSize / dinoPatch) ** 2, dim] },
    { name: 'class_token', kind: 'parameter', shape: [1, dim] },
    { name: 'with_class', kind: 'concat', axis: -2, from: ['class_token', 'patch_tokens'] },
    // The table is the published one; for fewer patches it is interpolated to as many as there are.
    { name: 'positions', kind: 'position_embedding', rows: dinoRows },
    {
      name: 'layers',
      kind: 'chain',
      repeat: layers,
      nodes: [
        { name: 'attention_norm', kind: 'layer_norm' },
        { name: 'attention', kind: 'attention', heads },
        { name: 'attention_scale', kind: 'layer_scale' },
        { name: 'attended', kind: 'add', with: 'x' },
        { name: 'feed_forward_norm', kind: 'layer_norm' },
        { name: 'feed_forward', kind: 'feed_forward', hidden: 4 * dim },
        { name: 'feed_forward_scale', kind: 'layer_scale' },
        { kind: 'add', with: 'attended' },
      ],
    },
    { name: 'norm', kind: 'layer_norm' },
  ]
  return {
    id: `dinov2_vit_${size}_14`,
    name: `DINOv2 ${name}/14`,
    source: 'Oquab et al., DINOv2: Learning Robust Visual Features without Supervision, 2023',
    weights: 'LVD-142M, 142 million images without labels',
    licence: 'Apache 2.0',
    width: dim,
    inputSize,
    sizeStep: dinoPatch,
    tokens,
    nodes: (imageSize = inputSize) => [...tokens(imageSize), { name: 'features', kind: 'select', index: 0 }],
  }
}
