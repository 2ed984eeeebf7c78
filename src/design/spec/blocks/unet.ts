/** Down through the widths and up again, each level joined with the one that came down (Ronneberger et al., 2015). */
import { z } from 'zod'
import { positive } from '../fields.js'
import { oneInput } from '../layers/layer.js'
import { block } from './block.js'

export const unet = block({
  kind: 'unet',
  schema: z.strictObject({ widths: z.array(positive).min(2).max(10) }),
  takes: oneInput,
  expand({ widths }) {
    const [first = 1, ...deeper] = widths
    const upwards = widths.slice(0, -1).reverse()
    return {
      nodes: [
        { name: 'down1', kind: 'double_conv', channels: first },
        ...deeper.flatMap((channels, i) => [
          { kind: 'max_pool2d', kernel: 2 },
          { name: i + 1 < deeper.length ? `down${i + 2}` : 'bottom', kind: 'double_conv', channels },
        ]),
        ...upwards.flatMap((channels, i) => [
          { kind: 'conv_transpose2d', channels, kernel: 2, stride: 2 },
          { kind: 'concat', with: `down${upwards.length - i}` },
          { name: `up${upwards.length - i}`, kind: 'double_conv', channels },
        ]),
      ],
    }
  },
  describe: ({ widths }) => `U-Net, ${widths.join(', ')} channels`,
})
