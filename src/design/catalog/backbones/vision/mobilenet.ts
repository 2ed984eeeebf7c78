/**
 * MobileNetV3 (Howard et al., Searching for MobileNetV3, 2019) as torchvision has it: filters of one channel each, so that a phone or a small CPU keeps up.
 */
import type { Nodes } from '../backbone.js'
import { type MapBackbone, pooled } from './vision-backbone.js'

const gated = { squeeze_activation: 'relu', gate: 'hard_sigmoid' } as const

/** Up to the block before the map is halved for the last time: 112 channels, 16 pixels apart. */
const thirdBody: Nodes = [
  { name: 'stem', kind: 'conv_norm', channels: 16, stride: 2, activation: 'hard_swish' },
  { name: 'stage1', kind: 'mbconv', channels: 16, expand: 1, activation: 'relu' },
  {
    name: 'stage2',
    kind: 'mbconv',
    channels: 24,
    activation: 'relu',
    each: { expanded: [64, 72], stride: [2, 1] },
  },
  {
    name: 'stage3',
    kind: 'mbconv',
    channels: 40,
    kernel: 5,
    activation: 'relu',
    ...gated,
    each: { expanded: [72, 120, 120], stride: [2, 1, 1], squeezed: [24, 32, 32] },
  },
  {
    name: 'stage4',
    kind: 'mbconv',
    channels: 80,
    activation: 'hard_swish',
    each: { expanded: [240, 200, 184, 184], stride: [2, 1, 1, 1] },
  },
  {
    name: 'stage5',
    kind: 'mbconv',
    channels: 112,
    activation: 'hard_swish',
    ...gated,
    each: { expanded: [480, 672], squeezed: [120, 168] },
  },
]

const thirdMaps = (): Nodes => [
  ...thirdBody,
  {
    name: 'stage6',
    kind: 'mbconv',
    channels: 160,
    kernel: 5,
    activation: 'hard_swish',
    ...gated,
    each: { expanded: [672, 960, 960], stride: [2, 1, 1], squeezed: [168, 240, 240] },
  },
  { name: 'last', kind: 'conv_norm', channels: 960, kernel: 1, activation: 'hard_swish' },
]

/** The hidden layer of its classifier is left out: it belongs to ImageNet's classes, and is two fifths of its weights. */
export const mobileNetV3Large: MapBackbone = {
  weights: 'ImageNet-1k',
  inputSize: 224,
  sizeStep: 32,
  id: 'mobilenet_v3_large',
  name: 'MobileNetV3-Large',
  source: 'Howard et al., Searching for MobileNetV3, 2019',
  width: 960,
  maps: thirdMaps,
  levels: [
    { node: 'stage2', stride: 4, width: 24 },
    { node: 'stage3', stride: 8, width: 40 },
    { node: 'stage5', stride: 16, width: 112 },
    { node: 'last', stride: 32, width: 960 },
  ],
  nodes: () => [...thirdMaps(), pooled],
}

const smallMaps = (): Nodes => [
  { name: 'stem', kind: 'conv_norm', channels: 16, stride: 2, activation: 'hard_swish' },
  {
    name: 'stage1',
    kind: 'mbconv',
    channels: 16,
    expand: 1,
    stride: 2,
    activation: 'relu',
    ...gated,
    squeezed: 8,
  },
  {
    name: 'stage2',
    kind: 'mbconv',
    channels: 24,
    activation: 'relu',
    each: { expanded: [72, 88], stride: [2, 1] },
  },
  {
    name: 'stage3',
    kind: 'mbconv',
    channels: 40,
    kernel: 5,
    activation: 'hard_swish',
    ...gated,
    each: { expanded: [96, 240, 240], stride: [2, 1, 1], squeezed: [24, 64, 64] },
  },
  {
    name: 'stage4',
    kind: 'mbconv',
    channels: 48,
    kernel: 5,
    activation: 'hard_swish',
    ...gated,
    each: { expanded: [120, 144], squeezed: [32, 40] },
  },
  {
    name: 'stage5',
    kind: 'mbconv',
    channels: 96,
    kernel: 5,
    activation: 'hard_swish',
    ...gated,
    each: { expanded: [288, 576, 576], stride: [2, 1, 1], squeezed: [72, 144, 144] },
  },
  { name: 'last', kind: 'conv_norm', channels: 576, kernel: 1, activation: 'hard_swish' },
]

/** A fifth of the large one's work, for phones and boards that have nothing to spare. */
export const mobileNetV3Small: MapBackbone = {
  weights: 'ImageNet-1k',
  inputSize: 224,
  sizeStep: 32,
  id: 'mobilenet_v3_small',
  name: 'MobileNetV3-Small',
  source: 'Howard et al., Searching for MobileNetV3, 2019',
  width: 576,
  maps: smallMaps,
  levels: [
    { node: 'stage1', stride: 4, width: 16 },
    { node: 'stage2', stride: 8, width: 24 },
    { node: 'stage4', stride: 16, width: 48 },
    { node: 'last', stride: 32, width: 576 },
  ],
  nodes: () => [...smallMaps(), pooled],
}

interface Block {
  readonly name: string
  readonly expanded: number
  readonly channels: number
  readonly squeezed: number
  readonly stride?: number
  readonly dilation?: number
}

/** A block of 5 x 5 filters in two pieces, since the wide map in its middle is read by detectors. */
const widened = ({ name, expanded }: Block): Nodes => [
  { name: `${name}_wide`, kind: 'conv_norm', channels: expanded, kernel: 1, activation: 'hard_swish' },
]
const narrowed = ({ name, channels, squeezed, stride = 1, dilation = 1 }: Block): Nodes => [
  {
    name: `${name}_filtered`,
    kind: 'conv_norm',
    groups: 'depthwise',
    kernel: 5,
    stride,
    dilation,
    activation: 'hard_swish',
  },
  {
    name: `${name}_weighed`,
    kind: 'squeeze_excite',
    squeezed,
    activation: 'relu',
    gate: 'hard_sigmoid',
  },
  { name: `${name}_narrow`, kind: 'conv_norm', channels, kernel: 1, activation: 'none' },
]
const whole = (block: Block): Nodes => [...widened(block), ...narrowed(block)]

/** The last three blocks. @param half with half the channels, as SSDLite has them (Howard et al., 2019, section 6.3) */
function tail({ half = false, stride = 2, dilation = 1 }): { head: Nodes; rest: Nodes } {
  const share = half ? 2 : 1
  const inside = { expanded: 960 / share, channels: 160 / share, squeezed: 240 / share, dilation }
  const halving: Block = {
    name: 'stage6',
    expanded: 672,
    channels: 160 / share,
    squeezed: 168,
    stride,
    dilation,
  }
  return {
    head: widened(halving),
    rest: [
      ...narrowed(halving),
      ...whole({ name: 'stage7', ...inside }),
      { name: 'stage7', kind: 'add', with: 'stage6_narrow' },
      ...whole({ name: 'stage8', ...inside }),
      { name: 'stage8', kind: 'add', with: 'stage7' },
      { name: 'last', kind: 'conv_norm', channels: 960 / share, kernel: 1, activation: 'hard_swish' },
    ],
  }
}

/** For segmentation: the last stage dilates instead of halving, so the last map lies 16 pixels apart. */
export function mobileNetV3Dilated(): Nodes {
  const { head, rest } = tail({ stride: 1, dilation: 2 })
  return [...thirdBody, ...head, ...rest]
}

/** For SSDLite: the maps `stage6_wide` (672 channels, 16 pixels apart) and `last` (480, 32 apart). */
export function mobileNetV3Reduced(): Nodes {
  const { head, rest } = tail({ half: true })
  return [...thirdBody, ...head, ...rest]
}
