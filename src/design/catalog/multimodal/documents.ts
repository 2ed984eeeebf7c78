/** What reading documents shares: OCR in house, its parts, tags of the fields. */
import type { ModelSpec } from '../../spec/spec.js'
import { layoutLm } from '../backbones/text/document.js'
import { type LayoutReader, lilt } from '../backbones/text/lilt.js'
import { lineFinderSpec, lineReaderSpec, ocrWeights } from '../backbones/text/ocr.js'
import type { RungPart } from '../family.js'
import type { MixedProblem } from './problem.js'

/** Lines of an invoice or a form, characters that are read, tokens of a page. */
export const linesPerPage = 60
export const charactersPerPage = 3_000
export const pageTokens = 512
const characters = { english: 97, many: 180 }

/** Finding and reading the lines of one page, with open weights. */
export function ocrParts({ multilingual }: MixedProblem): RungPart[] {
  const alphabet = multilingual ? characters.many : characters.english
  return [
    {
      role: 'OCR line finder',
      model: { kind: 'network', spec: lineFinderSpec, examples: 0, pretrained: ocrWeights },
    },
    {
      role: 'OCR line reader',
      model: {
        kind: 'network',
        spec: lineReaderSpec(alphabet),
        examples: 0,
        pretrained: ocrWeights,
        perRequest: linesPerPage,
      },
    },
  ]
}

/** Beginning and inside of each field, and outside. */
export const fieldTags = ({ fields }: Pick<MixedProblem, 'fields'>): number => 2 * fields + 1

/** LayoutLM reads English; LiLT beside a multilingual encoder the others. Both may be used in products. */
export const layoutReader = ({ multilingual }: Pick<MixedProblem, 'multilingual'>): LayoutReader =>
  multilingual ? lilt(true) : layoutLm

export function layoutSpec(problem: MixedProblem): ModelSpec {
  const reader = layoutReader(problem)
  const places = {
    kind: 'tensor' as const,
    shape: [pageTokens, 2],
    dtype: 'int' as const,
    count: reader.coordinates,
  }
  return {
    name: `${reader.name} tagger`,
    inputs: {
      ids: { kind: 'tokens', vocab: reader.vocab, steps: pageTokens },
      known: { kind: 'mask', steps: pageTokens },
      columns: places,
      rows: places,
      widths: { kind: 'tokens', vocab: reader.coordinates, steps: pageTokens },
      heights: { kind: 'tokens', vocab: reader.coordinates, steps: pageTokens },
    },
    ...(Object.keys(reader.blocks).length > 0 && { blocks: reader.blocks }),
    nodes: [
      ...reader.nodes(),
      { name: 'tag_dropout', kind: 'dropout', rate: 0.1 },
      { name: 'tags', kind: 'linear', units: fieldTags(problem) },
    ],
  }
}

export const layoutRows = [
  { name: 'ids', shape: [pageTokens], meaning: 'token ids of the words that OCR read, in reading order' },
  { name: 'known', shape: [pageTokens], meaning: 'true where there is a token' },
  { name: 'columns', shape: [pageTokens, 2], meaning: 'left and right edge of the word, 0 to 1000' },
  { name: 'rows', shape: [pageTokens, 2], meaning: 'top and bottom edge of the word, 0 to 1000' },
  { name: 'widths', shape: [pageTokens], meaning: 'width of the word, 0 to 1000' },
  { name: 'heights', shape: [pageTokens], meaning: 'height of the word, 0 to 1000' },
]
