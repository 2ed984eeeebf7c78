/** ResNet, fine-tuned: the network that every tool, device and colleague knows. */
import { resnet } from '../backbones/vision/resnet.js'
import { fineTuned } from './classifier.js'
import { headRate } from './recipes.js'

export const resnetFineTuned = fineTuned({
  id: 'resnet-fine-tuned',
  kind: 'convolution',
  title: 'ResNet, fine-tuned',
  words: ['convolution', 'resnet'],
  ruledOutBy: ['resnet', 'convolution', 'neural'],
  complexity: 0.35,
  complexityBecause: 'one well-known network; every export tool takes it',
  steps: [
    { backbone: resnet(18), from: 0, most: 224 },
    { backbone: resnet(50), from: 1_000, most: 224 },
    { backbone: resnet(50), from: 5_000, most: 384 },
    { backbone: resnet(101), from: 20_000, most: 384 },
  ],
  least: 300,
  leastSource: 'Kornblith et al., Do Better ImageNet Models Transfer Better?, 2019',
  notOnSmall:
    'Its plain convolutions cost ten times those of a MobileNet for a few points; on such a device the light network is the better use of them.',
  priors: { little: 0.6, some: 0.72, much: 0.72 },
  because: () => 'with a modern recipe it stays within a few points of newer networks',
  source: 'Wightman et al., ResNet Strikes Back, 2021; Raghu et al., Transfusion, 2019 (medical images)',
  fit: { little: 0.6, some: 0.92, much: 0.8 },
  learningRate: 3e-4,
  weightDecay: 0.05,
  optimizerMore: `the new last layer at ${headRate} and alone for the first 2 epochs`,
  regularization: ['batch norm frozen where a device sees under 16 images at a time'],
  overview: 'fine-tuned',
  risks: [],
})
