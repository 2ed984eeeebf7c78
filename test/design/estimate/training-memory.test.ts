/** Training memory by hand: what recomputation, fused attention, sharding and 4-bit weights take off it. */
import { describe, expect, it } from 'vitest'
import { savedBytes } from '../../../src/design/estimate/activations.js'
import { dataParallel, type Layout, oneDevice, shardings } from '../../../src/design/estimate/layout.js'
import { weightMemory } from '../../../src/design/estimate/memory.js'
import { repeatedBlocks } from '../../../src/design/estimate/repeated.js'
import { heldBy, modelStates, stateMemory } from '../../../src/design/estimate/states.js'
import {
  memoryModel,
  type TrainingMemoryOptions,
  trainingMemory,
  trainingMemoryParts,
} from '../../../src/design/estimate/training-memory.js'
import { addSaved } from '../../../src/design/spec/saved.js'
import { known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { gpt, llama, matrixOf, stack } from '../../support/models.js'
import { specNames, typedFile } from '../../support/spec-files.js'
import { typedOf } from '../../support/specs.js'

const options = { microBatch: 2, precision: 'bf16', optimizer: 'adamw', fusedAttention: true } as const
const small = gpt({ layers: 4, hidden: 64, heads: 4, seq: 32, vocab: 100 }, { dropout: 0.1 })
const tensorParallel = (tensor: number, sequence = false): Layout => ({ ...oneDevice, tensor, sequence })

describe('activations', () => {
  it.each([
    [512, 768, 12],
    [1024, 1024, 16],
    [2048, 6144, 64],
  ])('of a layer (sequence %d, width %d, %d heads) are Korthikanti’s sbh(34 + 5as/h)', (s, h, a) => {
    // What one layer more keeps: the ends of the stack are not part of the formula.
    const one = addSaved(stack(3, s, h, a).saved, stack(2, s, h, a).saved, -1)
    const published = s * h * (34 + (5 * a * s) / h)
    expect(Math.abs(savedBytes(one, 1, 'fp16', false) - published)).toBeLessThan(0.1 * published)
    const fused = s * h * 34
    expect(Math.abs(savedBytes(one, 1, 'fp16', true) - fused)).toBeLessThan(0.25 * fused)
  })

  it.each([
    [
      'tensor parallelism',
      false,
      (s: number, h: number, a: number, t: number) => 10 + 24 / t + (5 * a * s) / (h * t),
    ],
    [
      'sequence parallelism',
      true,
      (s: number, h: number, a: number, t: number) => (34 + (5 * a * s) / h) / t,
    ],
  ] as const)('with %s are those of the paper', (_, sequence, perToken) => {
    const [L, s, h, a] = [3, 512, 256, 8]
    const model = memoryModel(stack(L, s, h, a))
    for (const t of [2, 4, 8]) {
      const { activations } = trainingMemoryParts(model, {
        ...options,
        microBatch: 1,
        fusedAttention: false,
        layout: tensorParallel(t, sequence),
      })
      const published = L * s * h * perToken(s, h, a, t)
      expect(Math.abs(activations - published)).toBeLessThan(0.01 * published)
    }
  })

  it('computed again are the inputs of the layers and one layer', () => {
    const [L, s, h, a] = [12, 64, 32, 4]
    const of = (layers: number, checkpointing: 'none' | 'full') =>
      trainingMemoryParts(memoryModel(stack(layers, s, h, a)), { ...options, checkpointing }).activations
    const input = options.microBatch * s * h * 2
    const one = of(3, 'none') - of(2, 'none')
    expect(of(L, 'full')).toBeCloseTo(of(L, 'none') - L * one + L * input + (one - input), 3)
  })

  it('never grow with fused attention, selective or full recomputation, in that order', () => {
    const of = (more: Partial<TrainingMemoryOptions>) =>
      trainingMemoryParts(memoryModel(small), { ...options, fusedAttention: false, ...more }).activations
    const [eager, fused, selective, full] = [
      of({}),
      of({ fusedAttention: true }),
      of({ checkpointing: 'selective' }),
      of({ checkpointing: 'full', fusedAttention: true }),
    ]
    expect(fused).toBeLessThan(eager)
    expect(selective).toBe(fused)
    expect(full).toBeLessThan(fused)
  })

  it('of a pipeline’s first stage are those of all layers as soon as it is full', () => {
    const of = (pipeline: number, accumulation: number) =>
      trainingMemoryParts(memoryModel(small), {
        ...options,
        accumulation,
        layout: { ...oneDevice, pipeline },
      }).activations
    expect(of(4, 16)).toBeCloseTo(of(1, 1), 3)
    expect(of(4, 1)).toBeLessThan(0.6 * of(1, 1))
  })
})

describe('the repeated blocks', () => {
  it.each(specNames)('of %s keep no more than the whole model', (name) => {
    const typed = typedFile(name)
    const blocks = repeatedBlocks(typed)
    const inside = blocks.reduce((n, { saved, times }) => n + times * savedBytes(saved, 1, 'bf16', false), 0)
    const all = savedBytes(typed.saved, 1, 'bf16', false)
    expect(inside).toBeLessThanOrEqual(all * 1.001)
    for (const { saved, input } of blocks) {
      expect(input).toBeGreaterThan(0)
      expect(savedBytes(saved, 1, 'bf16', false)).toBeGreaterThan(0)
    }
  })

  it('are found inside a block that is not repeated', () => {
    const typed = typedOf({
      inputs: { x: { kind: 'series', steps: 8, features: 16 } },
      blocks: { encoder: { nodes: [{ kind: 'transformer_block', repeat: 3, heads: 2, hidden: 32 }] } },
      nodes: [{ name: 'body', kind: 'encoder' }],
    })
    expect(repeatedBlocks(typed).map(({ times }) => times)).toEqual([3])
  })

  it('are those of the model where nothing is repeated: none', () => {
    expect(repeatedBlocks(matrixOf(4, 4))).toEqual([])
  })
})

describe('states', () => {
  const typed = matrixOf(1000, 2000)
  const P = 2e6

  it.each([
    ['none', 16 * P],
    ['zero1', 4 * P + (12 * P) / 8],
    ['zero2', 2 * P + (14 * P) / 8],
    ['fsdp', (16 * P) / 8],
  ] as const)('with %s on 8 devices are those of the paper, as their words say', (sharding, bytes) => {
    const states = modelStates(heldBy(typed, [], oneDevice), {
      precision: 'bf16',
      optimizer: 'adam',
      layout: dataParallel(8, sharding),
      quantizedBase: false,
    })
    expect(states.value).toBeCloseTo(bytes, 3)
    expect(evaluate(states.formula)).toBeCloseTo(bytes, 3)
  })

  it('of tables alone divide where tables are sharded', () => {
    const tables = typedOf({
      inputs: { item: { kind: 'category', count: 1000 } },
      nodes: [
        { kind: 'embedding', dim: 16 },
        { kind: 'linear', units: 4, bias: false },
      ],
    })
    const { weights, gradients, optimizer, formula } = stateMemory(heldBy(tables, [], oneDevice), {
      precision: 'fp32',
      optimizer: 'adam',
      layout: dataParallel(4, 'tables'),
      quantizedBase: false,
    })
    expect(weights + gradients + optimizer).toBe(16 * (64 + 16_000 / 4))
    expect(evaluate(formula)).toBe(16 * (64 + 16_000 / 4))
  })

  it('of a frozen model are its weights, in 4 bit a half byte and the constants', () => {
    const shape = { layers: 2, hidden: 64, heads: 4, seq: 16, vocab: 100 }
    const adapted = gpt(shape, { lora: { rank: 2, on: ['query', 'value'] } })
    const held = heldBy(adapted, [], oneDevice)
    // Two projections of two layers, each with 2 x 64 numbers down and up.
    expect(held.trainable).toBe(2 * 2 * 2 * (64 + 64))
    const projections = 2 * (4 * 64 * 64 + 2 * 64 * 256)
    expect(held.quantizable).toBe(projections)
    const of = (quantizedBase: boolean) =>
      stateMemory(held, { precision: 'bf16', optimizer: 'adamw', layout: oneDevice, quantizedBase })
    expect(of(false).weights - of(true).weights).toBeCloseTo(projections * (2 - 0.5 - 0.127 / 8), 6)
    expect(of(false).gradients).toBe(2 * held.trainable)
  })

  it('of a layer that is shared divide by tensor parallelism but for its vectors', () => {
    const one = heldBy(small, repeatedBlocks(small), oneDevice)
    const half = heldBy(small, repeatedBlocks(small), tensorParallel(2))
    const vectors = 2 * half.trainable - one.trainable
    expect(vectors).toBeGreaterThan(0)
    expect(vectors).toBeLessThan(0.05 * one.trainable)
  })
})

describe('training memory', () => {
  it('is what its words come to, however it is spread', () => {
    for (const sharding of shardings)
      for (const checkpointing of ['none', 'selective', 'full'] as const)
        for (const [tensor, pipeline] of [
          [1, 1],
          [2, 1],
          [2, 2],
        ] as const) {
          const layout: Layout = { sharding, data: 4, tensor, pipeline, sequence: tensor > 1 }
          const figure = trainingMemory(small, {
            ...options,
            checkpointing,
            layout,
            device: known('a100-80-sxm'),
          })
          expect(Math.abs(evaluate(figure.formula) - figure.value)).toBeLessThan(1e-3 * figure.value)
          expect(figure.source).toContain('ZeRO')
        }
  })

  it('is the sum of its parts', () => {
    const parts = trainingMemoryParts(memoryModel(small), { ...options, device: known('t4') })
    const { weights, gradients, optimizer, activations, temporary, fragmentation, context } = parts
    expect(weights + gradients + optimizer + activations + temporary + fragmentation + context).toBeCloseTo(
      parts.total.value,
      3,
    )
  })

  it('never grows with more devices that share it', () => {
    for (const sharding of ['zero1', 'zero2', 'fsdp'] as const) {
      const of = (data: number) =>
        trainingMemory(small, { ...options, layout: dataParallel(data, sharding) }).value
      for (const [few, many] of [
        [2, 4],
        [4, 64],
      ] as const)
        expect(of(many)).toBeLessThan(of(few))
    }
  })

  it.each(specNames)('of %s has no wider range than is promised', (name) => {
    for (const checkpointing of ['none', 'full'] as const) {
      const { low, value, high } = trainingMemory(typedFile(name), { ...options, checkpointing })
      expect(high).toBeLessThanOrEqual(1.35 * value)
      expect(low).toBeGreaterThanOrEqual(0.65 * value)
    }
  })

  it('of LLaMA 7B in full is seven times a T4, whose memory its weights alone fill', () => {
    const typed = llama({ layers: 32, hidden: 4096, heads: 32, seq: 512, vocab: 32_000 }, 11_008)
    const memory = known('t4').memoryBytes ?? 0
    const { low } = trainingMemory(typed, {
      ...options,
      microBatch: 1,
      precision: 'fp16',
      device: known('t4'),
    })
    expect(low).toBeGreaterThan(6.5 * memory)
    expect(weightMemory(typed, { precision: 'fp16' }).value).toBeLessThan(memory)
  })
})
