/** What a network that reads images says beside its nodes: the image it was trained on, and its maps by stride. */
import type { Backbone, Nodes } from '../backbone.js'

export interface VisionBackbone extends Backbone {
  /** Side in pixels of the square images that the published weights were trained on. */
  readonly inputSize: number
  /** Sides that it takes are multiples of this: what it divides the image by. */
  readonly sizeStep: number
}

/** A map that lies `stride` pixels apart: the output of a named node. */
export interface Level {
  readonly node: string
  readonly stride: number
  readonly width: number
}

/** A network whose maps can be read on the way, for segmentation and detection. */
export interface MapBackbone extends VisionBackbone {
  /** From the input to the last map, nothing pooled. The last node is the last of `levels`. */
  maps(): Nodes
  /** Maps on the way, from fine to coarse. */
  readonly levels: readonly Level[]
}

/** The mean over the last map: what a classifier reads. */
export const pooled = { name: 'features', kind: 'global_pool' } as const
