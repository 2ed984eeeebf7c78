/** A node in copies side by side. */
import type { TypedNode } from '../../spec/typed.js'
import { type Code, code, type Hole } from './code.js'
import { converted } from './emit.js'
import { argumentsOf, initOf, symbolsOf } from './once.js'
import type { Held, Lines, Place } from './place.js'
import { mixExperts } from './python/arrangements.js'

/** Side by side: each copy's outputs on a new axis before the features, or the chosen ones' sum. */
export function writeCopies(place: Place): Lines {
  const [node] = place.named.groups
  const { arrangement } = node
  if (arrangement.kind !== 'copies') throw new RangeError('Expected copies.')
  const use = place.apply(node, symbolsOf(place))
  const init = initOf(
    place,
    use.module && code`nn.ModuleList([${use.module} for _ in range(${copiesOf(node, arrangement.count)})])`,
  )
  const parts = [...use.parts, ...(arrangement.chosen === undefined ? [] : [mixExperts])]
  const { choices, ...ports } = place.ports
  if (choices && arrangement.chosen !== undefined) {
    const [x] = place.inputs
    const value = x ? converted(x.code, x.layout, 0) : []
    const target = place.target(0)
    const chosen = code`${target} = mix_experts(${place.module}, ${value}, ${converted(choices.code, choices.layout, 0)})`
    const results = node.results.map((type, i) => ({ code: [target], type, layout: 0, size: use.sizes[i] }))
    return { init, forward: [chosen], results, parts }
  }
  const [x] = place.inputs
  const sliced = {
    ...place,
    ports,
    inputs:
      arrangement.split && x ? [{ ...x, code: ['part'], layout: 0 }, ...place.inputs.slice(1)] : place.inputs,
  }
  const { first, layouts, args, portArgs } = argumentsOf(use, sliced)
  const call = use.call(use.module ? 'module' : place.module, args, portArgs, layouts, place.like)
  const slices = arrangement.split && x ? code`${converted(x.code, x.layout, 0)}.unbind(-2)` : undefined
  const over = use.module
    ? slices
      ? code`for module, part in zip(${place.module}, ${slices})`
      : code`for module in ${place.module}`
    : slices
      ? code`for part in ${slices}`
      : code`for _ in range(${copiesOf(node, arrangement.count)})`
  const read = node.results.map((_, output) => output).filter(place.isRead)
  const outputs = read.length > 0 ? read : [0]
  const forward: Code[] = []
  const results: Held[] = node.results.map((type, i) => ({
    code: ['_'],
    type,
    layout: 0,
    size: use.sizes[i],
  }))
  const all = outputs.length > 1 ? place.fresh('copies') : undefined
  if (all !== undefined) forward.push(code`${all} = [${call} ${over}]`)
  for (const output of outputs) {
    const target = place.target(output)
    const rank = node.outputs[output]?.type.shape.length ?? 1
    const access = use.access?.(output) ?? ''
    const layout = use.gives(output, first)
    // An expression that a conversion follows stands in parentheses; a call needs none.
    const alone = layout === 0 || use.module ? call : code`(${call})`
    const value = converted(code`${all === undefined ? alone : 'copy'}${access}`, layout, 0)
    const source = all === undefined ? over : code`for copy in ${all}`
    forward.push(code`${target} = torch.stack([${value} ${source}], dim=${rank === 0 ? '-1' : '-2'})`)
    results[output] = {
      code: [target],
      type: node.results[output] ?? { shape: [], dtype: 'float' },
      layout: 0,
      size: use.sizes[output],
    }
  }
  return { init, forward, results, parts }
}

const copiesOf = (node: TypedNode, value: number): Hole => ({
  value,
  symbol: node.origins.copies,
  hint: 'copies',
})
