/**
 * wav2vec 2.0 base (Baevski et al., 2020): convolutions on the wave itself, 50 vectors a second, then twelve Transformer
 * layers; trained on speech without text. A linear layer and CTC on top make a recogniser.
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

const halving = (kernel: number) => [
  { kind: 'conv1d', channels: 512, kernel, stride: 2, bias: false },
  'gelu',
]
