/**
 * Memory of training on one device: states, kept activations, temporaries, what the allocator loses, and the
 * device's context. Ranges, because allocators, kernels and frameworks differ.
 */
import { elements } from '../spec/shape.js'
import type { TypedSpec } from '../spec/typed.js'
import { fusedPeak, keptBytes } from './activations.js'
import type { Device, Precision } from './device.js'
import { type Figure, type Unknown, unknown } from './figure.js'
import { type Checkpointing, devicesOf, type Layout, layoutWords, oneDevice } from './layout.js'
import { activationError, deviceContextBytes, fragmentation, memoryMargin } from './margins.js'
import { bytesOf } from './precision.js'
import { promised, within } from './promise.js'
import { type RepeatedBlock, repeatedBlocks } from './repeated.js'
import { type Held, heldBy, type Optimizer, stateMemory } from './states.js'
import { grouped } from './totals.js'

export interface TrainingMemoryOptions {
  readonly microBatch: number
  readonly precision: Precision
  readonly optimizer: Optimizer
  /** Adds the memory its runtime takes (CUDA context); left out, that is not counted. */
  readonly device?: Device
  /** Left out, both are possible: the low end is with a fused kernel, value and high end without. */
  readonly fusedAttention?: boolean
  /** Default none. */
  readonly checkpointing?: Checkpointing
  /** Default one device. */
  readonly layout?: Layout
  /** Frozen projections in 4 bit (QLoRA). */
  readonly quantizedBase?: boolean
  /** Micro-batches of one step; a pipeline never has more of them on their way. Default: as many as it has stages. */
  readonly accumulation?: number
}

/** The figure and the parts that it is made of, in bytes. */
export interface TrainingMemory {
  readonly total: Figure
  readonly weights: number
  readonly gradients: number
  readonly optimizer: number
  readonly activations: number
  /** Logits and their loss in fp32, what flows through a layer, weights gathered by FSDP. */
  readonly temporary: number
  readonly fragmentation: number
  readonly context: number
}

/** What several estimates of one network share: its repeated blocks are looked for once, and only if needed. */
export interface MemoryModel {
  readonly typed: TypedSpec
  readonly blocks: () => readonly RepeatedBlock[]
  readonly fusedPeak: () => number
  /** What each device holds in a layout, whatever the micro-batch. */
  readonly held: (blocks: readonly RepeatedBlock[], layout: Layout) => Held
}

const models = new WeakMap<TypedSpec, MemoryModel>()

/** The same for the same network, so that plans for several batches and devices share its work. */
export function memoryModel(typed: TypedSpec): MemoryModel {
  const known = models.get(typed)
  if (known) return known
  const held = new Map<string, Held>()
  const model: MemoryModel = {
    typed,
    blocks: once(() => repeatedBlocks(typed)),
    fusedPeak: once(() => fusedPeak(typed)),
    held(blocks, layout) {
      const { sharding, data, tensor, sequence, pipeline } = layout
      const key = [blocks.length, sharding, data, tensor, sequence, pipeline].join()
      const now = held.get(key) ?? heldBy(typed, blocks, layout)
      held.set(key, now)
      return now
    },
  }
  models.set(typed, model)
  return model
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: compute() }
    return known.value
  }
}

/** Per device; see `trainingMemoryParts`. */
export const trainingMemory = (typed: TypedSpec, options: TrainingMemoryOptions): Figure =>
  trainingMemoryParts(memoryModel(typed), options).total

/**
 * Per device: states + (kept activations + temporaries) x fragmentation + context. Low: activations 25% short;
 * high: 25% more, and gradients in fp32.
 */
export function trainingMemoryParts(model: MemoryModel, options: TrainingMemoryOptions): TrainingMemory {
  const { typed } = model
  const { microBatch, precision, optimizer, device, fusedAttention } = options
  const { checkpointing = 'none', layout = oneDevice, quantizedBase = false } = options
  const isSplit = layout.tensor > 1 || layout.pipeline > 1
  const blocks = isSplit || checkpointing === 'full' || layout.sharding === 'fsdp' ? model.blocks() : []
  const states = stateMemory(model.held(blocks, layout), { precision, optimizer, layout, quantizedBase })

  const inFlight = Math.min(layout.pipeline, options.accumulation ?? layout.pipeline)
  const kept = (fused: boolean) =>
    keptBytes(typed.saved, blocks, {
      microBatch,
      precision,
      fusedAttention: fused,
      checkpointing,
      layout,
      inFlight,
    })
  const activations = kept(fusedAttention ?? false)
  const least = kept(fusedAttention ?? true)

  const outputs = typed.outputs.reduce((total, { type }) => total + elements(type.shape), 0)
  const loss = (microBatch * outputs * 8) / layout.tensor
  const peak = fusedAttention ? model.fusedPeak() : typed.peakElements
  const flowing = (microBatch * peak * bytesOf(precision)) / layout.tensor
  const context = device?.kind === 'gpu' ? deviceContextBytes : undefined

  const total = (state: number, keeps: number, temporary: number, lost: number, own: number) =>
    state + (keeps + temporary) * (1 + lost) + own
  const { weights, gradients, gathered } = states
  const state = weights + gradients + states.optimizer + gathered
  const typicalWith = (keeps: number) =>
    total(state, keeps, loss + flowing, fragmentation.typical, context?.typical ?? 0)
  const value = typicalWith(activations)
  const terms = [
    states.formula,
    `(saved activations ${grouped(activations)} B + temporary ${grouped(loss + flowing)} B) x ${1 + fragmentation.typical}`,
    ...(context ? [`device context ${grouped(context.typical)} B`] : []),
  ]
  const figure: Figure = {
    value,
    unit: 'bytes',
    low: total(states.low, least * (1 - activationError), loss, fragmentation.low, context?.low ?? 0),
    high: total(
      states.high,
      activations * (1 + activationError),
      loss + 2 * flowing,
      fragmentation.high,
      context?.high ?? 0,
    ),
    formula: `${terms.join(' + ')}, micro-batch ${microBatch}, ${precision}, ${optimizer}${formWords(options)}`,
    source:
      'states: Rajbhandari et al., ZeRO (2020); activations: what autograd saves per layer, each storage once; ' +
      `${recomputation[checkpointing]}${devicesOf(layout) > 1 ? '' : checkpointing === 'none' ? ' or sharding' : ', without sharding'}` +
      `${context ? '' : '; the device context is not counted'}`,
  }
  // Where the kind of attention is open, the range spans two programs; the promise holds for each of them.
  return {
    total: {
      ...within(figure, promised.trainingMemory),
      low: Math.max(figure.low, promised.trainingMemory.below * typicalWith(least)),
    },
    weights,
    gradients,
    optimizer: states.optimizer,
    activations,
    temporary: loss + flowing + gathered,
    fragmentation: (activations + loss + flowing) * fragmentation.typical,
    context: context?.typical ?? 0,
  }
}

const recomputation: Readonly<Record<Checkpointing, string>> = {
  none: 'without recomputation',
  selective: 'attention matrices computed again (Korthikanti et al., 2022)',
  full: 'repeated blocks computed again (Chen et al., 2016)',
}

/** What differs from training as it is on one device. */
function formWords({
  fusedAttention,
  checkpointing = 'none',
  layout = oneDevice,
  quantizedBase,
}: TrainingMemoryOptions): string {
  const words = [
    ...(fusedAttention ? ['fused attention'] : []),
    ...(checkpointing !== 'none' ? [`${checkpointing} checkpointing`] : []),
    ...(devicesOf(layout) > 1 ? [layoutWords(layout)] : []),
    ...(quantizedBase ? ['frozen projections in 4 bit'] : []),
  ]
  return words.map((word) => `, ${word}`).join('')
}

export interface MicroBatchOptions extends Omit<TrainingMemoryOptions, 'microBatch' | 'device'> {
  readonly device: Device
  /** The largest that makes sense for the data. */
  readonly cap: number
  /** Share of the memory kept free; default margins.ts. */
  readonly marginFraction?: number
  /** Where the device's memory is unknown (a CPU's host memory) or shared. */
  readonly memoryBytes?: number
}

/** The largest power of two up to `cap` whose training memory surely fits (its high end); 0 where one sample does not. */
export function largestMicroBatch(typed: TypedSpec, options: MicroBatchOptions): number | Unknown {
  const { device, cap, marginFraction = memoryMargin, memoryBytes, ...rest } = options
  const memory = memoryBytes ?? device.memoryBytes
  if (memory === null) return unknown(`the memory of ${device.name} is not known: give it`)
  const model = memoryModel(typed)
  const limit = memory * (1 - marginFraction)
  return largestPower(cap, (microBatch) => {
    return trainingMemoryParts(model, { ...rest, device, microBatch }).total.high <= limit
  })
}

/** The largest power of two up to `cap` that fits, 0 where 1 does not. What fits must fit when it is smaller. */
export function largestPower(cap: number, fits: (n: number) => boolean): number {
  let [low, high] = [-1, Math.floor(Math.log2(Math.max(1, cap)))]
  // Most models are small beside their device: then the largest is the only one that is tried.
  if (fits(2 ** high)) return 2 ** high
  high -= 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(2 ** middle)) low = middle
    else high = middle - 1
  }
  return low < 0 ? 0 : 2 ** low
}
