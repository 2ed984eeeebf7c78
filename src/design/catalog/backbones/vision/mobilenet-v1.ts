/**
 * MobileNetV1 with a quarter of its channels (Howard et al., MobileNets, 2017) at 96 pixels, as Visual Wake Words
 * (Chowdhery et al., 2019) and MLPerf Tiny (Banbury et al., 2021) run it: what a microcontroller holds.
 */
import type { Nodes } from '../backbone.js'
import { pooled, type VisionBackbone } from './vision-backbone.js'

/** Channels and stride of each pair of a filter for every channel and a mix of all. */
const pairs = [
  [16, 1],
  [32, 2],
  [32, 1],
  [64, 2],
  [64, 1],
  [128, 2],
  [128, 1],
  [128, 1],
  [128, 1],
  [128, 1],
  [128, 1],
  [256, 2],
  [256, 1],
] as const

const nodes = (): Nodes => [
  { name: 'stem', kind: 'conv_norm', channels: 8, stride: 2 },
  ...pairs.flatMap(([channels, stride], i) => [
    { name: `filter${i + 1}`, kind: 'conv_norm', groups: 'depthwise', stride },
    { name: `mix${i + 1}`, kind: 'conv_norm', channels, kernel: 1 },
  ]),
  pooled,
]

export const mobileNetV1Quarter: VisionBackbone = {
  weights: 'ImageNet-1k',
  inputSize: 96,
  sizeStep: 32,
  id: 'mobilenet_v1_quarter',
  name: 'MobileNetV1 x 0.25',
  source: 'Howard et al., MobileNets, 2017; Chowdhery et al., Visual Wake Words Dataset, 2019',
  width: 256,
  nodes,
}
