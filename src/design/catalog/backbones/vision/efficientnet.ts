/**
 * EfficientNet (Tan & Le, 2019): one network, made wider, deeper and finer together. B0 is the table below; the others
 * multiply its widths (to multiples of 8) and its repetitions (rounded up).
 */
import { pooled, type VisionBackbone } from './vision-backbone.js'

const base = [
  { expand: 1, kernel: 3, stride: 1, channels: 16, repeat: 1 },
  { expand: 6, kernel: 3, stride: 2, channels: 24, repeat: 2 },
  { expand: 6, kernel: 5, stride: 2, channels: 40, repeat: 2 },
  { expand: 6, kernel: 3, stride: 2, channels: 80, repeat: 3 },
  { expand: 6, kernel: 5, stride: 1, channels: 112, repeat: 3 },
  { expand: 6, kernel: 5, stride: 2, channels: 192, repeat: 4 },
  { expand: 6, kernel: 3, stride: 1, channels: 320, repeat: 1 },
] as const

/** Factors of width and depth, and the side of the images (Tan & Le, 2019; torchvision's crops). */
const scales = {
  b0: { width: 1, depth: 1, inputSize: 224 },
  b1: { width: 1, depth: 1.1, inputSize: 240 },
  b2: { width: 1.1, depth: 1.2, inputSize: 288 },
  b3: { width: 1.2, depth: 1.4, inputSize: 300 },
  b4: { width: 1.4, depth: 1.8, inputSize: 380 },
} as const
export type EfficientNetScale = keyof typeof scales

export function efficientNet(scale: EfficientNetScale): VisionBackbone {
  const { width, depth, inputSize } = scales[scale]
  const widthOf = (channels: number) => multipleOfEight(channels * width)
  const last = 4 * widthOf(320)
  return {
    id: `efficientnet_${scale}`,
    name: `EfficientNet-${scale.toUpperCase()}`,
    source: 'Tan & Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, 2019',
    weights: 'ImageNet-1k',
    width: last,
    inputSize,
    sizeStep: 32,
    nodes: () => [
      { name: 'stem', kind: 'conv_norm', channels: widthOf(32), stride: 2, activation: 'silu' },
      ...base.map(({ expand, kernel, stride, channels, repeat }, i) => {
        const before = widthOf(base[i - 1]?.channels ?? 32)
        const own = widthOf(channels)
        return {
          name: `stage${i + 1}`,
          kind: 'mbconv',
          expand,
          kernel,
          channels: own,
          repeat: Math.ceil(repeat * depth),
          // Squeeze-excite keeps a quarter of what comes into the block, not of what it widens to.
          each: { stride: [stride, 1], squeezed: [Math.floor(before / 4), Math.floor(own / 4)] },
        }
      }),
      { name: 'last', kind: 'conv_norm', channels: last, kernel: 1, activation: 'silu' },
      pooled,
    ],
  }
}

/** The nearest multiple of 8 that is not more than a tenth below. */
function multipleOfEight(value: number): number {
  const near = Math.max(8, 8 * Math.floor((value + 4) / 8))
  return near < 0.9 * value ? near + 8 : near
}
