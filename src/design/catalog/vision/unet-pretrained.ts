/** U-Net whose way down is a published ResNet: sharp borders from few masks. */
import { uNetOnResNet } from '../backbones/vision/segmentation.js'
import { newPartsFaster, notOnBoards, segmenter } from './segmenter.js'

const source = 'Iglovikov & Shvets, TernausNet, 2018; Iakubovskii, Segmentation Models PyTorch, 2019'

export const uNetPretrained = segmenter({
  id: 'unet-pretrained',
  kind: 'adapted',
  title: 'U-Net on a published ResNet',
  words: ['unet', 'resnet'],
  complexity: 0.32,
  complexityBecause: 'a published encoder and a plain decoder; two learning rates',
  steps: [
    { network: uNetOnResNet(18), side: 256, from: 0 },
    { network: uNetOnResNet(18), side: 512, from: 0 },
    { network: uNetOnResNet(34), side: 512, from: 300 },
    { network: uNetOnResNet(50), side: 768, from: 1_000 },
  ],
  fits: (problem) => notOnBoards(source, problem),
  priors: { little: 0.68, some: 0.76, much: 0.75 },
  because: ({ imagery }) =>
    imagery.nearPhotos
      ? 'its encoder knows photos already, and its decoder keeps borders sharp'
      : 'edges and textures of its encoder help from the first epoch even where images differ from photos',
  source,
  fit: { little: 0.85, some: 0.95, much: 0.85 },
  learningRate: 3e-4,
  weightDecay: 0.01,
  optimizerMore: newPartsFaster,
  regularization: [
    'encoder frozen for the first 2 epochs',
    'batch norm of the encoder frozen where a device sees under 16 images at a time',
  ],
  overview:
    'a published encoder sees, a decoder trained from nothing draws the mask with the maps of every level',
  built: 'the ResNet encoder with published weights and the decoder',
  risks: [],
})
