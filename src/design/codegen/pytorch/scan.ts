/** A node from step to step. */
import { code, joined } from './code.js'
import { converted } from './emit.js'
import { argumentsOf, initOf, symbolsOf } from './once.js'
import type { Held, Lines, Place } from './place.js'

/** Over the steps of the first input, with what is carried. */
export function writeScan(place: Place): Lines {
  const [node] = place.named.groups
  const use = place.apply(node, symbolsOf(place))
  const [x, ...carried] = place.inputs
  if (!x) throw new RangeError('Expected an input to go over.')
  const states = carried.map((_, i) => place.target(i + 1))
  const step: Held = { ...x, code: ['step'], layout: 0 }
  const going = carried.map(
    (value, i): Held => ({ ...value, code: [states[i] ?? ''], layout: use.wants(i + 1, use.wants(0, 0)) }),
  )
  const { first, layouts, args, portArgs } = argumentsOf(use, { ...place, inputs: [step, ...going] })
  const target = place.target(0)
  const results = place.fresh(`${place.named.name}_steps`)
  const out = place.fresh('out')
  const call = use.call(place.module, args, portArgs, layouts, place.like)
  const names = node.outputs.map((_, i) => (i === 0 ? out : (states[i - 1] ?? '_')))
  const starts = carried.map((value, i) => converted(value.code, value.layout, layouts[i + 1] ?? 0))
  const isMany = node.outputs.length > 1
  const backs = states.flatMap((state, i) => {
    const [gives, wants] = [use.gives(i + 1, first), layouts[i + 1] ?? 0]
    return gives === wants ? [] : [code`    ${state} = ${converted([state], gives, wants)}`]
  })
  return {
    init: initOf(place, use.module),
    forward: [
      ...(states.length > 0 ? [code`${states.join(', ')} = ${joined(starts, ', ')}`] : []),
      code`${results} = []`,
      code`for step in ${converted(x.code, x.layout, 0)}.unbind(1):`,
      isMany ? code`    ${names.join(', ')} = ${call}` : code`    ${out} = ${call}${use.access?.(0) ?? ''}`,
      ...backs,
      code`    ${results}.append(${converted([out], use.gives(0, first), 0)})`,
      code`${target} = torch.stack(${results}, dim=1)`,
    ],
    results: node.results.map((type, i) => ({
      code: [i === 0 ? target : (states[i - 1] ?? '_')],
      type,
      layout: i === 0 ? 0 : (layouts[i] ?? 0),
      size: use.sizes[i],
    })),
    parts: use.parts,
  }
}
