/**
 * Whisper (Radford et al., 2022): an encoder over 30 s of log-mel and a decoder that writes the words, trained on 680,000
 * hours of speech in 99 languages. It hears whole windows of 30 s: not a recogniser for a stream.
 */
import type { ModelSpec } from '../../../spec/spec.js'
import type { FrontEnd } from './front-end.js'

export const whisperSizes = {
  tiny: { name: 'Whisper tiny', dim: 384, layers: 4, heads: 6, mels: 80, vocabulary: 51_865 },
  base: { name: 'Whisper base', dim: 512, layers: 6, heads: 8, mels: 80, vocabulary: 51_865 },
  small: { name: 'Whisper small', dim: 768, layers: 12, heads: 12, mels: 80, vocabulary: 51_865 },
  medium: { name: 'Whisper medium', dim: 1024, layers: 24, heads: 16, mels: 80, vocabulary: 51_865 },
  // One more language has a token of its own, and more bands are heard.
  large: { name: 'Whisper large-v3', dim: 1280, layers: 32, heads: 20, mels: 128, vocabulary: 51_866 },
} as const
export type WhisperSize = keyof typeof whisperSizes

export const whisperSource =
  'Radford et al., Robust Speech Recognition via Large-Scale Weak Supervision, 2022'
export const whisperFrontEnd: Omit<FrontEnd, 'mels'> = { sampleRateHz: 16_000, windowMs: 25, hopMs: 10 }
/** Seconds that it hears at once, padded where there are fewer. */
export const whisperWindowSeconds = 30
const frames = 3000
/** Positions that the decoder has a table for. */
const decoderRows = 448
/** Keys have no bias. */
const biased = ['query', 'value', 'output']

/** The whole recogniser, two inputs. @param words tokens that the decoder writes for a window, at most 448 */
export function whisper(size: WhisperSize, words: number): Pick<ModelSpec, 'inputs' | 'nodes'> {
  const { dim, layers, heads, mels, vocabulary } = whisperSizes[size]
  const block = { kind: 'transformer_block', heads, hidden: 4 * dim, repeat: layers, attention_bias: biased }
  return {
    inputs: {
      mel: { kind: 'series', steps: frames, features: mels },
      words: { kind: 'tokens', vocab: vocabulary, steps: words },
    },
    nodes: [
      { name: 'stem', kind: 'conv1d', channels: dim, kernel: 3, padding: 1, from: 'mel' },
      { name: 'stem_active', kind: 'gelu' },
      { name: 'halve', kind: 'conv1d', channels: dim, kernel: 3, stride: 2, padding: 1 },
      { name: 'halve_active', kind: 'gelu' },
      { name: 'encoder_positions', kind: 'position_embedding', learned: false },
      { ...block, name: 'encoder_layers' },
      { name: 'encoder', kind: 'layer_norm' },
      { name: 'tokens', kind: 'embedding', dim, from: 'words' },
      { name: 'positions', kind: 'position_embedding', rows: decoderRows },
      { ...block, name: 'decoder_layers', causal: true, with: { memory: 'encoder' } },
      { name: 'decoder_norm', kind: 'layer_norm' },
      { name: 'logits', kind: 'linear', units: vocabulary, bias: false, tie: 'tokens' },
    ],
  }
}
