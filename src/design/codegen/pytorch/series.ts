/** A node in series: a chain of modules where nothing else is said, else a loop over them. */
import type { TypedNode } from '../../spec/typed.js'
import type { Applied } from './applied.js'
import { type Code, code, type Hole, joined, skeleton } from './code.js'
import { converted, type Layout } from './emit.js'
import { argumentsOf, assigned, initOf, symbolsOf } from './once.js'
import type { Lines, Place } from './place.js'

/** Equal repetitions, with what they are applied like. */
interface Group {
  readonly use: Applied
  readonly node: TypedNode
}
/** Groups that one piece of text serves: a loop, or one call. */
interface Turn {
  readonly use: Applied
  readonly times: number
  /** Where it begins in the list of modules. */
  readonly at: number
}

const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** The groups in order: sizes go from one to the next. */
function groupsOf(place: Place): readonly [Group, ...Group[]] {
  let symbols = symbolsOf(place)
  const next = (node: TypedNode): Group => {
    const use = place.apply(node, symbols)
    const inputs = symbols.inputs.map((size, i) => (i < node.outputs.length ? use.sizes[i] : size))
    symbols = { ...symbols, inputs }
    return { use, node }
  }
  const [head, ...rest] = place.named.groups
  return [next(head), ...rest.map(next)]
}

/** One after another: a chain of modules where nothing else is said, else a loop over them. */
export function writeSeries(place: Place): Lines {
  const groups = groupsOf(place)
  const [{ use: head, node }] = groups
  const isShared = node.arrangement.kind === 'series' && node.arrangement.shared
  const { first, layouts, args } = argumentsOf(head, place)
  const carried = Math.min(place.inputs.length, node.outputs.length)
  const isSteady = groups.every(({ use, node }) =>
    indices(carried).every(
      (i) =>
        node.inputs[i]?.shape.length === node.outputs[i]?.type.shape.length &&
        use.wants(i, first) === layouts[i] &&
        use.gives(i, first) === layouts[i],
    ),
  )
  const all = {
    init: initOf(place, seriesModule(groups, isShared)),
    parts: groups.flatMap(({ use }) => use.parts),
  }
  const [value] = args
  if (value && args.length === 1 && isSteady && !isShared && groups.every(isPlain)) {
    const { lines, results } = assigned(place, head, code`${place.module}(${value})`, first)
    const size = groups.at(-1)?.use.sizes[0]
    return { ...all, forward: lines, results: results.map((result) => ({ ...result, size })) }
  }
  const total = groups.reduce((n, group) => n + group.node.times, 0)
  const isOneLoop = isSteady && areAlike(groups, place, layouts)
  const turns = isOneLoop ? [{ use: head, times: total, at: 0 }] : inTurn(groups)
  return { ...all, ...writeTurns(place, turns, { total, carried, isShared, layouts, start: args }) }
}

/** A chain of modules applies it as it stands. */
const isPlain = ({ use }: Group): boolean =>
  use.chained !== undefined && use.module !== undefined && use.access === undefined

interface Round {
  readonly total: number
  /** How many inputs are outputs of the round before. */
  readonly carried: number
  readonly isShared: boolean
  readonly layouts: readonly Layout[]
  readonly start: readonly Code[]
}

/** What is carried goes round in variables of its own, begun with the inputs. */
function writeTurns(place: Place, turns: readonly Turn[], round: Round): Pick<Lines, 'forward' | 'results'> {
  const { carried } = round
  const { results: types } = place.named.groups[0]
  const targets = indices(Math.max(carried, types.length)).map((i) =>
    i < carried || place.isRead(i) ? place.target(i) : '_',
  )
  const going = targets.slice(0, carried)
  const forward = assignment(going, round.start.slice(0, carried))
  let layouts = round.layouts
  for (const turn of turns) {
    const written = writeTurn(place, turn, { ...round, layouts }, targets)
    forward.push(...written.lines)
    layouts = written.layouts
  }
  const last = turns.at(-1)?.use
  const results = types.map((type, i) => ({
    code: [targets[i] ?? '_'],
    type,
    layout: i < carried ? (layouts[i] ?? 0) : (last?.gives(i, layouts[0] ?? 0) ?? 0),
    size: last?.sizes[i],
  }))
  return { forward, results }
}

/** `a, b = x, y`; nothing where each has its value already. */
function assignment(targets: readonly string[], values: readonly Code[]): Code[] {
  const isThere = values.every((value, i) => value.length === 1 && value[0] === targets[i])
  return isThere ? [] : [code`${targets.join(', ')} = ${joined(values, ', ')}`]
}

function writeTurn(
  place: Place,
  { use, times, at }: Turn,
  { total, carried, isShared, layouts }: Round,
  targets: readonly string[],
): { lines: Code[]; layouts: Layout[] } {
  const wanted = place.inputs.map((_, i) => use.wants(i, use.wants(0, layouts[0] ?? 0)))
  const going = targets.slice(0, carried)
  const before = going.map((target, i) => converted([target], layouts[i] ?? 0, wanted[i] ?? 0))
  const values = place.inputs.map(({ code: value, layout }, i): Code => {
    const target = going[i]
    return target === undefined ? converted(value, layout, wanted[i] ?? 0) : [target]
  })
  const ports = Object.entries(place.ports).map(
    ([port, { code: value, layout }]) => [port, converted(value, layout, use.portWants(port))] as const,
  )
  const isLoop = times > 1
  const isMany = use.module !== undefined && !isShared
  const module = !isMany ? place.module : isLoop ? 'layer' : `${place.module}[${at}]`
  const call = use.call(module, values, Object.fromEntries(ports), wanted, place.like)
  const isLast = at + times === total
  const outputs = place.named.groups[0].results.map((_, i) =>
    i < carried || (isLast && place.isRead(i)) ? (targets[i] ?? '_') : '_',
  )
  const lines = roundLines(use, call, outputs, place)
  const gives = going.map((_, i) => use.gives(i, wanted[0] ?? 0))
  const after = place.inputs.map((_, i) => (isLoop ? undefined : gives[i]) ?? wanted[i] ?? 0)
  if (!isLoop) return { lines: [...assignment(going, before), ...lines], layouts: after }

  const { repeat } = place.named.groups[0].origins
  const count: Hole = { value: times, symbol: times === total ? repeat : undefined, hint: 'repeat' }
  const range = at === 0 && isLast ? place.module : `${place.module}[${at}:${at + times}]`
  // Each round begins in the layout that it wants.
  const back = going.flatMap((target, i) =>
    assignment([target], [converted([target], gives[i] ?? 0, wanted[i] ?? 0)]),
  )
  const head = isMany ? code`for layer in ${range}:` : code`for _ in range(${count}):`
  const body = [...lines, ...back].map((line): Code => ['    ', ...line])
  return { lines: [...assignment(going, before), head, ...body], layouts: after }
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

function inTurn(groups: readonly Group[]): Turn[] {
  let at = 0
  return groups.map(({ use, node: { times } }) => {
    const turn = { use, times, at }
    at += times
    return turn
  })
}

/** One loop serves all groups: their calls are the same, numbers included. */
function areAlike(groups: readonly Group[], place: Place, layouts: readonly Layout[]): boolean {
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

function seriesModule(groups: readonly Group[], isShared: boolean): Code | undefined {
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
