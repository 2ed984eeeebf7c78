/**
 * PANNs (Kong et al., 2020): plain convolutions on log-mel, trained on AudioSet (two million clips, 527 sounds). A norm
 * of each band comes first; frequencies are averaged away, of time the mean and the largest are added.
 */
import type { Nodes } from '../backbone.js'
import type { AudioBackbone } from './audio-backbone.js'

const sizes = {
  cnn6: { kernel: 5, convolutions: 1, widths: [64, 128, 256, 512] },
  cnn10: { kernel: 3, convolutions: 2, widths: [64, 128, 256, 512] },
  cnn14: { kernel: 3, convolutions: 2, widths: [64, 128, 256, 512, 1024, 2048] },
} as const
export type PannsSize = keyof typeof sizes

export function panns(size: PannsSize): AudioBackbone {
  const { kernel, convolutions, widths } = sizes[size]
  const last = widths.at(-1) ?? 0
  return {
    id: `panns_${size}`,
    name: `PANNs ${size.toUpperCase()}`,
    source: 'Kong et al., PANNs: Large-Scale Pretrained Audio Neural Networks, 2020',
    weights: 'AudioSet',
    licence: 'CC BY 4.0',
    width: last,
    frontEnd: { sampleRateHz: 32_000, windowMs: 32, hopMs: 10, mels: 64 },
    nodes: () => [
      ...bandNorm,
      ...widths.flatMap(
        (channels, i): Nodes => [
          { name: `block${i + 1}`, kind: 'conv_norm', channels, kernel, repeat: convolutions },
          // The last of CNN14 keeps its size: there is little left.
          ...(i < 5 ? [{ name: `halve${i + 1}`, kind: 'avg_pool2d', kernel: 2 }] : []),
        ],
      ),
      { name: 'bands', kind: 'reduce', axis: -2 },
      { name: 'mean', kind: 'reduce', axis: -2 },
      { name: 'largest', kind: 'reduce', axis: -2, by: 'max', from: 'bands' },
      { name: 'pooled', kind: 'add', from: ['mean', 'largest'] },
      { name: 'hidden', kind: 'linear', units: last },
      { name: 'features', kind: 'relu' },
    ],
  }
}

/** A batch norm over the bands: the one channel goes away for it and comes back. */
const bandNorm: Nodes = [
  { name: 'frames', kind: 'squeeze' },
  { name: 'band_norm', kind: 'batch_norm' },
  { name: 'map', kind: 'unsqueeze' },
]
