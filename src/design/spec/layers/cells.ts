/** What tells the recurrent cells apart: gates, states, biases by framework, and what one step launches and keeps. */
import type { Framework } from '../spec.js'
import type { Weight } from '../typed.js'
import { trainable } from './layer.js'

export interface Cell {
  readonly kind: 'lstm' | 'gru' | 'rnn'
  readonly gates: number
  /** Vectors of state that go from step to step. */
  readonly states: number
  /** Kernels of one step where nothing is fused: two products and the element-wise rest. */
  readonly kernelsPerStep: number
  /** Vectors kept for backward in one step of a sequence: measured on PyTorch's own graph. */
  readonly keptPerStep: number
  /** The same in one step alone, where the step of an LSTM or GRU is one fused kernel. */
  readonly keptAlone: number
  readonly biases: (
    framework: Framework,
    hidden: number,
    reset: 'after' | 'before' | undefined,
  ) => readonly Weight[]
}

export const lstmCell: Cell = {
  kind: 'lstm',
  gates: 4,
  states: 2,
  kernelsPerStep: 11,
  keptPerStep: 7,
  keptAlone: 5,
  biases: (framework, hidden) =>
    framework === 'pytorch'
      ? [trainable('input_bias', [4 * hidden]), trainable('recurrent_bias', [4 * hidden])]
      : [trainable('bias', [4 * hidden])],
}

export const gruCell: Cell = {
  kind: 'gru',
  gates: 3,
  states: 1,
  kernelsPerStep: 13,
  keptPerStep: 7,
  keptAlone: 6,
  biases(framework, hidden, reset) {
    if (framework === 'flax')
      return [trainable('input_bias', [3 * hidden]), trainable('candidate_bias', [hidden])]
    if (reset === 'before') return [trainable('bias', [3 * hidden])]
    return [trainable('input_bias', [3 * hidden]), trainable('recurrent_bias', [3 * hidden])]
  },
}

/** One product with a tanh or ReLU (Elman, 1990). */
export const rnnCell: Cell = {
  kind: 'rnn',
  gates: 1,
  states: 1,
  kernelsPerStep: 4,
  keptPerStep: 1,
  keptAlone: 1,
  biases: (framework, hidden) =>
    framework === 'pytorch'
      ? [trainable('input_bias', [hidden]), trainable('recurrent_bias', [hidden])]
      : [trainable('bias', [hidden])],
}
