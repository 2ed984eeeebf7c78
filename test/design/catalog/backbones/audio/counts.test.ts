/** Backbones for sound, each held to the parameters (and FLOPs) that transformers, the authors' code or a paper counts. */
import { describe, expect, it } from 'vitest'
import { ast } from '../../../../../src/design/catalog/backbones/audio/ast.js'
import {
  conformer,
  conformerReduction,
  conformerSizes,
} from '../../../../../src/design/catalog/backbones/audio/conformer.js'
import { crnn } from '../../../../../src/design/catalog/backbones/audio/crnn.js'
import { denseAutoencoder } from '../../../../../src/design/catalog/backbones/audio/dense-autoencoder.js'
import {
  dsCnn,
  dsCnnSizes,
  keywordFrontEnd,
} from '../../../../../src/design/catalog/backbones/audio/ds-cnn.js'
import { framesOf } from '../../../../../src/design/catalog/backbones/audio/front-end.js'
import { type PannsSize, panns } from '../../../../../src/design/catalog/backbones/audio/panns.js'
import { wav2vec2Base, xlsR300m } from '../../../../../src/design/catalog/backbones/audio/wav2vec2.js'
import { type WhisperSize, whisper } from '../../../../../src/design/catalog/backbones/audio/whisper.js'
import { yamnet } from '../../../../../src/design/catalog/backbones/audio/yamnet.js'
import { countAll, totalFlops } from '../../../../../src/design/estimate/totals.js'
import { typedOf } from '../../../../support/specs.js'

const mel = (frames: number, mels: number) => ({
  mel: { kind: 'image', size: [frames, mels], channels: 1 },
})
const sounds = { name: 'sounds', kind: 'linear', units: 527 }

describe('networks on log-mel', () => {
  // Kong et al., 2020, table 5 (4.8M, 5.2M, 80.8M) and the counts of the authors' models without the fixed front end.
  it.each<[PannsSize, number]>([
    ['cnn6', 4_837_455],
    ['cnn10', 5_219_279],
    ['cnn14', 80_753_615],
  ])('PANNs %s has the parameters of the published network', (size, params) => {
    const typed = typedOf({ inputs: mel(1000, 64), nodes: [...panns(size).nodes(), sounds] })
    expect(countAll(typed).params).toBe(params)
  })

  it('YAMNet multiplies as often as its authors say: 69.2 million times in 0.96 s', () => {
    const typed = typedOf({
      inputs: mel(96, 64),
      nodes: [...yamnet.nodes(), { name: 'sounds', kind: 'linear', units: 521 }],
    })
    expect(totalFlops(typed) / 2e6).toBeCloseTo(69.2, 0)
    // 3.7 million weights; theirs has no factor in its batch norms.
    expect(countAll(typed).params / 1e6).toBeCloseTo(3.75, 1)
  })

  it('AST has the parameters and FLOPs that transformers counts', () => {
    const typed = typedOf({ inputs: mel(1024, 128), nodes: [...ast.nodes(), sounds] })
    expect(countAll(typed).params).toBe(86_594_063)
    expect(totalFlops(typed)).toBe(261_028_747_776)
  })

  it('DS-CNN S is the network of MLPerf Tiny: 23,756 weights that learn, less biases that its norms make useless', () => {
    const [, small] = dsCnnSizes
    const typed = typedOf({
      inputs: mel(49, keywordFrontEnd.mels),
      nodes: [...dsCnn(small), { name: 'words', kind: 'linear', units: 12 }],
    })
    // Banbury et al., 2021; one bias for each of 64 channels of nine convolutions.
    expect(countAll(typed).params).toBe(23_756 - 9 * 64)
  })

  it('a CRNN gives one answer for four frames', () => {
    const nodes = crnn({ widths: [32, 64, 64, 64], units: 64 }, 501, 64, true)
    const typed = typedOf({ inputs: mel(501, 64), nodes })
    expect(typed.outputs[0]?.type.shape).toEqual([125, 128])
  })

  it('the autoencoder of machine sounds is the baseline of DCASE 2020 task 2: 267,928 weights that learn', () => {
    const typed = typedOf({
      inputs: { frames: { kind: 'vector', features: 640 } },
      nodes: denseAutoencoder({ hidden: 128, layers: 4, middle: 8 }, 640),
    })
    expect(countAll(typed).params).toBe(267_928)
  })
})

describe('networks for speech', () => {
  it('wav2vec 2.0 base with 32 letters is what transformers counts', () => {
    const typed = typedOf({
      inputs: { wave: { kind: 'series', steps: 160_000, features: 1 } },
      nodes: [...wav2vec2Base.nodes(), { name: 'letters', kind: 'linear', units: 32 }],
    })
    // Less the 768 of its mask, which only pre-training reads, and the 128 lengths of a weight norm that is folded in.
    expect(countAll(typed).params).toBe(94_396_320 - 768 - 128)
    // 499 vectors for ten seconds; one position of a convolution is computed there and thrown away.
    expect(typed.outputs[0]?.type.shape).toEqual([499, 32])
    expect(totalFlops(typed) / 148_157_573_120).toBeCloseTo(1, 3)
  })

  it('XLS-R 300M is the published network less what only pre-training reads', () => {
    const typed = typedOf({
      inputs: { wave: { kind: 'series', steps: 160_000, features: 1 } },
      nodes: xlsR300m.nodes(),
    })
    // Less the 1024 of its mask and the 128 lengths of a weight norm that is folded in.
    expect(countAll(typed).params).toBe(315_438_720 - 1024 - 128)
    expect(typed.outputs[0]?.type.shape).toEqual([499, 1024])
  })

  // transformers 5.18, WhisperModel, less the 1500 positions that it stores and does not learn.
  it.each<[WhisperSize, number]>([
    ['tiny', 37_760_640 - 1500 * 384],
    ['base', 72_593_920 - 1500 * 512],
    ['small', 241_734_912 - 1500 * 768],
    ['large', 1_543_490_560 - 1500 * 1280],
  ])('Whisper %s has the parameters of the published network', (size, params) => {
    expect(countAll(typedOf(whisper(size, 64))).params).toBe(params)
  })

  it('a Conformer layer has the parameters of its parts', () => {
    const [small] = conformerSizes
    const d = small.dim
    const typed = typedOf({ inputs: mel(1000, 80), nodes: conformer(small, true) })
    const layers = typed.nodes.find((node) => node.name === 'features')
    const forward = 2 * (d * 4 * d) + 4 * d + d + 2 * d
    const attention = 4 * d * d + 4 * d + 2 * d
    const convolution = 2 * d + (2 * d * d + 2 * d) + (31 * d + d) + 2 * d + (d * d + d)
    expect(layers?.weightSets).toBe(16)
    const perLayer = 2 * forward + attention + convolution + 2 * d
    const halvings = 9 * d + d + 9 * d * d + d + (20 * d * d + d)
    expect(countAll(typed).params).toBe(16 * perLayer + halvings)
    expect(typed.outputs[0]?.type.shape).toEqual([1000 / conformerReduction, d])
  })

  // Gulati et al., 2020, table 1: 10.3M, 30.7M and 118.8M, with a decoder and relative positions that ours leaves out.
  it.each([
    [0, 10.3],
    [1, 30.7],
    [2, 118.8],
  ] as const)(
    'the encoder of size %s is a little smaller than the recogniser of the paper',
    (index, millions) => {
      const typed = typedOf({ inputs: mel(1000, 80), nodes: conformer(conformerSizes[index], false) })
      const params = countAll(typed).params / 1e6
      expect(params).toBeLessThan(millions)
      expect(params).toBeGreaterThan(0.8 * millions)
    },
  )
})

describe('a front end', () => {
  it('gives a frame each hop', () => {
    expect(framesOf(1, keywordFrontEnd)).toBe(50)
    expect(framesOf(10.24, ast.frontEnd)).toBe(1024)
  })
})
