/** Networks that learn what is normal: they squeeze a window and give it back, or say the next value before it comes. */
import type { ModelSpec } from '../../spec/spec.js'

/** Values of one moment: [values] -> hidden -> latent -> hidden -> [values]. */
export function denseAutoencoderSpec(
  values: number,
  { hidden, latent }: { readonly hidden: readonly number[]; readonly latent: number },
): ModelSpec {
  return {
    name: 'dense autoencoder',
    inputs: { values: { kind: 'vector', features: values } },
    nodes: [
      { name: 'encoder', kind: 'mlp', hidden: [...hidden], units: latent },
      { name: 'decoder', kind: 'mlp', hidden: [...hidden].reverse(), units: values },
    ],
  }
}

export interface WindowSize {
  readonly hidden: number
  readonly latent: number
}

/** Halvings of a window by a convolutional autoencoder: it must be divisible by 2 to this power. */
export const halvings = 3

/** Convolutions that halve the window three times, a narrow code for every eighth step, and the way back. */
export function convAutoencoderSpec(
  { steps, values }: { readonly steps: number; readonly values: number },
  { hidden, latent }: WindowSize,
): ModelSpec {
  const widths = [hidden, hidden, hidden]
  return {
    name: 'convolutional autoencoder',
    inputs: { window: { kind: 'series', steps, features: values } },
    nodes: [
      ...widths.flatMap((channels, i) => [
        { name: `down${i + 1}`, kind: 'conv1d', channels, kernel: 5, stride: 2, padding: 'same' },
        'relu',
      ]),
      { name: 'code', kind: 'linear', units: latent },
      ...widths.flatMap((channels, i) => [
        { name: `up${i + 1}`, kind: 'conv_transpose1d', channels, kernel: 4, stride: 2, padding: 1 },
        'relu',
      ]),
      { name: 'window_again', kind: 'linear', units: values },
    ],
  }
}

/** An LSTM reads the window into one code, another one writes it again (Malhotra et al., 2016). */
export function lstmAutoencoderSpec(
  { steps, values }: { readonly steps: number; readonly values: number },
  { hidden, latent }: WindowSize,
): ModelSpec {
  return {
    name: 'LSTM autoencoder',
    inputs: { window: { kind: 'series', steps, features: values } },
    nodes: [
      { name: 'reader', kind: 'lstm', units: hidden, output: 'last' },
      { name: 'code', kind: 'linear', units: latent },
      { kind: 'unsqueeze', axis: -2 },
      { kind: 'expand', axis: -2, size: steps },
      { name: 'writer', kind: 'lstm', units: hidden },
      { name: 'window_again', kind: 'linear', units: values },
    ],
  }
}

/** Dilated causal convolutions over the past of one unit; the next value of every metric comes out. */
export function nextValueSpec(
  { steps, values }: { readonly steps: number; readonly values: number },
  {
    channels,
    blocks,
    dropout,
  }: { readonly channels: number; readonly blocks: number; readonly dropout: number },
): ModelSpec {
  const dilation = Array.from({ length: blocks }, (_, i) => 2 ** i)
  return {
    name: 'next-value TCN',
    inputs: { past: { kind: 'series', steps, features: values } },
    nodes: [
      { name: 'blocks', kind: 'tcn_block', channels, ...(dropout > 0 && { dropout }), each: { dilation } },
      { kind: 'select', axis: -2, index: -1 },
      { name: 'next_values', kind: 'linear', units: values },
    ],
  }
}

/** Steps that a stack of such blocks sees: two convolutions of three steps for each dilation. */
export const reachOf = (blocks: number): number => 1 + 4 * (2 ** blocks - 1)
