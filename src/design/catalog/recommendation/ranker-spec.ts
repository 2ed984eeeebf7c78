/**
 * The second stage: a few hundred candidates of one request, each with the two vectors of the towers and columns that
 * only exist for the pair. Crosses of low rank, then a small network (Wang et al., DCN V2, 2021).
 */
import type { ModelSpec } from '../../spec/spec.js'
import { windowDays, windowWords } from './words.js'

/** Numbers of a candidate, in groups; what they cost to fetch is not counted. */
export const candidateNumbers = [
  { what: 'score of the towers', count: 1 },
  { what: `clicks and click rate of the item over ${windowWords}`, count: 2 * windowDays.length },
  { what: 'age and price of the item, and its price against what the user takes', count: 3 },
  { what: `events of the user over ${windowWords}`, count: windowDays.length },
  { what: 'share of the category in the user’s history, and time since its last event', count: 2 },
  { what: 'hour and weekday as sine and cosine', count: 4 },
] as const
/** Rows of the tables of category, device and place, after hashing. */
const candidateTables = [1000, 16, 64] as const

export interface CandidateRanker {
  /** Width of the vectors that come from the towers. */
  readonly vector: number
  readonly rank: number
  readonly crosses: number
  readonly deep: readonly number[]
}

const tableDim = 8

export function candidateRankerSpec({ vector, rank, crosses, deep }: CandidateRanker): ModelSpec {
  return {
    name: 'Candidate ranker',
    inputs: {
      user_vector: { kind: 'vector', features: vector },
      item_vector: { kind: 'vector', features: vector },
      numbers: {
        kind: 'vector',
        features: candidateNumbers.reduce((total, { count }) => total + count, 0),
      },
      columns: { kind: 'tensor', shape: [candidateTables.length], dtype: 'int' },
    },
    nodes: [
      { name: 'tables', kind: 'embedding', dim: tableDim, rows: [...candidateTables], from: 'columns' },
      { name: 'categories', kind: 'flatten', axes: 2 },
      {
        name: 'features',
        kind: 'concat',
        from: ['user_vector', 'item_vector', 'numbers', 'categories'],
      },
      { name: 'crossed', kind: 'cross_layer', repeat: crosses, rank, with: { base: 'features' } },
      { name: 'click', kind: 'mlp', hidden: [...deep], units: 1 },
    ],
  }
}
