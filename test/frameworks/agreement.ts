/** What inference says of a spec beside what PyTorch makes of its generated code. */
import { pytorchModel } from '../../src/design/codegen/pytorch/model.js'
import { countAll, totalFlops } from '../../src/design/estimate/totals.js'
import { sameShape } from '../../src/design/spec/shape.js'
import type { TypedNode, TypedSpec } from '../../src/design/spec/typed.js'
import type { Device, Model, Python } from './python.js'

export const modelOf = (typed: TypedSpec): Model => ({ code: pytorchModel(typed), inputs: typed.inputs })

/** Which experts a position takes depends on numbers: such a model cannot run on shapes alone. */
export function needsNumbers(typed: TypedSpec): boolean {
  return everyNode(typed).some(
    ({ arrangement }) => arrangement.kind === 'copies' && arrangement.chosen !== undefined,
  )
}

/** Every typed node, composites before what is in them. */
export function everyNode({ nodes }: { readonly nodes: readonly TypedNode[] }): TypedNode[] {
  return nodes.flatMap((node) => [node, ...everyNode({ nodes: node.children })])
}

/** Weights this large are only counted where they would have to be real. */
const mostRealParams = 50_000_000
const recurrent = new Set(['lstm', 'gru', 'rnn'])

/**
 * Parameters and trainable ones to the unit, the shape of every output, FLOPs, that no sample depends on its
 * neighbours, and source that a strict reader takes. Throws with all that differs, and the source.
 */
export async function expectAgreement(
  python: Python,
  typed: TypedSpec,
  device: Device,
  model: Model = modelOf(typed),
): Promise<void> {
  const differences = await differencesOf(python, typed, device, model)
  if (differences.length > 0) throw new Error(`${differences.join('\n')}\n\n${model.code}`)
}

async function differencesOf(
  python: Python,
  typed: TypedSpec,
  device: Device,
  model: Model,
): Promise<string[]> {
  const { params, trainable } = countAll(typed)
  const isReal = device === 'cpu' || needsNumbers(typed)
  const runs = !isReal || params <= mostRealParams
  const answer = await python.ask({
    ...model,
    device: isReal && runs ? 'cpu' : 'meta',
    measure: ['counts', 'source', ...(runs ? (['run'] as const) : [])],
  })
  const { error, findings = [] } = answer
  if (error !== undefined) return [error, ...findings]
  return [
    ...findings,
    ...differs('parameters', params, answer.params),
    ...differs('trainable parameters', trainable, answer.trainable),
    ...(runs
      ? [
          ...differs('shapes for 2 samples', batched(typed, 2), shown(typed, answer.shapes, 2)),
          ...differs('shapes for 1 sample', batched(typed, 1), shown(typed, answer.alone, 1)),
          ...flopsDiffer(typed, answer.flops),
          ...(answer.independent === false && !draws(typed) ? ['a sample depends on the one beside it'] : []),
        ]
      : []),
  ]
}

function differs(what: string, expected: unknown, received: unknown): string[] {
  const [wanted, got] = [JSON.stringify(expected), JSON.stringify(received)]
  return wanted === got ? [] : [`${what}: expected ${wanted}. Received: ${got}.`]
}

/**
 * 1%, and 5% for recurrence, whose loops frameworks write in ways of their own. An expert whose share comes out as
 * exactly 0 may be left out: with experts chosen by numbers as they fall, less is no mistake.
 */
function flopsDiffer(typed: TypedSpec, received = Number.NaN): string[] {
  const expected = totalFlops(typed)
  const isRecurrent = everyNode(typed).some(({ kind }) => recurrent.has(kind))
  const isNear = Math.abs(received - expected) <= expected * (isRecurrent ? 0.05 : 0.01)
  const isFewer = received < expected && needsNumbers(typed)
  return isNear || isFewer ? [] : [`FLOPs: expected ${expected}. Received: ${received}.`]
}

/** A random draw is another one every time. */
const draws = (typed: TypedSpec) => everyNode(typed).some(({ kind }) => kind === 'sample_gaussian')

const batched = ({ outputs }: TypedSpec, batch: number) => outputs.map(({ type }) => [batch, ...type.shape])

/** With the batch in front; an output that follows from no input (a learned temperature) may come without it. */
function shown(typed: TypedSpec, shapes: readonly (readonly number[])[] = [], batch: number) {
  return shapes.map((shape, i) => {
    const bare = typed.outputs[i]?.type.shape
    const isBare = bare !== undefined && sameShape(shape, bare) && !readsInput(typed, i)
    return isBare ? [batch, ...shape] : shape
  })
}

function readsInput({ nodes, inputs, outputs }: TypedSpec, output: number): boolean {
  const depends = new Set(Object.keys(inputs))
  for (const { name, kind, reads } of nodes) {
    // Only the number of steps matters there, which is the same for every sample.
    const all = kind === 'relative_bias' ? [] : [...reads.inputs, ...Object.values(reads.ports)]
    if (all.some((source) => depends.has(source.node))) depends.add(name)
  }
  return depends.has(outputs[output]?.source.node ?? '')
}
