/** Recipes for layers that look along positions: convolutions, pooling, windows and recurrence. */
import { type Draw, divisors } from './draw.js'
import { type Node, type Recipe, rank, type Shape, type Site } from './recipe.js'

/** One number for all axes, or one for each. */
const perAxis = (draw: Draw, axes: number, one: () => number): number | number[] =>
  draw.flag() ? Array.from({ length: axes }, one) : one()

const at = (value: number | readonly number[], axis: number) =>
  typeof value === 'number' ? value : (value[axis] ?? 1)

/** Whether a window with this padding fits on every axis. */
function fits(
  sizes: Shape,
  kernel: number | number[],
  dilation: number | number[],
  padding: number | number[],
) {
  return sizes.every(
    (size, axis) => size + 2 * at(padding, axis) >= at(dilation, axis) * (at(kernel, axis) - 1) + 1,
  )
}

function padded(
  { draw, shape }: Site,
  axes: number,
  kernel: number | number[],
  dilation: number | number[],
  most: number,
) {
  const sizes = shape.slice(-axes - 1, -1)
  const number = perAxis(draw, axes, () => draw.int(0, most))
  const wanted = draw.of<'valid' | 'same' | number | number[]>(['same', 'valid', number])
  const amount = wanted === 'valid' ? 0 : wanted
  return wanted !== 'same' && amount !== 'same' && fits(sizes, kernel, dilation, amount) ? wanted : 'same'
}

/** Groups that divide what comes in and what goes out. */
function grouped({ draw, features }: Site): Node {
  const form = draw.int(0, 3)
  if (form === 3) {
    const times = draw.int(1, 2)
    return { groups: 'depthwise', ...(draw.flag() && { channels: times * features }) }
  }
  const groups = form === 2 ? draw.of(divisors(features, 6)) : 1
  return { channels: groups * draw.int(1, 6), ...(groups > 1 && { groups }) }
}

const convolution = (axes: 1 | 2 | 3): Recipe => ({
  kind: `conv${axes}d`,
  wants: rank(axes + 1),
  isPlain: true,
  write(site) {
    const { draw } = site
    const kernel = perAxis(draw, axes, () => draw.int(1, 3))
    const dilation = perAxis(draw, axes, () => draw.int(1, 2))
    const isCausal = axes === 1 && draw.int(0, 3) === 3
    return {
      kind: `conv${axes}d`,
      ...grouped(site),
      kernel,
      dilation,
      stride: perAxis(draw, axes, () => draw.int(1, 3)),
      padding: isCausal ? 'causal' : padded(site, axes, kernel, dilation, 2),
      bias: !draw.flag(),
      ...(draw.int(0, 4) === 4 && { weight_norm: true }),
    }
  },
})

const transposed = (axes: 1 | 2 | 3): Recipe => ({
  kind: `conv_transpose${axes}d`,
  wants: rank(axes + 1),
  isPlain: true,
  write(site) {
    const { draw, features, shape } = site
    const groups = draw.flag() ? draw.of(divisors(features, 6)) : 1
    const kernel = perAxis(draw, axes, () => draw.int(1, 3))
    const stride = perAxis(draw, axes, () => draw.int(1, 2))
    const shortest = Math.min(
      ...shape.slice(-axes - 1, -1).map((size, axis) => (size - 1) * at(stride, axis) + at(kernel, axis)),
    )
    return {
      kind: `conv_transpose${axes}d`,
      channels: groups * draw.int(1, 6),
      groups,
      kernel,
      stride,
      padding: draw.int(0, Math.min(2, Math.floor((shortest - 1) / 2))),
      bias: !draw.flag(),
    }
  },
})

const pool = (by: 'max' | 'avg', axes: 1 | 2 | 3): Recipe => ({
  kind: `${by}_pool${axes}d`,
  wants: rank(axes + 1),
  isPlain: true,
  write(site) {
    const { draw, shape } = site
    // PyTorch's mean over three axes refuses a map smaller than its window, padded or not.
    const isWhole = by === 'avg' && axes === 3
    const largest = isWhole ? Math.min(3, ...shape.slice(-axes - 1, -1)) : 3
    const kernel = perAxis(draw, axes, () => draw.int(1, largest))
    const padding = padded(site, axes, kernel, 1, 1)
    // A window of padding alone has no maximum.
    const most = Math.min(...[kernel].flat().map((size) => Math.floor(size / 2)))
    const isTooFar = padding !== 'same' && padding !== 'valid' && Math.max(...[padding].flat()) > most
    return {
      kind: `${by}_pool${axes}d`,
      kernel,
      ...(draw.flag() && { stride: perAxis(draw, axes, () => draw.int(1, 3)) }),
      padding: isTooFar ? 'same' : padding === 'valid' && draw.flag() ? 'ceil' : padding,
    }
  },
})

function recurrent(kind: 'lstm' | 'gru' | 'rnn'): Recipe {
  return {
    kind,
    wants: rank(2),
    write(site) {
      const { draw, shape } = site
      const units = draw.int(1, 12)
      const layers = draw.int(1, 3)
      const bidirectional = draw.flag()
      const isProjected = kind === 'lstm' && units > 1 && draw.int(0, 3) === 3
      const chains = layers * (bidirectional ? 2 : 1)
      const start = [...shape.slice(0, -2), ...(kind === 'lstm' ? [2] : []), chains, units]
      const state = !isProjected && draw.int(0, 3) === 3 ? site.other(start) : undefined
      return {
        kind,
        units,
        layers,
        bidirectional,
        bias: !draw.flag(),
        dropout: draw.of([0, 0.2]),
        output: draw.of(['sequence', 'last']),
        ...(isProjected && { projection: draw.int(1, units - 1) }),
        ...(kind === 'rnn' && draw.flag() && { activation: draw.of(['relu', 'tanh']) }),
        with: { ...(state && { state }) },
      }
    },
  }
}

const cell = (kind: 'lstm' | 'gru' | 'rnn'): Recipe => ({
  kind: `${kind}_cell`,
  wants: rank(1),
  write(site) {
    const units = site.draw.int(1, 12)
    const states = Array.from({ length: kind === 'lstm' ? 2 : 1 }, () =>
      site.other([...site.shape.slice(0, -1), units]),
    )
    return {
      kind: `${kind}_cell`,
      units,
      bias: !site.draw.flag(),
      from: [site.current, ...states],
    }
  },
})

export const positions: readonly Recipe[] = [
  convolution(1),
  convolution(2),
  convolution(3),
  transposed(1),
  transposed(2),
  transposed(3),
  pool('max', 1),
  pool('max', 2),
  pool('max', 3),
  pool('avg', 1),
  pool('avg', 2),
  pool('avg', 3),
  recurrent('lstm'),
  recurrent('gru'),
  recurrent('rnn'),
  cell('lstm'),
  cell('gru'),
  cell('rnn'),
  {
    kind: 'selective_scan',
    wants: rank(2),
    write(site) {
      const state = site.draw.int(1, 8)
      const matrix = () => site.other([...site.shape.slice(0, -1), state])
      return {
        kind: 'selective_scan',
        state,
        from: [site.current, site.other(site.shape), matrix(), matrix()],
      }
    },
  },
  {
    kind: 'moving_average',
    wants: rank(2),
    isPlain: true,
    each: { field: 'window', values: [1, 3, 5] },
    write: ({ draw }) => ({ kind: 'moving_average', window: draw.of([3, 1, 5, 9]) }),
  },
  {
    kind: 'patches',
    wants: rank(2),
    isPlain: true,
    write: ({ draw, shape }) => ({
      kind: 'patches',
      size: draw.int(1, shape.at(-2) ?? 1),
      stride: draw.int(1, 4),
    }),
  },
]
