/**
 * BERT and those that are written like it: word, position and segment vectors, a norm, Transformer layers with the
 * norm behind (Devlin et al., 2019). Smaller and larger ones, of one language and of many.
 */
import type { Nodes } from '../backbone.js'
import type { TextBackbone } from './text-backbone.js'

/** Names of the inputs: token ids, and which of them are no padding. */
export interface Reads {
  readonly ids: string
  readonly known: string
}
const usualReads: Reads = { ids: 'ids', known: 'known' }

export interface TextEncoder extends TextBackbone {
  readonly layers: number
  readonly heads: number
  /** `title` in `say`: what the whole is trained for already, besides language. */
  readonly pooling: 'first' | 'mean'
  /** From ids to a vector for each token: steps, width. */
  tokens(reads?: Reads): Nodes
  /** One vector for the text. */
  nodes(reads?: Reads): Nodes
}

interface Sheet extends Omit<TextEncoder, 'tokens' | 'nodes' | 'width'> {
  readonly width: number
  readonly hidden: number
  /** Rows of the position table. */
  readonly positions: number
  /** Rows of the segment table; 0 where there is none. */
  readonly segments: number
  /** A linear and tanh over the first token belong to the published network. */
  readonly pooler: boolean
  /** Rotary positions, gated feed-forward, norms in front without biases (ModernBERT). */
  readonly modern?: true
}

const english = 'English Wikipedia and BookCorpus'
const hundredLanguages = 'CommonCrawl in 100 languages'

const sheets = {
  'bert-mini': {
    id: 'bert-mini',
    name: 'BERT-mini',
    source: 'Turc et al., Well-Read Students Learn Better, 2019',
    weights: english,
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 256,
    layers: 4,
    heads: 4,
    hidden: 1024,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'first',
    params: 11_170_560,
  },
  'minilm-l3': {
    id: 'minilm-l3',
    name: 'MiniLM-L3',
    source: 'Wang et al., MiniLM, 2020; Reimers & Gurevych, Sentence-BERT, 2019',
    weights: 'paraphrase-MiniLM-L3-v2: English paraphrases',
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 384,
    layers: 3,
    heads: 12,
    hidden: 1536,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'mean',
    params: 17_389_824,
  },
  'minilm-l6': {
    id: 'minilm-l6',
    name: 'MiniLM-L6',
    source: 'Wang et al., MiniLM, 2020; Reimers & Gurevych, Sentence-BERT, 2019',
    weights: 'all-MiniLM-L6-v2: a billion pairs of English sentences',
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 384,
    layers: 6,
    heads: 12,
    hidden: 1536,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'mean',
    params: 22_713_216,
  },
  distilbert: {
    id: 'distilbert',
    name: 'DistilBERT',
    source: 'Sanh et al., DistilBERT, 2019',
    weights: english,
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 768,
    layers: 6,
    heads: 12,
    hidden: 3072,
    positions: 512,
    segments: 0,
    pooler: false,
    pooling: 'first',
    params: 66_362_880,
  },
  'bert-base': {
    id: 'bert-base',
    name: 'BERT-base',
    source: 'Devlin et al., BERT, 2019',
    weights: english,
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 768,
    layers: 12,
    heads: 12,
    hidden: 3072,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'first',
    params: 109_482_240,
  },
  'roberta-base': {
    id: 'roberta-base',
    name: 'RoBERTa-base',
    source: 'Liu et al., RoBERTa, 2019',
    weights: '160 GB of English text',
    licence: 'MIT',
    languages: 'english',
    vocab: 50_265,
    maxTokens: 512,
    width: 768,
    layers: 12,
    heads: 12,
    hidden: 3072,
    positions: 514,
    segments: 1,
    pooler: true,
    pooling: 'first',
    params: 124_645_632,
  },
  'modernbert-base': {
    id: 'modernbert-base',
    name: 'ModernBERT-base',
    source: 'Warner et al., Smarter, Better, Faster, Longer (ModernBERT), 2024',
    weights: '2 trillion tokens of English text and code',
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 50_368,
    maxTokens: 8192,
    width: 768,
    layers: 22,
    heads: 12,
    hidden: 1152,
    positions: 0,
    segments: 0,
    pooler: false,
    pooling: 'first',
    modern: true,
    params: 149_014_272,
  },
  'bert-large': {
    id: 'bert-large',
    name: 'BERT-large',
    source: 'Devlin et al., BERT, 2019',
    weights: english,
    licence: 'Apache 2.0',
    languages: 'english',
    vocab: 30_522,
    maxTokens: 512,
    width: 1024,
    layers: 24,
    heads: 16,
    hidden: 4096,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'first',
    params: 335_141_888,
  },
  'multilingual-minilm-l6': {
    id: 'multilingual-minilm-l6',
    name: 'Multilingual MiniLM-L6',
    source: 'Wang et al., MiniLMv2, 2021',
    weights: 'distilled from XLM-RoBERTa-large, 100 languages',
    licence: 'MIT',
    languages: 'many',
    vocab: 250_002,
    maxTokens: 512,
    width: 384,
    layers: 6,
    heads: 12,
    hidden: 1536,
    positions: 514,
    segments: 1,
    pooler: true,
    pooling: 'first',
    params: 106_993_920,
  },
  'multilingual-minilm-l12': {
    id: 'multilingual-minilm-l12',
    name: 'Multilingual MiniLM-L12',
    source: 'Wang et al., MiniLM, 2020; Wang et al., Multilingual E5, 2024',
    weights: 'multilingual-e5-small: a billion pairs of texts in about 100 languages',
    licence: 'MIT',
    languages: 'many',
    vocab: 250_037,
    maxTokens: 512,
    width: 384,
    layers: 12,
    heads: 12,
    hidden: 1536,
    positions: 512,
    segments: 2,
    pooler: true,
    pooling: 'mean',
    params: 117_653_760,
  },
  'xlm-r-base': {
    id: 'xlm-r-base',
    name: 'XLM-RoBERTa-base',
    source: 'Conneau et al., Unsupervised Cross-lingual Representation Learning at Scale, 2020',
    weights: hundredLanguages,
    licence: 'MIT',
    languages: 'many',
    vocab: 250_002,
    maxTokens: 512,
    width: 768,
    layers: 12,
    heads: 12,
    hidden: 3072,
    positions: 514,
    segments: 1,
    pooler: true,
    pooling: 'first',
    params: 278_043_648,
  },
  'xlm-r-large': {
    id: 'xlm-r-large',
    name: 'XLM-RoBERTa-large',
    source: 'Conneau et al., Unsupervised Cross-lingual Representation Learning at Scale, 2020',
    weights: hundredLanguages,
    licence: 'MIT',
    languages: 'many',
    vocab: 250_002,
    maxTokens: 512,
    width: 1024,
    layers: 24,
    heads: 16,
    hidden: 4096,
    positions: 514,
    segments: 1,
    pooler: true,
    pooling: 'first',
    params: 559_890_432,
  },
} as const satisfies Readonly<Record<string, Sheet>>
export type TextEncoderId = keyof typeof sheets

export const textEncoderIds = Object.keys(sheets) as TextEncoderId[]

export function textEncoder(id: TextEncoderId): TextEncoder {
  const sheet: Sheet = sheets[id]
  const { hidden: _, positions: _p, segments: _s, pooler: _l, modern: _m, ...shown } = sheet
  const tokens = (reads: Reads = usualReads) =>
    sheet.modern ? modernNodes(sheet, reads) : tokenNodes(sheet, reads)
  return {
    ...shown,
    tokens,
    nodes: (reads = usualReads) => [...tokens(reads), ...pooledNodes(sheet, reads)],
  }
}

function tokenNodes(sheet: Sheet, { ids, known }: Reads): Nodes {
  return [
    { name: 'words', kind: 'embedding', dim: sheet.width, from: ids },
    // A text alone is all of the first segment: its row is added to every token.
    ...(sheet.segments > 0
      ? [
          { name: 'segments', kind: 'parameter', shape: [sheet.segments, sheet.width] },
          { name: 'segment', kind: 'select', index: 0, from: 'segments' },
          { name: 'word_and_segment', kind: 'add', from: ['words', 'segment'] },
        ]
      : []),
    { name: 'positions', kind: 'position_embedding', rows: sheet.positions },
    { name: 'input_norm', kind: 'layer_norm' },
    {
      name: 'encoder',
      kind: 'transformer_block',
      order: 'post',
      repeat: sheet.layers,
      heads: sheet.heads,
      hidden: sheet.hidden,
      with: { mask: known },
    },
  ]
}

/**
 * Two of three layers of the published network look at 128 neighbours only; here all look at the whole text, which
 * has the same weights and, for a long text, more arithmetic. The first layer has no norm in front of its attention.
 */
function modernNodes({ width, layers, heads, hidden }: Sheet, { ids, known }: Reads): Nodes {
  const norm = (name: string) => ({ name, kind: 'layer_norm', bias: false })
  const layer = (first: boolean): Nodes => [
    ...(first ? [] : [{ ...norm('attention_norm'), from: 'x' }]),
    {
      name: 'attention',
      kind: 'attention',
      heads,
      bias: false,
      rotary: true,
      ...(first && { from: 'x' }),
      with: { mask: 'known' },
    },
    { name: 'attended', kind: 'add', with: 'x' },
    norm('feed_forward_norm'),
    { name: 'feed_forward', kind: 'feed_forward', hidden, gated: true, bias: false },
    { name: 'out', kind: 'add', with: 'attended' },
  ]
  return [
    { name: 'words', kind: 'embedding', dim: width, from: ids },
    norm('input_norm'),
    { name: 'first_layer', kind: 'chain', nodes: layer(true), with: { known } },
    { name: 'layers', kind: 'chain', repeat: layers - 1, nodes: layer(false), with: { known } },
    norm('encoder'),
  ]
}

/** The first token through a linear and tanh (of DistilBERT, which has none, as it is), or the mean of all tokens. */
function pooledNodes({ pooling, pooler, width }: Sheet, { known }: Reads): Nodes {
  if (pooling === 'mean')
    return [{ name: 'features', kind: 'reduce', from: 'encoder', with: { mask: known } }]
  if (!pooler) return [{ name: 'features', kind: 'select', index: 0, from: 'encoder' }]
  return [
    { name: 'first', kind: 'select', index: 0, from: 'encoder' },
    { name: 'pooler', kind: 'linear', units: width },
    { name: 'features', kind: 'tanh' },
  ]
}
