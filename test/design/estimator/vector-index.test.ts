/** The vector index: what each method stores, how its search and its building grow, and which one is chosen. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimatorFigures } from '../../../src/design/estimator/estimator.js'
import { exactUpTo, type VectorIndex, vectorIndexFor } from '../../../src/design/estimator/vector-index.js'
import type { Workload } from '../../../src/design/estimator/workload.js'

const load: Workload = {
  seriesCount: 1,
  points: 1,
  trainingRows: 1,
  features: 1,
  rowsPerRequest: 1,
  outputsPerRow: 10,
  trainingCores: 4,
  servingCores: 4,
}
const index = (vectors: number, dim: number, method: VectorIndex['method']): VectorIndex => ({
  kind: 'vector_index',
  vectors,
  dim,
  method,
})

describe('the memory of a vector index', () => {
  it('is a number for each dimension where all are compared', () => {
    const { weightMemory } = estimatorFigures(index(100_000, 64, 'exact'), load)
    expect(weightMemory.value).toBe(100_000 * 64 * 4)
  })

  it('adds two times the links, 4 bytes each, for a graph (Malkov & Yashunin)', () => {
    const { weightMemory } = estimatorFigures({ ...index(1_000_000, 384, 'hnsw'), links: 16 }, load)
    expect(weightMemory.value).toBe(1_000_000 * (384 * 4 + 16 * 2 * 4))
  })

  it('is the code and an id for each vector, and the centres, where vectors are compressed', () => {
    const compressed = { ...index(100_000_000, 768, 'ivf_pq'), lists: 65_536, probes: 32, code_bytes: 64 }
    const { weightMemory, trainableParams } = estimatorFigures(compressed, load)
    const centres = (65_536 + 256) * 768
    expect(weightMemory.value).toBe(100_000_000 * 72 + centres * 4)
    expect(trainableParams.value).toBe(centres)
    // What it is for: under a thirtieth of the raw vectors.
    expect(weightMemory.value).toBeLessThan((100_000_000 * 768 * 4) / 30)
  })
})

describe('the search of a vector index', () => {
  it('reads every vector where all are compared, spread over the cores', () => {
    const { latency } = estimatorFigures(index(100_000, 64, 'exact'), load)
    // 25.6 MB at 4 cores x 10 GB/s x 0.4, after a call of 0.1 ms.
    expect(latency.value).toBeCloseTo(0.1 + 25.6e6 / 16e6, 6)
  })

  it('takes 1 to 5 ms or less of a graph over 1 to 10 million vectors', () => {
    for (const vectors of [1e6, 1e7]) {
      const { latency } = estimatorFigures(index(vectors, 384, 'hnsw'), load)
      expect(latency.low).toBeGreaterThan(0.02)
      expect(latency.high).toBeLessThan(5)
    }
  })

  it('grows slower than the vectors with a graph, and as they do where all are compared', () => {
    const ms = (vectors: number, method: VectorIndex['method']) =>
      estimatorFigures(index(vectors, 384, method), load).latency.value
    expect(ms(10_000_000, 'hnsw')).toBeLessThan(1.1 * ms(1_000_000, 'hnsw'))
    expect(ms(10_000_000, 'exact')).toBeGreaterThan(9 * ms(1_000_000, 'exact'))
  })

  it('never visits more vectors than there are', () => {
    const few = estimatorFigures(index(100, 8, 'hnsw'), load)
    expect(few.flops.value).toBe(2 * 100 * 8)
  })
})

describe('the choice of an index', () => {
  it('compares all up to where that is fast, walks a graph above, compresses at the end', () => {
    expect(vectorIndexFor(exactUpTo, 64).method).toBe('exact')
    expect(vectorIndexFor(exactUpTo + 1, 64).method).toBe('hnsw')
    expect(vectorIndexFor(100_000_000, 768).method).toBe('ivf_pq')
  })

  it('never answers slower than comparing all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 8, max: 2048 }), (vectors, dim) => {
        const chosen = estimatorFigures(vectorIndexFor(vectors, dim), { ...load, servingCores: 1 })
        const all = estimatorFigures(index(vectors, dim, 'exact'), { ...load, servingCores: 1 })
        expect(chosen.latency.value).toBeLessThanOrEqual(all.latency.value)
      }),
    )
  })
})
