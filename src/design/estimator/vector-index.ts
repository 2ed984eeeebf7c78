/**
 * An index over dense vectors: which of them are nearest to a query. `exact` compares all; `hnsw` walks a graph of
 * neighbours; `ivf_pq` looks through the nearest lists of compressed vectors. The vectors are data that is looked up,
 * made by another part, and count as memory, not as parameters.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact, type Figure } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import {
  coreSource,
  flopSeconds,
  flopTerm,
  missSeconds,
  missSource,
  missTerm,
  streamSeconds,
  streamTerm,
} from './core-speed.js'
import { bytesPerFloat, callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const vectorIndexSchema = z.object({
  kind: z.literal('vector_index'),
  vectors: z.number().int().positive(),
  dim: z.number().int().positive(),
  method: z.enum(['exact', 'hnsw', 'ivf_pq']),
  /** Of `hnsw`: neighbours kept for a vector above the ground layer, which keeps twice as many. */
  links: z.number().int().min(2).optional(),
  /** Of `hnsw`: candidates followed in a search. */
  breadth: z.number().int().positive().optional(),
  /** Of `ivf_pq`: lists the vectors are sorted into, those looked through, and bytes of a compressed vector. */
  lists: z.number().int().positive().optional(),
  probes: z.number().int().positive().optional(),
  code_bytes: z.number().int().positive().optional(),
})
export type VectorIndex = z.infer<typeof vectorIndexSchema>

/** Vectors up to which comparing all is fast enough and finds every neighbour. */
export const exactUpTo = 200_000
/** Vectors from which compressed ones are worth what they lose. */
const compressFrom = 20_000_000

/** The index for so many vectors: exact, then a graph, then compressed lists. Sizes are the libraries' usual ones. */
export function vectorIndexFor(vectors: number, dim: number): VectorIndex {
  const base = { kind: 'vector_index' as const, vectors, dim }
  if (vectors <= exactUpTo) return { ...base, method: 'exact' }
  if (vectors < compressFrom) return { ...base, method: 'hnsw', links: 16, breadth: 64 }
  // Faiss' guidelines: 4 to 16 times the root of the number of vectors; the power of two in between.
  const lists = 2 ** Math.round(Math.log2(8 * Math.sqrt(vectors)))
  return { ...base, method: 'ivf_pq', lists, probes: 32, code_bytes: Math.min(64, Math.ceil(dim / 8)) }
}

/** Candidates followed while a graph is built. */
const buildBreadth = 200
/** Share of the neighbours of a visited vector that were not seen before: neighbourhoods overlap. */
const fresh: Readonly<Record<End, number>> = { low: 0.25, typical: 0.5, high: 1 }
/** Rounds of k-means and vectors sampled for each centre (Faiss: 10 rounds, 39 to 256), and centres of a byte of a code. */
const kmeans = { rounds: 10, sample: 64, codes: 256 }
/** Cycles of adding one looked-up distance: tables stay in the nearest caches. */
const lookupCycles: Readonly<Record<End, number>> = { low: 0.5, typical: 1, high: 4 }

/** What a method stores and does; seconds are of one core. */
interface Work {
  readonly bytes: Figure
  /** Numbers found by clustering. */
  readonly learned: Figure
  /** Floating-point operations of one query. */
  readonly operations: Figure
  readonly query: (end: End) => number
  readonly queryWords: string
  /** A query spreads over all cores. */
  readonly spreads: boolean
  readonly build: (end: End) => number
  readonly buildWords: string
  readonly source: string
}

const nothingLearned = exact(0, 'parameters', '0', 'vectors are data that is looked up, not parameters')

function exactWork({ vectors, dim }: VectorIndex): Work {
  const size = `${counted(vectors, 'vector')} x ${counted(dim, 'number')}`
  const bytes = vectors * dim * bytesPerFloat
  const source = `every vector is read once for a query; ${coreSource}`
  return {
    bytes: exact(bytes, 'bytes', `${size} x ${bytesPerFloat} bytes`, 'one FP32 number for each dimension'),
    learned: nothingLearned,
    operations: exact(2 * vectors * dim, 'FLOPs', `2 x ${size}`, 'one multiplication and addition each'),
    query: (end) => bytes * streamSeconds[end],
    queryWords: `${size} x ${bytesPerFloat} bytes / ${streamTerm}`,
    spreads: true,
    build: (end) => bytes * streamSeconds[end],
    buildWords: `${size} x ${bytesPerFloat} bytes / ${streamTerm}`,
    source,
  }
}

function graphWork({ vectors, dim, links = 16, breadth = 64 }: VectorIndex): Work {
  const source = 'Malkov & Yashunin, Efficient and robust ANN search using HNSW, 2018'
  const ground = 2 * links
  const size = `${counted(vectors, 'vector')} x (${counted(dim, 'number')} x ${bytesPerFloat} + ${ground} links x 4 bytes)`
  // One vector is visited: an unforeseen load, then its numbers in order.
  const visit = (end: End) => missSeconds[end] + dim * bytesPerFloat * streamSeconds[end]
  const visitWords = `(${missTerm} + ${dim} x ${bytesPerFloat} bytes / ${streamTerm})`
  const visits = Math.min(vectors, breadth * ground * fresh.typical)
  const seen = (wide: number, end: End) => Math.min(vectors, wide * ground * fresh[end])
  return {
    bytes: exact(
      vectors * (dim * bytesPerFloat + ground * 4),
      'bytes',
      size,
      `${source}: the ground layer, which holds nearly all links`,
    ),
    learned: nothingLearned,
    operations: exact(
      2 * visits * dim,
      'FLOPs',
      `2 x ${counted(visits, 'visited vector')} x ${counted(dim, 'number')}`,
      `${source}, algorithm 2`,
    ),
    query: (end) => seen(breadth, end) * visit(end),
    queryWords: `${counted(visits, 'visited vector')} x ${visitWords}`,
    spreads: false,
    build: (end) => vectors * seen(buildBreadth, end) * visit(end),
    buildWords: `${counted(vectors, 'vector')} x ${grouped(seen(buildBreadth, 'typical'))} visited each x ${visitWords}`,
    source: `${source}, algorithm 2: each of ${breadth} candidates shows ${ground} neighbours, half of them seen before; ${missSource}; ${coreSource}`,
  }
}

function listsWork(index: VectorIndex): Work {
  const { vectors, dim } = index
  const lists = Math.min(vectors, index.lists ?? Math.ceil(8 * Math.sqrt(vectors)))
  const probes = Math.min(lists, index.probes ?? 32)
  const code = index.code_bytes ?? Math.ceil(dim / 8)
  const { rounds, sample, codes } = kmeans
  const source = 'Jegou, Douze & Schmid, Product Quantization for Nearest Neighbor Search, 2011'
  const centres = lists * dim + codes * dim
  const centreWords = `(${grouped(lists)} lists + ${codes} codes) x ${counted(dim, 'number')}`
  const scanned = (vectors * probes) / lists
  const dense = 2 * dim * (lists + probes * codes)
  const denseWords = `2 x ${counted(dim, 'number')} x (${grouped(lists)} lists + ${probes} probed x ${codes} codes)`
  const lookup = (end: End) => (scanned * code * lookupCycles[end]) / clockHz
  const lookupWords = `${counted(vectors, 'vector')} x ${probes} / ${grouped(lists)} lists x ${code} bytes x ${lookupCycles.typical} cycle / ${clockHz / 1e9} GHz`
  const trained = Math.min(vectors, sample * lists)
  const fitted = 2 * dim * (trained * lists * rounds + vectors * (lists + codes))
  return {
    bytes: exact(
      vectors * (code + 8) + centres * bytesPerFloat,
      'bytes',
      `${counted(vectors, 'vector')} x (${code} + 8 bytes of id) + ${centreWords} x ${bytesPerFloat} bytes`,
      source,
    ),
    learned: exact(centres, 'parameters', centreWords, `${source}: centres of the lists and of the codes`),
    operations: exact(
      dense + scanned * code,
      'FLOPs',
      `${denseWords} + ${counted(vectors, 'vector')} x ${probes} / ${grouped(lists)} lists x ${code}`,
      source,
    ),
    query: (end) => dense * flopSeconds[end] + lookup(end),
    queryWords: `${denseWords} / ${flopTerm} + ${lookupWords}`,
    spreads: false,
    build: (end) => fitted * flopSeconds[end],
    buildWords: `2 x ${counted(dim, 'number')} x (${counted(trained, 'sampled vector')} x ${grouped(lists)} lists x ${rounds} rounds + ${counted(vectors, 'vector')} x (${grouped(lists)} + ${codes})) / ${flopTerm}`,
    source: `${source}; ${coreSource}`,
  }
}

const works = { exact: exactWork, hnsw: graphWork, ivf_pq: listsWork }

const titles = {
  exact: 'every vector is compared, none is missed',
  hnsw: 'a graph of neighbours is walked (HNSW)',
  ivf_pq: 'compressed vectors in lists (IVF-PQ)',
}

export const vectorIndex = {
  /** Figures of one request of `rowsPerRequest` queries; building the index is its training. */
  figures(index: VectorIndex, load: Workload): EstimatorFigures {
    const work = works[index.method](index)
    const queries = counted(load.rowsPerRequest, 'query', 'queries')
    const cores = work.spreads ? load.servingCores : Math.min(load.servingCores, load.rowsPerRequest)
    const ms = (end: End) => callMs[end] + (load.rowsPerRequest * work.query(end) * 1000) / cores
    const hours = (end: End) => work.build(end) / load.trainingCores / 3600
    const raw = index.vectors * index.dim * bytesPerFloat
    const rawWords = `${counted(index.vectors, 'vector')} x ${counted(index.dim, 'number')} x ${bytesPerFloat} bytes`
    return {
      params: work.learned,
      trainableParams: work.learned,
      flops: exact(
        load.rowsPerRequest * work.operations.value,
        'FLOPs',
        `${queries} x (${work.operations.formula})`,
        work.operations.source,
      ),
      weightMemory: work.bytes,
      servingMemory: exact(
        work.bytes.value + load.rowsPerRequest * index.dim * bytesPerFloat,
        'bytes',
        `${work.bytes.formula} + ${queries} x ${counted(index.dim, 'number')} x ${bytesPerFloat} bytes`,
        work.bytes.source,
      ),
      trainingMemory: {
        value: raw + work.bytes.value,
        unit: 'bytes',
        low: work.bytes.value,
        high: 2 * raw + work.bytes.value,
        formula: `${rawWords} + ${work.bytes.formula}`,
        source: 'the vectors beside the index that is built of them; low: read in parts, high: copied once',
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${queries} x (${work.queryWords}) / ${counted(cores, 'core')}`,
        source: `${callSource}; ${work.source}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `(${work.buildWords}) / ${counted(load.trainingCores, 'core')}`,
        source: work.source,
      },
      library: index.method === 'hnsw' ? 'hnswlib' : 'Faiss',
      assumptions: [
        ...(index.method === 'exact'
          ? []
          : ['some of the nearest are missed: compare recall with exact search']),
        'the whole index is in memory',
      ],
      notCounted: ['making the vectors'],
    }
  },
  describe(index: VectorIndex): string {
    const { lists, probes, code_bytes: code, links, breadth } = index
    const detail =
      index.method === 'hnsw'
        ? `, ${links ?? 16} links, breadth ${breadth ?? 64}`
        : index.method === 'ivf_pq' && lists && probes && code
          ? `, ${grouped(lists)} lists, ${probes} looked through, ${plain(code)} bytes a vector`
          : ''
    return `Vector index: ${counted(index.vectors, 'vector')} of ${index.dim} numbers; ${titles[index.method]}${detail}`
  },
}
