/**
 * Detectors of one stage: scores and boxes for a fixed grid of places, no second look. Their maps come from a backbone
 * through a feature pyramid (FCOS), or straight from a small one (SSDLite).
 */
import type { Nodes } from '../backbone.js'
import { mobileNetV3Reduced } from './mobilenet.js'
import type { VisionNetwork } from './network.js'
import { resnet } from './resnet.js'

/** Channels of every level of the pyramid (Lin et al., Feature Pyramid Networks, 2017). */
const pyramidWidth = 256
const levels = ['p3', 'p4', 'p5', 'p6', 'p7'] as const

/** Maps 8 to 128 pixels apart, each with what the coarser ones know. Reads the stages of a ResNet. */
const pyramid = (): Nodes => [
  { name: 'across5', kind: 'conv2d', channels: pyramidWidth, kernel: 1, from: 'stage4' },
  { name: 'across4', kind: 'conv2d', channels: pyramidWidth, kernel: 1, from: 'stage3' },
  { name: 'across3', kind: 'conv2d', channels: pyramidWidth, kernel: 1, from: 'stage2' },
  { name: 'down5', kind: 'upsample', factor: 2, mode: 'nearest', from: 'across5' },
  { name: 'joined4', kind: 'add', from: ['across4', 'down5'] },
  { name: 'down4', kind: 'upsample', factor: 2, mode: 'nearest', from: 'joined4' },
  { name: 'joined3', kind: 'add', from: ['across3', 'down4'] },
  smooth('p3', 'joined3'),
  smooth('p4', 'joined4'),
  smooth('p5', 'across5'),
  { name: 'p6', kind: 'conv2d', channels: pyramidWidth, kernel: 3, stride: 2, padding: 1, from: 'p5' },
  { name: 'p6_active', kind: 'relu' },
  { name: 'p7', kind: 'conv2d', channels: pyramidWidth, kernel: 3, stride: 2, padding: 1 },
]

function smooth(name: string, from: string): Nodes[number] {
  return { name, kind: 'conv2d', channels: pyramidWidth, kernel: 3, padding: 1, from }
}

/** Four convolutions before the answer, each with a group norm (Tian et al., 2019). */
const tower = (): Nodes =>
  Array.from({ length: 4 }, () => [
    { kind: 'conv2d', channels: pyramidWidth, kernel: 3, padding: 1 },
    { kind: 'group_norm', groups: 32 },
    'relu',
  ]).flat()

const answer = (channels: number): Nodes[number] => ({ kind: 'conv2d', channels, kernel: 3, padding: 1 })

/** The first level has the weights, the others apply them again. @param width numbers for each place and anchor */
function onEachLevel(name: string, nodes: Nodes, width: number, prefix: readonly string[] = levels): Nodes {
  const [first = ''] = prefix
  return [
    ...prefix.flatMap(
      (level): Nodes => [
        level === first
          ? { name: `${name}_${level}`, kind: 'chain', nodes, from: level }
          : { name: `${name}_${level}`, reuse: `${name}_${first}`, from: level },
        { name: `${name}_${level}_rows`, kind: 'reshape', shape: [-1, width] },
      ],
    ),
    { name, kind: 'concat', axis: -2, from: prefix.map((level) => `${name}_${level}_rows`) },
  ]
}

/** One box for each place, and how near to the middle of an object the place is: no anchors to choose. */
export function fcos(depth: 18 | 50): VisionNetwork {
  const backbone = resnet(depth)
  return {
    id: `fcos_resnet${depth}`,
    name: `FCOS on ${backbone.name} with a feature pyramid`,
    source: 'Tian et al., FCOS: Fully Convolutional One-Stage Object Detection, 2019',
    weights: depth === 50 ? 'COCO' : backbone.weights,
    sizeStep: 32,
    build: (_, classes) => ({
      nodes: [
        ...backbone.maps(),
        ...pyramid(),
        ...onEachLevel('classes', [...tower(), answer(classes)], classes),
        ...levels.flatMap(
          (level, i): Nodes => [
            i === 0
              ? { name: `place_${level}`, kind: 'chain', nodes: tower(), from: level }
              : { name: `place_${level}`, reuse: 'place_p3', from: level },
          ],
        ),
        ...onEachLevel(
          'boxes',
          [answer(4)],
          4,
          levels.map((level) => `place_${level}`),
        ),
        ...onEachLevel(
          'centred',
          [answer(1)],
          1,
          levels.map((level) => `place_${level}`),
        ),
      ],
      outputs: ['classes', 'boxes', 'centred'],
    }),
  }
}

/** Shapes of boxes at each place of SSDLite: two sizes of a square, and four proportions. */
const liteAnchors = 6
/** Coarser maps behind the backbone, for large objects (torchvision). */
const extraWidths = [512, 256, 256, 128] as const

/** 320 x 320 in its published form; made for phones (Sandler et al., 2018; Howard et al., 2019). */
export const ssdLite: VisionNetwork = {
  id: 'ssdlite_mobilenet_v3_large',
  name: 'SSDLite on MobileNetV3-Large',
  source: 'Howard et al., Searching for MobileNetV3, 2019 (SSDLite: Sandler et al., 2018)',
  weights: 'COCO',
  sizeStep: 32,
  build: (_, classes) => {
    const maps = ['stage6_wide', 'last', ...extraWidths.map((_, i) => `extra${i + 1}`)]
    return {
      nodes: [
        ...mobileNetV3Reduced(),
        ...extraWidths.flatMap((channels, i) => extra(`extra${i + 1}`, channels)),
        ...liteHead('classes', maps, classes),
        ...liteHead('boxes', maps, 4),
      ],
      outputs: ['classes', 'boxes'],
    }
  },
}

const extra = (name: string, channels: number): Nodes => [
  { name: `${name}_narrow`, kind: 'conv_norm', channels: channels / 2, kernel: 1, activation: 'relu6' },
  { name: `${name}_halve`, kind: 'conv_norm', groups: 'depthwise', stride: 2, activation: 'relu6' },
  { name, kind: 'conv_norm', channels, kernel: 1, activation: 'relu6' },
]

/** A filter for each channel, then what each of six anchors says: weights of its own on every map. */
const liteHead = (name: string, maps: readonly string[], width: number): Nodes => [
  ...maps.flatMap(
    (map, i): Nodes => [
      {
        name: `${name}${i + 1}_filter`,
        kind: 'conv_norm',
        groups: 'depthwise',
        activation: 'relu6',
        from: map,
      },
      { name: `${name}${i + 1}`, kind: 'conv2d', channels: liteAnchors * width, kernel: 1 },
      { name: `${name}${i + 1}_rows`, kind: 'reshape', shape: [-1, width] },
    ],
  ),
  { name, kind: 'concat', axis: -2, from: maps.map((_, i) => `${name}${i + 1}_rows`) },
]
