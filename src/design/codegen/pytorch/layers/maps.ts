/** Convolutions, pooling and what else works on maps: features before the positions. */
import { type Code, code, joined } from '../code.js'
import type { Call, Emit, Use } from '../emit.js'
import { causalConvolution, movingAverage, overLeadingAxes, samePadding } from '../python/maps.js'

/** A field that is one number, or one for each axis, on an axis. */
function onAxis(value: unknown, axis: number, otherwise: number): number {
  const one = Array.isArray(value) ? value[axis] : value
  return typeof one === 'number' ? one : otherwise
}

/** The module on one batch axis; spread over more leading axes where there are any. */
const onMaps =
  (rank: number) =>
  ({ module, args: [x = []], inputs: [type] }: Call): Code =>
    (type?.shape.length ?? 0) > rank + 1
      ? code`over_leading_axes(${module}, ${x}, ${String(rank + 1)})`
      : code`${module}(${x})`

const leading = (rank: number) => (use: Use) => (use.x.shape.length > rank + 1 ? [overLeadingAxes] : [])

interface Sides {
  /** The module's own padding on both sides. */
  readonly own: Code
  /** A module that pads unevenly before it. */
  readonly before: Code | undefined
}

/** Padding `same` as the module's own where stride and kernel allow, else by a module before it. */
function padding(use: Use, rank: number, value: string): Sides {
  const { padding, kernel, stride = kernel, dilation = 1 } = use.fields
  if (padding === 'causal') return { own: [], before: undefined }
  if (padding === 'ceil') return { own: code`, ceil_mode=True`, before: undefined }
  if (padding === 'valid' || padding === undefined) {
    const none = use.computed(0, 'padding')
    return { own: [{ ...none, option: { text: ', padding=', unless: 0 } }], before: undefined }
  }
  if (padding !== 'same') {
    const sides = Array.isArray(padding)
      ? code`(${padding.map(Number).join(', ')})`
      : code`${use.field('padding')}`
    return { own: code`, padding=${sides}`, before: undefined }
  }
  const axes = Array.from({ length: rank }, (_, axis) => {
    const size = use.x.shape.at(axis - rank - 1) ?? 1
    const [k, s, d] = [onAxis(kernel, axis, 1), onAxis(stride, axis, 1), onAxis(dilation, axis, 1)]
    const both = Math.floor((d * (k - 1)) / 2)
    const wanted = Math.ceil(size / s)
    return { k, s, d, both, fits: Math.floor((size + 2 * both - d * (k - 1) - 1) / s) + 1 === wanted }
  })
  const isLarge = axes.some(({ k, both }) => value !== '' && both > k / 2)
  if (axes.every(({ fits }) => fits) && !isLarge) {
    const sides = axes.map(({ both }) => both)
    const even = sides.every((side) => side === sides[0])
    if (!even) {
      const each = sides.map((side) => code`${use.computed(side, 'padding')}`)
      return { own: code`, padding=(${joined(each, ', ')})`, before: undefined }
    }
    const hole = use.computed(sides[0] ?? 0, 'padding')
    return { own: [{ ...hole, option: { text: ', padding=', unless: 0 } }], before: undefined }
  }
  const windows = axes.map(
    ({ k, s, d }) =>
      code`(${use.computed(k, 'kernel')}, ${use.computed(s, 'stride')}, ${use.computed(d, 'dilation')})`,
  )
  return { own: [], before: code`SamePadding(${joined(windows, ', ')}${value})` }
}

const inSequence = (before: Code | undefined, module: Code): Code =>
  before ? code`nn.Sequential(${before}, ${module})` : module

const hasOwnPadding = (use: Use, rank: number) => padding(use, rank, '').before === undefined

const convolution = (rank: 1 | 2 | 3): Emit => ({
  wants: () => rank,
  module(use) {
    const { fields } = use
    const isCausal = fields.padding === 'causal'
    const { own, before } = padding(use, rank, '')
    const channels = typeof fields.channels === 'number' ? use.field('channels') : use.features
    const groups = fields.groups === 'depthwise' ? code`, groups=${use.features}` : use.option('groups', 1)
    const kind = isCausal ? 'CausalConv1d' : `nn.Conv${rank}d`
    const bias = fields.bias === false ? ', bias=False' : ''
    const module = code`${kind}(${use.features}, ${channels}, ${use.option('kernel', -1, '')}${use.option('stride', 1)}${own}${use.option('dilation', 1)}${groups}${bias})`
    const normed = fields.weight_norm ? code`nn.utils.parametrizations.weight_norm(${module})` : module
    return inSequence(before, normed)
  },
  call: onMaps(rank),
  parts: (use) => [
    ...(use.fields.padding === 'causal' ? [causalConvolution] : []),
    ...(hasOwnPadding(use, rank) ? [] : [samePadding]),
    ...leading(rank)(use),
  ],
  inChain: (use) => use.x.shape.length === rank + 1,
  size: 'channels',
})

const transposed = (rank: 1 | 2 | 3): Emit => ({
  wants: () => rank,
  module: (use) =>
    code`nn.ConvTranspose${String(rank)}d(${use.features}, ${use.field('channels')}, ${use.option('kernel', -1, '')}${use.option('stride', 1)}${use.option('padding', 0)}${use.option('groups', 1)}${use.fields.bias === false ? ', bias=False' : ''})`,
  call: onMaps(rank),
  parts: leading(rank),
  inChain: (use) => use.x.shape.length === rank + 1,
  size: 'channels',
})

const pool = (by: 'Max' | 'Avg', rank: 1 | 2 | 3): Emit => ({
  wants: () => rank,
  module(use) {
    const { own, before } = padding(use, rank, by === 'Max' ? ', value=float("-inf")' : '')
    const stride = use.fields.stride === undefined ? [] : use.option('stride', -1)
    const counted = by === 'Avg' && use.fields.padding !== 'valid' ? ', count_include_pad=False' : ''
    return inSequence(
      before,
      code`nn.${by}Pool${String(rank)}d(${use.option('kernel', -1, '')}${stride}${own}${counted})`,
    )
  },
  call: onMaps(rank),
  parts: (use) => [
    ...(padding(use, rank, by === 'Max' ? ', value=float("-inf")' : '').before ? [samePadding] : []),
    ...leading(rank)(use),
  ],
  inChain: (use) => use.x.shape.length === rank + 1,
  size: 'same',
})

const goneIn = ({ fields, x }: Use): number =>
  typeof fields.axes === 'number' ? fields.axes : x.shape.length - 1

const globalPool: Emit = {
  wants: () => 'any',
  gives: (use, layout) => Math.max(0, layout - goneIn(use)),
  call(call) {
    const {
      fields,
      args: [value = []],
      layouts: [layout = 0],
    } = call
    const gone = goneIn(call)
    if (gone === 0) return value
    // The last positions; the features stand before `layout` of them.
    const dims = Array.from({ length: gone }, (_, i) => (i < layout ? -1 - i : -2 - i)).reverse()
    const by = fields.by === 'max' ? 'amax' : String(fields.by)
    return code`${value}.${by}(dim=${dims.length === 1 ? String(dims[0]) : `(${dims.join(', ')})`})`
  },
  size: 'same',
}

const upsample: Emit = {
  wants: () => 2,
  module(use) {
    const { factor, size, mode } = use.fields
    const target =
      typeof factor === 'number'
        ? code`scale_factor=${use.field('factor')}`
        : code`size=(${Array.isArray(size) ? size.map(Number).join(', ') : ''})`
    return code`nn.Upsample(${target}, mode="${mode === 'nearest' ? 'nearest' : 'bilinear'}")`
  },
  call: onMaps(2),
  parts: leading(2),
  inChain: (use) => use.x.shape.length === 3,
  size: 'same',
}

/** Sub-pixel layers: PyTorch has the factor's positions behind the channels, which counts the same. */
const shuffle = (kind: 'PixelUnshuffle' | 'PixelShuffle'): Emit => ({
  wants: () => 2,
  module: (use) => code`nn.${kind}(${use.field('factor')})`,
  inChain: () => true,
})

const movingAverageEmit: Emit = {
  call: ({ args: [x = []], field }) => code`moving_average(${x}, ${field('window')})`,
  parts: () => [movingAverage],
  size: 'same',
}

const patches: Emit = {
  call: ({ args: [x = []], field }) =>
    code`${x}.unfold(-2, ${field('size')}, ${field('stride')}).transpose(-1, -2).flatten(-2)`,
}

export const maps: Readonly<Record<string, Emit>> = {
  conv1d: convolution(1),
  conv2d: convolution(2),
  conv3d: convolution(3),
  conv_transpose1d: transposed(1),
  conv_transpose2d: transposed(2),
  conv_transpose3d: transposed(3),
  max_pool1d: pool('Max', 1),
  max_pool2d: pool('Max', 2),
  max_pool3d: pool('Max', 3),
  avg_pool1d: pool('Avg', 1),
  avg_pool2d: pool('Avg', 2),
  avg_pool3d: pool('Avg', 3),
  global_pool: globalPool,
  upsample,
  space_to_depth: shuffle('PixelUnshuffle'),
  depth_to_space: shuffle('PixelShuffle'),
  moving_average: movingAverageEmit,
  patches,
}
