/** A spec after inference: a type on every edge, weights and work on every node. What estimates and code read. */
import type { Traffic } from './layers/layer.js'
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

/** Which output of which node (by name) or input of the list a value is. */
export interface Source {
  readonly node: string
  readonly output: number
}

/** Where a node reads, in its list. */
export interface Reads {
  readonly inputs: readonly Source[]
  readonly ports: Readonly<Record<string, Source>>
}

/** How the applications of one node stand to each other. */
export type Arrangement =
  | { readonly kind: 'once' }
  /** One after another; `shared`: all with the same weights. */
  | { readonly kind: 'series'; readonly shared: boolean }
  /** Side by side with own weights; `split`: each on its own slice; `chosen`: so many of them for each position. */
  | { readonly kind: 'copies'; readonly count: number; readonly split: boolean; readonly chosen?: number }
  /** Over the first axis of the first input, from step to step; other inputs are carried. */
  | { readonly kind: 'scan'; readonly steps: number }

/** The list of nodes that a composite stands for. */
export interface Body {
  readonly inputs: readonly { readonly name: string; readonly type: TensorType }[]
  readonly outputs: readonly Source[]
  /** Its parameters with their values, computed ones too. */
  readonly params: Readonly<Record<string, unknown>>
  /** A word for a form of another structure: `Projected`. */
  readonly variant?: string
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
  /** Which field is a parameter of the list's, by its name. */
  readonly origins: Readonly<Record<string, string>>
  readonly reads: Reads
  readonly inputs: readonly TensorType[]
  readonly ports: Readonly<Record<string, TensorType>>
  /** The main output first; ports by name. */
  readonly outputs: readonly { readonly port: string; readonly type: TensorType }[]
  /** The same as the list sees them: stacked where there are copies or steps. */
  readonly results: readonly TensorType[]
  readonly arrangement: Arrangement
  /** The earlier node whose module this applies again. */
  readonly reuses?: string
  readonly frozen: boolean
  readonly lora?: LoraSpec
  readonly weights: readonly Weight[]
  readonly flops: number
  /** Elements read and written, for bandwidth. */
  readonly traffic: Traffic
  /** Kernels that an eager framework launches. */
  readonly kernels: number
  readonly recurrence?: Recurrence
  /** Applications: repetitions, copies that run, steps. */
  readonly times: number
  /** Sets of weights: `times`, fewer where shared, more where not all copies run, 0 where they are another node's. */
  readonly weightSets: number
  readonly children: readonly TypedNode[]
  /** Of a composite. */
  readonly body?: Body
}

/** Low-rank additions to the named projections; all else in the node is frozen (Hu et al., LoRA, 2021). */
export interface LoraSpec {
  readonly rank: number
  readonly on: readonly string[]
}

export interface TypedSpec {
  readonly spec: ModelSpec
  readonly name: string
  readonly framework: Framework
  readonly sizes: Readonly<Record<string, number>>
  /** What its nodes may read as `$name`. */
  readonly params: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, TensorType>>
  readonly outputs: readonly { readonly name: string; readonly type: TensorType; readonly source: Source }[]
  readonly nodes: readonly TypedNode[]
  /** Kept for backward, per sample, each storage once. */
  readonly saved: Saved
  /** Most activation elements alive at once in a forward pass without gradients, per sample. */
  readonly peakElements: number
}
