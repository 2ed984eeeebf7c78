/**
 * A node from step to step over the first axis of its first input, with what it carries: decoders with attention,
 * convolutional recurrences, memory machines. One step is inferred, the others only counted.
 */
import type { Connected } from './connect.js'
import type { Fields } from './fields.js'
import { type Misfit, misfit } from './issue.js'
import { maxApplications } from './limits.js'
import { type Ran, type Repeated, tooManyLayers } from './repeat.js'
import type { Value } from './scope.js'
import { sameShape, show } from './shape.js'
import type { Tape } from './tape.js'

/**
 * The first output of every step, on a first axis of steps; outputs 2… are carried into inputs 2… of the next step,
 * and their last values are outputs too.
 * @param run infers one step at a path
 * @param fail tells an issue of the node as a whole
 */
export function scan(
  tape: Tape,
  path: string,
  fields: Fields,
  connected: Connected,
  run: (path: string, connected: Connected, fields: Fields) => Ran,
  fail: (misfit: Misfit) => void,
): Repeated {
  const nothing: Repeated = { nodes: [], bound: undefined }
  const [x, ...carried] = connected.inputs
  const [steps, ...rest] = x?.type.shape ?? []
  if (!x || steps === undefined) {
    fail({ ...misfit('shape_misfit', 'a first axis of steps', show(x?.type.shape ?? [])), field: 'scan' })
    return nothing
  }
  const step: Value = { type: { ...x.type, shape: rest }, storage: x.storage }
  let start = tape.length
  const ran = run(`${path}[0..${steps - 1}]`, { ...connected, inputs: [step, ...carried] }, fields)
  if (!ran) return nothing
  const [main, ...states] = ran.bound.outputs
  if (!main) return nothing
  for (const [i, input] of carried.entries()) {
    const state = states[i]?.value.type.shape
    if (state && sameShape(state, input.type.shape)) continue
    const received = state ? show(state) : 'no such output'
    fail({
      ...misfit(
        'shape_misfit',
        `output ${i + 2} of a step like input ${i + 2}, ${show(input.type.shape)}`,
        received,
      ),
      field: 'scan',
    })
    return nothing
  }

  const parts = [main.value.storage]
  let before = carried.map(({ storage }) => storage)
  let after = states.map(({ value }) => value.storage)
  for (let i = 1; i < steps; i += 1) {
    if (tape.length > maxApplications) {
      fail(tooManyLayers)
      return nothing
    }
    const end = tape.length
    const to = tape.replay(start, new Map(before.map((storage, n) => [storage, after[n] ?? storage])))
    parts.push(to(parts.at(-1) ?? main.value.storage))
    before = after.slice(0, carried.length)
    after = after.map(to)
    start = end
  }
  const type = { ...main.value.type, shape: [steps, ...main.value.type.shape] }
  const storage = tape.store(type)
  tape.add({ reads: parts, writes: [storage], keeps: {}, learns: false, isTrainingOnly: false, workspace: 0 })
  const outputs = [
    { port: main.port, value: { type, storage } },
    ...states.map(({ port, value }, i) => ({
      port,
      value: { ...value, storage: after[i] ?? value.storage },
    })),
  ]
  const node = {
    ...ran.node,
    results: outputs.map(({ value }) => value.type),
    arrangement: { kind: 'scan', steps } as const,
    times: steps,
    weightSets: 1,
  }
  return { nodes: [node], bound: { outputs } }
}
