/**
 * Decoders that write text: RMS norms in front, rotary positions, a gated feed-forward, fewer heads of keys than of
 * queries (Touvron et al., Llama 2, 2023). Those that people name, and one of any size.
 */
import type { Nodes } from '../backbone.js'
import type { TextBackbone } from './text-backbone.js'

export interface TextDecoder extends TextBackbone {
  readonly layers: number
  readonly heads: number
  readonly kvHeads: number
  /** Width of the feed-forward. */
  readonly hidden: number
  /** ISO 639-1, where its authors list the languages that it writes. */
  readonly namedLanguages?: readonly string[]
  /** From ids to a vector for each token: steps, width. */
  nodes(ids?: string): Nodes
  /** The layers alone, over vectors that come from somewhere else (an image in front of the text). */
  layersOver(vectors: string): Nodes
  /** The table of tokens, and the scores of the next token at each position, of width `vocab`. */
  table(ids?: string): Nodes
  scores(): Nodes
}

interface Sheet {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly weights: string
  readonly licence?: string
  readonly languages: 'english' | 'many'
  readonly namedLanguages?: readonly string[]
  readonly vocab: number
  readonly maxTokens: number
  readonly width: number
  readonly layers: number
  readonly heads: number
  readonly kvHeads: number
  readonly hidden: number
  /** The output's weights are the table of tokens. */
  readonly tied: boolean
  /** Biases of query, key and value (Qwen). */
  readonly projectionBias: boolean
  readonly params: number
}

const qwen = {
  source: 'Qwen Team, Qwen2.5 Technical Report, 2024',
  weights: '18 trillion tokens of 29 languages, and instructions',
  licence: 'Apache 2.0',
  languages: 'many' as const,
  // Of Qwen2, whose data Qwen2.5 widens (Yang et al., Qwen2 Technical Report, 2024).
  namedLanguages:
    'en zh de fr es pt it nl ru cs pl ar fa he tr ja ko vi th id ms lo my ceb km tl hi bn ur'.split(' '),
  maxTokens: 32_768,
  projectionBias: true,
}
const llama3 = {
  source: 'Grattafiori et al., The Llama 3 Herd of Models, 2024',
  weights: '9 to 15 trillion tokens, mostly English, and instructions',
  licence: 'Llama 3 Community Licence: a notice in the product, conditions above 700 million users',
  languages: 'many' as const,
  vocab: 128_256,
  projectionBias: false,
}
const llama2 = {
  source: 'Touvron et al., Llama 2, 2023',
  weights: '2 trillion tokens, mostly English, and instructions',
  licence: 'Llama 2 Community Licence: conditions above 700 million users',
  languages: 'english' as const,
  vocab: 32_000,
  maxTokens: 4096,
  tied: false,
  projectionBias: false,
}

const sheets = {
  'qwen2.5-0.5b': {
    ...qwen,
    id: 'qwen2.5-0.5b',
    name: 'Qwen2.5-0.5B-Instruct',
    vocab: 151_936,
    width: 896,
    layers: 24,
    heads: 14,
    kvHeads: 2,
    hidden: 4864,
    tied: true,
    params: 494_032_768,
  },
  'llama-3.2-1b': {
    ...llama3,
    id: 'llama-3.2-1b',
    name: 'Llama-3.2-1B-Instruct',
    maxTokens: 131_072,
    width: 2048,
    layers: 16,
    heads: 32,
    kvHeads: 8,
    hidden: 8192,
    tied: true,
    params: 1_235_814_400,
  },
  'qwen2.5-1.5b': {
    ...qwen,
    id: 'qwen2.5-1.5b',
    name: 'Qwen2.5-1.5B-Instruct',
    vocab: 151_936,
    width: 1536,
    layers: 28,
    heads: 12,
    kvHeads: 2,
    hidden: 8960,
    tied: true,
    params: 1_543_714_304,
  },
  'qwen2.5-3b': {
    ...qwen,
    id: 'qwen2.5-3b',
    name: 'Qwen2.5-3B-Instruct',
    licence: 'Qwen Research Licence: not for commercial use',
    vocab: 151_936,
    width: 2048,
    layers: 36,
    heads: 16,
    kvHeads: 2,
    hidden: 11_008,
    tied: true,
    params: 3_085_938_688,
  },
  'llama-3.2-3b': {
    ...llama3,
    id: 'llama-3.2-3b',
    name: 'Llama-3.2-3B-Instruct',
    maxTokens: 131_072,
    width: 3072,
    layers: 28,
    heads: 24,
    kvHeads: 8,
    hidden: 8192,
    tied: true,
    params: 3_212_749_824,
  },
  'llama-2-7b': {
    ...llama2,
    id: 'llama-2-7b',
    name: 'Llama-2-7B-chat',
    width: 4096,
    layers: 32,
    heads: 32,
    kvHeads: 32,
    hidden: 11_008,
    params: 6_738_415_616,
  },
  'mistral-7b': {
    id: 'mistral-7b',
    name: 'Mistral-7B-Instruct-v0.1',
    source: 'Jiang et al., Mistral 7B, 2023',
    weights: 'text of the open web, and instructions',
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 32_000,
    maxTokens: 8192,
    width: 4096,
    layers: 32,
    heads: 32,
    kvHeads: 8,
    hidden: 14_336,
    tied: false,
    projectionBias: false,
    params: 7_241_732_096,
  },
  'qwen2.5-7b': {
    ...qwen,
    id: 'qwen2.5-7b',
    name: 'Qwen2.5-7B-Instruct',
    vocab: 152_064,
    width: 3584,
    layers: 28,
    heads: 28,
    kvHeads: 4,
    hidden: 18_944,
    tied: false,
    params: 7_615_616_512,
  },
  'llama-3-8b': {
    ...llama3,
    id: 'llama-3-8b',
    name: 'Llama-3-8B-Instruct',
    maxTokens: 8192,
    width: 4096,
    layers: 32,
    heads: 32,
    kvHeads: 8,
    hidden: 14_336,
    tied: false,
    params: 8_030_261_248,
  },
  'llama-2-13b': {
    ...llama2,
    id: 'llama-2-13b',
    name: 'Llama-2-13B-chat',
    width: 5120,
    layers: 40,
    heads: 40,
    kvHeads: 40,
    hidden: 13_824,
    params: 13_015_864_320,
  },
  'qwen2.5-14b': {
    ...qwen,
    id: 'qwen2.5-14b',
    name: 'Qwen2.5-14B-Instruct',
    vocab: 152_064,
    width: 5120,
    layers: 48,
    heads: 40,
    kvHeads: 8,
    hidden: 13_824,
    tied: false,
    params: 14_770_033_664,
  },
  'qwen2.5-32b': {
    ...qwen,
    id: 'qwen2.5-32b',
    name: 'Qwen2.5-32B-Instruct',
    vocab: 152_064,
    width: 5120,
    layers: 64,
    heads: 40,
    kvHeads: 8,
    hidden: 27_648,
    tied: false,
    params: 32_763_876_352,
  },
  'llama-3-70b': {
    ...llama3,
    id: 'llama-3-70b',
    name: 'Llama-3-70B-Instruct',
    maxTokens: 8192,
    width: 8192,
    layers: 80,
    heads: 64,
    kvHeads: 8,
    hidden: 28_672,
    tied: false,
    params: 70_553_706_496,
  },
} as const satisfies Readonly<Record<string, Sheet>>
export type TextDecoderId = keyof typeof sheets

export const textDecoderIds = Object.keys(sheets) as TextDecoderId[]

export const textDecoder = (id: TextDecoderId): TextDecoder => decoderOf(sheets[id])

function decoderOf(sheet: Sheet): TextDecoder {
  const { tied, projectionBias, ...shown } = sheet
  const table = (ids = 'ids'): Nodes => [{ name: 'words', kind: 'embedding', dim: sheet.width, from: ids }]
  const layersOver = (vectors: string): Nodes => [
    {
      name: 'decoder',
      kind: 'transformer_block',
      repeat: sheet.layers,
      heads: sheet.heads,
      kv_heads: sheet.kvHeads,
      hidden: sheet.hidden,
      norm: 'rms_norm',
      activation: 'silu',
      gated: true,
      bias: false,
      ...(projectionBias && { attention_bias: ['query', 'key', 'value'] }),
      causal: true,
      rotary: true,
      from: vectors,
    },
    { name: 'features', kind: 'rms_norm' },
  ]
  return {
    ...shown,
    table,
    layersOver,
    nodes: (ids) => [...table(ids), ...layersOver('words')],
    scores: () => [
      {
        name: 'scores',
        kind: 'linear',
        units: sheet.vocab,
        bias: false,
        ...(tied && { tie: 'words' }),
        from: 'features',
      },
    ],
  }
}

/** Width over layers of published dense decoders: 128 for Llama-2-7B and 13B, 102 for 70B. */
const usualAspect = 128
const headDim = 128
const solvedVocab = 128_256

/**
 * A dense decoder of about so many parameters where no known one is meant: heads of 128, a feed-forward of 8/3 of the
 * width, as many layers as make up the number, of the shapes within a fiftieth the one nearest to 128 of width a layer.
 * @param params at least 100 million
 * @param vocab rows of its token table
 */
export function solvedDecoder(params: number, vocab = solvedVocab): TextDecoder {
  const tied = params < 4e9
  let best: { readonly sheet: Sheet; readonly miss: number } | undefined
  for (let width = 4 * headDim; width <= 32_768; width += headDim) {
    const heads = width / headDim
    const kvHeads = heads % 8 === 0 && heads > 8 ? 8 : heads
    const hidden = 256 * Math.round(((8 / 3) * width) / 256)
    const layer = 2 * width * (width + kvHeads * headDim) + 3 * width * hidden + 2 * width
    const outside = (tied ? 1 : 2) * vocab * width + width
    const layers = Math.round((params - outside) / layer)
    if (layers < 1) break
    const total = outside + layers * layer
    const far = Math.max(0, Math.abs(total / params - 1) - 0.02)
    const miss = 100 * far + Math.abs(Math.log(width / layers / usualAspect))
    if (best && miss >= best.miss) continue
    const billions = Number((params / 1e9).toPrecision(3))
    best = {
      miss,
      sheet: {
        id: `dense-decoder-${billions}b`,
        name: `a dense decoder of ${billions}B`,
        source: 'Touvron et al., Llama 2, 2023: width, layers and feed-forward in its proportions',
        weights: 'those of the model that was named',
        languages: 'many',
        vocab,
        maxTokens: 8192,
        width,
        layers,
        heads,
        kvHeads,
        hidden,
        tied,
        projectionBias: false,
        params: total,
      },
    }
  }
  if (!best) throw new RangeError(`Expected at least 100 million parameters. Received: ${params}`)
  return decoderOf(best.sheet)
}

/** Names that mean a size differ by this much at most: 7B is 6.7 or 7.6 billion, 1B is 1.24. */
const sameSize = 0.25

/**
 * The decoder that a request means: of the family that it names where one is of that size, of the others where not,
 * and one of that size where none is.
 * @param params as people say it: 7e9 for "7B"
 */
export function decoderNear(params: number, family?: 'llama' | 'qwen' | 'mistral'): TextDecoder {
  const near = textDecoderIds
    .map((id) => ({ id, off: Math.abs(Math.log(sheets[id].params / params)) }))
    .filter(({ off }) => off <= sameSize)
    .sort((a, b) => a.off - b.off)
  const own = near.find(({ id }) => family !== undefined && id.startsWith(family)) ?? near[0]
  return own ? textDecoder(own.id) : solvedDecoder(params)
}
