/** What several layers ask of their inputs before anything else. */
import { type Misfit, misfit } from '../issue.js'
import { show } from '../shape.js'
import type { Given } from './layer.js'

/** Undefined where every input holds numbers to calculate with. */
export function floats(given: Given): Misfit | undefined {
  const odd = [...given.inputs, ...Object.values(given.ports)].find(({ dtype }) => dtype !== 'float')
  if (!odd) return undefined
  const received = `${odd.dtype} ${show(odd.shape)}`
  const next = odd.dtype === 'int' ? 'Put an embedding before it.' : undefined
  return misfit('dtype_misfit', 'numbers to calculate with (float)', received, next)
}

/** Undefined where the first input has the axes that `names` lists, and holds floats. */
export function axes(given: Given, ...names: readonly string[]): Misfit | undefined {
  const shape = given.inputs[0]?.shape ?? []
  if (shape.length >= names.length) return floats(given)
  const count = `${names.length} ${names.length === 1 ? 'axis' : 'axes'}`
  return misfit('shape_misfit', `at least ${count} (${names.join(', ')})`, show(shape))
}
