/**
 * A node several times side by side, each copy with weights of its own: experts, one network for each variable,
 * ensembles. One copy is inferred, the others only counted.
 */
import type { Connected } from './connect.js'
import type { Fields } from './fields.js'
import { type Misfit, misfit } from './issue.js'
import { maxApplications } from './limits.js'
import type { Modifiers } from './node.js'
import { type Ran, type Repeated, tooManyLayers } from './repeat.js'
import type { Bound, Value } from './scope.js'
import { float, show, sizeAt, type TensorType } from './shape.js'
import type { Tape } from './tape.js'

/**
 * Every output of the n copies on a new axis before the features: …, n, F. With `split`, copy i reads slice i of that
 * axis of the first input. With `chosen`, only so many copies run for each position: the port `choices` (…, n) says
 * which and with what share, and the output is the sum, as one copy gives it.
 * @param run infers one copy at a path
 * @param fail tells an issue of the node as a whole
 */
export function copies(
  tape: Tape,
  path: string,
  { copies: count = 1, split, chosen }: Modifiers,
  fields: Fields,
  connected: Connected,
  run: (path: string, connected: Connected, fields: Fields) => Ran,
  fail: (misfit: Misfit) => void,
): Repeated {
  const nothing: Repeated = { nodes: [], bound: undefined }
  const { choices, ...ports } = connected.ports
  const { choices: _, ...portReads } = connected.reads.ports
  const wrong = misfitOf(count, split, chosen, connected, choices)
  if (wrong) {
    fail(wrong)
    return nothing
  }
  const [x, ...others] = connected.inputs
  const inputs = split && x ? [sliced(x), ...others] : connected.inputs
  const tapeStart = tape.length
  const group = count === 1 ? `${path}[0]` : `${path}[0..${count - 1}]`
  const reads = { ...connected.reads, ports: chosen === undefined ? connected.reads.ports : portReads }
  const given = chosen === undefined ? { ...connected, inputs } : { inputs, ports, reads }
  const ran = run(group, given, fields)
  if (!ran) return nothing

  const applied = chosen ?? count
  let [start, written] = [tapeStart, ran.bound.outputs.map(({ value }) => value)]
  const all = [written]
  for (let i = 1; i < applied; i += 1) {
    if (tape.length > maxApplications) {
      fail(tooManyLayers)
      return nothing
    }
    const end = tape.length
    const to = tape.replay(start, new Map())
    written = written.map((value) => ({ ...value, storage: to(value.storage) }))
    all.push(written)
    start = end
  }
  const outputs = ran.bound.outputs.map(({ port, value }, i) => {
    const { type } = value
    const result = chosen === undefined ? stacked(type, count) : type
    const parts = all.flatMap((copy) => copy[i]?.storage ?? [])
    const storage = tape.store(result)
    // Unread outputs are never put together.
    if (i === 0) {
      const reads = choices ? [...parts, choices.storage] : parts
      tape.add({
        reads,
        writes: [storage],
        keeps: chosen === undefined ? {} : { inputs: reads.map((_, n) => n) },
        learns: false,
        isTrainingOnly: false,
        workspace: 0,
      })
    }
    return { port, value: { type: result, storage } }
  })
  const bound: Bound = { outputs }
  const node = {
    ...ran.node,
    reads: connected.reads,
    results: outputs.map(({ value }) => value.type),
    arrangement: { kind: 'copies', count, split, ...(chosen !== undefined && { chosen }) } as const,
    times: applied,
    weightSets: count,
  }
  return { nodes: [node], bound }
}

function misfitOf(
  count: number,
  split: boolean,
  chosen: number | undefined,
  { inputs: [x] }: Connected,
  choices: Value | undefined,
): Misfit | undefined {
  const shape = x?.type.shape ?? []
  if (split && sizeAt(shape, -2) !== count)
    return {
      ...misfit('shape_misfit', `${count} slices on the axis before the features`, show(shape)),
      field: 'split',
    }
  if (chosen === undefined)
    return choices && { code: 'missing_field', message: 'choices need the field chosen.', field: 'chosen' }
  if (chosen > count)
    return { ...misfit('bad_value', `at most ${count} chosen copies`, String(chosen)), field: 'chosen' }
  const wanted = [...shape.slice(0, -1), count]
  if (!choices || show(choices.type.shape) !== show(wanted))
    return {
      ...misfit('shape_misfit', `choices of ${show(wanted)}`, choices ? show(choices.type.shape) : 'none'),
      field: 'with.choices',
    }
  return undefined
}

/** One slice of the axis before the features, a view. */
const sliced = ({ type, storage }: Value): Value => ({
  type: { ...type, shape: type.shape.toSpliced(-2, 1) },
  storage,
})

const stacked = ({ shape }: TensorType, count: number): TensorType =>
  float([...shape.slice(0, -1), count, ...shape.slice(-1)])
