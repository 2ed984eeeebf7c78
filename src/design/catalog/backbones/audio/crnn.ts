/**
 * Convolutions over log-mel, then a recurrence over time (Cakir et al., 2017): an answer for each moment, so it says when
 * a sound begins and ends. Bands are pooled away, frames only where said.
 */
import type { Nodes } from '../backbone.js'

export interface CrnnSize {
  /** Channels of each convolution; every one halves the bands. */
  readonly widths: readonly number[]
  readonly units: number
}

/**
 * @param frames of the clip; the first two convolutions halve them, so an answer stands for four frames
 * @param mels bands of a frame; at least 2 to the number of widths
 * @param bidirectional reads the clip from both ends; a stream cannot
 */
export function crnn(size: CrnnSize, frames: number, mels: number, bidirectional: boolean): Nodes {
  const { widths, units } = size
  const steps = Math.floor(Math.floor(frames / 2) / 2)
  const bands = widths.reduce((left) => Math.floor(left / 2), mels)
  return [
    ...widths.flatMap(
      (channels, i): Nodes => [
        { name: `convolution${i + 1}`, kind: 'conv_norm', channels },
        { name: `pool${i + 1}`, kind: 'max_pool2d', kernel: i < 2 ? 2 : [1, 2] },
      ],
    ),
    { name: 'moments', kind: 'reshape', shape: [steps, bands * (widths.at(-1) ?? 1)] },
    { name: 'features', kind: 'gru', units, bidirectional },
  ]
}
