/** DS-CNN for keywords (Zhang et al., Hello Edge, 2017): a filter for each channel, then a mixing; kilobytes of weights. */
import type { Nodes } from '../backbone.js'
import type { FrontEnd } from './front-end.js'

/** Channels of every layer, and pairs behind the first one: the three sizes of the paper and a smaller one. */
export const dsCnnSizes = [
  { label: '32 channels', channels: 32, pairs: 3 },
  { label: '64 channels (DS-CNN S)', channels: 64, pairs: 4 },
  { label: '172 channels (DS-CNN M)', channels: 172, pairs: 4 },
  { label: '276 channels (DS-CNN L)', channels: 276, pairs: 5 },
] as const

/** Ten coefficients each 20 ms: what a microcontroller computes beside the network. */
export const keywordFrontEnd: FrontEnd = { sampleRateHz: 16_000, windowMs: 40, hopMs: 20, mels: 10 }

export const dsCnn = ({ channels, pairs }: { readonly channels: number; readonly pairs: number }): Nodes => [
  { name: 'stem', kind: 'conv_norm', channels, kernel: [10, 4], stride: 2 },
  {
    name: 'pairs',
    kind: 'chain',
    repeat: pairs,
    nodes: [
      { name: 'filter', kind: 'conv_norm', groups: 'depthwise' },
      { name: 'mix', kind: 'conv_norm', channels, kernel: 1 },
    ],
  },
  { name: 'features', kind: 'global_pool' },
]
