/**
 * Items that go with items a user had: cosine neighbours of a co-occurrence table (item-kNN), or EASE, a linear
 * autoencoder in closed form that inverts the items x items matrix once. No user is stored: a new one is served at once.
 */
import { z } from 'zod'
import { counted, grouped } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import { coreSource, flopSeconds, flopTerm, streamSeconds, streamTerm } from './core-speed.js'
import { bytesPerFloat, callMs, callSource, callTerm, loadSeconds, loadSource, loadTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const itemNeighboursSchema = z.object({
  kind: z.literal('item_neighbours'),
  method: z.enum(['cosine', 'ease']),
  items: z.number().int().positive(),
  /** Neighbours kept for an item; EASE keeps all. */
  neighbours: z.number().int().positive(),
  /** Newest events of a user that are looked at, in fitting and in serving. */
  history: z.number().int().positive(),
})
export type ItemNeighbours = z.infer<typeof itemNeighboursSchema>

const sources = {
  cosine: 'Sarwar et al., Item-based Collaborative Filtering, WWW 2001',
  ease: 'Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019',
} as const
const inversionSource = 'LAPACK Users’ Guide: potrf n^3 / 3 and potri 2 n^3 / 3 FLOPs'
/** An event in a sparse matrix: column and value. */
const bytesPerEvent = 8

export const itemNeighbours = {
  figures(model: ItemNeighbours, load: Workload): EstimatorFigures {
    return model.method === 'ease' ? ease(model, load) : cosine(model, load)
  },
  describe(model: ItemNeighbours): string {
    const seen = `scored from ${model.history === 1 ? 'the newest event' : `the newest ${counted(model.history, 'event')}`} of a user`
    return model.method === 'ease'
      ? `EASE: a dense ${grouped(model.items)} x ${grouped(model.items)} item matrix in closed form, ${seen}`
      : `Item-kNN: ${counted(keptNeighbours(model), 'nearest neighbour')} (cosine) of each of ${counted(model.items, 'item')}, ${seen}`
  },
}

const keptNeighbours = ({ items, neighbours }: ItemNeighbours) => Math.min(neighbours, items)

function cosine(model: ItemNeighbours, load: Workload): EstimatorFigures {
  const kept = keptNeighbours(model)
  const past = counted(model.history, 'event')
  const events = counted(load.points, 'event')
  // Items that never meet have no similarity to keep.
  const pairs = load.points * model.history
  const met = pairs < model.items * kept
  const stored = met ? pairs : model.items * kept
  const counts = met
    ? `${events} x ${past}, all that meet`
    : `${counted(model.items, 'item')} x ${counted(kept, 'neighbour')}`
  const reads = model.history * kept
  const bytes = exact(
    stored * 2 * bytesPerFloat,
    'bytes',
    `${met ? `${events} x ${past}` : counts} x 2 x ${bytesPerFloat} bytes`,
    `neighbour and similarity; ${sources.cosine}`,
  )
  const ms = (end: End) => callMs[end] + reads * loadSeconds[end] * 1000
  const hours = (end: End) => (pairs * loadSeconds[end]) / load.trainingCores / 3600
  const rows = load.points * bytesPerEvent * 2
  return {
    params: exact(stored, 'parameters', counts, sources.cosine),
    trainableParams: exact(stored, 'parameters', counts, sources.cosine),
    flops: exact(
      2 * reads,
      'FLOPs',
      `2 x ${past} x ${counted(kept, 'neighbour')}`,
      'one product and one addition for a neighbour',
    ),
    weightMemory: bytes,
    servingMemory: bytes,
    trainingMemory: {
      value: rows + bytes.value,
      unit: 'bytes',
      low: rows / 2 + bytes.value,
      high: 2 * rows + bytes.value,
      formula: `${events} x ${bytesPerEvent} bytes x 2 (by user and by item) + ${bytes.formula}`,
      source: 'sparse rows of column and value; neighbours are cut row by row',
    },
    latency: {
      value: ms('typical'),
      unit: 'milliseconds',
      low: ms('low'),
      high: ms('high'),
      formula: `${callTerm} + ${past} x ${counted(kept, 'neighbour')} x ${loadTerm}`,
      source: `${callSource}; ${loadSource}`,
    },
    trainingTime: {
      value: hours('typical'),
      unit: 'hours',
      low: hours('low'),
      high: hours('high'),
      formula: `${events} x ${past} x ${loadTerm} / ${counted(load.trainingCores, 'core')}`,
      source: `${loadSource}; an event meets the other events of its user`,
    },
    library: 'implicit (CosineRecommender)',
    assumptions: [`of a user at most the newest ${past} count`],
    notCounted: ['reading the events from their store'],
  }
}

function ease(model: ItemNeighbours, load: Workload): EstimatorFigures {
  const { items, history } = model
  const square = items * items
  const n = grouped(items)
  const counts = `${counted(items, 'item')} x ${counted(items, 'item')}`
  const bytes = exact(square * bytesPerFloat, 'bytes', `${counts} x ${bytesPerFloat} bytes`, sources.ease)
  const read = history * items * bytesPerFloat
  const ms = (end: End) => callMs[end] + (read * streamSeconds[end] * 1000) / load.servingCores
  const pairs = load.points * history
  const hours = (end: End) =>
    (pairs * loadSeconds[end] + square * items * flopSeconds[end]) / load.trainingCores / 3600
  const events = counted(load.points, 'event')
  const past = counted(history, 'event')
  const cores = counted(load.trainingCores, 'core')
  return {
    params: exact(square, 'parameters', counts, sources.ease),
    trainableParams: exact(
      square - items,
      'parameters',
      `${counts} - ${counted(items, 'item')}`,
      `${sources.ease}: the diagonal is held at zero`,
    ),
    flops: exact(2 * history * items, 'FLOPs', `2 x ${past} x ${counted(items, 'item')}`, sources.ease),
    weightMemory: bytes,
    servingMemory: exact(
      bytes.value + items * bytesPerFloat,
      'bytes',
      `${bytes.formula} + ${counted(items, 'score')} x ${bytesPerFloat} bytes`,
      sources.ease,
    ),
    trainingMemory: {
      value: 2 * bytes.value + load.points * bytesPerEvent,
      unit: 'bytes',
      low: bytes.value + load.points * bytesPerEvent,
      high: 4 * bytes.value + load.points * bytesPerEvent,
      formula: `2 x ${bytes.formula} (Gram matrix and inverse) + ${events} x ${bytesPerEvent} bytes; low: inverted in place, high: in FP64`,
      source: sources.ease,
    },
    latency: {
      value: ms('typical'),
      unit: 'milliseconds',
      low: ms('low'),
      high: ms('high'),
      formula: `${callTerm} + ${past} x ${counted(items, 'item')} x ${bytesPerFloat} bytes / ${streamTerm} / ${counted(load.servingCores, 'core')}`,
      source: `${callSource}; ${coreSource}`,
    },
    trainingTime: {
      value: hours('typical'),
      unit: 'hours',
      low: hours('low'),
      high: hours('high'),
      formula: `(${events} x ${past} x ${loadTerm} + ${n} x ${n} x ${n} FLOPs / ${flopTerm}) / ${cores}`,
      source: `${loadSource}; ${inversionSource}; ${coreSource}`,
    },
    library: 'NumPy and SciPy (LAPACK)',
    assumptions: [`of a user at most the newest ${past} count`],
    notCounted: ['reading the events from their store'],
  }
}
