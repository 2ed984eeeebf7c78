/**
 * CRNN (Shi et al., 2017): convolutions turn a line of text into columns, two LSTMs read them from both ends, and each
 * column gets a score for every letter.
 */
import type { Nodes } from '../backbone.js'

export const readerHeight = 32
export const readerWidth = 100
/** Digits, small letters and CTC's blank, as it was published. */
export const readerLetters = 37

const convolution = (channels: number, more: object = {}): Nodes => [
  { kind: 'conv2d', channels, kernel: 3, padding: 'same' },
  ...('norm' in more ? ['batch_norm'] : []),
  'relu',
]
const half = { kind: 'max_pool2d', kernel: 2 } as const
/** Halves the height and keeps the columns. */
const lower = { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] }
const read: Nodes = [
  { kind: 'lstm', units: 256, bidirectional: true },
  { kind: 'linear', units: 256 },
]

export const crnnReader = (): Nodes => [
  ...convolution(64),
  half,
  ...convolution(128),
  half,
  ...convolution(256, { norm: true }),
  ...convolution(256),
  lower,
  ...convolution(512, { norm: true }),
  ...convolution(512),
  lower,
  { kind: 'conv2d', channels: 512, kernel: 2 },
  'batch_norm',
  'relu',
  { name: 'columns', kind: 'reshape', shape: [readerWidth / 4 + 1, 512] },
  ...read,
  { kind: 'lstm', units: 256, bidirectional: true },
  { name: 'letters', kind: 'linear', units: readerLetters },
]
