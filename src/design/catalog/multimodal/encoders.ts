/** One vector, or a row of vectors, for each kind of input: published networks where there are some, small ones where not. */
import type { ModelSpec } from '../../spec/spec.js'
import { panns } from '../backbones/audio/panns.js'
import type { Nodes } from '../backbones/backbone.js'
import { clip } from '../backbones/text/clip.js'
import { textEncoder } from '../backbones/text/encoder.js'
import { resnet } from '../backbones/vision/resnet.js'
import type { MixedProblem, Modality } from './problem.js'

/** Frames of a video, seconds of sound, steps and channels of a series that are read where nobody says. */
export const frames = 8
const soundSeconds = 10
const seriesSteps = 128
const seriesChannels = 8
/** Width of what is learned from scratch. */
const ownWidth = 64

const sound = panns('cnn14')
const soundFrames = Math.floor((soundSeconds * 1000) / sound.frontEnd.hopMs)

const textOf = ({ multilingual }: Pick<MixedProblem, 'multilingual'>) =>
  textEncoder(multilingual ? 'multilingual-minilm-l12' : 'minilm-l6')

export interface ModalityEncoder {
  readonly modality: Modality
  readonly name: string
  /** Published weights, where it starts from some. */
  readonly pretrained?: string
  readonly licence?: string
  readonly inputs: ModelSpec['inputs']
  /** The node that gives one vector for the input, of this width. */
  readonly vector: string
  readonly width: number
  readonly nodes: (frozen: boolean) => Nodes
  readonly meaning: readonly {
    readonly input: string
    readonly shape: readonly number[]
    readonly meaning: string
  }[]
}

/** A network as one node, so that its inner names are its own. */
const chain = (name: string, from: string, nodes: Nodes, frozen: boolean, more: object = {}): Nodes => [
  { name, kind: 'chain', from, nodes, ...more, ...(frozen && { frozen: true }) },
]

export function encoderOf(problem: MixedProblem, modality: Modality): ModalityEncoder {
  switch (modality) {
    case 'image':
      return {
        modality,
        name: clip.name,
        pretrained: `${clip.name} (${clip.weights})`,
        licence: clip.licence,
        inputs: { image: { kind: 'image', size: clip.imageSize } },
        vector: 'image_vector',
        width: clip.width,
        nodes: (frozen) => chain('image_vector', 'image', clip.imageNodes('x'), frozen),
        meaning: [
          {
            input: 'image',
            shape: [clip.imageSize, clip.imageSize, 3],
            meaning: 'pixels, normalised as CLIP was',
          },
        ],
      }
    case 'video': {
      const backbone = resnet(50)
      return {
        modality,
        name: backbone.name,
        pretrained: `${backbone.name} (${backbone.weights})`,
        inputs: { video: { kind: 'tensor', shape: [frames, 224, 224, 3] } },
        vector: 'video_vector',
        width: backbone.width,
        nodes: (frozen) => chain('video_vector', 'video', backbone.nodes(), frozen),
        meaning: [
          { input: 'video', shape: [frames, 224, 224, 3], meaning: `${frames} frames, evenly spread` },
        ],
      }
    }
    case 'text': {
      const encoder = textOf(problem)
      return {
        modality,
        name: encoder.name,
        pretrained: `${encoder.name} (${encoder.weights})`,
        inputs: {
          ids: { kind: 'tokens', vocab: encoder.vocab, steps: problem.tokens },
          known: { kind: 'mask', steps: problem.tokens },
        },
        vector: 'text_vector',
        width: encoder.width,
        nodes: (frozen) =>
          chain('text_vector', 'ids', encoder.nodes({ ids: 'x', known: 'known' }), frozen, {
            with: { known: 'known' },
          }),
        meaning: [
          { input: 'ids', shape: [problem.tokens], meaning: 'token ids of the text, padded' },
          { input: 'known', shape: [problem.tokens], meaning: 'true where there is a token' },
        ],
      }
    }
    case 'table':
      return {
        modality,
        name: 'a small network over the columns',
        inputs: { columns: { kind: 'vector', features: problem.columns } },
        vector: 'table_vector',
        width: ownWidth,
        nodes: () => [
          {
            name: 'table_vector',
            kind: 'mlp',
            hidden: [2 * ownWidth],
            units: ownWidth,
            norm: 'layer_norm',
            from: 'columns',
          },
        ],
        meaning: [
          { input: 'columns', shape: [problem.columns], meaning: 'columns, standardised or encoded' },
        ],
      }
    case 'audio':
      return {
        modality,
        name: sound.name,
        pretrained: `${sound.name} (${sound.weights})`,
        ...(sound.licence && { licence: sound.licence }),
        inputs: { sound: { kind: 'image', size: [soundFrames, sound.frontEnd.mels], channels: 1 } },
        vector: 'sound_vector',
        width: sound.width,
        nodes: (frozen) => chain('sound_vector', 'sound', sound.nodes(), frozen),
        meaning: [
          {
            input: 'sound',
            shape: [soundFrames, sound.frontEnd.mels, 1],
            meaning: `log-mel of ${soundSeconds} s, a frame each ${sound.frontEnd.hopMs} ms`,
          },
        ],
      }
    case 'series':
      return {
        modality,
        name: 'a small GRU',
        inputs: { series: { kind: 'series', steps: seriesSteps, features: seriesChannels } },
        vector: 'series_vector',
        width: ownWidth,
        nodes: () => [
          { name: 'series_vector', kind: 'gru', units: ownWidth, output: 'last', from: 'series' },
        ],
        meaning: [
          {
            input: 'series',
            shape: [seriesSteps, seriesChannels],
            meaning: `the last ${seriesSteps} steps of ${seriesChannels} channels`,
          },
        ],
      }
  }
}

export const encodersOf = (problem: MixedProblem): ModalityEncoder[] =>
  problem.modalities.map((modality) => encoderOf(problem, modality))

export const inputRows = (encoders: readonly ModalityEncoder[]) =>
  encoders.flatMap(({ meaning }) =>
    meaning.map(({ input, shape, meaning }) => ({ name: input, shape, meaning })),
  )

export const pretrainedOf = (encoders: readonly ModalityEncoder[]): string | undefined => {
  const names = encoders.flatMap(({ pretrained }) => pretrained ?? [])
  return names.length > 0 ? names.join('; ') : undefined
}
