/** ConvNeXt, fine-tuned: the default where there is a GPU and some thousand images. */
import { convNext } from '../backbones/vision/convnext.js'
import { fineTuned } from './classifier.js'
import { headRate } from './recipes.js'

export const convNextFineTuned = fineTuned({
  id: 'convnext-fine-tuned',
  kind: 'convolution',
  title: 'ConvNeXt, fine-tuned',
  words: ['convolution', 'convnext'],
  ruledOutBy: ['convnext', 'convolution', 'neural'],
  complexity: 0.38,
  complexityBecause: 'one network; wants a GPU, and some care with its learning rate',
  steps: [
    { backbone: convNext('tiny'), from: 0, most: 224 },
    { backbone: convNext('tiny'), from: 5_000, most: 384 },
    { backbone: convNext('small'), from: 20_000, most: 384 },
    { backbone: convNext('base'), from: 50_000, most: 384 },
  ],
  least: 500,
  leastSource: 'Kornblith et al., Do Better ImageNet Models Transfer Better?, 2019',
  notOnSmall:
    'Its large filters and layer norms run badly without a GPU; on such a device a light network answers many times sooner.',
  priors: { little: 0.62, some: 0.77, much: 0.79 },
  because: ({ amount }) =>
    amount === 'little'
      ? 'there are few images for a network of its size'
      : 'of the networks that one GPU trains in hours it transfers best to some thousand images',
  source: 'Liu et al., A ConvNet for the 2020s, 2022',
  fit: { little: 0.5, some: 0.95, much: 0.92 },
  learningRate: 2e-4,
  weightDecay: 0.05,
  optimizerMore: `rates fall by 0.8 from stage to stage towards the input; the new last layer at ${headRate} and alone for the first 2 epochs`,
  regularization: ['stochastic depth 0.1 (Huang et al., 2016)', 'averaged weights (EMA 0.999)'],
  overview: 'fine-tuned',
  risks: [],
})
