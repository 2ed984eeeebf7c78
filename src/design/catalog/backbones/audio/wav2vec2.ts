/**
 * wav2vec 2.0 (Baevski et al., 2020): convolutions on the wave itself, 50 vectors a second, then Transformer layers;
 * trained on speech without text: the base on English, XLS-R (Babu et al., 2021) on 128 languages. A linear layer and CTC
 * on top make a recogniser.
 */
import type { Backbone } from '../backbone.js'

const dim = 768

/** Its input is the wave at 16 kHz: [samples, 1]. It gives one vector each 20 ms. */
export const wav2vec2Base: Backbone = {
  id: 'wav2vec2_base',
  name: 'wav2vec 2.0 base',
  source:
    'Baevski et al., wav2vec 2.0: A Framework for Self-Supervised Learning of Speech Representations, 2020',
  weights: 'LibriSpeech, 960 hours of English speech without text',
  licence: 'MIT (fairseq), Apache 2.0 (Hugging Face)',
  width: dim,
  nodes: () => [
    { name: 'wave_filter', kind: 'conv1d', channels: 512, kernel: 10, stride: 5, bias: false },
    { name: 'wave_norm', kind: 'group_norm', groups: 512 },
    { name: 'wave_active', kind: 'gelu' },
    { name: 'halve_wide', kind: 'chain', repeat: 4, nodes: halving(3) },
    { name: 'halve', kind: 'chain', repeat: 2, nodes: halving(2) },
    { name: 'frame_norm', kind: 'layer_norm' },
    { name: 'frames', kind: 'linear', units: dim },
    { name: 'place', kind: 'conv1d', channels: dim, kernel: 128, groups: 16, padding: 'same' },
    { name: 'place_active', kind: 'gelu' },
    { name: 'placed', kind: 'add', with: 'frames' },
    { name: 'placed_norm', kind: 'layer_norm' },
    {
      name: 'features',
      kind: 'transformer_block',
      repeat: 12,
      heads: 12,
      hidden: 4 * dim,
      order: 'post',
    },
  ],
}

const wide = 1024

/** The large form, with a norm behind every convolution and in front of every layer. It reads what the base reads. */
export const xlsR300m: Backbone = {
  id: 'xls_r_300m',
  name: 'XLS-R 300M',
  source: 'Babu et al., XLS-R: Self-supervised Cross-lingual Speech Representation Learning at Scale, 2021',
  weights: '436,000 hours of speech in 128 languages without text',
  licence: 'Apache 2.0',
  width: wide,
  nodes: () => [
    { name: 'wave_filter', kind: 'conv1d', channels: 512, kernel: 10, stride: 5 },
    { name: 'wave_norm', kind: 'layer_norm' },
    { name: 'wave_active', kind: 'gelu' },
    { name: 'halve_wide', kind: 'chain', repeat: 4, nodes: normedHalving(3) },
    { name: 'halve', kind: 'chain', repeat: 2, nodes: normedHalving(2) },
    { name: 'frame_norm', kind: 'layer_norm' },
    { name: 'frames', kind: 'linear', units: wide },
    { name: 'place', kind: 'conv1d', channels: wide, kernel: 128, groups: 16, padding: 'same' },
    { name: 'place_active', kind: 'gelu' },
    { name: 'placed', kind: 'add', with: 'frames' },
    { name: 'layers', kind: 'transformer_block', repeat: 24, heads: 16, hidden: 4 * wide },
    { name: 'features', kind: 'layer_norm' },
  ],
}

const normedHalving = (kernel: number) => [
  { kind: 'conv1d', channels: 512, kernel, stride: 2 },
  'layer_norm',
  'gelu',
]

const halving = (kernel: number) => [
  { kind: 'conv1d', channels: 512, kernel, stride: 2, bias: false },
  'gelu',
]
