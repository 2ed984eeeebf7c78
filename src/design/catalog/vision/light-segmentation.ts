/** The bar for masks: a published MobileNetV3 that does not learn, and a small head that does. */
import { lrasppMobileNet } from '../backbones/vision/segmentation.js'
import { segmenter } from './segmenter.js'

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
    { network: lrasppMobileNet, side: 512, from: 0 },
  ],
  isFrozen: (name) => !head.has(name),
  priors: { little: 0.6, some: 0.52, much: 0.45 },
  because: ({ imagery }) =>
    imagery.nearPhotos
      ? 'its features are published ones; borders come out coarse'
      : `its features were learned on photos, and ${imagery.name} differ; borders come out coarse`,
  source: 'Howard et al., Searching for MobileNetV3, 2019 (LR-ASPP)',
  fit: { little: 0.8, some: 0.5, much: 0.3 },
  learningRate: 1e-3,
  weightDecay: 1e-4,
  regularization: [],
  overview:
    'published features that do not learn, a head of few weights that does; the baseline for everything larger',
  built: 'the published network, frozen, and its head',
  risks: ['Thin and small regions vanish on its coarse map.'],
})
