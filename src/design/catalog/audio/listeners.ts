/** Published networks for sounds as the families take them. */
import type { AudioBackbone } from '../backbones/audio/audio-backbone.js'
import type { FrontEnd } from '../backbones/audio/front-end.js'
import type { VisionBackbone } from '../backbones/vision/vision-backbone.js'
import type { Listener } from './mel-network.js'

/** A minute is more than any of them was trained on; longer clips are cut. */
const mostSeconds = 60

/** @param from clips from which it is worth its size */
export const listener = (backbone: AudioBackbone, from: number, most = mostSeconds): Listener => ({
  name: backbone.name,
  weights: backbone.weights,
  frontEnd: backbone.frontEnd,
  mostSeconds: most,
  from,
  nodes: (frames) => backbone.nodes(frames),
})

/** A network for images reads the spectrogram as a picture with one colour; its first filters are averaged over colours. */
const pictureFrontEnd: FrontEnd = { sampleRateHz: 32_000, windowMs: 32, hopMs: 10, mels: 128 }

export const picture = (backbone: VisionBackbone, from: number): Listener => ({
  name: `${backbone.name} on log-mel`,
  weights: `${backbone.weights} (first filters averaged over colours)`,
  frontEnd: pictureFrontEnd,
  mostSeconds,
  from,
  nodes: () => backbone.nodes(),
})
