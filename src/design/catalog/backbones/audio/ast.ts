/**
 * Audio Spectrogram Transformer (Gong et al., 2021): ViT-B on overlapping patches of 16 x 16 of log-mel, with a class and
 * a distillation token, trained on AudioSet. Patches lie 10 apart, so ten seconds are 1,212 of them.
 */
import type { AudioBackbone } from './audio-backbone.js'

const dim = 768
const patch = 16
const apart = 10
const mels = 128
/** Ten seconds and a quarter, as it was trained. */
const trainedFrames = 1024

const patchesOf = (frames: number) =>
  (Math.floor((frames - patch) / apart) + 1) * (Math.floor((mels - patch) / apart) + 1)

export const ast: AudioBackbone = {
  id: 'ast',
  name: 'Audio Spectrogram Transformer',
  source: 'Gong et al., AST: Audio Spectrogram Transformer, 2021',
  weights: 'ImageNet, then AudioSet',
  licence: 'BSD 3-Clause',
  width: dim,
  frontEnd: { sampleRateHz: 16_000, windowMs: 25, hopMs: 10, mels },
  nodes: (frames = trainedFrames) => [
    { name: 'patches', kind: 'conv2d', channels: dim, kernel: patch, stride: apart },
    { name: 'patch_tokens', kind: 'reshape', shape: [patchesOf(frames), dim] },
    { name: 'class_tokens', kind: 'parameter', shape: [2, dim] },
    { name: 'with_class', kind: 'concat', axis: -2, from: ['class_tokens', 'patch_tokens'] },
    { name: 'positions', kind: 'position_embedding' },
    { name: 'layers', kind: 'transformer_block', repeat: 12, heads: 12, hidden: 4 * dim },
    { name: 'norm', kind: 'layer_norm' },
    { name: 'both', kind: 'slice', stop: 2 },
    { name: 'mean', kind: 'reduce', axis: -2 },
    { name: 'features', kind: 'layer_norm' },
  ],
}
