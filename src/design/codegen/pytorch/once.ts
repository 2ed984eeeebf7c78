/** A node that is applied once, and what every arrangement needs of a call: arguments, variables, the module's line. */
import type { Applied, Symbols } from './applied.js'
import { type Code, code } from './code.js'
import { converted, type Layout } from './emit.js'
import type { Held, Lines, Place } from './place.js'

export const symbolsOf = ({ inputs, ports }: Place): Symbols => ({
  inputs: inputs.map(({ size }) => size),
  ports: Object.fromEntries(Object.entries(ports).map(([port, { size }]) => [port, size])),
})

/** The inputs and ports of a call, each in the layout that is wanted. */
export function argumentsOf(use: Applied, { inputs, ports }: Place) {
  const first = use.wants(0, inputs[0]?.layout ?? 0)
  const layouts = inputs.map((_, i) => (i === 0 ? first : use.wants(i, first)))
  return {
    first,
    layouts,
    args: inputs.map(({ code, layout }, i) => converted(code, layout, layouts[i] ?? 0)),
    portArgs: Object.fromEntries(
      Object.entries(ports).map(([port, { code, layout }]) => [
        port,
        converted(code, layout, use.portWants(port)),
      ]),
    ),
  }
}

export const initOf = (place: Place, module: Code | undefined): Code[] =>
  module ? [code`${place.module} = ${module}`] : []

export function writeOnce(place: Place): Lines {
  const [node] = place.named.groups
  const use = place.apply(node, symbolsOf(place))
  const { first, layouts, args, portArgs } = argumentsOf(use, place)
  const call = use.call(place.module, args, portArgs, layouts, place.like)
  const { lines, results } = assigned(place, use, call, first)
  return { init: initOf(place, use.module), forward: lines, results, parts: use.parts }
}

/** The call's outputs in variables; those that nothing reads are passed over. */
export function assigned(
  place: Place,
  use: Applied,
  call: Code,
  first: Layout,
): { lines: Code[]; results: Held[] } {
  const { results: types } = use.node
  const held = (value: Code, output: number): Held => ({
    code: value,
    type: types[output] ?? { shape: [], dtype: 'float' },
    layout: use.gives(output, first),
    size: use.sizes[output],
  })
  const { access } = use
  if (!access) {
    const target = place.target(0)
    return { lines: [code`${target} = ${call}`], results: [held([target], 0)] }
  }
  const read = types.map((_, output) => place.isRead(output))
  if (read.filter(Boolean).length <= 1) {
    const output = Math.max(0, read.indexOf(true))
    const target = place.target(output)
    return {
      lines: [code`${target} = ${call}${access(output)}`],
      results: types.map((_, i) => held([target], i)),
    }
  }
  if (use.isTuple) {
    const targets = types.map((_, output) => (read[output] ? place.target(output) : '_'))
    return {
      lines: [code`${targets.join(', ')} = ${call}`],
      results: targets.map((target, i) => held([target], i)),
    }
  }
  const target = place.fresh(`${place.target(0)}_all`)
  return {
    lines: [code`${target} = ${call}`],
    results: types.map((_, output) => held([`${target}${access(output)}`], output)),
  }
}
