/** Networks that give a class to each pixel: scores of the image's own size. */
import type { NodeSpec } from '../../../spec/spec.js'
import type { Nodes } from '../backbone.js'
import { mobileNetV3Dilated } from './mobilenet.js'
import type { ImageSize, VisionNetwork } from './network.js'
import { type ResNetDepth, resnet } from './resnet.js'

/** @param width channels of the first level; each of the `levels - 1` further ones has twice as many. */
export function uNet(width: number, levels = 5): VisionNetwork {
  const widths = Array.from({ length: levels }, (_, level) => width * 2 ** level)
  return {
    id: `unet_${width}`,
    name: `U-Net, ${width} to ${widths.at(-1)} channels`,
    source: 'Ronneberger et al., U-Net: Convolutional Networks for Biomedical Image Segmentation, 2015',
    sizeStep: 2 ** (levels - 1),
    build: (_, classes) => ({
      nodes: [
        { name: 'unet', kind: 'unet', widths },
        { name: 'scores', kind: 'conv2d', channels: classes, kernel: 1 },
      ],
    }),
  }
}

/** Channels of the decoder's levels, from coarse to fine (Iakubovskii, Segmentation Models PyTorch, 2019). */
const decoderWidths = [256, 128, 64, 32, 16] as const

/** The way down is a ResNet with ImageNet weights; the way up is trained from scratch and takes its maps along. */
export function uNetOnResNet(depth: ResNetDepth): VisionNetwork {
  const encoder = resnet(depth)
  const skips = ['stage3', 'stage2', 'stage1', 'stem']
  return {
    id: `unet_resnet${depth}`,
    name: `U-Net on ${encoder.name}`,
    source:
      'Ronneberger et al., 2015; encoder: He et al., 2016; decoder: Iakubovskii, Segmentation Models PyTorch, 2019',
    weights: encoder.weights,
    sizeStep: encoder.sizeStep,
    build: (_, classes) => ({
      nodes: [
        ...encoder.maps(),
        ...decoderWidths.flatMap((channels, level): Nodes => {
          const skip = skips[level]
          return [
            { name: `up${level + 1}`, kind: 'upsample', factor: 2, mode: 'nearest' },
            ...(skip ? [{ name: `joined${level + 1}`, kind: 'concat', with: skip } satisfies NodeSpec] : []),
            { name: `decoder${level + 1}`, kind: 'double_conv', channels },
          ]
        }),
        { name: 'scores', kind: 'conv2d', channels: classes, kernel: 3, padding: 'same' },
      ],
    }),
  }
}

const sized = ({ height, width }: ImageSize): NodeSpec => ({
  name: 'full_size',
  kind: 'upsample',
  size: [height, width],
})

/** A fully convolutional head on a dilated ResNet-50, as torchvision has it (Long et al., 2015). */
export const fcnResNet50: VisionNetwork = {
  id: 'fcn_resnet50',
  name: 'FCN on ResNet-50',
  source: 'Long et al., Fully Convolutional Networks for Semantic Segmentation, 2015',
  weights: 'COCO with the classes of Pascal VOC',
  sizeStep: 8,
  build: (size, classes) => ({
    nodes: [
      ...resnet(50, { dilated: true }).maps(),
      { name: 'head', kind: 'conv_norm', channels: 512 },
      { name: 'head_dropout', kind: 'dropout', rate: 0.1 },
      { name: 'scores', kind: 'conv2d', channels: classes, kernel: 1 },
      sized(size),
    ],
  }),
}

/** Rates of the pyramid's dilated filters at an eighth of the image (torchvision). */
const pyramidRates = [12, 24, 36] as const

/** Looks at each place in several widths at once, beside the mean of the whole image (Chen et al., 2017). */
export function deepLabV3(depth: 50 | 101): VisionNetwork {
  const encoder = resnet(depth, { dilated: true })
  const last = encoder.levels.at(-1)?.node ?? ''
  return {
    id: `deeplabv3_resnet${depth}`,
    name: `DeepLabV3 on ${encoder.name}`,
    source: 'Chen et al., Rethinking Atrous Convolution for Semantic Image Segmentation, 2017',
    weights: 'COCO with the classes of Pascal VOC',
    sizeStep: 8,
    build: (size, classes) => ({
      nodes: [
        ...encoder.maps(),
        { name: 'near', kind: 'conv_norm', channels: 256, kernel: 1, from: last },
        ...pyramidRates.map((dilation) => ({
          name: `apart${dilation}`,
          kind: 'conv_norm',
          channels: 256,
          dilation,
          from: last,
        })),
        ...wholeImage({ from: last, stride: 8, size }),
        {
          name: 'pyramid',
          kind: 'concat',
          from: ['near', ...pyramidRates.map((rate) => `apart${rate}`), 'whole'],
        },
        { name: 'mixed', kind: 'conv_norm', channels: 256, kernel: 1 },
        { name: 'pyramid_dropout', kind: 'dropout', rate: 0.5 },
        { name: 'head', kind: 'conv_norm', channels: 256 },
        { name: 'scores', kind: 'conv2d', channels: classes, kernel: 1 },
        sized(size),
      ],
    }),
  }
}

/** The mean of the whole map, spread over it again. */
function wholeImage({ from, stride, size }: { from: string; stride: number; size: ImageSize }): Nodes {
  return [
    { name: 'mean', kind: 'global_pool', from },
    { name: 'mean_row', kind: 'unsqueeze', axis: -2 },
    { name: 'mean_map', kind: 'unsqueeze', axis: -2 },
    { name: 'mean_features', kind: 'conv_norm', channels: 256, kernel: 1 },
    {
      name: 'whole',
      kind: 'upsample',
      size: [Math.ceil(size.height / stride), Math.ceil(size.width / stride)],
    },
  ]
}

/** The light one: MobileNetV3 and a small head with a factor for each channel (Howard et al., 2019, LR-ASPP). */
export const lrasppMobileNet: VisionNetwork = {
  id: 'lraspp_mobilenet_v3_large',
  name: 'LR-ASPP on MobileNetV3-Large',
  source: 'Howard et al., Searching for MobileNetV3, 2019',
  weights: 'COCO with the classes of Pascal VOC',
  sizeStep: 16,
  build: (size, classes) => ({
    nodes: [
      ...mobileNetV3Dilated(),
      { name: 'high', kind: 'conv_norm', channels: 128, kernel: 1, from: 'last' },
      { name: 'mean', kind: 'global_pool', from: 'last' },
      { name: 'share', kind: 'linear', units: 128, bias: false },
      { name: 'shares', kind: 'sigmoid' },
      { name: 'weighed', kind: 'multiply', from: ['high', 'shares'] },
      {
        name: 'finer',
        kind: 'upsample',
        size: [Math.ceil(size.height / 8), Math.ceil(size.width / 8)],
      },
      { name: 'high_scores', kind: 'conv2d', channels: classes, kernel: 1 },
      { name: 'low_scores', kind: 'conv2d', channels: classes, kernel: 1, from: 'stage3' },
      { name: 'scores', kind: 'add', with: 'high_scores' },
      sized(size),
    ],
  }),
}
