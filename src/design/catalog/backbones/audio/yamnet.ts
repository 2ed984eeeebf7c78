/**
 * YAMNet (Google, 2019): MobileNetV1 (Howard et al., 2017) on 0.96 s of log-mel, trained on AudioSet. Small enough for a
 * phone; its 1024 numbers for each 0.96 s serve as features.
 */
import type { AudioBackbone } from './audio-backbone.js'

/** Channels and stride of the thirteen pairs of a filter for each channel and a mixing of channels. */
const pairs = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const

export const yamnet: AudioBackbone = {
  id: 'yamnet',
  name: 'YAMNet',
  source: 'Howard et al., MobileNets, 2017; Gemmeke et al., Audio Set, 2017 (YAMNet: Google, 2019)',
  weights: 'AudioSet',
  licence: 'Apache 2.0',
  width: 1024,
  frontEnd: { sampleRateHz: 16_000, windowMs: 25, hopMs: 10, mels: 64 },
  nodes: () => [
    { name: 'stem', kind: 'conv_norm', channels: 32, stride: 2 },
    ...pairs.flatMap(([channels, stride], i) => [
      { name: `filter${i + 1}`, kind: 'conv_norm', groups: 'depthwise', stride },
      { name: `mix${i + 1}`, kind: 'conv_norm', channels, kernel: 1 },
    ]),
    { name: 'features', kind: 'global_pool' },
  ],
}
