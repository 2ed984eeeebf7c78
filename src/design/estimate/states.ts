/**
 * Weights, gradients and optimizer states: bytes for each parameter, and how sharding divides them (Rajbhandari et
 * al., ZeRO, 2020; Zhao et al., FSDP, 2023).
 */
import { elements } from '../spec/shape.js'
import type { TypedNode, TypedSpec, Weight } from '../spec/typed.js'
import type { Precision } from './device.js'
import { exact, type Figure } from './figure.js'
import { devicesOf, fullestStage, type Layout, layoutWords, oneDevice } from './layout.js'
import { bytesOf } from './precision.js'
import { blockCount, type RepeatedBlock } from './repeated.js'
import { grouped } from './totals.js'

export const optimizers = ['adam', 'adamw', 'sgd', 'sgd_momentum', 'adam_8bit', 'adafactor'] as const
export type Optimizer = (typeof optimizers)[number]

/** Bytes an optimizer keeps for each parameter besides weight, gradient and fp32 master copy. */
const momentBytes: Readonly<Record<Optimizer, number>> = {
  adam: 8,
  adamw: 8,
  sgd: 0,
  sgd_momentum: 4,
  // Dettmers et al., 2022: two moments of 8 bit. Shazeer and Stern, 2018: rows and columns instead of a matrix.
  adam_8bit: 2,
  adafactor: 0.5,
}

/** Bytes of one trainable parameter: weight, gradient, and the optimizer's own with the fp32 copy. */
export function stateParts(
  precision: Precision,
  optimizer: Optimizer,
): { readonly weight: number; readonly gradient: number; readonly optimizer: number } {
  const moments = momentBytes[optimizer]
  return bytesOf(precision) < 4
    ? { weight: 2, gradient: 2, optimizer: 4 + moments }
    : { weight: 4, gradient: 4, optimizer: moments }
}

/** Bytes per trainable parameter: low and typical as ZeRO counts them, high with gradients or copies in fp32. */
export function stateBytes(
  precision: Precision,
  optimizer: Optimizer,
): { low: number; typical: number; high: number } {
  const { weight, gradient, optimizer: own } = stateParts(precision, optimizer)
  const typical = weight + gradient + own
  return { low: typical, typical, high: typical + (bytesOf(precision) < 4 ? 2 : 0) }
}

/** Bytes of a frozen weight in 4 bit, with its quantisation constants of 0.127 bit (Dettmers et al., QLoRA, 2023). */
export const fourBitBytes = 0.5 + 0.127 / 8

/** Numbers that one device holds. */
export interface Held {
  readonly trainable: number
  /** Weights that do not train, at the compute precision. */
  readonly frozen: number
  /** Frozen projections that may be held in 4 bit. */
  readonly quantizable: number
  readonly buffers: number
  /** Trainable rows of embedding tables. */
  readonly tables: number
  /** Weights of the largest part that FSDP gathers at once: a repeated block, or a layer outside them. */
  readonly unit: number
}

const nothing: Held = { trainable: 0, frozen: 0, quantizable: 0, buffers: 0, tables: 0, unit: 0 }

/**
 * Tensor parallelism divides matrices and leaves vectors whole; of a pipeline the fullest stage counts, which holds
 * its share of the blocks and the largest layer outside them.
 */
export function heldBy(typed: TypedSpec, blocks: readonly RepeatedBlock[], layout: Layout): Held {
  const { tensor, pipeline } = layout
  const paths = new Set(blocks.map(({ node }) => node.path))
  const inBlocks: Held[] = []
  const outside: Held[] = []
  const visit = (node: TypedNode, sets: number) => {
    if (paths.has(node.path)) inBlocks.push(within(node, sets * node.weightSets, tensor))
    else if (node.children.length === 0) outside.push(within(node, sets * node.weightSets, tensor))
    else for (const child of node.children) visit(child, sets * node.weightSets)
  }
  for (const node of typed.nodes) visit(node, 1)
  const blocksHeld = scaled(inBlocks.reduce(plus, nothing), fullestStage(blockCount(blocks), pipeline))
  const whole = outside.reduce(plus, nothing)
  const largest = outside.reduce((a, b) => (numbersIn(a) > numbersIn(b) ? a : b), nothing)
  const unit = Math.max(0, ...blocks.map(({ params }) => params / tensor), numbersIn(largest))
  return { ...plus(blocksHeld, pipeline > 1 ? largest : whole), unit }
}

const numbersIn = ({ trainable, frozen, quantizable }: Held) => trainable + frozen + quantizable

const plus = (a: Held, b: Held): Held => ({
  trainable: a.trainable + b.trainable,
  frozen: a.frozen + b.frozen,
  quantizable: a.quantizable + b.quantizable,
  buffers: a.buffers + b.buffers,
  tables: a.tables + b.tables,
  unit: 0,
})

const scaled = (held: Held, by: number): Held => ({
  trainable: held.trainable * by,
  frozen: held.frozen * by,
  quantizable: held.quantizable * by,
  buffers: held.buffers * by,
  tables: held.tables * by,
  unit: 0,
})

/** All of a node's weights in so many sets. */
function within(node: TypedNode, sets: number, tensor: number): Held {
  const own = node.weights.map((weight) => heldOf(node, weight, tensor))
  const inner = node.children.map((child) => within(child, child.weightSets, tensor))
  return scaled([...own, ...inner].reduce(plus, nothing), sets)
}

function heldOf({ kind }: TypedNode, { shape, buffer, trainable, tiedTo }: Weight, tensor: number): Held {
  if (tiedTo !== undefined) return nothing
  const isMatrix = shape.length > 1
  const n = elements(shape) / (isMatrix ? tensor : 1)
  if (buffer) return { ...nothing, buffers: n }
  if (trainable) return { ...nothing, trainable: n, tables: kind === 'embedding' ? n : 0 }
  const isProjection = isMatrix && (kind === 'linear' || kind === 'attention')
  return isProjection ? { ...nothing, quantizable: n } : { ...nothing, frozen: n }
}

export interface StateOptions {
  readonly precision: Precision
  readonly optimizer: Optimizer
  readonly layout: Layout
  /** Frozen projections in 4 bit (QLoRA). */
  readonly quantizedBase: boolean
}

export interface StateMemory {
  /** Bytes by what they are; their sum is the typical state. */
  readonly weights: number
  readonly gradients: number
  readonly optimizer: number
  /** Weights that FSDP gathers for the part at work and the one after it. */
  readonly gathered: number
  readonly low: number
  readonly high: number
  readonly formula: string
}

/**
 * Per device. High: as DeepSpeed's estimator counts, 18 B for each parameter, with ZeRO-1 and 2 4 B + 16 B / n; with
 * FSDP also the gradient of the gathered part.
 */
export function stateMemory(held: Held, options: StateOptions): StateMemory {
  const { precision, optimizer, layout, quantizedBase } = options
  const { sharding, data: n } = layout
  const each = stateParts(precision, optimizer)
  const half = bytesOf(precision) < 4
  const dense = sharding === 'tables' ? held.trainable - held.tables : held.trainable
  // What one device holds of weights, of gradients and of optimizer states.
  const [w, g, o] = {
    none: [1, 1, 1],
    tables: [1, 1, 1],
    zero1: [1, 1, 1 / n],
    zero2: [1, 1 / n, 1 / n],
    fsdp: [1 / n, 1 / n, 1 / n],
  }[sharding] as [number, number, number]
  const tables = sharding === 'tables' ? held.tables / n : 0
  const compute = bytesOf(precision)
  const frozenBytes = held.frozen * compute + held.quantizable * (quantizedBase ? fourBitBytes : compute)
  const frozen = frozenBytes * w
  const buffers = held.buffers * 4
  const gatheredWeights = sharding === 'fsdp' && n > 1 ? held.unit * each.weight : 0
  const weights = dense * each.weight * w + tables * each.weight + frozen + buffers
  const gradients = dense * each.gradient * g + tables * each.gradient
  const states = dense * each.optimizer * o + tables * each.optimizer
  const gathered = 2 * gatheredWeights
  const typical = weights + gradients + states + gathered
  const isZero = sharding === 'zero1' || sharding === 'zero2'
  // fp32 gradients instead of 16-bit ones; with ZeRO-1 and 2 besides whole 16-bit ones that wait to be reduced.
  const wholeGradients = isZero ? dense * each.gradient * (1 - g) : 0
  const fp32Gradients = !half ? 0 : isZero ? (dense * 4) / n : dense * 2 * g + tables * 2
  const terms = [
    held.trainable > 0 ? trainableWords(dense, each, layout) : '',
    tables > 0
      ? `${grouped(held.tables)} in tables x ${each.weight + each.gradient + each.optimizer} B / ${n}`
      : '',
    frozen + buffers > 0 ? `frozen and buffers ${grouped(frozen + buffers)} B` : '',
    gathered > 0 ? `2 x ${grouped(held.unit)} gathered x ${each.weight} B` : '',
  ].filter((term) => term !== '')
  return {
    weights,
    gradients,
    optimizer: states,
    gathered,
    low: typical - gatheredWeights,
    high: typical + fp32Gradients + wholeGradients + 2 * gatheredWeights,
    formula: terms.length > 0 ? terms.join(' + ') : '0 B',
  }
}

/** `100 trainable x 16 B`, `100 trainable x 4 B + 100 x 12 B / 8`. */
function trainableWords(
  trainable: number,
  { weight, gradient, optimizer }: ReturnType<typeof stateParts>,
  { sharding, data: n }: Layout,
): string {
  const [whole, divided] = {
    none: [weight + gradient + optimizer, 0],
    tables: [weight + gradient + optimizer, 0],
    zero1: [weight + gradient, optimizer],
    zero2: [weight, gradient + optimizer],
    fsdp: [0, weight + gradient + optimizer],
  }[sharding] as [number, number]
  const numbers = grouped(trainable)
  return [
    ...(whole > 0 ? [`${numbers} trainable x ${whole} B`] : []),
    ...(divided > 0 ? [`${numbers}${whole > 0 ? '' : ' trainable'} x ${divided} B / ${n}`] : []),
  ].join(' + ')
}

/** The state alone, per device: weights, gradients, optimizer states and what FSDP gathers, as ZeRO counts it. */
export function modelStates(
  held: Held,
  options: Omit<StateOptions, 'layout'> & { readonly layout?: Layout },
): Figure {
  const layout = options.layout ?? oneDevice
  const { weights, gradients, optimizer, formula } = stateMemory(held, { ...options, layout })
  const value = weights + gradients + optimizer
  return exact(
    value,
    'bytes',
    formula.replace(/ \+ 2 x [\d,]+ gathered x \d B/, ''),
    `Rajbhandari et al., ZeRO (2020)${devicesOf(layout) > 1 ? `, ${layoutWords(layout)}` : ''}; DeepSpeed keeps fp32 gradients, 2 B more`,
  )
}
