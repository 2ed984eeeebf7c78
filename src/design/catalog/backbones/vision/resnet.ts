/** ResNet (He et al., Deep Residual Learning for Image Recognition, 2016) as torchvision has it. */
import type { Nodes } from '../backbone.js'
import { type MapBackbone, pooled } from './vision-backbone.js'

interface Depth {
  readonly block: 'basic_block' | 'bottleneck'
  readonly repeats: readonly [number, number, number, number]
}
const depths = {
  18: { block: 'basic_block', repeats: [2, 2, 2, 2] },
  34: { block: 'basic_block', repeats: [3, 4, 6, 3] },
  50: { block: 'bottleneck', repeats: [3, 4, 6, 3] },
  101: { block: 'bottleneck', repeats: [3, 4, 23, 3] },
} as const satisfies Record<number, Depth>
export type ResNetDepth = keyof typeof depths

/** Channels of a map beside the width of its block: a bottleneck widens four times. */
const widening = { basic_block: 1, bottleneck: 4 } as const

/**
 * @param dilated the last two stages keep the map at an eighth of the image and dilate instead (Chen et al., DeepLab,
 *   2017): for segmentation. Only bottlenecks can.
 */
export function resnet(depth: ResNetDepth, { dilated = false } = {}): MapBackbone {
  const { block, repeats } = depths[depth]
  const widths = [64, 128, 256, 512].map((width) => width * widening[block])
  const maps = (): Nodes => [
    { name: 'stem', kind: 'conv_norm', channels: 64, kernel: 7, stride: 2 },
    { name: 'pool', kind: 'max_pool2d', kernel: 3, stride: 2, padding: 'same' },
    ...repeats.map((repeat, stage) => ({
      name: `stage${stage + 1}`,
      kind: block,
      [block === 'bottleneck' ? 'width' : 'channels']: 64 * 2 ** stage,
      ...stepsOf(stage, dilated),
      repeat,
    })),
  ]
  return {
    id: `resnet${depth}`,
    name: `ResNet-${depth}`,
    source: 'He et al., Deep Residual Learning for Image Recognition, 2016',
    weights: 'ImageNet-1k',
    width: widths[3] ?? 0,
    inputSize: 224,
    sizeStep: 32,
    levels: widths.map((width, stage) => ({
      node: `stage${stage + 1}`,
      stride: dilated ? Math.min(8, 4 * 2 ** stage) : 4 * 2 ** stage,
      width,
    })),
    maps,
    nodes: () => [...maps(), pooled],
  }
}

/** The first block of a stage halves the map; in a dilated one it does not, and the later ones look further apart. */
function stepsOf(stage: number, dilated: boolean): object {
  if (stage === 0) return {}
  if (!dilated || stage === 1) return { each: { stride: [2, 1] } }
  return { each: { dilation: [2 ** (stage - 2), 2 ** (stage - 1)] } }
}
