/**
 * A published network from image to answer: segmentation gives one score for each class and pixel, detection scores and
 * boxes for each anchor. What of it starts from published weights is said; the head never does.
 */
import type { Nodes } from '../backbone.js'

export interface ImageSize {
  readonly height: number
  readonly width: number
}

export interface VisionNetwork {
  readonly id: string
  readonly name: string
  readonly source: string
  /** Published weights that it starts from; absent where it is trained from scratch. */
  readonly weights?: string
  /** Sides of the image are multiples of this. */
  readonly sizeStep: number
  /** @param classes that are told apart, background counted where the network needs one */
  build(size: ImageSize, classes: number): { readonly nodes: Nodes; readonly outputs?: string[] }
}
