/** What an accelerator would hold, where the CPU cores that serve were only assumed: a way out of a latency. */
import { assumed } from '../brief/fact.js'
import { sayDevice } from '../brief/facts.js'
import { latencyAt, number } from '../catalog/limits.js'
import { type Solution, solveIn } from './solve.js'

const device = { id: 'l4', count: 1 } as const
/** At the edge, where no server stands. */
const board = { id: 'jetson-orin-nano-8', count: 1 } as const

/** A sentence with the model that would lead there and its latency; undefined where it helps nothing. */
export function fasterDevice({ field, brief, problem }: Solution): string | undefined {
  const { servingDevice, deployment } = brief.constraints
  const faster = deployment?.value === 'edge' ? board : device
  if (servingDevice?.source !== 'assumed' || servingDevice.value.id === faster.id) return undefined
  const constraints = { ...brief.constraints, servingDevice: assumed({ ...faster }) }
  const [first] = solveIn(field, { ...brief, constraints }).ranking
  if (!first || first.family.kind === 'baseline' || first.overAssumed) return undefined
  const { percentile } = problem.latency ?? {}
  const ms = number(latencyAt(first.assessment.figures.latency, percentile))
  return `Serve from ${sayDevice(faster)} instead of the ${sayDevice(servingDevice.value)} that were assumed: ${first.name} takes ${ms} ms there.`
}
