/** U-Net from scratch: few assumptions, sharp borders, any kind of image; the standard where images are unlike photos. */
import { uNet } from '../backbones/vision/segmentation.js'
import { notOnBoards, segmenter } from './segmenter.js'

const source =
  'Ronneberger et al., U-Net, 2015; Isensee et al., nnU-Net, 2021; Raghu et al., Transfusion, 2019'

export const uNetFromScratch = segmenter({
  id: 'unet',
  kind: 'convolution',
  title: 'U-Net, trained from scratch',
  words: ['unet', 'convolution'],
  complexity: 0.3,
  complexityBecause: 'one plain network without published weights; nnU-Net sets it up by itself',
  steps: [
    { network: uNet(8), side: 256, from: 0 },
    { network: uNet(16), side: 512, from: 0 },
    { network: uNet(32), side: 512, from: 0 },
    { network: uNet(64), side: 512, from: 0 },
  ],
  fits: (problem) => notOnBoards(source, problem),
  priors: { little: 0.58, some: 0.68, much: 0.72 },
  because: (problem) =>
    problem.imagery.nearPhotos
      ? 'it starts from nothing, where published features would help'
      : problem.amount === 'little'
        ? 'it needs no published weights, which know little of such images, but has few masks to learn from'
        : 'it needs no published weights, which know little of such images, and keeps borders sharp',
  source,
  fit: { little: 0.6, some: 0.8, much: 0.85 },
  learningRate: 1e-3,
  weightDecay: 0.01,
  regularization: [
    'elastic deformation where shapes bend (Ronneberger et al., 2015)',
    'oversampling of tiles with rare classes',
  ],
  overview: 'down through ever coarser maps and up again, each level joined with the one that came down',
  built: 'the U-Net',
  risks: ['What lies further apart than its coarsest map sees is not related: give it larger tiles.'],
})
