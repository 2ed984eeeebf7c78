/** ConvNeXt (Liu et al., A ConvNet for the 2020s, 2022): convolutions with the recipe of Transformers. */
import type { Nodes } from '../backbone.js'
import { type MapBackbone, pooled } from './vision-backbone.js'

const sizes = {
  tiny: { name: 'ConvNeXt-T', width: 96, repeats: [3, 3, 9, 3] },
  small: { name: 'ConvNeXt-S', width: 96, repeats: [3, 3, 27, 3] },
  base: { name: 'ConvNeXt-B', width: 128, repeats: [3, 3, 27, 3] },
} as const
export type ConvNextSize = keyof typeof sizes

export function convNext(size: ConvNextSize): MapBackbone {
  const { name, width, repeats } = sizes[size]
  const maps = (): Nodes =>
    repeats.flatMap((repeat, stage): Nodes => {
      const channels = width * 2 ** stage
      const blocks = { name: `stage${stage + 1}`, kind: 'convnext_block', repeat }
      return stage === 0
        ? [
            { name: 'patches', kind: 'conv2d', channels, kernel: 4, stride: 4 },
            { name: 'patches_norm', kind: 'layer_norm' },
            blocks,
          ]
        : [
            { name: `norm${stage + 1}`, kind: 'layer_norm' },
            { name: `halve${stage + 1}`, kind: 'conv2d', channels, kernel: 2, stride: 2 },
            blocks,
          ]
    })
  return {
    id: `convnext_${size}`,
    name,
    source: 'Liu et al., A ConvNet for the 2020s, 2022',
    weights: 'ImageNet-1k',
    width: 8 * width,
    inputSize: 224,
    sizeStep: 32,
    maps,
    levels: repeats.map((_, stage) => ({
      node: `stage${stage + 1}`,
      stride: 4 * 2 ** stage,
      width: width * 2 ** stage,
    })),
    nodes: () => [...maps(), { ...pooled, name: 'pooled' }, { name: 'features', kind: 'layer_norm' }],
  }
}
