/** The head of Simple Baselines (Xiao et al., 2018): three transposed convolutions, then a map for each joint. */
import type { Nodes } from '../backbone.js'

const channels = 256

export const poseHead = (joints: number): Nodes => [
  {
    name: 'enlarge',
    kind: 'chain',
    repeat: 3,
    nodes: [
      { kind: 'conv_transpose2d', channels, kernel: 4, stride: 2, padding: 1, bias: false },
      'batch_norm',
      'relu',
    ],
  },
  { name: 'heatmaps', kind: 'conv2d', channels: joints, kernel: 1 },
]

const lightChannels = 64

/** The same for phones and boards: enlarged by copying, mixed by filters of one channel each (Sandler et al., 2018). */
export const lightPoseHead = (joints: number): Nodes => [
  { name: 'narrowed', kind: 'conv_norm', channels: lightChannels, kernel: 1 },
  {
    name: 'enlarge',
    kind: 'chain',
    repeat: 3,
    nodes: [
      { kind: 'upsample', factor: 2, mode: 'nearest' },
      { kind: 'mbconv', channels: lightChannels, expand: 2, activation: 'hard_swish' },
    ],
  },
  { name: 'heatmaps', kind: 'conv2d', channels: joints, kernel: 1 },
]
