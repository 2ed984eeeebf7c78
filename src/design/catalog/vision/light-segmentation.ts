/** The bar for masks: a published MobileNetV3 that does not learn, and a small head that does. */

import { isSmall } from '../backbones/serving.js'
import { lrasppMobileNet } from '../backbones/vision/segmentation.js'
import { newPartsFaster, segmenter } from './segmenter.js'

const source = 'Howard et al., Searching for MobileNetV3, 2019 (LR-ASPP)'
const risks = ['Thin and small regions vanish on its coarse map.']

/** Nodes of the head; the rest is the published network. */
const head = new Set(['high', 'share', 'high_scores', 'low_scores'])

export const lightSegmentation = segmenter({
  id: 'light-segmentation',
  kind: 'baseline',
  title: 'Frozen MobileNetV3 with a small segmentation head',
  words: ['mobilenet'],
  complexity: 0.2,
  complexityBecause: 'one small published network; only its head is trained',
  steps: [
    { network: lrasppMobileNet, side: 256, from: 0 },
    { network: lrasppMobileNet, side: 384, from: 0 },
    { network: lrasppMobileNet, side: 512, from: 0 },
  ],
  isFrozen: (name) => !head.has(name),
  priors: { little: 0.6, some: 0.52, much: 0.45 },
  because: ({ imagery, amount }) =>
    amount === 'little'
      ? 'with so few masks a small head is most of what can be learned; borders come out coarse'
      : imagery.nearPhotos
        ? 'its features are published ones; borders come out coarse'
        : `its features were learned on photos, and ${imagery.name.many} differ; borders come out coarse`,
  source,
  fit: { little: 0.8, some: 0.5, much: 0.3 },
  learningRate: 1e-3,
  weightDecay: 1e-4,
  regularization: [],
  overview:
    'published features that do not learn, a head of few weights that does; the baseline for everything larger',
  built: 'the published network, frozen, and its head',
  risks,
})

/** The same network with all of it learning: the one that boards and phones run. */
export const lightSegmentationTuned = segmenter({
  id: 'light-segmentation-tuned',
  kind: 'convolution',
  title: 'LR-ASPP on MobileNetV3, fine-tuned',
  words: ['mobilenet', 'convolution'],
  complexity: 0.28,
  complexityBecause: 'one small published network that boards and phones run',
  steps: [
    { network: lrasppMobileNet, side: 256, from: 0 },
    { network: lrasppMobileNet, side: 384, from: 0 },
    { network: lrasppMobileNet, side: 512, from: 100 },
  ],
  priors: { little: 0.56, some: 0.64, much: 0.64 },
  because: (problem) =>
    isSmall(problem)
      ? 'it is made for devices like this one, and learns from published weights'
      : 'it is fast and learns from published weights; borders come out coarse',
  source,
  fit: { little: 0.7, some: 0.8, much: 0.6 },
  learningRate: 5e-4,
  weightDecay: 1e-3,
  optimizerMore: newPartsFaster,
  regularization: ['batch norm frozen where a device sees under 16 images at a time'],
  overview: 'a small network with published weights and a small head, all of it fine-tuned',
  built: 'the published network and its head',
  risks,
})
