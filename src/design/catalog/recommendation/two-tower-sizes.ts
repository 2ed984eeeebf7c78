/** How large two towers are for a problem: rows of the item table, widths, the index behind them, the ranker's passes. */
import { type VectorIndex, vectorIndexFor } from '../../estimator/vector-index.js'
import { textEncoder } from '../backbones/text/encoder.js'
import type { EstimatorModel } from '../family.js'
import { handedOn, type RecommendProblem } from './problem.js'
import type { TwoTower } from './two-tower-spec.js'
import { windowDays } from './words.js'

export const sizes = [
  { dim: 32, hidden: [128, 64], rank: 16, crosses: 2, deep: [128, 64] },
  { dim: 64, hidden: [256, 128], rank: 32, crosses: 2, deep: [256, 128] },
  { dim: 128, hidden: [512, 256, 128], rank: 64, crosses: 3, deep: [512, 256, 128] },
  { dim: 256, hidden: [512, 512, 256], rank: 64, crosses: 3, deep: [1024, 512, 256] },
] as const
type Known = (typeof sizes)[number]
export type Size = Omit<Known, 'dim'> & { readonly dim: number }

const mostHistory = 50
/** Hour and weekday as sine and cosine, device as three switches, time since the last visit. */
export const userNumbers = 8
/** Price, its place in the category, age, and decayed events over some windows. */
export const itemNumbers = 3 + windowDays.length
/** Hashed categories; a vector of text from a small frozen sentence encoder. */
export const category = { count: 1000, dim: 16 }
export const contentNumbers = textEncoder('minilm-l6').width
/** Share of the memory that trains which tables may take, and bytes of a number with Adam. */
const tableShare = 0.5
const bytesTrained = 16
/** Share of what there is to learn from that rows may take where content stands in for the others. */
const fedShare = 0.5

/** The ladder, or the one width that was asked for. */
export function sizesOf({ brief }: RecommendProblem): readonly Size[] {
  const only = brief.data.embeddingDim?.value
  if (!only) return sizes
  const largest: Size = sizes[sizes.length - 1] ?? sizes[0]
  return [{ ...(sizes.find(({ dim }) => dim >= only) ?? largest), dim: only }]
}

/**
 * Rows that the item table should have: of items known well enough, where content speaks for the others. At the
 * smallest width content stands in for more of them, as many as the events cannot feed.
 */
export function wantedRows(problem: RecommendProblem, dim: number): number {
  return problem.content ? knownItems(problem, dim) + 1 : problem.items
}

/** Items of five events or more, at the smallest width the most frequent of them that events can feed. */
export function knownItems({ warmItems, targets }: RecommendProblem, dim: number): number {
  const fed = dim <= sizes[0].dim ? Math.floor((fedShare * targets) / dim) : Number.POSITIVE_INFINITY
  return Math.max(1, Math.min(warmItems, fed))
}

/** Those of them that half of the memory holds with Adam's moments; the rest is hashed. */
export const itemRows = (problem: RecommendProblem, dim: number): number =>
  Math.max(
    1,
    Math.min(
      wantedRows(problem, dim),
      Math.floor((tableShare * problem.trainingBytes) / (dim * bytesTrained)),
    ),
  )

export const historyOf = ({ eventsPerVisitor }: RecommendProblem): number =>
  Math.max(1, Math.min(mostHistory, Math.ceil(eventsPerVisitor)))

export const towersOf = (problem: RecommendProblem, { dim, hidden }: Size): TwoTower => ({
  itemRows: itemRows(problem, dim),
  itemDim: dim,
  userRows: 0,
  history: historyOf(problem),
  userNumbers,
  itemNumbers,
  category,
  content: problem.content ? contentNumbers : 0,
  hidden,
  units: dim,
})

/** An index that finds `found` vectors: a graph follows at least as many candidates as it is to find. */
export function indexOf(vectors: number, dim: number, found: number): EstimatorModel {
  const index = vectorIndexFor(vectors, dim)
  const estimator: VectorIndex =
    index.method === 'hnsw'
      ? { ...index, breadth: Math.max(index.breadth ?? 1, Math.min(found, vectors)) }
      : index
  return {
    kind: 'estimator',
    estimator,
    load: {
      seriesCount: 1,
      points: vectors,
      trainingRows: vectors,
      features: dim,
      rowsPerRequest: 1,
      outputsPerRow: 1,
    },
    learned: 0,
  }
}

/** What the first stage hands on, of so many items. */
export const foundBy = ({ items }: RecommendProblem): number => Math.min(handedOn, items)
