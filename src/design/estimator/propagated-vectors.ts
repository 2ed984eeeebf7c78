/**
 * Vectors of users and items that are averaged over their neighbours in the graph of events (LightGCN): the same
 * product as factors in serving, another way to learn them. Each step passes the whole graph.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { bandwidthUtilisation, launchOverhead } from '../estimate/margins.js'
import type { End } from '../estimate/roofline.js'
import { coreSource, streamSeconds, streamTerm } from './core-speed.js'
import { bytesPerFloat, callMs, callSource, callTerm } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const propagatedVectorsSchema = z.object({
  kind: z.literal('propagated_vectors'),
  users: z.number().int().positive(),
  items: z.number().int().positive(),
  dim: z.number().int().positive(),
  /** Times that vectors are averaged over their neighbours. */
  layers: z.number().int().positive(),
  /** Events of a step, and passes over all events. */
  batch: z.number().int().positive(),
  epochs: z.number().int().positive(),
})
export type PropagatedVectors = z.infer<typeof propagatedVectorsSchema>

const source =
  'He et al., LightGCN: Simplifying and Powering Graph Convolution Network for Recommendation, SIGIR 2020'
/** Column and value of an edge; an event is one in each direction. */
const bytesPerEdge = 8
/** Copies of the vectors in training besides one for each layer: weights, gradients, two moments. */
const copies = 4
/** Forward and backward. */
const directions = 2

/** Kernels that a step launches, forward, back and for the update: some ten a layer of an eager framework. */
const kernelsPerStep = 40

/** Seconds for a byte of the graph that is passed, and for what a step takes besides. */
function trainerOf({ accelerator, trainingCores }: Workload) {
  const at = (seconds: (end: End) => number): Readonly<Record<End, number>> => ({
    low: seconds('low'),
    typical: seconds('typical'),
    high: seconds('high'),
  })
  if (!accelerator?.bandwidth)
    return {
      byteSeconds: at((end) => streamSeconds[end] / trainingCores),
      stepSeconds: at(() => 0),
      term: `${streamTerm} / ${counted(trainingCores, 'core')}`,
      source: coreSource,
    }
  const { bandwidth } = accelerator
  const { gpuEager } = launchOverhead
  const shares = {
    low: bandwidthUtilisation.high,
    typical: bandwidthUtilisation.typical,
    high: bandwidthUtilisation.low,
  }
  return {
    byteSeconds: at((end) => 1 / (bandwidth * shares[end])),
    stepSeconds: at((end) => kernelsPerStep * gpuEager[end]),
    term: `(${plain(bandwidthUtilisation.typical)} of ${plain(bandwidth / 1e9)} GB/s) of ${accelerator.name}, and ${kernelsPerStep} launches of ${plain(gpuEager.typical * 1e6)} µs a step`,
    source: `${accelerator.source}; ${bandwidthUtilisation.source}; ${gpuEager.source}`,
  }
}

export const propagatedVectors: EstimatorKind<PropagatedVectors> = {
  onAccelerator: true,
  figures(model: PropagatedVectors, load: Workload): EstimatorFigures {
    const { users, items, dim, layers, batch, epochs } = model
    const d = grouped(dim)
    const counts = `(${counted(users, 'user')} + ${counted(items, 'item')}) x ${d}`
    const stored = (users + items) * dim
    const bytes = exact(stored * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, source)
    const read = items * dim * bytesPerFloat
    const ms = (end: End) => callMs[end] + (read * streamSeconds[end] * 1000) / load.servingCores
    const events = counted(load.points, 'event')
    const steps = Math.ceil(load.points / batch) * epochs
    // A neighbour's vector is read for every edge and layer.
    const passed = directions * layers * 2 * load.points * dim * bytesPerFloat
    const trainer = trainerOf(load)
    const hours = (end: End) =>
      (steps * (passed * trainer.byteSeconds[end] + trainer.stepSeconds[end])) / 3600
    const edges = 2 * load.points * bytesPerEdge
    const held = bytes.value * (copies + layers)
    return {
      params: exact(stored, 'parameters', counts, source),
      trainableParams: exact(stored, 'parameters', counts, source),
      flops: exact(2 * items * dim, 'FLOPs', `2 x ${counted(items, 'item')} x ${d}`, source),
      weightMemory: bytes,
      servingMemory: exact(
        bytes.value + items * bytesPerFloat,
        'bytes',
        `${bytes.formula} + ${counted(items, 'score')} x ${bytesPerFloat} bytes`,
        source,
      ),
      trainingMemory: {
        value: held + edges,
        unit: 'bytes',
        low: bytes.value * copies + edges,
        high: 2 * held + edges,
        formula: `${bytes.formula} x (${copies} + ${counted(layers, 'layer')}) + 2 x ${events} x ${bytesPerEdge} bytes`,
        source: `${source}; weights, gradients and moments, and the vectors of each layer`,
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${counted(items, 'item')} x ${d} x ${bytesPerFloat} bytes / ${streamTerm} / ${counted(load.servingCores, 'core')}`,
        source: `${callSource}; ${coreSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${counted(steps, 'step')} x ${directions} x ${counted(layers, 'layer')} x 2 x ${events} x ${d} x ${bytesPerFloat} bytes / ${trainer.term}`,
        source: `${source}; a step passes the whole graph forward and back; ${trainer.source}`,
      },
      library: 'RecBole (LightGCN)',
      assumptions: ['sparse products are bound by memory'],
      notCounted: ['reading the events from their store', 'removing what a user had already'],
    }
  },
  describe(model: PropagatedVectors): string {
    return `LightGCN: ${counted(model.users, 'user')} and ${counted(model.items, 'item')} as vectors of ${grouped(model.dim)}, averaged over ${counted(model.layers, 'layer')} of neighbours`
  },
}
