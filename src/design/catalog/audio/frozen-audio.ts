/** A published network for sounds that does not learn, and a linear layer that does: for few clips. */
import { panns } from '../backbones/audio/panns.js'
import { yamnet } from '../backbones/audio/yamnet.js'
import { placeOf } from '../backbones/serving.js'
import { listener } from './listeners.js'
import { melNetwork, tooLarge } from './mel-network.js'

const source = 'Kong et al., PANNs, 2020; Gemmeke et al., Audio Set, 2017'

export const frozenAudio = melNetwork({
  id: 'frozen-audio-features',
  kind: 'frozen',
  goals: ['classify', 'tag'],
  title: 'Frozen published audio network and a linear layer',
  words: ['pretrained'],
  ruledOutBy: ['neural'],
  complexity: 0.18,
  complexityBecause: 'one network as published, one linear layer; a new class is fitted in minutes',
  interpretability: 0.5,
  interpretabilityBecause: 'the nearest training clips can be played beside every answer',
  listeners: [listener(yamnet, 0), listener(panns('cnn10'), 0)],
  isFrozen: true,
  fits: (problem) => (placeOf(problem) === 'microcontroller' ? tooLarge(source) : { fits: true }),
  prior: ({ amount, sound }) => ({
    value: { little: 0.7, some: 0.62, much: 0.52 }[amount] - (sound.id === 'machine' ? 0.05 : 0),
    because:
      sound.id === 'wildlife'
        ? 'its features know many everyday sounds; features of a network for animals (Perch, BirdNET: check its licence) come nearer still'
        : 'its features know hundreds of everyday sounds already',
    source,
  }),
  fit: { little: 1, some: 0.65, much: 0.35 },
  learningRate: 1e-3,
  weightDecay: 1e-4,
  epochs: 30,
  optimizerMore: 'the last layer alone learns; logistic regression on kept features gives the same',
  regularization: ['features kept: no augmentation'],
  overview: 'published features that do not learn, and one linear layer that does',
  built: 'the published network, frozen, and its last layer',
  risks: ['What AudioSet does not tell apart (species, single machines) a linear layer hardly can.'],
})
