/** One node in the forward pass: once, in series, in copies, or over steps. */
import type { TypedNode } from '../../spec/typed.js'
import type { Applied, Symbols } from './applied.js'
import type { Held, Lines, Place } from './body.js'
import { type Code, code, type Hole, joined, skeleton } from './code.js'
import { converted, type Layout } from './emit.js'
import { mixExperts } from './python/arrangements.js'

const symbolsOf = ({ inputs, ports }: Place): Symbols => ({
  inputs: inputs.map(({ size }) => size),
  ports: Object.fromEntries(Object.entries(ports).map(([port, { size }]) => [port, size])),
})

/** The inputs and ports of a call, each in the layout that is wanted. */
function argumentsOf(use: Applied, { inputs, ports }: Place) {
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

const initOf = (place: Place, module: Code | undefined): Code[] =>
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
function assigned(place: Place, use: Applied, call: Code, first: Layout): { lines: Code[]; results: Held[] } {
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

/** The groups with what each is applied like: sizes go from one to the next. */
function chainOfGroups(place: Place): { use: Applied; node: TypedNode }[] {
  let symbols = symbolsOf(place)
  return place.named.groups.map((node) => {
    const use = place.apply(node, symbols)
    symbols = {
      ...symbols,
      inputs: symbols.inputs.map((size, i) => (i < node.outputs.length ? use.sizes[i] : size)),
    }
    return { use, node }
  })
}

/** One after another: a chain of modules where nothing else is said, else a loop over them. */
export function writeSeries(place: Place): Lines {
  const groups = chainOfGroups(place)
  const [{ use: head, node }] = groups as [(typeof groups)[number], ...typeof groups]
  const isShared = node.arrangement.kind === 'series' && node.arrangement.shared
  const total = groups.reduce((n, group) => n + group.node.times, 0)
  const init = initOf(place, seriesModule(groups, isShared))
  const parts = groups.flatMap(({ use }) => use.parts)
  const { first, layouts, args } = argumentsOf(head, place)
  const carried = Math.min(place.inputs.length, node.outputs.length)
  const isSteady = groups.every(({ use, node }) =>
    Array.from({ length: carried }, (_, i) => i).every(
      (i) =>
        node.inputs[i]?.shape.length === node.outputs[i]?.type.shape.length &&
        use.wants(i, first) === layouts[i] &&
        use.gives(i, first) === layouts[i],
    ),
  )
  const isChain =
    isSteady &&
    !isShared &&
    carried === 1 &&
    groups.every(({ use }) => use.chained && use.module && !use.access)
  if (isChain && args.length === 1) {
    const { lines, results } = assigned(place, head, code`${place.module}(${args[0] ?? []})`, first)
    const size = groups.at(-1)?.use.sizes[0]
    return { init, forward: lines, results: results.map((result) => ({ ...result, size })), parts }
  }

  // Variables that go round.
  const targets = Array.from({ length: Math.max(carried, node.results.length) }, (_, i) =>
    i < carried || place.isRead(i) ? place.target(i) : '_',
  )
  const start = args.slice(0, carried)
  const going = targets.slice(0, carried).join(', ')
  const isThere = JSON.stringify(start) === JSON.stringify([[going]])
  const forward: Code[] = isThere ? [] : [code`${going} = ${joined(start, ', ')}`]
  const steps =
    isSteady && areAlike(groups, place, layouts) ? [{ ...groups[0], times: total, at: 0 }] : inTurn(groups)
  let now = layouts
  for (const { use, node, times, at } of steps as {
    use: Applied
    node: TypedNode
    times: number
    at: number
  }[]) {
    const isLast = at + times === total
    const wanted = place.inputs.map((_, i) => use.wants(i, use.wants(0, now[0] ?? 0)))
    const before = Array.from({ length: carried }, (_, i) =>
      converted([targets[i] ?? ''], now[i] ?? 0, wanted[i] ?? 0),
    )
    const changes = before.some((value, i) => value.length > 1 || value[0] !== targets[i])
    if (changes) forward.push(code`${targets.slice(0, carried).join(', ')} = ${joined(before, ', ')}`)
    const values = place.inputs.map(({ code: value, layout }, i) =>
      i < carried ? [targets[i] ?? ''] : converted(value, layout, wanted[i] ?? 0),
    )
    const portValues = Object.fromEntries(
      Object.entries(place.ports).map(([port, { code: value, layout }]) => [
        port,
        converted(value, layout, use.portWants(port)),
      ]),
    )
    const isLoop = times > 1
    const many = use.module && !isShared
    const module = !many ? place.module : isLoop ? 'layer' : `${place.module}[${at}]`
    const call = use.call(module, values, portValues, wanted, place.like)
    const outputs = node.results.map((_, i) =>
      i < carried || (isLast && place.isRead(i)) ? (targets[i] ?? '_') : '_',
    )
    const gives = outputs.map((_, i) => use.gives(i, wanted[0] ?? 0))
    const lines = roundLines(use, call, outputs, place)
    const back = isLoop
      ? Array.from({ length: carried }, (_, i) => i).filter((i) => gives[i] !== wanted[i])
      : []
    const range = at === 0 && times === total ? place.module : `${place.module}[${at}:${at + times}]`
    if (isLoop) {
      forward.push(
        many
          ? [`for layer in ${range}:`]
          : code`for _ in range(${{ value: times, symbol: times === total ? node.origins.repeat : undefined, hint: 'repeat' }}):`,
      )
      for (const line of lines) forward.push(['    ', ...line])
      for (const i of back)
        forward.push(
          code`    ${targets[i] ?? ''} = ${converted([targets[i] ?? ''], gives[i] ?? 0, wanted[i] ?? 0)}`,
        )
    } else forward.push(...lines)
    now = place.inputs.map((_, i) =>
      i >= carried ? (wanted[i] ?? 0) : back.includes(i) ? (wanted[i] ?? 0) : (gives[i] ?? 0),
    )
  }
  const last = groups.at(-1)
  return {
    init,
    forward,
    parts,
    results: node.results.map((type, i) => ({
      code: [targets[i] ?? '_'],
      type,
      layout: i < carried ? (now[i] ?? 0) : (last?.use.gives(i, now[0] ?? 0) ?? 0),
      size: last?.use.sizes[i],
    })),
  }
}

/** One round's call, with each output that goes on in its variable; `_` goes nowhere. */
function roundLines(use: Applied, call: Code, outputs: readonly string[], place: Place): Code[] {
  if (use.isTuple) return [code`${outputs.join(', ')} = ${call}`]
  const going = outputs
    .map((target, i) => ({ target, access: use.access?.(i) ?? '' }))
    .filter(({ target }) => target !== '_')
  const [sole, ...more] = going
  if (!sole || more.length === 0) return [code`${sole?.target ?? '_'} = ${call}${sole?.access ?? ''}`]
  const result = place.fresh('result')
  return [
    code`${result} = ${call}`,
    ...going.map(({ target, access }) => code`${target} = ${result}${access}`),
  ]
}

function inTurn(groups: readonly { use: Applied; node: TypedNode }[]) {
  let at = 0
  return groups.map((group) => {
    const turn = { ...group, times: group.node.times, at }
    at += group.node.times
    return turn
  })
}

/** One loop serves all groups: their calls are the same, numbers included. */
function areAlike(
  groups: readonly { use: Applied; node: TypedNode }[],
  place: Place,
  layouts: readonly Layout[],
): boolean {
  const calls = groups.map(({ use }) => {
    const call = use.call(
      'layer',
      place.inputs.map((_, i) => [`v${i}`]),
      {},
      layouts,
      place.like,
    )
    return JSON.stringify([skeleton([call]), call, use.module !== undefined])
  })
  return new Set(calls).size === 1
}

function seriesModule(
  groups: readonly { use: Applied; node: TypedNode }[],
  isShared: boolean,
): Code | undefined {
  const [head] = groups
  if (!head?.use.module) return undefined
  if (isShared) return head.use.module
  const isChain = groups.every(({ use }) => use.chained && !use.access)
  const [sole, ...more] = groups
  if (!isChain && sole && more.length === 0)
    return code`nn.ModuleList([${sole.use.module ?? []} for _ in range(${repeats(sole.node, true)})])`
  const items = groups.map(({ use, node }) =>
    node.times > 1
      ? code`*[${use.module ?? []} for _ in range(${repeats(node, groups.length === 1)})]`
      : (use.module ?? []),
  )
  return isChain ? code`nn.Sequential(${joined(items, ', ')})` : code`nn.ModuleList([${joined(items, ', ')}])`
}

/** How often, and what says so: the whole number is a parameter, a group's share of it is not. */
const repeats = (node: TypedNode, isAll = false): Hole => ({
  value: node.times,
  symbol: isAll ? node.origins.repeat : undefined,
  hint: 'repeat',
})
const copiesOf = (node: TypedNode, value: number): Hole => ({
  value,
  symbol: node.origins.copies,
  hint: 'copies',
})

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
    const one = converted(
      [all === undefined ? '' : 'copy', ...(all === undefined ? call : []), access],
      use.gives(output, first),
      0,
    )
    const value = all === undefined ? simplified(one, call, access, use.gives(output, first)) : one
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

/** A call in parentheses only where a conversion follows an expression. */
const simplified = (one: Code, call: Code, access: string, layout: Layout): Code =>
  layout === 0 && access === ''
    ? call
    : layout === 0
      ? code`${call}${access}`
      : converted(code`(${call})${access}`, layout, 0).length > 0
        ? converted(code`(${call})${access}`, layout, 0)
        : one

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
