/** Audio Spectrogram Transformer, fine-tuned: the strongest where there is a GPU and thousands of clips. */
import { counted } from '../../brief/facts.js'
import { ast } from '../backbones/audio/ast.js'
import { isSmall } from '../backbones/serving.js'
import { listener } from './listeners.js'
import { melNetwork } from './mel-network.js'

const source = 'Gong et al., AST: Audio Spectrogram Transformer, 2021'
/** Clips under which it overfits. */
const least = 2_000
/** Its table of positions was trained for ten seconds. */
const mostSeconds = 10.24

export const astFineTuned = melNetwork({
  id: 'ast-fine-tuned',
  kind: 'attention',
  goals: ['classify', 'tag'],
  title: 'Audio Spectrogram Transformer, fine-tuned',
  words: ['transformer', 'pretrained'],
  ruledOutBy: ['transformer', 'neural'],
  complexity: 0.5,
  complexityBecause: 'a large network that wants a GPU, small rates and strong augmentation',
  interpretability: 0.25,
  interpretabilityBecause: 'attention maps over the spectrogram are hints, not reasons',
  listeners: [listener(ast, 0, mostSeconds)],
  fits: (problem) =>
    isSmall(problem)
      ? {
          fits: false,
          reason: 'A Transformer of this size does not belong on a device without a GPU.',
          source,
          others: true,
        }
      : problem.clips < least
        ? {
            fits: false,
            reason: `${counted(problem.clips, 'clip')}: under about ${least} a network of this size learns them by heart.`,
            source,
          }
        : { fits: true },
  prior: ({ amount }) => ({
    value: { little: 0.55, some: 0.77, much: 0.85 }[amount],
    because: 'it relates all places of the spectrogram and was trained on two million clips',
    source,
  }),
  fit: { little: 0.3, some: 0.7, much: 1 },
  learningRate: 1e-5,
  weightDecay: 1e-4,
  optimizerMore: 'the new last layer at 0.0003',
  regularization: ['gradient norm clipped at 1.0', 'averaged weights of the last epochs'],
  overview: 'ViT-B on overlapping patches of the spectrogram, fine-tuned with a new last layer',
  built: 'the published Transformer and its new last layer',
  risks: ['Clips of another length than in training need its positions cut or interpolated.'],
})
