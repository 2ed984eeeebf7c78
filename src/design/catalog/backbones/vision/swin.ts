/** Swin Transformer (Liu et al., 2021): attention inside windows that move from layer to layer. */
import { pooled, type VisionBackbone } from './vision-backbone.js'

export const swinTiny: VisionBackbone = {
  id: 'swin_t',
  name: 'Swin-T',
  source: 'Liu et al., Swin Transformer: Hierarchical Vision Transformer using Shifted Windows, 2021',
  weights: 'ImageNet-1k',
  width: 768,
  inputSize: 224,
  sizeStep: 32,
  nodes: () => [
    { name: 'patches', kind: 'conv2d', channels: 96, kernel: 4, stride: 4 },
    { name: 'patches_norm', kind: 'layer_norm' },
    { name: 'stage1', kind: 'swin_block', heads: 3, each: { shift: [0, 3] } },
    { name: 'merge2', kind: 'patch_merging' },
    { name: 'stage2', kind: 'swin_block', heads: 6, each: { shift: [0, 3] } },
    { name: 'merge3', kind: 'patch_merging' },
    { name: 'stage3', kind: 'swin_block', heads: 12, each: { shift: [0, 3, 0, 3, 0, 3] } },
    { name: 'merge4', kind: 'patch_merging' },
    { name: 'stage4', kind: 'swin_block', heads: 24, repeat: 2 },
    { name: 'norm', kind: 'layer_norm' },
    pooled,
  ],
}
