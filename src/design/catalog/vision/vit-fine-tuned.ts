/** Vision Transformer, fine-tuned: wins where there are many images; from scratch it would need millions. */
import { swinTiny } from '../backbones/vision/swin.js'
import { vit } from '../backbones/vision/vit.js'
import { fineTuned } from './classifier.js'
import { headRate } from './recipes.js'

export const vitFineTuned = fineTuned({
  id: 'vit-fine-tuned',
  kind: 'attention',
  title: 'Vision Transformer, fine-tuned',
  words: ['transformer', 'vit'],
  ruledOutBy: ['vit', 'transformer', 'neural'],
  complexity: 0.5,
  complexityBecause: 'sensitive to learning rate, layer decay and augmentation; wants a GPU',
  steps: [
    { backbone: swinTiny, from: 0, most: 224 },
    { backbone: vit('b'), from: 20_000, most: 224 },
    { backbone: vit('b'), from: 50_000, most: 384 },
    { backbone: vit('l'), from: 200_000, most: 384 },
  ],
  least: 2_000,
  leastSource: 'Steiner et al., How to train your ViT?, 2022',
  notOnSmall: 'Attention over all patches runs badly without a GPU, and quantises worse than convolutions.',
  priors: { little: 0.58, some: 0.74, much: 0.84 },
  because: ({ amount }) =>
    amount === 'much'
      ? 'with so many images its lack of built-in assumptions pays'
      : 'under about 50,000 images convolutions know more of images from the start',
  source:
    'Dosovitskiy et al., An Image is Worth 16x16 Words, 2021; Steiner et al., How to train your ViT?, 2022',
  fit: { little: 0.35, some: 0.7, much: 1 },
  learningRate: 1e-4,
  weightDecay: 0.05,
  optimizerMore: `rates fall by 0.75 from layer to layer towards the input; the new last layer at ${headRate}`,
  regularization: [
    'stochastic depth 0.1 (Huang et al., 2016)',
    'gradient norm clipped at 1.0',
    'averaged weights (EMA 0.999)',
  ],
  overview: 'fine-tuned',
  risks: [
    'Another side than in training changes the number of patches: its positions are interpolated, and must be fine-tuned at that side.',
  ],
})
