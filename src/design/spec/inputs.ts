/** The types of a model's inputs, from what they are and how large. */
import { type Misfit, misfit } from './issue.js'
import { float, type TensorType } from './shape.js'
import type { InputSpec } from './spec.js'

/** A size as it is written: a number, or the name of a size or `$parameter`. */
type Size = number | string

/**
 * Without batch: tokens and masks [steps], a category [], a vector [features], a series [steps, features], an image
 * [height, width, channels].
 * @param lookUp the value of a named size or parameter
 */
export function inputType(
  input: InputSpec,
  lookUp: (name: string) => unknown,
): { readonly type: TensorType } | { readonly misfits: readonly Misfit[] } {
  const misfits: Misfit[] = []
  const bound = (field: string, size: Size): number => {
    const value = typeof size === 'number' ? size : lookUp(size.replace(/^\$/, ''))
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
    misfits.push(
      value === undefined
        ? {
            code: 'size_unbound',
            message: `${size} has no value. Give it in "sizes"${String(size).startsWith('$') ? ' or "params"' : ''}.`,
            field,
          }
        : { ...misfit('bad_value', 'a whole number above 0', JSON.stringify(value)), field },
    )
    return 1
  }
  const type = typeOf(input, bound)
  return misfits.length > 0 ? { misfits } : { type }
}

function typeOf(input: InputSpec, bound: (field: string, size: Size) => number): TensorType {
  switch (input.kind) {
    case 'tokens':
      return { shape: [bound('steps', input.steps)], dtype: 'int', count: bound('vocab', input.vocab) }
    case 'category':
      return { shape: [], dtype: 'int', count: bound('count', input.count) }
    case 'vector':
      return float([bound('features', input.features)])
    case 'series':
      return float([bound('steps', input.steps), bound('features', input.features)])
    case 'image': {
      const [height, width] = Array.isArray(input.size) ? input.size : [input.size, input.size]
      return float([bound('size', height), bound('size', width), bound('channels', input.channels ?? 3)])
    }
    case 'mask':
      return { shape: [bound('steps', input.steps)], dtype: 'bool' }
    case 'tensor': {
      const shape = input.shape.map((size) => bound('shape', size))
      const count = input.count === undefined ? {} : { count: bound('count', input.count) }
      return { shape, dtype: input.dtype ?? 'float', ...count }
    }
  }
}
