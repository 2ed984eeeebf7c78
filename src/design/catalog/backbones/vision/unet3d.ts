/**
 * U-Net of volumes (Çiçek et al., 2016) in the form that nnU-Net gives it (Isensee et al., 2021): instance norm, leaky
 * ReLU, steps of two instead of pooling, at most 320 channels.
 */
import type { Nodes } from '../backbone.js'

const mostChannels = 320

const convolution = (channels: number, stride: number): Nodes => [
  { kind: 'conv3d', channels, kernel: 3, stride, padding: 1 },
  { kind: 'group_norm', groups: channels },
  { kind: 'leaky_relu', slope: 0.01 },
]
const level = (name: string, channels: number, stride: number): Nodes[number] => ({
  name,
  kind: 'chain',
  nodes: [...convolution(channels, stride), ...convolution(channels, 1)],
})

/** @param width channels of the first level, doubled at each further one */
export function uNet3d(width: number, levels: number, classes: number): Nodes {
  const widths = Array.from({ length: levels }, (_, i) => Math.min(mostChannels, width * 2 ** i))
  return [
    ...widths.map((channels, i) => level(`down${i + 1}`, channels, i === 0 ? 1 : 2)),
    ...widths
      .slice(0, -1)
      .reverse()
      .flatMap((channels, i): Nodes => {
        const at = levels - 1 - i
        return [
          { name: `enlarge${at}`, kind: 'conv_transpose3d', channels, kernel: 2, stride: 2 },
          { name: `joined${at}`, kind: 'concat', with: `down${at}` },
          level(`up${at}`, channels, 1),
        ]
      }),
    { name: 'scores', kind: 'conv3d', channels: classes, kernel: 1 },
  ]
}
