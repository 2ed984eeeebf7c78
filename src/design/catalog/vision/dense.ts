/**
 * What segmentation and detection families share: a whole published network at a side that holds small things, its
 * rungs, and the words around it.
 */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { precisionOn } from '../backbones/serving.js'
import type { VisionNetwork } from '../backbones/vision/network.js'
import type { NetworkModel } from '../family.js'
import { infer } from '../inference.js'
import { type SizedRung, visionPart } from './family.js'
import type { VisionProblem } from './problem.js'

/** A network at one side, and from how many images on it is worth its size. */
export interface DenseStep {
  readonly network: VisionNetwork
  readonly side: number
  readonly from: number
}

/** Side that it reads: no finer than the images are, a multiple of what the network divides by. */
function denseSide({ pixels }: VisionProblem, { network, side }: DenseStep): number {
  const step = network.sizeStep
  return Math.max(step, Math.ceil(Math.min(side, pixels) / step) * step)
}

function denseModel(
  problem: VisionProblem,
  network: VisionNetwork,
  side: number,
  classes: number,
  isFrozen?: (name: string) => boolean,
): NetworkModel {
  const { nodes, outputs } = network.build({ height: side, width: side }, classes)
  const spec: ModelSpec = {
    name: network.name,
    inputs: { image: { kind: 'image', size: side, channels: 3 } },
    nodes: isFrozen ? freezeSome(nodes, isFrozen) : nodes,
    ...(outputs && { outputs }),
  }
  return {
    kind: 'network',
    spec,
    examples: problem.trainingImages * problem.slices,
    ...(network.weights && { pretrained: network.weights }),
    ...precisionOn(problem),
  }
}

const freezeSome = (nodes: Nodes, is: (name: string) => boolean): Nodes =>
  nodes.flatMap((node) => (typeof node === 'object' && node.name && is(node.name) ? frozen([node]) : [node]))

/** Distinct sizes, small to large. */
export function denseRungs(
  problem: VisionProblem,
  steps: readonly DenseStep[],
  classes: number,
  isFrozen?: (name: string) => boolean,
): SizedRung[] {
  const rungs = steps
    .filter(({ from }, i) => i === 0 || from <= problem.images)
    .map((step) => {
      const side = denseSide(problem, step)
      return {
        label: `${step.network.name} at ${counted(side, 'pixel')}`,
        side,
        parts: [visionPart(problem, denseModel(problem, step.network, side, classes, isFrozen))],
      }
    })
  return rungs.filter(({ label }, i) => rungs.findIndex((other) => other.label === label) === i)
}

/** Shapes as the network gives them: how many places a detector has follows from its maps. */
export function denseOutputs(
  problem: VisionProblem,
  { parts }: SizedRung,
  meanings: readonly { readonly name: string; readonly meaning: string }[],
): TensorRow[] {
  const model = parts[0]?.model
  const result = model?.kind === 'network' ? infer(model.spec, problem.framework) : undefined
  if (!result?.ok) return []
  return result.typed.outputs.map(({ type }, i) => ({
    name: meanings[i]?.name ?? `output${i + 1}`,
    shape: type.shape,
    meaning: meanings[i]?.meaning ?? '',
  }))
}
