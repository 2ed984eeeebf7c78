/** A node in series: a chain of modules where nothing else is said, else a loop over them. */
import type { TypedNode } from '../../spec/typed.js'
import type { Applied } from './applied.js'
import { type Code, code, type Hole, joined, skeleton } from './code.js'
import { converted, type Layout } from './emit.js'
import { argumentsOf, assigned, initOf, symbolsOf } from './once.js'
import type { Lines, Place } from './place.js'

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
