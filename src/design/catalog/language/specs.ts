/** Published text networks with a head for the task, as specs. */
import type { ModelSpec } from '../../spec/spec.js'
import type { Nodes } from '../backbones/backbone.js'
import type { TextDecoder } from '../backbones/text/decoder.js'
import type { TextEncoder } from '../backbones/text/encoder.js'
import type { EncoderDecoder } from '../backbones/text/encoder-decoder.js'
import { withDropout, withLora } from '../backbones/text/text-backbone.js'

const textInputs = ({ vocab }: { vocab: number }, steps: number): ModelSpec['inputs'] => ({
  ids: { kind: 'tokens', vocab, steps },
  known: { kind: 'mask', steps },
})

const dropped = (rate: number): Nodes => (rate > 0 ? [{ name: 'head_dropout', kind: 'dropout', rate }] : [])

interface HeadOptions {
  /** Classes, or tags of a word. */
  readonly outputs: number
  readonly steps: number
  readonly dropout: number
}

/** One score for each class of a text. */
export const classifierSpec = (encoder: TextEncoder, options: HeadOptions): ModelSpec => ({
  name: `${encoder.name} classifier`,
  inputs: textInputs(encoder, options.steps),
  nodes: [
    ...bodyOf(encoder.nodes(), options),
    ...dropped(options.dropout),
    { name: 'classes', kind: 'linear', units: options.outputs },
  ],
})

/** One score for each tag of a token. */
export const taggerSpec = (encoder: TextEncoder, options: HeadOptions): ModelSpec => ({
  name: `${encoder.name} tagger`,
  inputs: textInputs(encoder, options.steps),
  nodes: [
    ...bodyOf(encoder.tokens(), options),
    ...dropped(options.dropout),
    { name: 'tags', kind: 'linear', units: options.outputs },
  ],
})

const bodyOf = (nodes: Nodes, { dropout }: HeadOptions): Nodes =>
  dropout > 0 ? withDropout(nodes, dropout) : nodes

/** A text as a vector of length one, for comparing. */
export const embeddingSpec = (encoder: TextEncoder, steps: number): ModelSpec => ({
  name: `${encoder.name} vectors`,
  inputs: textInputs(encoder, steps),
  nodes: [...encoder.nodes(), { name: 'vector', kind: 'l2_normalize' }],
})

/** Question and passage read together: one score (cross-encoder). */
export const rerankerSpec = (encoder: TextEncoder, steps: number): ModelSpec => ({
  name: `${encoder.name} re-ranker`,
  inputs: textInputs(encoder, steps),
  nodes: [...encoder.nodes(), { name: 'score', kind: 'linear', units: 1 }],
})

/** Two towers that share their weights: how near every question of a batch is to its passage. */
export const dualEncoderSpec = (
  encoder: TextEncoder,
  questionSteps: number,
  passageSteps: number,
): ModelSpec => ({
  name: `${encoder.name} dual encoder`,
  inputs: {
    question: { kind: 'tokens', vocab: encoder.vocab, steps: questionSteps },
    question_known: { kind: 'mask', steps: questionSteps },
    passage: { kind: 'tokens', vocab: encoder.vocab, steps: passageSteps },
    passage_known: { kind: 'mask', steps: passageSteps },
  },
  blocks: {
    text_tower: {
      inputs: ['ids', 'known'],
      nodes: [...encoder.nodes(), { name: 'vector', kind: 'l2_normalize' }],
    },
  },
  nodes: [
    { name: 'question_vector', kind: 'text_tower', from: ['question', 'question_known'] },
    { name: 'passage_vector', reuse: 'question_vector', from: ['passage', 'passage_known'] },
    { name: 'similarity', kind: 'dot', from: ['question_vector', 'passage_vector'] },
  ],
})

export type Tuning = 'none' | 'lora' | 'full'

/** Rank of the additions: 8 to 64 are usual; 16 on all linear layers reaches full tuning (Dettmers et al., 2023). */
export const loraRank = 16

/** The next token after each position. */
export const decoderSpec = (decoder: TextDecoder, steps: number, tuning: Tuning): ModelSpec => {
  const nodes = [...decoder.nodes(), ...decoder.scores()]
  return {
    name: tuning === 'lora' ? `${decoder.name} with LoRA` : decoder.name,
    inputs: { ids: { kind: 'tokens', vocab: decoder.vocab, steps } },
    nodes: tuning === 'lora' ? [...withLora(nodes, loraRank)] : nodes,
  }
}

/** The next token of the target after each of its positions, given the source. */
export const encoderDecoderSpec = (model: EncoderDecoder, source: number, target: number): ModelSpec => ({
  name: model.name,
  inputs: {
    source: { kind: 'tokens', vocab: model.vocab, steps: source },
    target: { kind: 'tokens', vocab: model.vocab, steps: target },
  },
  nodes: [...model.nodes(), ...model.scores()],
})
