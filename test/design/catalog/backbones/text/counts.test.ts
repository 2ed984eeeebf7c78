/** Published networks that read or write text, held to the parameters that their frameworks count. */
import { describe, expect, it } from 'vitest'
import { clip } from '../../../../../src/design/catalog/backbones/text/clip.js'
import {
  decoderNear,
  solvedDecoder,
  textDecoder,
  textDecoderIds,
} from '../../../../../src/design/catalog/backbones/text/decoder.js'
import { donut, layoutLm } from '../../../../../src/design/catalog/backbones/text/document.js'
import { textEncoder, textEncoderIds } from '../../../../../src/design/catalog/backbones/text/encoder.js'
import {
  encoderDecoder,
  encoderDecoderIds,
} from '../../../../../src/design/catalog/backbones/text/encoder-decoder.js'
import { lilt } from '../../../../../src/design/catalog/backbones/text/lilt.js'
import { lineFinderSpec, lineReaderSpec } from '../../../../../src/design/catalog/backbones/text/ocr.js'
import { withLora } from '../../../../../src/design/catalog/backbones/text/text-backbone.js'
import { visionLanguage } from '../../../../../src/design/catalog/backbones/text/vision-language.js'
import { generates } from '../../../../../src/design/estimate/generation.js'
import { countParams } from '../../../../../src/design/estimate/params.js'
import { typedOf } from '../../../../support/specs.js'

const steps = 16
const text = (vocab: number) => ({ kind: 'tokens', vocab, steps })
const mask = { kind: 'mask', steps }
const paramsOf = (...sketch: Parameters<typeof typedOf>) => countParams(typedOf(...sketch)).total.value

describe('encoders', () => {
  it.each(textEncoderIds)('%s has the published parameters', (id) => {
    const encoder = textEncoder(id)
    const { width } = encoder
    const counted = paramsOf({
      inputs: { ids: text(encoder.vocab), known: mask },
      nodes: [...encoder.nodes()],
    })
    // The published network holds a pooler, which a mean over the tokens does not use.
    const pooler = encoder.pooling === 'mean' ? width * width + width : 0
    expect(counted + pooler).toBe(encoder.params)
  })

  it.each(textEncoderIds)('%s ends in one vector for the text, and in one for each token', (id) => {
    const encoder = textEncoder(id)
    const inputs = { ids: text(encoder.vocab), known: mask }
    const whole = typedOf({ inputs, nodes: [...encoder.nodes()] })
    expect(whole.outputs[0]?.type.shape).toEqual([encoder.width])
    const tokens = typedOf({ inputs, nodes: [...encoder.tokens()] })
    expect(tokens.outputs[0]?.type.shape).toEqual([steps, encoder.width])
  })
})

describe('decoders', () => {
  const spec = (decoder: ReturnType<typeof textDecoder>) => ({
    inputs: { ids: text(decoder.vocab) },
    nodes: [...decoder.nodes(), ...decoder.scores()],
  })
  it.each(textDecoderIds)('%s has the published parameters, and writes', (id) => {
    const decoder = textDecoder(id)
    const typed = typedOf(spec(decoder))
    expect(countParams(typed).total.value).toBe(decoder.params)
    expect(generates(typed)).toBe(true)
  })

  it('learns rank x (in + out) numbers for each linear layer with low-rank additions', () => {
    const decoder = textDecoder('llama-2-7b')
    const rank = 16
    const typed = typedOf({
      inputs: { ids: text(decoder.vocab) },
      nodes: [...withLora([...decoder.nodes(), ...decoder.scores()], rank)],
    })
    const { width, hidden, layers } = decoder
    const perLayer = 4 * (width + width) + 3 * (width + hidden)
    const { total, trainable } = countParams(typed)
    expect(trainable.value).toBe(layers * rank * perLayer)
    expect(total.value - trainable.value).toBe(decoder.params)
  })

  it.each([1e9, 30e9, 70e9, 405e9])('solves for about %d parameters in usual proportions', (params) => {
    const decoder = solvedDecoder(params)
    expect(Math.abs(decoder.params / params - 1)).toBeLessThan(0.03)
    expect(paramsOf(spec(decoder))).toBe(decoder.params)
    expect(decoder.width / decoder.layers).toBeGreaterThan(80)
    expect(decoder.width / decoder.layers).toBeLessThan(200)
  })

  it('finds the network that a size and a family mean', () => {
    expect(decoderNear(7e9, 'llama').id).toBe('llama-2-7b')
    expect(decoderNear(7e9, 'qwen').id).toBe('qwen2.5-7b')
    expect(decoderNear(8e9).id).toBe('llama-3-8b')
    expect(decoderNear(13e9).id).toBe('llama-2-13b')
    expect(decoderNear(3e9, 'llama').id).toBe('llama-3.2-3b')
    expect(decoderNear(30e9).id).toBe('qwen2.5-32b')
    expect(decoderNear(200e9).id).toBe('dense-decoder-200b')
  })
})

describe('encoder-decoders', () => {
  it.each(encoderDecoderIds)('%s has the published parameters, and writes', (id) => {
    const model = encoderDecoder(id)
    const typed = typedOf({
      inputs: { source: text(model.vocab), target: text(model.vocab) },
      nodes: [...model.nodes(), ...model.scores()],
    })
    expect(countParams(typed).total.value).toBe(model.params)
    expect(generates(typed)).toBe(true)
  })
})

describe('what reads images and text', () => {
  it('CLIP has the published parameters: both towers and a temperature', () => {
    const image = paramsOf({
      inputs: { image: { kind: 'image', size: clip.imageSize } },
      nodes: [...clip.imageNodes()],
    })
    const words = paramsOf({
      inputs: { ids: text(clip.vocab), end: mask },
      nodes: [...clip.textNodes()],
    })
    expect(image).toBe(87_849_216)
    expect(image + words + 1).toBe(clip.params)
  })

  it('LayoutLM has the published parameters: BERT and four tables of places', () => {
    const places = { kind: 'tensor', shape: [steps, 2], dtype: 'int', count: layoutLm.coordinates }
    const counted = paramsOf({
      inputs: {
        ids: text(layoutLm.vocab),
        known: mask,
        columns: places,
        rows: places,
        widths: text(layoutLm.coordinates),
        heights: text(layoutLm.coordinates),
      },
      nodes: [...layoutLm.nodes()],
    })
    // The published one has a pooler besides.
    expect(counted + 768 * 768 + 768).toBe(112_627_968)
  })

  it.each([
    [false, 130.7e6],
    [true, 284.2e6],
  ])(
    'LiLT has the published parameters: its text encoder and 6.1 million (many languages: %s)',
    (many, published) => {
      const reader = lilt(many)
      const places = { kind: 'tensor', shape: [steps, 2], dtype: 'int', count: reader.coordinates }
      const typed = typedOf({
        inputs: {
          ids: text(reader.vocab),
          known: mask,
          columns: places,
          rows: places,
          widths: text(reader.coordinates),
          heights: text(reader.coordinates),
        },
        blocks: reader.blocks,
        nodes: [...reader.nodes()],
      })
      // The published text side has a pooler besides.
      const counted = countParams(typed).total.value + 768 * 768 + 768
      expect(Math.abs(counted / published - 1)).toBeLessThan(0.005)
      expect(typed.outputs[0]?.type.shape).toEqual([steps, 768 + 192])
    },
  )

  it('OCR gives a probability for every pixel, and characters for every column of a line', () => {
    expect(typedOf(lineFinderSpec).outputs[0]?.type.shape).toEqual([1024, 1024, 1])
    const reader = typedOf(lineReaderSpec(97))
    expect(reader.outputs[0]?.type.shape).toEqual([81, 97])
    // The published reader of 37 characters has 8.3 million (test/fixtures/specs/crnn_ocr_37.json).
    expect(countParams(typedOf(lineReaderSpec(37))).total.value).toBe(8_331_301)
  })

  it('a video of eight frames is 196 vectors a frame in front of the text', () => {
    const model = visionLanguage('qwen2.5-0.5b')
    const typed = typedOf({
      inputs: {
        image: { kind: 'tensor', shape: [8, model.imageSize, model.imageSize, 3] },
        ids: text(model.decoder.vocab),
      },
      nodes: [...model.nodes(8)],
    })
    expect(model.frameTokens).toBe(196)
    expect(typed.outputs[0]?.type.shape).toEqual([8 * 196 + steps, model.decoder.vocab])
  })

  it('Donut has the published 143 million without its token table', () => {
    const typed = typedOf({
      inputs: { page: { kind: 'image', size: [...donut.pageSize] }, target: text(donut.vocab) },
      nodes: [...donut.nodes(), ...donut.scores()],
    })
    const { total } = countParams(typed)
    expect(Math.abs((total.value - donut.vocab * 1024) / 143e6 - 1)).toBeLessThan(0.01)
    expect(Math.abs(total.value / donut.params - 1)).toBeLessThan(0.01)
  })

  it.each([
    ['qwen2.5-0.5b', 0.894e9],
    ['qwen2.5-7b', 8.03e9],
  ] as const)('LLaVA-OneVision on %s has about the published parameters', (id, published) => {
    const model = visionLanguage(id)
    const typed = typedOf({
      inputs: { image: { kind: 'image', size: model.imageSize }, ids: text(model.decoder.vocab) },
      nodes: [...model.nodes()],
    })
    expect(Math.abs(countParams(typed).total.value / published - 1)).toBeLessThan(0.01)
    expect(typed.outputs[0]?.type.shape).toEqual([model.imageTokens + steps, model.decoder.vocab])
  })
})
