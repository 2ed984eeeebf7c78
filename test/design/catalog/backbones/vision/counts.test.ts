/** Backbones for images, each held to the parameters and FLOPs that torchvision, transformers or a paper counts. */
import { describe, expect, it } from 'vitest'
import type { Nodes } from '../../../../../src/design/catalog/backbones/backbone.js'
import { convNext } from '../../../../../src/design/catalog/backbones/vision/convnext.js'
import { crnnReader } from '../../../../../src/design/catalog/backbones/vision/crnn.js'
import { fcos, ssdLite } from '../../../../../src/design/catalog/backbones/vision/detection.js'
import { detr } from '../../../../../src/design/catalog/backbones/vision/detr.js'
import { efficientNet } from '../../../../../src/design/catalog/backbones/vision/efficientnet.js'
import {
  mobileNetV3Large,
  mobileNetV3Small,
} from '../../../../../src/design/catalog/backbones/vision/mobilenet.js'
import { mobileNetV1Quarter } from '../../../../../src/design/catalog/backbones/vision/mobilenet-v1.js'
import type { VisionNetwork } from '../../../../../src/design/catalog/backbones/vision/network.js'
import { poseHead } from '../../../../../src/design/catalog/backbones/vision/pose.js'
import { resnet } from '../../../../../src/design/catalog/backbones/vision/resnet.js'
import {
  deepLabV3,
  fcnResNet50,
  lrasppMobileNet,
  uNet,
  uNetOnResNet,
} from '../../../../../src/design/catalog/backbones/vision/segmentation.js'
import { swinTiny } from '../../../../../src/design/catalog/backbones/vision/swin.js'
import type {
  MapBackbone,
  VisionBackbone,
} from '../../../../../src/design/catalog/backbones/vision/vision-backbone.js'
import { dinoV2, vit } from '../../../../../src/design/catalog/backbones/vision/vit.js'
import { countAll, totalFlops } from '../../../../../src/design/estimate/totals.js'
import { typedOf } from '../../../../support/specs.js'

const classes: Nodes[number] = { name: 'classes', kind: 'linear', units: 1000 }
const image = (size: number, channels = 3) => ({ image: { kind: 'image', size, channels } })

/** torchvision 0.28, 1000 classes, 224 x 224, random weights on the meta device, FlopCounterMode. */
const classifiers: readonly [VisionBackbone, number, number][] = [
  [efficientNet('b0'), 5_288_548, 771_629_504],
  [efficientNet('b2'), 9_109_994, 1_317_926_880],
  [efficientNet('b4'), 19_341_616, 3_007_420_864],
  [resnet(18), 11_689_512, 3_628_146_688],
  [resnet(34), 21_797_672, 7_327_522_816],
  [resnet(50), 25_557_032, 8_178_368_512],
  [resnet(101), 44_549_160, 15_602_810_880],
  [convNext('tiny'), 28_589_128, 8_911_062_528],
  [convNext('small'), 50_223_688, 17_367_424_512],
  [convNext('base'), 88_591_464, 30_709_458_944],
  [vit('b'), 86_567_656, 35_127_656_448],
  [vit('l'), 304_326_632, 123_109_425_152],
  [swinTiny, 28_288_354, 8_981_133_312],
  // transformers 5.18, ViTForImageClassification, 12 layers of 384 with 6 heads.
  [vit('s'), 22_050_664, 9_197_764_608],
]

describe('MobileNetV1 with a quarter of its channels', () => {
  it('has the trainable parameters of Keras, 1000 classes', () => {
    const typed = typedOf({ inputs: image(96), nodes: [...mobileNetV1Quarter.nodes(), classes] })
    expect(countAll(typed).params).toBe(470_072)
  })
})

describe('a backbone with 1000 classes', () => {
  it.each(classifiers.map(([backbone, ...counts]) => [backbone.name, backbone, ...counts] as const))(
    '%s has the parameters and FLOPs of the published network',
    (_, backbone, params, flops) => {
      const typed = typedOf({ inputs: image(224), nodes: [...backbone.nodes(), classes] })
      expect(countAll(typed).params).toBe(params)
      expect(totalFlops(typed)).toBe(flops)
    },
  )

  it('ends with as many features as it says', () => {
    for (const backbone of [...classifiers.map(([one]) => one), mobileNetV3Large]) {
      const typed = typedOf({ inputs: image(backbone.inputSize), nodes: backbone.nodes() })
      expect(typed.outputs[0]?.type.shape, backbone.name).toEqual([backbone.width])
    }
  })
})

describe('MobileNetV3-Large', () => {
  it('is the published network with the hidden layer of its classifier', () => {
    const head = { name: 'classes', kind: 'mlp', hidden: [1280], activation: 'hard_swish', units: 1000 }
    const typed = typedOf({ inputs: image(224), nodes: [...mobileNetV3Large.nodes(), head] })
    // torchvision 0.28, as above.
    expect(countAll(typed).params).toBe(5_483_032)
    expect(totalFlops(typed)).toBe(433_179_520)
  })
})

describe('MobileNetV3-Small', () => {
  it('is the published network with the hidden layer of its classifier', () => {
    const head = { name: 'classes', kind: 'mlp', hidden: [1024], activation: 'hard_swish', units: 1000 }
    const typed = typedOf({ inputs: image(224), nodes: [...mobileNetV3Small.nodes(), head] })
    // torchvision 0.28, as above.
    expect(countAll(typed).params).toBe(2_542_856)
  })
})

describe('a map on the way', () => {
  const maps: readonly MapBackbone[] = [
    resnet(18),
    resnet(50),
    resnet(50, { dilated: true }),
    mobileNetV3Large,
    convNext('tiny'),
  ]
  it.each(maps.map((backbone) => [backbone.name, backbone] as const))(
    'of %s has the stride and width that it says',
    (_, backbone) => {
      for (const { node, stride, width } of backbone.levels) {
        const nodes = backbone.maps()
        const end = nodes.findIndex((entry) => typeof entry === 'object' && entry.name === node)
        const typed = typedOf({ inputs: image(256), nodes: nodes.slice(0, end + 1) })
        expect(typed.outputs[0]?.type.shape).toEqual([256 / stride, 256 / stride, width])
      }
    },
  )
})

describe('DINOv2', () => {
  // transformers 5.18, Dinov2Model at 518 x 518: less the mask token, which only its training reads.
  it.each([
    ['s', 22_056_576 - 384, 93_393_478_656],
    ['b', 86_580_480 - 768, 303_147_436_032],
  ] as const)('of size %s has the parameters and FLOPs of the published network', (size, params, flops) => {
    const typed = typedOf({ inputs: image(518), nodes: dinoV2(size).tokens(518) })
    expect(countAll(typed).params).toBe(params)
    expect(totalFlops(typed)).toBe(flops)
  })
  it('keeps its published table of positions for smaller images', () => {
    const typed = typedOf({ inputs: image(224), nodes: dinoV2('s').nodes() })
    expect(countAll(typed).params).toBe(22_056_576 - 384)
    expect(typed.outputs[0]?.type.shape).toEqual([384])
  })
})

/** Parameters of the whole network, its input, and the classes that it tells apart. */
const networks: readonly [VisionNetwork, number, number, number, number][] = [
  // torchvision 0.28 without auxiliary heads.
  [fcnResNet50, 520, 3, 21, 32_957_013],
  [deepLabV3(50), 520, 3, 21, 39_638_869],
  [lrasppMobileNet, 520, 3, 21, 3_221_538],
  // torchvision 0.28 with a batch norm that learns (its published weights freeze it: 53,120 fewer), 91 classes.
  [fcos(50), 800, 3, 91, 32_322_720],
  [ssdLite, 320, 3, 91, 3_440_060],
  // transformers 5.18: 6 encoder layers of 1,315,072 and 6 decoder layers of 1,578,752 (DetrConfig), ResNet-50 of
  // 23,508,032, the 1 x 1 convolution, 100 queries, a norm, 92 classes and three layers to a box.
  [
    detr(50),
    640,
    3,
    92,
    6 * 1_315_072 +
      6 * 1_578_752 +
      23_508_032 +
      (2048 * 256 + 256) +
      100 * 256 +
      512 +
      (256 * 92 + 92) +
      (2 * (256 * 256 + 256) + 256 * 4 + 4),
  ],
  // Fixture unet_1ch_2cls: Ronneberger et al. with batch norm, counted in PyTorch.
  [uNet(64), 256, 1, 2, 31_036_546],
  // Segmentation Models PyTorch, Unet('resnet34', classes=1).
  [uNetOnResNet(34), 224, 3, 1, 24_436_369],
]

describe('a reader and a pose', () => {
  it('are the published ones', () => {
    const line = { line: { kind: 'image', size: [32, 100], channels: 1 } }
    // Fixture crnn_ocr_37, counted in PyTorch.
    expect(countAll(typedOf({ inputs: line, nodes: crnnReader() })).params).toBe(8_331_301)
    // Xiao et al., 2018, table 3: 34.0M for ResNet-50.
    const pose = typedOf({ inputs: image(256), nodes: [...resnet(50).maps(), ...poseHead(17)] })
    expect(countAll(pose).params / 1e6).toBeCloseTo(34, 1)
    expect(pose.outputs[0]?.type.shape).toEqual([64, 64, 17])
  })
})

describe('a whole network', () => {
  it.each(networks.map(([network, ...rest]) => [network.name, network, ...rest] as const))(
    '%s has the parameters of the published one',
    (_, network, size, channels, count, params) => {
      const built = network.build({ height: size, width: size }, count)
      expect(countAll(typedOf({ inputs: image(size, channels), ...built })).params).toBe(params)
    },
  )

  it('gives scores of the image size where it segments', () => {
    for (const network of [uNet(16), uNetOnResNet(18), fcnResNet50, deepLabV3(50), lrasppMobileNet]) {
      const typed = typedOf({ inputs: image(384), ...network.build({ height: 384, width: 384 }, 5) })
      expect(typed.outputs[0]?.type.shape, network.name).toEqual([384, 384, 5])
    }
  })

  it('gives scores and boxes for the same places where it detects', () => {
    for (const network of [fcos(18), fcos(50), ssdLite]) {
      const typed = typedOf({ inputs: image(320), ...network.build({ height: 320, width: 320 }, 4) })
      const [scores, boxes] = typed.outputs.map(({ type }) => type.shape)
      expect(scores?.[1], network.name).toBe(4)
      expect(boxes).toEqual([scores?.[0], 4])
    }
  })
})
