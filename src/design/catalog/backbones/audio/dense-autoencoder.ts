/**
 * The autoencoder of machine sounds (Koizumi et al., DCASE 2020 task 2): five frames of 128 bands go through a middle of
 * eight numbers and are drawn again. It learns sound machines only; what it draws badly is odd.
 */
import type { Nodes } from '../backbone.js'
import type { FrontEnd } from './front-end.js'

export const machineSoundSource =
  'Koizumi et al., Unsupervised Anomalous Sound Detection for Machine Condition Monitoring (DCASE task 2), 2020'
export const machineFrontEnd: FrontEnd = { sampleRateHz: 16_000, windowMs: 64, hopMs: 32, mels: 128 }
/** Frames that it sees at once. */
export const contextFrames = 5

export interface AutoencoderSize {
  readonly hidden: number
  readonly layers: number
  readonly middle: number
}

/** @param inputs numbers that come in and are drawn again */
export const denseAutoencoder = ({ hidden, layers, middle }: AutoencoderSize, inputs: number): Nodes => [
  { name: 'encoder', kind: 'chain', repeat: layers, nodes: step(hidden) },
  { name: 'middle', kind: 'chain', nodes: step(middle) },
  { name: 'decoder', kind: 'chain', repeat: layers, nodes: step(hidden) },
  { name: 'drawn', kind: 'linear', units: inputs },
]

const step = (units: number): Nodes => [{ kind: 'linear', units }, 'batch_norm', 'relu']
