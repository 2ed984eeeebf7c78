/** Encoder-decoders that read one text and write another: T5 and mT5, BART, M2M-100. */
import type { Nodes } from '../backbone.js'
import type { TextBackbone } from './text-backbone.js'

export interface EncoderDecoder extends TextBackbone {
  /** Tasks that the published weights do before any tuning. */
  readonly does: readonly ('summarise' | 'translate')[]
  /** Reads `source` and `target`; ends with a vector for each token of the target. */
  nodes(): Nodes
  /** Scores of the next token at each position, of width `vocab`. */
  scores(): Nodes
}

interface Sheet extends Omit<EncoderDecoder, 'nodes' | 'scores'> {
  readonly form: 't5' | 'bart' | 'm2m'
  readonly layers: number
  readonly heads: number
  readonly headDim: number
  readonly hidden: number
  /** Of T5: the feed-forward is gated and the scores have weights of their own, as in version 1.1 and mT5. */
  readonly gated: boolean
  readonly tied: boolean
}

const t5 = {
  form: 't5' as const,
  source: 'Raffel et al., Exploring the Limits of Transfer Learning (T5), 2020',
  weights: 'C4, 750 GB of English web text, and supervised tasks',
  licence: 'Apache 2.0',
  languages: 'english' as const,
  vocab: 32_128,
  maxTokens: 512,
  headDim: 64,
  gated: false,
  tied: true,
  does: ['summarise', 'translate'] as const,
}
const mt5 = {
  ...t5,
  source: 'Xue et al., mT5, 2021',
  weights: 'mC4, web text of 101 languages; no task before tuning',
  languages: 'many' as const,
  vocab: 250_112,
  gated: true,
  tied: false,
  does: [] as const,
}

const sheets = {
  't5-small': {
    ...t5,
    id: 't5-small',
    name: 'T5-small',
    width: 512,
    layers: 6,
    heads: 8,
    hidden: 2048,
    params: 60_506_624,
  },
  'bart-base': {
    form: 'bart',
    id: 'bart-base',
    name: 'BART-base',
    source: 'Lewis et al., BART, 2020',
    weights: '160 GB of English text',
    languages: 'english',
    vocab: 50_265,
    maxTokens: 1024,
    width: 768,
    layers: 6,
    heads: 12,
    headDim: 64,
    hidden: 3072,
    gated: false,
    tied: true,
    does: [] as const,
    params: 139_420_416,
  },
  't5-base': {
    ...t5,
    id: 't5-base',
    name: 'T5-base',
    width: 768,
    layers: 12,
    heads: 12,
    hidden: 3072,
    params: 222_903_552,
  },
  'mt5-small': {
    ...mt5,
    id: 'mt5-small',
    name: 'mT5-small',
    width: 512,
    layers: 8,
    heads: 6,
    hidden: 1024,
    params: 300_176_768,
  },
  'bart-large': {
    form: 'bart',
    id: 'bart-large',
    name: 'BART-large',
    source: 'Lewis et al., BART, 2020',
    weights: '160 GB of English text; also tuned on news summaries (CNN/DailyMail)',
    languages: 'english',
    vocab: 50_265,
    maxTokens: 1024,
    width: 1024,
    layers: 12,
    heads: 16,
    headDim: 64,
    hidden: 4096,
    gated: false,
    tied: true,
    does: ['summarise'] as const,
    params: 406_291_456,
  },
  'm2m100-418m': {
    form: 'm2m',
    id: 'm2m100-418m',
    name: 'M2M-100 418M',
    source: 'Fan et al., Beyond English-Centric Multilingual Machine Translation, 2021',
    weights: '7.5 billion sentence pairs of 100 languages',
    licence: 'MIT',
    languages: 'many',
    vocab: 128_112,
    maxTokens: 1024,
    width: 1024,
    layers: 12,
    heads: 16,
    headDim: 64,
    hidden: 4096,
    gated: false,
    tied: true,
    does: ['translate'] as const,
    params: 483_905_536,
  },
  'mt5-base': {
    ...mt5,
    id: 'mt5-base',
    name: 'mT5-base',
    width: 768,
    layers: 12,
    heads: 12,
    hidden: 2048,
    params: 582_401_280,
  },
} as const satisfies Readonly<Record<string, Sheet>>
export type EncoderDecoderId = keyof typeof sheets

export const encoderDecoderIds = Object.keys(sheets) as EncoderDecoderId[]

const nodesOf = { t5: t5Nodes, bart: bartNodes, m2m: m2mNodes }

export function encoderDecoder(id: EncoderDecoderId): EncoderDecoder {
  const sheet: Sheet = sheets[id]
  const { form, layers: _l, heads: _h, headDim: _d, hidden: _f, gated: _g, tied, ...shown } = sheet
  return {
    ...shown,
    nodes: () => nodesOf[form](sheet),
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

const words = (width: number) => ({ name: 'words', kind: 'embedding', dim: width, from: 'source' })
const targetWords = { name: 'target_words', reuse: 'words', from: 'target' }

/** Distances as a bias of the scores, no norm of the words, scores undivided (their scale is in the weights). */
function t5Nodes({ width, heads, headDim, hidden, layers, gated }: Sheet): Nodes {
  const layer = {
    kind: 'transformer_block',
    repeat: layers,
    heads,
    head_dim: headDim,
    hidden,
    norm: 'rms_norm',
    bias: false,
    activation: gated ? 'gelu_tanh' : 'relu',
    gated,
    scale: false,
  }
  return [
    words(width),
    { name: 'encoder_distances', kind: 'relative_bias', heads },
    { ...layer, name: 'encoder', from: 'words', with: { bias: 'encoder_distances' } },
    { name: 'encoded', kind: 'rms_norm' },
    targetWords,
    { name: 'decoder_distances', kind: 'relative_bias', heads, causal: true },
    {
      ...layer,
      name: 'decoder',
      causal: true,
      from: 'target_words',
      with: { memory: 'encoded', bias: 'decoder_distances' },
    },
    { name: 'features', kind: 'rms_norm' },
  ]
}

/** Learned positions with two rows of padding in front, a norm of the words, norms behind. */
function bartNodes({ width, heads, hidden, layers, maxTokens }: Sheet): Nodes {
  const layer = { kind: 'transformer_block', repeat: layers, heads, hidden, order: 'post' }
  const rows = maxTokens + 2
  return [
    words(width),
    { name: 'positions', kind: 'position_embedding', rows },
    { name: 'input_norm', kind: 'layer_norm' },
    { ...layer, name: 'encoder' },
    targetWords,
    { name: 'target_positions', kind: 'position_embedding', rows },
    { name: 'target_norm', kind: 'layer_norm' },
    { ...layer, name: 'features', causal: true, with: { memory: 'encoder' } },
  ]
}

/** Sines as positions, norms in front and one at the end of each side. */
function m2mNodes({ width, heads, hidden, layers }: Sheet): Nodes {
  const layer = { kind: 'transformer_block', repeat: layers, heads, hidden, activation: 'relu' }
  return [
    words(width),
    { name: 'positions', kind: 'position_embedding', learned: false },
    { ...layer, name: 'encoder' },
    { name: 'encoded', kind: 'layer_norm' },
    targetWords,
    { name: 'target_positions', kind: 'position_embedding', learned: false },
    { ...layer, name: 'decoder', causal: true, with: { memory: 'encoded' } },
    { name: 'features', kind: 'layer_norm' },
  ]
}
