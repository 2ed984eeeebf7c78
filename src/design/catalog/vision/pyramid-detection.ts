/** FCOS with a feature pyramid on a published ResNet: the all-round detector of one stage. */

import { isSmall } from '../backbones/serving.js'
import { fcos } from '../backbones/vision/detection.js'
import { detector } from './detector.js'

const source =
  'Tian et al., FCOS, 2019; Lin et al., Focal Loss for Dense Object Detection, 2017; Lin et al., Feature Pyramid Networks, 2017'

export const pyramidDetection = detector({
  id: 'pyramid-detection',
  kind: 'pyramid',
  title: 'One-stage detector with a feature pyramid',
  words: ['convolution', 'resnet'],
  complexity: 0.4,
  complexityBecause:
    'one published network and its pyramid; permissive licence, unlike some YOLO code (AGPL)',
  steps: [
    { network: fcos(18), side: 320, from: 0 },
    { network: fcos(18), side: 480, from: 0 },
    { network: fcos(18), side: 640, from: 0 },
    { network: fcos(50), side: 640, from: 300 },
    { network: fcos(50), side: 1024, from: 1_000 },
  ],
  more: 0,
  fits: (problem) =>
    isSmall(problem)
      ? {
          fits: false,
          reason:
            'Its pyramid computes fine maps of 256 channels; a device without a GPU is better served by the light detector.',
          source,
          others: true,
        }
      : { fits: true },
  priors: { little: 0.66, some: 0.77, much: 0.78 },
  because: () => 'it finds small and large objects alike, on published features',
  source,
  fit: { little: 0.75, some: 0.95, much: 0.9 },
  learningRate: 1e-4,
  isFrozen: (name) => /^(stem|pool|stage1)$/.test(name),
  loss: 'Focal loss (gamma 2, alpha 0.25) for the class of every place, GIoU for its box, binary cross-entropy for how near to the middle it is',
  optimizerMore: 'stem and first stage stay as published',
  regularization: ['batch norm of the ResNet frozen: few images fit into a batch'],
  overview:
    'maps 8 to 128 pixels apart, each told what the coarser ones know, share one head that scores every place and draws its box',
  built: 'the ResNet with published weights, its pyramid and the head',
  boxes: 'for every place the distances to the four sides of its box',
  suppresses: true,
  risks: ['Rates and suppression of the published recipe are for photos: check them on small objects first.'],
})
