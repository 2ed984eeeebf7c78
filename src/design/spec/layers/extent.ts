/** How long an axis is after a window has moved along it: the arithmetic of convolutions and pooling. */
import { z } from 'zod'
import { positive } from '../fields.js'
import { type Misfit, misfit, written } from '../issue.js'
import { show } from '../shape.js'
import type { Given } from './layer.js'
import { first } from './layer.js'

/** One number for every axis, or one for each. */
export const perAxis = z.union([positive, z.array(positive).min(1).max(3)])
export type PerAxis = z.infer<typeof perAxis>

const count = z.number().int().nonnegative()
/** `same`: as many positions as strides fit; `causal`: the same, all padding before; a number: on both sides. */
export const paddingSchema = z.union([
  z.enum(['valid', 'same', 'causal']),
  count,
  z.array(count).min(1).max(3),
])
/** Of pooling. `ceil`: none, but a last window that begins inside may reach past the end (PyTorch's `ceil_mode`). */
export const poolPaddingSchema = z.union([
  z.enum(['valid', 'same', 'ceil']),
  count,
  z.array(count).min(1).max(3),
])
export type Padding = z.infer<typeof paddingSchema> | z.infer<typeof poolPaddingSchema>

export const onAxis = (value: PerAxis, axis: number): number =>
  typeof value === 'number' ? value : (value[axis] ?? 1)

export interface Window {
  readonly kernel: PerAxis
  readonly stride: PerAxis
  readonly dilation: PerAxis
  readonly padding: Padding
}

/** Positions along each of the `rank` axes before the features; a misfit where the window is larger than an axis. */
export function extents(rank: number, window: Window, given: Given): readonly number[] | Misfit {
  const { shape } = first(given)
  const uneven = (['kernel', 'stride', 'dilation', 'padding'] as const).find((field) => {
    const value = window[field]
    return Array.isArray(value) && value.length !== rank
  })
  if (uneven)
    return { ...misfit('bad_value', `one number, or ${rank}`, written(window[uneven])), field: uneven }
  const sizes = shape.slice(-rank - 1, -1)
  const out = sizes.map((size, axis) => extent(size, axis, window))
  const short = out.findIndex((size) => size < 1)
  if (short < 0) return out
  const span = spanOf(short, window)
  return misfit(
    'shape_misfit',
    `at least ${span} positions for the window`,
    `${sizes[short]} in ${show(shape)}`,
    'Use a smaller kernel or padding "same".',
  )
}

const spanOf = (axis: number, { kernel, dilation }: Window) =>
  onAxis(dilation, axis) * (onAxis(kernel, axis) - 1) + 1

function extent(size: number, axis: number, window: Window): number {
  const stride = onAxis(window.stride, axis)
  if (window.padding === 'same' || window.padding === 'causal') return Math.ceil(size / stride)
  if (window.padding === 'ceil') {
    const windows = Math.ceil((size - spanOf(axis, window)) / stride) + 1
    return (windows - 1) * stride < size ? windows : windows - 1
  }
  const pad = window.padding === 'valid' ? 0 : onAxis(window.padding, axis)
  return Math.floor((size + 2 * pad - spanOf(axis, window)) / stride) + 1
}
