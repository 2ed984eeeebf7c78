/** What a log of impressions is made of, and the tables that its identifiers get. */
import { counted } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import type { RecommendProblem } from './problem.js'

/** A row of a table wants so many impressions; tables have powers of two. */
const impressionsOfRow = 100
const mostRows = 2 ** 26
/** Share of the memory that trains which the tables may take with Adam, at 16 bytes a number. */
const tableShare = 0.5
const bytesTrained = 16
/** At this width and below many columns share what there is to learn from: half of it is for the large tables. */
const narrow = 8
const fedShare = 0.5
/** Identifiers come in three sizes: ids of users and items, of shops and pages, and of kinds. */
const middleRows = 10_000
const smallRows = 100

/**
 * Rows of the table of each identifier: a third of the columns are ids, hashed to as many rows as impressions and
 * memory can feed; a third have thousands of values, a third few.
 */
export function tableRows(problem: RecommendProblem, dim: number): number[] {
  const { identifiers, trainingEvents, trainingBytes, brief } = problem
  const large = Math.max(1, Math.round(identifiers / 3))
  const middle = Math.round((identifiers - large) / 2)
  const bytesOfRow = dim * bytesTrained
  const shared = dim <= narrow ? (fedShare * trainingEvents) / dim / large : Number.POSITIVE_INFINITY
  const fed = Math.min(trainingEvents / impressionsOfRow, shared)
  const held = (tableShare * trainingBytes) / bytesOfRow / large
  const hashed = Math.max(smallRows, powerOfTwo(Math.min(mostRows, fed, held)))
  const known = [brief.data.users?.value, brief.data.items?.value].map((count) =>
    count ? Math.min(Math.ceil(count), hashed) : hashed,
  )
  return Array.from({ length: identifiers }, (_, i) => {
    if (i < large) return Math.max(1, known[i] ?? hashed)
    return i < large + middle ? Math.min(middleRows, hashed) : smallRows
  })
}

const powerOfTwo = (n: number) => 2 ** Math.floor(Math.log2(Math.max(1, n)))

export const impressionRows = ({ numbers, identifiers }: RecommendProblem): TensorRow[] => [
  {
    name: 'numbers',
    shape: [numbers],
    meaning: 'counts, rates, prices and ages, as logarithms, as they were when shown',
  },
  {
    name: 'columns',
    shape: [identifiers],
    meaning: 'identifiers of user, item, place, device and page, hashed into their tables',
  },
]

/** `26 tables, the largest of 8,388,608 rows`. */
export const tablesWords = (rows: readonly number[]): string =>
  `${counted(rows.length, 'table')}, the largest of ${counted(Math.max(...rows), 'row')}`
