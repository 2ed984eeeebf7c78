/** DeepLabV3 on a dilated ResNet: looks at every place in several widths at once; for scenes and large regions. */
import { deepLabV3, fcnResNet50 } from '../backbones/vision/segmentation.js'
import { newPartsFaster, notOnBoards, segmenter } from './segmenter.js'

const source = 'Chen et al., Rethinking Atrous Convolution for Semantic Image Segmentation, 2017'

export const deepLab = segmenter({
  id: 'deeplab',
  kind: 'pyramid',
  title: 'DeepLabV3 on a published ResNet',
  words: ['deeplab', 'convolution', 'resnet'],
  complexity: 0.4,
  complexityBecause: 'a published network; heavy, since its maps stay fine to the end',
  steps: [
    { network: fcnResNet50, side: 256, from: 0 },
    { network: deepLabV3(50), side: 384, from: 0 },
    { network: deepLabV3(50), side: 512, from: 500 },
    { network: deepLabV3(101), side: 768, from: 5_000 },
  ],
  fits: (problem) => notOnBoards(source, problem),
  priors: { little: 0.62, some: 0.72, much: 0.79 },
  because: ({ imagery, amount }) =>
    amount === 'much' && !imagery.nearPhotos
      ? 'it relates a place to the whole image, and so many masks teach it what its weights do not know'
      : imagery.nearPhotos
        ? 'it relates a place to the whole scene, and starts from weights that know masks of everyday things'
        : 'it relates a place to the whole image, but its borders are coarser than a U-Net draws them',
  source,
  fit: { little: 0.55, some: 0.75, much: 0.95 },
  learningRate: 2e-4,
  weightDecay: 0.01,
  optimizerMore: newPartsFaster,
  regularization: [
    'dropout 0.5 behind the pyramid',
    'an auxiliary loss of weight 0.4 on the third stage while training',
  ],
  overview:
    'a dilated ResNet keeps its map at an eighth of the image, and filters of several widths look at every place',
  built: 'the dilated ResNet with published weights, the pyramid and the scores',
  risks: ['Scores are enlarged eight times: borders are smooth, thin things fade.'],
})
