/**
 * The contract of a primitive layer: one file states its fields, its output from its inputs, its weights, its work,
 * and what it keeps for the backward pass. The table is index.ts. Layers know nothing of names, paths or repeats.
 */
import type { z } from 'zod'
import { readFields } from '../fields.js'
import type { Misfit } from '../issue.js'
import type { Saved } from '../saved.js'
import { elements, type TensorType } from '../shape.js'
import type { Framework } from '../spec.js'
import type { Recurrence, Weight } from '../typed.js'

/** What reaches a layer or a block. Shapes are without batch. */
export interface Given {
  /** The inputs in order; the first is what the layer is applied to. */
  readonly inputs: readonly TensorType[]
  /** Inputs with a role of their own: `memory`, `state`. */
  readonly ports: Readonly<Record<string, TensorType>>
  readonly framework: Framework
  /** The table of an embedding of the same list, by the node's name: what a tied layer shares. */
  readonly table: (name: string) => SharedTable | undefined
}
export interface SharedTable {
  readonly path: string
  readonly shape: readonly number[]
}

/** How many inputs, and which named ones; none of the ports is required. */
export interface Takes {
  readonly least: number
  readonly most: number
  readonly ports?: readonly string[]
}
export const oneInput: Takes = { least: 1, most: 1 }

/** What eager automatic differentiation keeps when the layer is run; a storage that is kept already costs nothing. */
export interface Keeps {
  /** Positions of inputs. */
  readonly inputs?: readonly number[]
  readonly output?: boolean
  /** What is neither an input nor an output: masks, statistics, what happens inside. */
  readonly inside?: Partial<Saved>
  /** What only the gradients of its own weights need: nothing where they are frozen. */
  readonly forWeights?: { readonly inputs?: readonly number[]; readonly inside?: Partial<Saved> }
}

/** The main output, and further ones by name. */
export interface Outputs {
  readonly main: TensorType
  /** The larger tensor that the main output is a view of: what is kept or alive is the whole. */
  readonly partOf?: TensorType
  readonly ports?: Readonly<Record<string, TensorType>>
}

/** `F` are the fields with defaults filled in. A function that is left out means: none. */
export interface LayerDef<S extends z.ZodObject, F = z.infer<S>> {
  readonly kind: string
  readonly schema: S
  readonly takes: Takes
  readonly infer: (fields: F, given: Given) => Outputs | Misfit
  /** Per framework, by the names and shapes that count; order is that of PyTorch. */
  readonly weights?: (fields: F, given: Given) => readonly Weight[]
  /** Per sample: 2 for each multiply-accumulate of matrix products; element-wise work counts as 0. */
  readonly flops?: (fields: F, given: Given, main: TensorType) => number
  readonly keeps?: (fields: F, given: Given) => Keeps
  /** The output is the input's storage seen differently: no kernel, no traffic. */
  readonly isView?: boolean
  /** It does nothing when serving. */
  readonly isTrainingOnly?: boolean
  /** Kernels an eager framework launches; 1 where left out. */
  readonly kernels?: (fields: F, given: Given) => number
  readonly recurrence?: (fields: F, given: Given) => Recurrence
  /** Of weights that are looked up, the elements that one sample reads; all of them where left out. */
  readonly looksUp?: (fields: F, given: Given) => number
  /** Elements alive inside while it runs, besides inputs and outputs. */
  readonly workspace?: (fields: F, given: Given) => number
  readonly describe: (fields: F, given: Given) => string
}

/** Elements that are read and written. */
export interface Traffic {
  /** Per sample: inputs and outputs. */
  readonly activations: number
  readonly weights: number
  /** Weights that one sample reads, where it looks some of them up. */
  readonly lookedUp?: number
}

/** One application of a layer, everything per sample. */
export interface Application {
  readonly fields: Readonly<Record<string, unknown>>
  readonly outputs: Outputs
  readonly weights: readonly Weight[]
  readonly flops: number
  readonly keeps: Keeps
  readonly kernels: number
  readonly recurrence: Recurrence | undefined
  readonly workspace: number
  readonly description: string
  readonly traffic: Traffic
}

/** A layer whose fields' type is closed over: what the table holds. */
export interface Layer {
  readonly kind: string
  /** The names of its fields. */
  readonly fields: readonly string[]
  readonly takes: Takes
  readonly isView: boolean
  readonly isTrainingOnly: boolean
  /** @param fields the node's own fields, `$params` filled in, not yet checked */
  readonly apply: (fields: Readonly<Record<string, unknown>>, given: Given) => Application | readonly Misfit[]
}

export function layer<S extends z.ZodObject>(def: LayerDef<S>): Layer {
  const { kind, takes, isView = false, isTrainingOnly = false } = def
  const apply: Layer['apply'] = (raw, given) => {
    const read = readFields(kind, def.schema, raw)
    if (!read.ok) return read.misfits
    const { fields } = read
    const outputs = def.infer(fields, given)
    if ('code' in outputs) return [outputs]
    const weights = def.weights?.(fields, given) ?? []
    const all = [...given.inputs, ...Object.values(given.ports), outputs.main]
    const lookedUp = def.looksUp?.(fields, given)
    return {
      fields,
      outputs,
      weights,
      flops: def.flops?.(fields, given, outputs.main) ?? 0,
      keeps: def.keeps?.(fields, given) ?? {},
      kernels: isView ? 0 : (def.kernels?.(fields, given) ?? 1),
      recurrence: def.recurrence?.(fields, given),
      workspace: def.workspace?.(fields, given) ?? 0,
      description: def.describe(fields, given),
      traffic: {
        activations: isView ? 0 : all.reduce((total, { shape }) => total + elements(shape), 0),
        weights: weights.reduce((total, { shape }) => total + elements(shape), 0),
        ...(lookedUp !== undefined && { lookedUp }),
      },
    }
  }
  return { kind, fields: Object.keys(def.schema.shape), takes, isView, isTrainingOnly, apply }
}

const noInput: TensorType = { shape: [], dtype: 'float' }
/** The first input. `takes` makes sure that there is one. */
export const first = (given: Given): TensorType => given.inputs[0] ?? noInput
/** F, the size of the first input's last axis. */
export const featuresIn = (given: Given): number => first(given).shape.at(-1) ?? 1
/** How many vectors of features the first input holds. */
export const rowsIn = (given: Given): number => elements(first(given).shape.slice(0, -1))

export const trainable = (name: string, shape: readonly number[]): Weight => ({
  name,
  shape,
  trainable: true,
})
