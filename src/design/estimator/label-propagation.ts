/**
 * Label propagation, or Correct & Smooth after a model on features: known labels (or the errors on them) flow along the
 * edges until they settle. Nothing is learned, and on graphs where neighbours are alike it is hard to beat.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import {
  bytesPerFloat,
  callMs,
  callSource,
  callTerm,
  clockHz,
  loadSeconds,
  loadSource,
  loadTerm,
} from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const labelPropagationSchema = z.object({
  kind: z.literal('label_propagation'),
  nodes: z.number().int().positive(),
  /** Each once; it is gone along both ways. */
  edges: z.number().int().positive(),
  /** Numbers that flow: one for each class, one for a value. */
  outputs: z.number().int().positive(),
  iterations: z.number().int().positive(),
  /** Flows that follow each other: 1 for labels; errors, then predictions, in Correct & Smooth. */
  flows: z.number().int().positive(),
})
export type LabelPropagation = z.infer<typeof labelPropagationSchema>

const definition =
  'Zhu & Ghahramani, Learning from Labeled and Unlabeled Data with Label Propagation, 2002; Huang et al., Combining Label Propagation and Simple Models Out-performs Graph Neural Networks, 2021'
const bytesPerEdge = 8
/** A neighbour's numbers lie anywhere in memory: from the third-level cache to main memory at about 100 ns. */
const memorySeconds = 100e-9
/** Multiply-adds a core finishes in one cycle. */
const perCycle = 2

export const labelPropagation: EstimatorKind<LabelPropagation> = {
  figures(model: LabelPropagation, load: Workload): EstimatorFigures {
    const { nodes, edges, outputs, iterations, flows } = model
    const stored = nodes * outputs
    const counts = `${counted(nodes, 'node')} x ${counted(outputs, 'output')}`
    const held = exact(stored * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, definition)
    const directed = 2 * edges
    const edgeWords = `2 x ${counted(edges, 'edge')}`
    const passes = flows * iterations
    const passWords = `${counted(flows, 'flow')} x ${counted(iterations, 'iteration')}`
    const memory = directed * bytesPerEdge + 3 * held.value
    const hours = (seconds: number) =>
      (directed * passes * (seconds + outputs / (clockHz * perCycle))) / load.trainingCores / 3600
    const asked = counted(load.rowsPerRequest, 'row')
    const ms = (seconds: number) => load.rowsPerRequest * seconds * 1000
    return {
      params: exact(stored, 'parameters', counts, definition),
      trainableParams: exact(0, 'parameters', '0: nothing is fitted', definition),
      flops: exact(0, 'FLOPs', '0: an answer is looked up', 'the flow runs ahead of the requests'),
      weightMemory: held,
      servingMemory: held,
      trainingMemory: {
        value: memory,
        unit: 'bytes',
        low: memory,
        high: 2 * memory,
        formula: `${edgeWords} x ${bytesPerEdge} bytes + 3 x ${held.formula}`,
        source: 'neighbour and weight of every edge; numbers before, after and known',
      },
      latency: {
        value: callMs.typical + ms(loadSeconds.typical),
        unit: 'milliseconds',
        low: callMs.low + ms(loadSeconds.low),
        high: callMs.high + ms(memorySeconds),
        formula: `${callTerm} + ${asked} x ${loadTerm}; high: from main memory`,
        source: `${callSource}; ${loadSource}`,
      },
      trainingTime: {
        value: hours(loadSeconds.high),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(memorySeconds),
        formula: `${edgeWords} x ${passWords} x (${grouped(50)} cycles / ${clockHz / 1e9} GHz + ${counted(outputs, 'output')} / (${perCycle} a cycle x ${clockHz / 1e9} GHz)) / ${counted(load.trainingCores, 'core')}`,
        source: `${loadSource}; high: every neighbour from main memory`,
      },
      library: 'PyTorch Geometric (LabelPropagation, CorrectAndSmooth)',
      assumptions: [],
      notCounted: ['reading the graph from its store'],
    }
  },
  describe({ iterations, flows }: LabelPropagation): string {
    return flows === 1
      ? `Label propagation: ${counted(iterations, 'iteration')} along the edges`
      : `Correct & Smooth: errors, then predictions, each ${counted(iterations, 'iteration')} along the edges`
  },
}
