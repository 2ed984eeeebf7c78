/** A convolutional autoencoder: squeezes an image through a narrow middle and draws it again. Odd images come out wrong. */
import type { Nodes } from '../backbone.js'

/**
 * @param widths channels of the halving steps, from the image inwards; the way back mirrors them
 * @param channels of the image that comes in and goes out
 * @param middle channels of the narrow map
 */
export function convAutoencoder(widths: readonly number[], middle: number, channels: number): Nodes {
  const outwards = [...widths.slice(0, -1).reverse(), channels]
  return [
    ...widths.map((width, i) => ({
      name: `encoder${i + 1}`,
      kind: 'conv_norm',
      channels: width,
      kernel: 3,
      stride: 2,
    })),
    { name: 'middle', kind: 'conv2d', channels: middle, kernel: 1 },
    { name: 'widen', kind: 'conv_norm', channels: widths.at(-1) ?? middle, kernel: 1 },
    ...outwards.flatMap(
      (width, i): Nodes => [
        { name: `grow${i + 1}`, kind: 'upsample', factor: 2, mode: 'nearest' },
        i < outwards.length - 1
          ? { name: `decoder${i + 1}`, kind: 'conv_norm', channels: width }
          : { name: 'drawn', kind: 'conv2d', channels: width, kernel: 3, padding: 'same' },
      ],
    ),
  ]
}
