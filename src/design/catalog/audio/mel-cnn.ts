/** A convolutional network on log-mel, fine-tuned from published weights: the default for events and clips, also on a board. */

import { counted } from '../../brief/facts.js'
import { panns } from '../backbones/audio/panns.js'
import { isSmall, placeOf } from '../backbones/serving.js'
import { efficientNet } from '../backbones/vision/efficientnet.js'
import { mobileNetV3Large } from '../backbones/vision/mobilenet.js'
import { listener, picture } from './listeners.js'
import { melNetwork, tooLarge } from './mel-network.js'

const source = 'Kong et al., PANNs, 2020; Gong et al., PSLA, 2021 (EfficientNet on log-mel)'
const least = 200

export const melCnn = melNetwork({
  id: 'mel-cnn',
  kind: 'convolution',
  goals: ['classify', 'tag'],
  title: 'Convolutional network on log-mel, fine-tuned',
  words: ['convolution', 'pretrained'],
  ruledOutBy: ['convolution', 'neural'],
  complexity: 0.32,
  complexityBecause: 'one published network; small ones run on a board, in INT8 with head-room',
  interpretability: 0.3,
  interpretabilityBecause: 'a map over the spectrogram shows where it looked, not why',
  listeners: [
    picture(mobileNetV3Large, 0),
    picture(efficientNet('b0'), 1_000),
    listener(panns('cnn10'), 3_000),
    listener(panns('cnn14'), 10_000),
  ],
  fits: (problem) =>
    placeOf(problem) === 'microcontroller'
      ? tooLarge(source)
      : problem.clips < least
        ? {
            fits: false,
            reason: `${counted(problem.clips, 'clip')}: under about ${least} a fine-tuned network learns them by heart.`,
            source,
          }
        : { fits: true },
  prior: (problem) => ({
    value: { little: 0.62, some: 0.76, much: 0.76 }[problem.amount],
    because: isSmall(problem)
      ? 'so many clips are enough to fine-tune it, and its smaller sizes are made for such a device'
      : 'it hears when and at which pitch something happened, and starts from published weights',
    source,
  }),
  fit: { little: 0.6, some: 0.95, much: 0.85 },
  learningRate: 5e-4,
  weightDecay: 0.01,
  optimizerMore: 'the new last layer at 0.001 and alone for the first 2 epochs',
  regularization: ['balanced sampling of rare classes (Kong et al., 2020)'],
  overview: 'fine-tuned, with a new last layer',
  built: 'the published network and its new last layer',
  risks: ['Another sample rate or hop in serving shifts every band: the front end is part of the model.'],
})
