/**
 * What the neighbours of a node say of it, as columns: degree, size of its component, PageRank, and means of the
 * neighbours' own columns one and two steps out. Computed ahead; what makes a table of a graph.
 */
import { z } from 'zod'
import { counted, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import { bytesPerFloat, callMs, callSource, callTerm, clockHz, loadSeconds, loadSource } from './machine.js'
import type { EstimatorFigures, EstimatorKind, Workload } from './workload.js'

export const neighbourhoodFeaturesSchema = z.object({
  kind: z.literal('neighbourhood_features'),
  nodes: z.number().int().positive(),
  edges: z.number().int().positive(),
  /** Columns that a node has of its own. */
  columns: z.number().int().nonnegative(),
  /** Steps out that means are taken over. */
  hops: z.number().int().positive(),
  /** Whether nodes have labels, the share of which around a node is a column. Default true. */
  labels: z.boolean().optional(),
})
export type NeighbourhoodFeatures = z.infer<typeof neighbourhoodFeaturesSchema>

/** Degree, neighbours' mean degree, component size, PageRank, share of known labels around, triangles. */
export const structuralColumns = 6
/** PageRank and components go along every edge about this often. */
const structuralPasses = 30
const definition =
  'Page et al., The PageRank Citation Ranking, 1999; neighbour means as in Frasca et al., SIGN, 2020'
const bytesPerEdge = 8
const memorySeconds = 100e-9
const perCycle = 4

/** Columns of a node when all are made: its own, their means at every step out, and the structural ones. */
export const madeColumns = (model: Pick<NeighbourhoodFeatures, 'columns' | 'hops' | 'labels'>): number =>
  model.columns * (1 + model.hops) + structuralOf(model)

const structuralOf = ({ labels = true }: Pick<NeighbourhoodFeatures, 'labels'>): number =>
  structuralColumns - (labels ? 0 : 1)

export const neighbourhoodFeatures: EstimatorKind<NeighbourhoodFeatures> = {
  figures(model: NeighbourhoodFeatures, load: Workload): EstimatorFigures {
    const { nodes, edges, columns, hops } = model
    const counts = `${counted(nodes, 'node')} x (${counted(columns, 'column')} x (1 + ${counted(hops, 'step')}) + ${structuralOf(model)})`
    const bytes = exact(
      nodes * madeColumns(model) * bytesPerFloat,
      'bytes',
      `${counts} x ${bytesPerFloat} bytes`,
      definition,
    )
    const directed = 2 * edges
    const edgeWords = `2 x ${counted(edges, 'edge')}`
    const memory = directed * bytesPerEdge + bytes.value
    // A pass reads one neighbour's row, then adds its columns.
    const passes = hops + structuralPasses
    const hours = (seconds: number) =>
      (directed * (passes * seconds + (hops * columns) / (clockHz * perCycle))) / load.trainingCores / 3600
    const asked = counted(load.rowsPerRequest, 'row')
    const ms = (seconds: number) => load.rowsPerRequest * seconds * 1000
    return {
      params: exact(0, 'parameters', '0: nothing is learned', definition),
      trainableParams: exact(0, 'parameters', '0: nothing is learned', definition),
      flops: exact(0, 'FLOPs', '0: the row is looked up', 'the columns are made ahead of the requests'),
      weightMemory: bytes,
      servingMemory: bytes,
      trainingMemory: {
        value: memory,
        unit: 'bytes',
        low: memory,
        high: 2 * memory,
        formula: `${edgeWords} x ${bytesPerEdge} bytes + ${bytes.formula}`,
        source: 'neighbour and weight of every edge, and the columns that are made',
      },
      latency: {
        value: callMs.typical + ms(memorySeconds),
        unit: 'milliseconds',
        low: callMs.low + ms(loadSeconds.low),
        high: callMs.high + ms(10 * memorySeconds),
        formula: `${callTerm} + ${asked} x ${plain(memorySeconds * 1e9)} ns`,
        source: `${callSource}; one read from main memory`,
      },
      trainingTime: {
        value: hours(loadSeconds.high),
        unit: 'hours',
        low: hours(loadSeconds.low),
        high: hours(memorySeconds),
        formula: `${edgeWords} x ((${counted(hops, 'step')} + ${structuralPasses} passes) x 50 cycles / ${clockHz / 1e9} GHz + ${counted(hops, 'step')} x ${counted(columns, 'column')} / (${perCycle} a cycle x ${clockHz / 1e9} GHz)) / ${counted(load.trainingCores, 'core')}`,
        source: `${loadSource}; high: every neighbour from main memory`,
      },
      library: 'SciPy sparse matrices',
      assumptions: [],
      notCounted: ['reading the graph from its store'],
    }
  },
  describe: (model: NeighbourhoodFeatures): string =>
    `Neighbourhood features: ${counted(model.columns, 'column')} of a node, their means over ${counted(model.hops, 'step')} out, and ${structuralOf(model)} of structure (degree, component, PageRank, ${model.labels === false ? 'triangles' : 'share of known labels'} …)`,
}
