/**
 * A linear model over words and pieces of words: the n-grams of a text, weighted by how rare they are (TF-IDF), times
 * one row of weights for each class. The bar for every classifier of text; or, over each word with its neighbours,
 * for every tagger.
 */
import { z } from 'zod'
import { counted, grouped, plain } from '../brief/facts.js'
import { exact } from '../estimate/figure.js'
import type { End } from '../estimate/roofline.js'
import {
  missSeconds,
  missSource,
  missTerm,
  smallFlopSeconds,
  smallFlopSource,
  smallFlopTerm,
} from './core-speed.js'
import { bytesPerFloat, callMs, callSource, callTerm } from './machine.js'
import type { EstimatorFigures, Workload } from './workload.js'

export const ngramLinearSchema = z.object({
  kind: z.literal('ngram_linear'),
  /** N-grams of words, and of characters, that have a column. */
  word_ngrams: z.number().int().positive(),
  char_ngrams: z.number().int().nonnegative(),
  /** Rows of weights: classes, or 1 where there are two. */
  outputs: z.number().int().positive(),
  /** What a row is: a whole text (TF-IDF), or each token with its neighbours, decoded together (CRF). */
  row: z.enum(['text', 'token']).optional(),
  /** What a row of weights gives; default the score of a class. */
  predicts: z.enum(['class', 'value']).optional(),
})
export type NgramLinear = z.infer<typeof ngramLinearSchema>

const sources = {
  text: 'Salton & Buckley, Term-weighting approaches in automatic text retrieval, 1988; Joulin et al., Bag of Tricks for Efficient Text Classification, 2017',
  token: 'Lafferty, McCallum & Pereira, Conditional Random Fields, 2001',
} as const
function libraryOf({ row, predicts }: NgramLinear): string {
  if (row === 'token') return 'python-crfsuite'
  return `scikit-learn (TfidfVectorizer, ${predicts === 'value' ? 'Ridge' : 'LogisticRegression'})`
}

/** Passes over the texts until the weights stand still. */
const passes = { low: 20, typical: 50, high: 200 }
/** Pairs of an L1 and an L2 penalty that a tagger is fitted with, to choose one on validation: a small grid. */
export const penaltiesTried = 8
/** An entry of the vocabulary in memory: the n-gram's characters, its hash and its column. */
const bytesPerEntry = 64
/** Seconds to cut one n-gram out of a text and hash it. */
const cutSeconds: Readonly<Record<End, number>> = { low: 30e-9, typical: 150e-9, high: 600e-9 }
const cutSource =
  'working default: 30-600 ns to cut and hash an n-gram, native or in Python; measure on the target'
/** A value of a sparse row: column and weight. */
const bytesPerValue = 8

export const ngramLinear = {
  /** `features` of the load: n-grams of one text. */
  figures(model: NgramLinear, load: Workload): EstimatorFigures {
    const row = model.row ?? 'text'
    const definition = sources[row]
    const columns = model.word_ngrams + model.char_ngrams
    const ngrams = counted(load.features, 'n-gram')
    const outputs = counted(model.outputs, 'output')
    const size = `(${grouped(model.word_ngrams)} word + ${grouped(model.char_ngrams)} character n-grams)`
    const stored = columns * (model.outputs + 1)
    const bytes = columns * (bytesPerEntry + (model.outputs + 1) * bytesPerFloat)
    const bytesWords = `${size} x (${bytesPerEntry} bytes + (${outputs} + 1 rarity) x ${bytesPerFloat} bytes)`
    const read = (end: End) => load.features * (cutSeconds[end] + missSeconds[end])
    const flops = 2 * load.features * model.outputs
    const ms = (end: End) =>
      callMs[end] + load.rowsPerRequest * (read(end) + flops * smallFlopSeconds[end]) * 1000
    // A tagger weighs whole sequences: every pass reads the weights of each feature again, and goes over all pairs of
    // neighbouring tags there and back. CRFsuite fits on one core, so pairs of penalties are tried side by side.
    const pairFlops = row === 'token' ? 2 * 2 * model.outputs ** 2 : 0
    const pass = (end: End) =>
      (2 * flops + pairFlops) * smallFlopSeconds[end] +
      (row === 'token' ? load.features * missSeconds[end] : 0)
    const fits = row === 'token' ? penaltiesTried : 1
    const hours = (end: End) =>
      (fits * load.trainingRows * (read(end) + passes[end] * pass(end))) / load.trainingCores / 3600
    const passWords =
      row === 'token'
        ? `(${ngrams} x ${missTerm} + (2 x 2 x ${ngrams} x ${outputs} + 2 x 2 x ${outputs} x ${outputs}) / ${smallFlopTerm})`
        : `2 x 2 x ${ngrams} x ${outputs} / ${smallFlopTerm}`
    const texts = counted(load.trainingRows, row)
    const rows = load.trainingRows * load.features * bytesPerValue
    return {
      params: exact(stored, 'parameters', `${size} x (${outputs} + 1 rarity)`, definition),
      trainableParams: exact(columns * model.outputs, 'parameters', `${size} x ${outputs}`, definition),
      flops: exact(
        load.rowsPerRequest * flops,
        'FLOPs',
        `${counted(load.rowsPerRequest, row)} x 2 x ${ngrams} x ${outputs}`,
        definition,
      ),
      weightMemory: exact(bytes, 'bytes', bytesWords, 'a table of strings and FP32 weights'),
      servingMemory: exact(
        bytes + load.rowsPerRequest * load.features * bytesPerValue,
        'bytes',
        `${bytesWords} + ${counted(load.rowsPerRequest, row)} x ${ngrams} x ${bytesPerValue} bytes`,
        'a table of strings and FP32 weights, and the sparse row of the text',
      ),
      trainingMemory: {
        value: rows + bytes,
        unit: 'bytes',
        low: rows / 2 + bytes,
        high: 3 * rows + bytes,
        formula: `${texts} x ${ngrams} x ${bytesPerValue} bytes + ${bytesWords}`,
        source: 'sparse rows of column and value; low: n-grams repeat in a text, high: copies while cutting',
      },
      latency: {
        value: ms('typical'),
        unit: 'milliseconds',
        low: ms('low'),
        high: ms('high'),
        formula: `${callTerm} + ${counted(load.rowsPerRequest, row)} x (${ngrams} x (${plain(cutSeconds.typical * 1e9)} ns + ${missTerm}) + 2 x ${ngrams} x ${outputs} / ${smallFlopTerm})`,
        source: `${callSource}; ${cutSource}; ${missSource}; ${smallFlopSource}`,
      },
      trainingTime: {
        value: hours('typical'),
        unit: 'hours',
        low: hours('low'),
        high: hours('high'),
        formula: `${row === 'token' ? `${penaltiesTried} pairs of penalties x ` : ''}${texts} x (${ngrams} x (${plain(cutSeconds.typical * 1e9)} ns + ${missTerm}) + ${passes.typical} passes x ${passWords}) / ${counted(load.trainingCores, 'core')}`,
        source: `${cutSource}; ${missSource}; ${smallFlopSource}; working default: 20-200 passes until the weights stand still`,
      },
      library: libraryOf(model),
      assumptions: ['n-grams seen in one text alone have no column'],
      notCounted: ['reading the texts from their store'],
    }
  },
  describe(model: NgramLinear): string {
    const pieces = model.char_ngrams > 0 ? ` and ${grouped(model.char_ngrams)} character n-grams` : ''
    if (model.row === 'token')
      return `Linear tagger (CRF): ${counted(model.word_ngrams + model.char_ngrams, 'feature')} of a word, its shape, its ends and its neighbours; ${counted(model.outputs, 'tag')}`
    return `${model.predicts === 'value' ? 'Ridge regression' : 'Linear model'} on TF-IDF: ${grouped(model.word_ngrams)} word${pieces}, ${counted(model.outputs, 'row')} of weights`
  },
}
