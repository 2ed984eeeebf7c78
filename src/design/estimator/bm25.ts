/**
 * BM25: an inverted index of words, and a score from how often a word stands in a document and how rare it is. It
 * learns nothing, and is the bar for every search.
 */
import { z } from 'zod'
import { counted, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import { callMs, callSource, callTerm, clockHz } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const bm25Schema = z.object({
  kind: z.literal('bm25'),
  documents: z.number().int().positive(),
  /** Words of a document (or of a passage, where those are what is found). */
  words: z.number().int().positive(),
  /** Words of a question. */
  query_words: z.number().int().positive(),
})
export type Bm25 = z.infer<typeof bm25Schema>

const definition = 'Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009'
/** Share of a text's words that are different from each other. */
const distinct = 0.6
/** A posting: the gap to the document before and the count, each in a byte or two. */
const bytesPerPosting = { low: 2, typical: 3, high: 5 }
const compression =
  'Zobel & Moffat, Inverted Files for Text Search Engines, 2006: gaps and counts in one to two bytes each'
/** Share of the documents that a word of a question stands in. */
const found: Readonly<Record<End, number>> = { low: 0.002, typical: 0.01, high: 0.05 }
/** Cycles to decode and score one posting. */
const cyclesPerPosting: Readonly<Record<End, number>> = { low: 5, typical: 15, high: 40 }
const speedSource =
  'working default: a word of a question stands in 0.2-5% of the documents, 5-40 cycles a posting; measure on the target'
/** Seconds to take one word of a document into the index. */
const indexSeconds: Readonly<Record<End, number>> = { low: 0.2e-6, typical: 0.6e-6, high: 2e-6 }
const indexSource = 'working default: 0.5-5 million words a second and core; measure on the target'

export const bm25 = {
  figures(model: Bm25, load: Workload): EstimatorFigures {
    const postings = model.documents * model.words * distinct
    const size = `${counted(model.documents, 'document')} x ${counted(model.words, 'word')} x ${distinct} different`
    const bytes = (end: End) => postings * bytesPerPosting[end]
    const memory = {
      value: bytes('typical'),
      unit: 'bytes' as const,
      low: bytes('low'),
      high: bytes('high'),
      formula: `${size} x ${bytesPerPosting.typical} bytes`,
      source: `${compression}; the texts themselves are kept elsewhere`,
    }
    const scored = (end: End) => model.query_words * model.documents * found[end]
    const ms = (end: End) =>
      callMs[end] + (load.rowsPerRequest * scored(end) * cyclesPerPosting[end] * 1000) / clockHz
    const hours = (end: End) =>
      (model.documents * model.words * indexSeconds[end]) / load.trainingCores / 3600
    const questions = counted(load.rowsPerRequest, 'question')
    const visited = `${counted(model.query_words, 'word')} x ${counted(model.documents, 'document')} x ${found.typical}`
    return {
      params: exact(2, 'parameters', '2: k1 and b', definition),
      trainableParams: exact(0, 'parameters', '0: k1 and b are set, not learned', definition),
      flops: exact(
        load.rowsPerRequest * scored('typical') * 6,
        'FLOPs',
        `${questions} x ${visited} x 6 operations of a score`,
        definition,
      ),
      weightMemory: memory,
      servingMemory: memory,
      trainingMemory: {
        ...memory,
        value: 2 * memory.value,
        high: 3 * memory.high,
        formula: `2 x ${memory.formula}`,
        source: `${compression}; parts are merged while it is built`,
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${questions} x ${visited} x ${cyclesPerPosting.typical} cycles / ${clockHz / 1e9} GHz`,
        source: `${callSource}; ${speedSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${counted(model.documents, 'document')} x ${counted(model.words, 'word')} x ${plain(indexSeconds.typical * 1e9)} ns / ${counted(load.trainingCores, 'core')}`,
        source: indexSource,
      },
      library: 'Lucene (OpenSearch) or Tantivy',
      assumptions: ['the index is in memory; no document is skipped by block maxima, which makes it faster'],
      notCounted: ['reading the documents from their store'],
    }
  },
  describe: (model: Bm25): string =>
    `BM25 over ${counted(model.documents, 'document')} of ${counted(model.words, 'word')}, k1 1.2, b 0.75`,
}
