/**
 * Local OCR: where the lines of a page are (Liao et al., Real-time Scene Text Detection with Differentiable
 * Binarization, 2020), and what stands in each (Shi et al., CRNN, 2016). As in open engines (docTR, PaddleOCR).
 */
import type { ModelSpec } from '../../../spec/spec.js'
import { resnet } from '../vision/resnet.js'

export const ocrWeights = 'docTR or PaddleOCR (Apache 2.0)'

/** Side of the page that lines are looked for in, in pixels. */
const pageSide = 1024
const neck = 64

/** ResNet-18, its maps joined at a quarter of the page's size, and a probability of text for every pixel. */
export const lineFinderSpec: ModelSpec = {
  name: 'DBNet text lines',
  inputs: { page: { kind: 'image', size: pageSide } },
  nodes: [
    ...resnet(18).maps(),
    ...[1, 2, 3, 4].flatMap((stage) => [
      {
        name: `narrow${stage}`,
        kind: 'conv2d',
        channels: neck,
        kernel: 1,
        bias: false,
        from: `stage${stage}`,
      },
      ...(stage > 1
        ? [{ name: `wide${stage}`, kind: 'upsample', factor: 2 ** (stage - 1), mode: 'nearest' }]
        : []),
    ]),
    { name: 'joined', kind: 'concat', from: ['narrow1', 'wide2', 'wide3', 'wide4'] },
    { name: 'mixed', kind: 'conv_norm', channels: neck, kernel: 3 },
    { name: 'doubled', kind: 'conv_transpose2d', channels: neck, kernel: 2, stride: 2 },
    { name: 'doubled_norm', kind: 'batch_norm' },
    { name: 'doubled_active', kind: 'relu' },
    { name: 'full', kind: 'conv_transpose2d', channels: 1, kernel: 2, stride: 2 },
    { name: 'text', kind: 'sigmoid' },
  ],
}

/** Height and width of the picture of one line. */
const lineSize = [32, 320] as const

/** Seven convolutions that halve the height more often than the width, then two bidirectional LSTMs. */
export const lineReaderSpec = (characters: number): ModelSpec => {
  const columns = lineSize[1] / 4 + 1
  return {
    name: 'CRNN text line reader',
    inputs: { line: { kind: 'image', size: [...lineSize], channels: 1 } },
    nodes: [
      { kind: 'conv2d', channels: 64, kernel: 3, padding: 'same' },
      'relu',
      { kind: 'max_pool2d', kernel: 2 },
      { kind: 'conv2d', channels: 128, kernel: 3, padding: 'same' },
      'relu',
      { kind: 'max_pool2d', kernel: 2 },
      { kind: 'conv2d', channels: 256, kernel: 3, padding: 'same' },
      'batch_norm',
      'relu',
      { kind: 'conv2d', channels: 256, kernel: 3, padding: 'same' },
      'relu',
      { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] },
      { kind: 'conv2d', channels: 512, kernel: 3, padding: 'same' },
      'batch_norm',
      'relu',
      { kind: 'conv2d', channels: 512, kernel: 3, padding: 'same' },
      'relu',
      { kind: 'max_pool2d', kernel: 2, stride: [2, 1], padding: [0, 1] },
      { kind: 'conv2d', channels: 512, kernel: 2 },
      'batch_norm',
      'relu',
      { name: 'columns', kind: 'reshape', shape: [columns, 512] },
      { name: 'first_pass', kind: 'lstm', units: 256, bidirectional: true },
      { name: 'between', kind: 'linear', units: 256 },
      { name: 'second_pass', kind: 'lstm', units: 256, bidirectional: true },
      { name: 'characters', kind: 'linear', units: characters },
    ],
  }
}
