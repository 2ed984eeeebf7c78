/** MobileNetV3 or EfficientNet, fine-tuned: for a phone, a board or a CPU; a quarter of MobileNetV1 for a microcontroller. */

import { isSmall } from '../backbones/serving.js'
import { efficientNet } from '../backbones/vision/efficientnet.js'
import { mobileNetV3Large, mobileNetV3Small } from '../backbones/vision/mobilenet.js'
import { mobileNetV1Quarter } from '../backbones/vision/mobilenet-v1.js'
import { fineTuned } from './classifier.js'
import { headRate } from './recipes.js'

export const lightCnn = fineTuned({
  id: 'light-cnn',
  kind: 'convolution',
  title: 'Light convolutional network, fine-tuned',
  words: ['convolution', 'efficientnet', 'mobilenet'],
  ruledOutBy: ['efficientnet', 'mobilenet', 'convolution', 'neural'],
  complexity: 0.3,
  complexityBecause: 'one small network, runs everywhere, quantises well once it is trained for it',
  steps: [
    { backbone: mobileNetV3Small, from: 0, most: 224 },
    { backbone: mobileNetV3Large, from: 0, most: 224 },
    { backbone: efficientNet('b0'), from: 1_000, most: 224 },
    { backbone: efficientNet('b2'), from: 5_000, most: 288 },
    { backbone: efficientNet('b4'), from: 20_000, most: 384 },
  ],
  tinySteps: [
    { backbone: mobileNetV1Quarter, from: 0, most: 96 },
    { backbone: mobileNetV1Quarter, from: 0, most: 128 },
    { backbone: mobileNetV1Quarter, from: 0, most: 160 },
    { backbone: mobileNetV3Small, from: 0, most: 224 },
  ],
  tinyRisks: [
    'Filters of one channel each differ widely in range: without a scale for each channel, INT8 loses whole classes (Krishnamoorthi, Quantizing Deep Convolutional Networks, 2018).',
  ],
  least: 200,
  leastSource: 'Kornblith et al., Do Better ImageNet Models Transfer Better?, 2019',
  priors: { little: 0.62, some: 0.7, much: 0.68 },
  because: (problem) =>
    isSmall(problem)
      ? 'it is made for devices like this one, and so many images are enough to fine-tune it'
      : 'it gives most of what larger networks give with a fraction of their weights',
  source: 'Tan & Le, EfficientNet, 2019; Howard et al., Searching for MobileNetV3, 2019',
  fit: { little: 0.65, some: 0.9, much: 0.7 },
  learningRate: 3e-4,
  weightDecay: 0.02,
  optimizerMore: `the new last layer at ${headRate} and alone for the first 2 epochs`,
  regularization: ['batch norm frozen where a device sees under 16 images at a time'],
  overview: 'fine-tuned',
  risks: [
    'Squeeze-excite and hard-swish lose more than plain convolutions when quantised after training: check INT8 by class.',
  ],
})
