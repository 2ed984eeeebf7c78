/** A spec after inference: a type on every edge, weights and work on every node. What estimates and code read. */
import type { Saved } from './saved.js'
import type { TensorType } from './shape.js'
import type { Framework, ModelSpec } from './spec.js'

export interface Weight {
  readonly name: string
  readonly shape: readonly number[]
  readonly trainable: boolean
  /** Stored with the model but no parameter (running statistics in PyTorch and Flax). */
  readonly buffer?: true
  /** The path of the table this weight is; it is not counted again. */
  readonly tiedTo?: string
}

/** A recurrence: work that one step must finish before the next begins. */
export interface Recurrence {
  readonly steps: number
  /** Dependent chains run one after another: layers x directions. */
  readonly chains: number
  /** Kernels of one step of one chain where no fused kernel exists. */
  readonly kernelsPerStep: number
  /** Whether the usual library has one fused kernel for the whole sequence. */
  readonly fused: boolean
}

/** Every number is per sample and for one application; `times` says how many there are. */
export interface TypedNode {
  /** `encoder[0..11].attention`: equal repetitions are one node. */
  readonly path: string
  readonly name: string
  readonly kind: string
  readonly description: string
  /** The node's own fields with defaults and `$params` filled in. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly inputs: readonly TensorType[]
  /** The main output first; ports by name. */
  readonly outputs: readonly { readonly port: string; readonly type: TensorType }[]
  readonly weights: readonly Weight[]
  readonly flops: number
  /** Elements read and written, for bandwidth. */
  readonly traffic: { readonly activations: number; readonly weights: number }
  /** Kernels that an eager framework launches. */
  readonly kernels: number
  readonly recurrence?: Recurrence
  /** Applications: repetitions x copies. */
  readonly times: number
  /** Sets of weights: `times`, fewer where shared, 0 where the weights are another node's. */
  readonly weightSets: number
  readonly children: readonly TypedNode[]
}

export interface TypedSpec {
  readonly spec: ModelSpec
  readonly name: string
  readonly framework: Framework
  readonly sizes: Readonly<Record<string, number>>
  readonly inputs: Readonly<Record<string, TensorType>>
  readonly outputs: readonly { readonly name: string; readonly type: TensorType }[]
  readonly nodes: readonly TypedNode[]
  /** Kept for backward, per sample, each storage once. */
  readonly saved: Saved
  /** Most activation elements alive at once in a forward pass without gradients, per sample. */
  readonly peakElements: number
}
