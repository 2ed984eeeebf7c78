/**
 * Serving a model that writes token by token: the cache of keys and values, reading the prompt at once (prefill,
 * bound by arithmetic) and writing one token after another (decode, bound by reading weights and cache).
 */
import type { TypedNode, TypedSpec } from '../spec/typed.js'
import { attentionSizes } from './attention.js'
import type { Device, Precision } from './device.js'
import { exact, type Figure, isKnown, type Unknown, unknown } from './figure.js'
import { servingLatency } from './latency.js'
import { deviceCall, launchOverhead, memoryMargin, servingUtilisation } from './margins.js'
import { weightMemory } from './memory.js'
import { bytesOf } from './precision.js'
import { promised, within } from './promise.js'
import { bandwidthReached, type End, type Machine, machineOf, oppositeOf } from './roofline.js'
import { counted, grouped, leaves, totalFlops } from './totals.js'

/** Causal self-attention: what keeps keys and values of the positions before. */
const cached = (typed: TypedSpec) =>
  leaves(typed).flatMap(({ node, times }) => {
    const sizes = attentionSizes(node)
    return sizes?.causal && !sizes.cross ? [{ sizes, times }] : []
  })

/** Whether it writes: it attends causally, and one of its outputs scores the tokens that it reads. */
export function generates(typed: TypedSpec): boolean {
  const vocabularies = Object.values(typed.inputs).flatMap(({ count }) => count ?? [])
  const scores = typed.outputs.some(({ type }) => vocabularies.includes(type.shape.at(-1) ?? 0))
  return scores && cached(typed).length > 0
}

/** Positions that the model was typed for: the longest sequence it writes. */
const positionsOf = (typed: TypedSpec): number =>
  cached(typed).reduce((most, { sizes }) => Math.max(most, sizes.steps), 0)

/** 2 x layers x key heads x head_dim x bytes, for one token of one sequence (Kwon et al., 2023). */
export function cachePerToken(typed: TypedSpec, precision: Precision): Figure {
  const bytes = bytesOf(precision)
  const layers = cached(typed)
  const numbers = layers.reduce((n, { sizes, times }) => n + times * sizes.kvHeads * sizes.headDim, 0)
  const [first, ...others] = layers
  const words =
    first && others.length === 0
      ? `2 x ${first.times} layers x ${first.sizes.kvHeads} heads of keys x ${first.sizes.headDim}`
      : `2 x ${counted(numbers, 'number')} in all layers`
  return exact(
    2 * numbers * bytes,
    'bytes',
    `${words} x ${bytes} B`,
    'keys and values of every causal layer (Kwon et al., PagedAttention, 2023); blocks that are partly empty are not counted',
  )
}

export interface GenerationOptions {
  readonly device: Device
  /** Cores of a CPU. One copy of the model is on one accelerator. */
  readonly count: number
  readonly precision: Precision
  /** Sequences that are written at the same time. */
  readonly batch: number
  /** Tokens of a sequence that are in the cache; default all that the model was typed for. */
  readonly context?: number
}

export interface Generation {
  readonly cachePerToken: Figure
  /** Of all sequences of the batch at the context's length. */
  readonly cache: Figure
  /** Weights and cache: without what flows between layers. */
  readonly memory: Figure
  /** Reading a prompt as long as the model was typed for: until the first token. */
  readonly prefill: Figure | Unknown
  /** One further token of every sequence. */
  readonly decode: Figure | Unknown
  /** Tokens per second of the batch together. */
  readonly throughput: Figure | Unknown
  /** Sequences of the context's length that fit beside the weights. */
  readonly sequences: Figure | Unknown
}

/** Undefined for a model that does not write. */
export function generation(typed: TypedSpec, options: GenerationOptions): Generation | undefined {
  if (!generates(typed)) return undefined
  const { device, precision, batch, count } = options
  const context = options.context ?? positionsOf(typed)
  const perToken = cachePerToken(typed, precision)
  const cache = exact(
    batch * context * perToken.value,
    'bytes',
    `${counted(batch, 'sequence')} x ${counted(context, 'token')} x ${grouped(perToken.value)} B`,
    perToken.source,
  )
  const weights = weightMemory(typed, { precision })
  const decode = decodeTime(typed, options, cache)
  return {
    cachePerToken: perToken,
    cache,
    memory: exact(
      weights.value + cache.value,
      'bytes',
      `${weights.formula} + ${cache.formula}`,
      `${weights.source}; ${cache.source}; activations and the runtime are not counted`,
    ),
    prefill: servingLatency(typed, { device, count, batch, precision, mode: 'compiled' }),
    decode,
    throughput: isKnown(decode) ? throughputOf(decode, batch) : decode,
    sequences: sequencesOf(device, weights.value, context * perToken.value),
  }
}

function throughputOf(decode: Figure, batch: number): Figure {
  return {
    value: (1000 * batch) / decode.value,
    unit: 'tokens/s',
    low: (1000 * batch) / decode.high,
    high: (1000 * batch) / decode.low,
    formula: `${counted(batch, 'token')} / (${grouped(decode.value)} ms)`,
    source: decode.source,
  }
}

function sequencesOf(device: Device, weights: number, each: number): Figure | Unknown {
  const { memoryBytes } = device
  if (memoryBytes === null) return unknown(`the memory of ${device.name} is not known: give it`)
  const usable = (1 - memoryMargin) * memoryBytes
  return exact(
    Math.max(0, Math.floor((usable - weights) / each)),
    'count',
    `(${grouped(usable)} B - ${grouped(weights)} B of weights) / ${grouped(each)} B`,
    `memory: ${device.source}, ${100 * memoryMargin}% kept free; whole sequences`,
  )
}

/**
 * One token of every sequence: the longer of reading weights and cache and of the arithmetic, and what launching
 * costs. Of experts those are read that the batch chooses, at most all; of a table only the rows.
 */
function decodeTime(
  typed: TypedSpec,
  { device, count, precision, batch }: GenerationOptions,
  cache: Figure,
): Figure | Unknown {
  const machine = machineOf(device, count, precision)
  if (!isKnown(machine)) return machine
  const bytes = bytesOf(precision)
  const weights = typed.nodes.reduce((n, node) => n + readElements(node, batch), 0) * bytes
  const flops = (batch * totalFlops(typed)) / positionsOf(typed)
  const kernels = leaves(typed).reduce((n, { node, times }) => n + times * node.kernels, 0)
  const times = (end: End) => {
    const moved = (weights + cache.value) / bandwidthReached(machine, end)
    const work = flops / (machine.peak * servingUtilisation[oppositeOf(end)])
    const launch = kernels * launchOf(machine)[end] + (machine.cpu ? 0 : deviceCall[end])
    return { moved, work, launch, ms: 1000 * (Math.max(moved, work) + launch) }
  }
  const [low, typical, high] = [times('low'), times('typical'), times('high')]
  const ms = (seconds: number) => `${grouped(seconds * 1000)} ms`
  const bound =
    typical.moved >= typical.work
      ? `(${grouped(weights)} B of weights + ${grouped(cache.value)} B of cache) / ${grouped(bandwidthReached(machine, 'typical') / 1e9)} GB/s`
      : `${ms(typical.work)} for ${grouped(flops)} FLOPs`
  const figure: Figure = {
    value: typical.ms,
    unit: 'milliseconds',
    low: low.ms,
    high: high.ms,
    formula: `${bound} + ${ms(typical.launch)} of launches`,
    source: `decode bound on ${machine.name}, ${precision}: every weight and the cache are read for each token; bandwidth reached: measured decode throughput; device: ${device.source}`,
  }
  return within(figure, promised.decode)
}

const launchOf = ({ cpu }: Machine) => (cpu ? launchOverhead.cpuCompiled : launchOverhead.gpuGraph)

/** Elements of a node's weights that one step reads. */
function readElements(node: TypedNode, batch: number): number {
  // A look-up reads a row for each sequence, a tied output the whole table.
  if (node.kind === 'embedding') return batch * (node.outputs[0]?.type.shape.at(-1) ?? 0)
  // Shared weights are read for every application: they do not stay in a cache.
  const sets = node.weightSets > node.times ? Math.min(node.weightSets, batch * node.times) : node.times
  const own = node.weights.reduce((n, { shape }) => n + shape.reduce((a, b) => a * b, 1), 0)
  return sets * (own + node.children.reduce((n, child) => n + readElements(child, batch), 0))
}
