/** The distributed plan: the rule step by step, and what it never proposes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKnown } from '../../../src/design/estimate/figure.js'
import { devices } from '../../../src/design/estimate/hardware.js'
import { devicesOf } from '../../../src/design/estimate/layout.js'
import {
  type NoPlan,
  type PlanOptions,
  planTraining,
  type TrainingPlan,
} from '../../../src/design/estimate/plan.js'
import { precisionFor } from '../../../src/design/estimate/precision.js'
import type { TypedSpec } from '../../../src/design/spec/typed.js'
import { known } from '../../support/estimates.js'
import { gpt, llama } from '../../support/models.js'
import { typedFile } from '../../support/spec-files.js'
import { typedOf } from '../../support/specs.js'

const llama7b = llama({ layers: 32, hidden: 4096, heads: 32, seq: 2048, vocab: 32_000 }, 11_008)
const llama70b = llama({ layers: 80, hidden: 8192, heads: 64, seq: 4096, vocab: 32_000 }, 28_672, 8)
const resnet50 = typedFile('resnet50')

function outcome(typed: TypedSpec, id: string, options: Partial<PlanOptions>): TrainingPlan | NoPlan {
  const device = known(id)
  const found = planTraining(typed, {
    device,
    count: 1,
    precision: precisionFor(device),
    batch: 64,
    ...options,
  })
  if (!isKnown(found)) throw new Error(found.unknown)
  return found
}

function planOf(typed: TypedSpec, id: string, options: Partial<PlanOptions>): TrainingPlan {
  const found = outcome(typed, id, options)
  if (!found.fits) throw new Error(found.reasons.join(' '))
  return found
}

describe('the plan', () => {
  it('takes one device where everything fits', () => {
    const plan = planOf(resnet50, 'a100-80-sxm', { batch: 256 })
    expect(plan).toMatchObject({
      strategy: 'single',
      devices: 1,
      microBatch: 256,
      gradientAccumulation: 1,
      checkpointing: 'none',
    })
    expect(plan.reasons[0]).toMatch(
      /^On one device as it is it fits: [\d.]+ GB at micro-batch 256 of 80 GB\.$/,
    )
  })

  it('gives each device a copy where there are several (DDP)', () => {
    const plan = planOf(resnet50, 'a100-80-sxm', { count: 8, batch: 256 })
    expect(plan).toMatchObject({
      strategy: 'ddp',
      devices: 8,
      microBatch: 32,
      gradientAccumulation: 1,
      batch: 256,
    })
    expect(plan.reasons.at(-1)).toContain('32 x 1 x 8 = 256')
  })

  it('accumulates gradients where the batch does not fit', () => {
    const plan = planOf(resnet50, 't4', { batch: 1024 })
    expect(plan.microBatch).toBeLessThan(1024)
    expect(plan.microBatch * plan.gradientAccumulation).toBe(1024)
  })

  it('computes blocks again before it divides anything', () => {
    const plan = planOf(llama7b, 'h200-sxm', { optimizer: 'adamw', batch: 16 })
    expect(plan).toMatchObject({ strategy: 'single', checkpointing: 'full', optimizer: 'adamw' })
    expect(plan.reasons[0]).toMatch(/as it is it does not fit: [\d.]+ GB at micro-batch 1 > 0.85 x 141 GB/)
  })

  it('takes 8-bit Adam where no optimizer was asked for', () => {
    const base = llama({ layers: 32, hidden: 4096, heads: 32, seq: 1024, vocab: 32_000 }, 11_008)
    const memory = { memoryBytes: 96e9, batch: 8 }
    expect(planOf(base, 'h100-sxm', memory)).toMatchObject({ strategy: 'single', optimizer: 'adam_8bit' })
    expect(outcome(base, 'h100-sxm', { ...memory, optimizer: 'adamw' }).fits).toBe(false)
  })

  it('puts the frozen weights of a fine-tuning in 4 bit where they do not fit otherwise', () => {
    const adapted = gpt(
      { layers: 48, hidden: 4096, heads: 32, seq: 512, vocab: 32_000 },
      { lora: { rank: 8, on: ['query', 'value'] } },
    )
    const plan = planOf(adapted, 't4', { batch: 16 })
    expect(plan).toMatchObject({ strategy: 'single', quantizedBase: true })
    expect(plan.notes).toContain('FP16 needs loss scaling.')
  })

  it('divides states in the order of what it costs: ZeRO-1, ZeRO-2, FSDP', () => {
    const strategyOn = (id: string, count: number) =>
      planOf(llama7b, id, { count, batch: 64, optimizer: 'adamw' }).strategy
    expect(strategyOn('a100-80-sxm', 8)).toBe('zero1')
    expect(strategyOn('rtx5090', 64)).toBe('zero2')
    expect(strategyOn('a100-80-sxm', 2)).toBe('fsdp')
    expect(strategyOn('l40s', 4)).toBe('fsdp')
  })

  it('shares layers inside a node over a fast link, and stages across nodes with 4 micro-batches each', () => {
    const plan = planOf(llama70b, 'h100-sxm', { count: 128, batch: 1024, optimizer: 'adamw' })
    expect(plan.fits).toBe(true)
    const wide = llama({ layers: 96, hidden: 16_384, heads: 128, seq: 4096, vocab: 32_000 }, 53_248, 8)
    const large = planOf(wide, 'h100-sxm', { count: 256, batch: 1024, optimizer: 'adamw' })
    expect(large.strategy).toBe('model_parallel')
    expect(large.layout.tensor).toBeGreaterThan(1)
    expect(large.layout.tensor).toBeLessThanOrEqual(8)
    if (large.layout.pipeline > 1)
      expect(large.gradientAccumulation).toBeGreaterThanOrEqual(4 * large.layout.pipeline)
    expect(large.reasons.at(-1)).toMatch(
      /devices of a node share each layer over 900 GB\/s, 8 heads divide by/,
    )
  })

  it('spreads 126 layers of 405B parameters over stages that do not divide them', () => {
    const model = llama({ layers: 126, hidden: 16_384, heads: 128, seq: 8192, vocab: 128_256 }, 53_248, 8)
    const plan = planOf(model, 'h100-sxm', { count: 1024, batch: 1024, optimizer: 'adamw' })
    const { tensor, pipeline, data } = plan.layout
    expect(plan.strategy).toBe('model_parallel')
    expect([tensor, tensor * pipeline * data]).toEqual([8, 1024])
    expect(126 % pipeline).not.toBe(0)
    expect(plan.gradientAccumulation).toBeGreaterThanOrEqual(4 * pipeline)
  })

  it('says why shared layers do not fit either', () => {
    const none = outcome(llama70b, 'h100-sxm', { count: 16, batch: 64, optimizer: 'adamw' })
    if (none.fits) throw new Error('it fits')
    expect(none.reasons.at(-1)).toMatch(
      /8 x tensor and sequence parallel, 2 pipeline stages do not fit either/,
    )
    expect(none.waysOut.join(' ')).toContain('At least 17 such devices with FSDP')
  })

  it('never shares layers over ordinary links', () => {
    for (const id of ['l40s', 't4', 'rtx4090']) {
      const found = outcome(llama70b, id, { count: 16, batch: 64, optimizer: 'adamw' })
      if (found.fits) expect(found.layout.tensor).toBe(1)
      else expect(found.reasons.at(-1)).toContain('Tensor parallelism needs a fast link inside a node')
    }
  })

  it('divides giant tables over the devices instead of gathering them', () => {
    const dlrm = typedOf({
      inputs: { item: { kind: 'category', count: 40_000_000 } },
      nodes: [
        { kind: 'embedding', dim: 64 },
        { kind: 'mlp', hidden: [64], units: 1 },
      ],
    })
    const plan = planOf(dlrm, 'l4', { count: 8, batch: 4096, optimizer: 'adamw' })
    expect(plan.strategy).toBe('sharded_tables')
    expect(plan.memory.total.value).toBeLessThan(0.85 * 24e9)
  })

  it('says what would help where nothing fits', () => {
    const none = outcome(llama7b, 't4', { batch: 16, optimizer: 'adamw' })
    if (none.fits) throw new Error('it fits')
    expect(none.reasons.at(-1)).toContain('There is one device: nothing can be divided')
    expect(none.waysOut.join(' ')).toMatch(/8-bit optimizer.*LoRA.*At least \d+ such devices with FSDP/)
  })

  it('uses no second node for what one device does over night, nor others where the time is enough', () => {
    const quick = { count: 32, batch: 1024, run: { samples: 100_000, epochs: 3 } }
    const plan = planOf(resnet50, 'a100-80-sxm', quick)
    expect(plan).toMatchObject({ strategy: 'ddp', devices: 8 })
    expect(plan.reasons.join(' ')).toContain('over night: a second node is not worth its traffic')
    const long = planOf(resnet50, 'a100-80-sxm', { ...quick, run: { samples: 100_000_000, epochs: 90 } })
    expect(long.devices).toBe(32)
    const enough = planOf(resnet50, 'a100-80-sxm', {
      ...quick,
      run: { samples: 100_000, epochs: 3, hoursLimit: 24 },
    })
    expect(enough.devices).toBe(1)
  })

  it('warns of batch norm over few samples, and of a batch that changes', () => {
    const plan = planOf(resnet50, 'a100-80-sxm', { count: 8, batch: 60 })
    expect(plan.notes.join(' ')).toContain('Batch norm sees 8 samples at a time')
    expect(plan.notes.join(' ')).toContain('The batch becomes 64 instead of 60.')
  })

  it('is unknown where the memory is, until it is given', () => {
    const m2 = { device: known('apple-m2-max'), count: 1, precision: 'fp16', batch: 8 } as const
    expect(planTraining(resnet50, m2)).toEqual({
      unknown: 'the memory of Apple M2 Max (38-core GPU) is not known: give it',
    })
    expect(planTraining(resnet50, { ...m2, memoryBytes: 64e9 })).toMatchObject({ strategy: 'single' })
  })
})

describe('every plan', () => {
  const models = [llama7b, resnet50, gpt({ layers: 12, hidden: 768, heads: 12, seq: 1024, vocab: 50_257 })]

  it('fits, reaches the batch, uses what is there, and one device alone is never parallel', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.constantFrom(...devices.filter(({ memoryBytes }) => memoryBytes !== null)),
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 2048 }),
        (typed, device, count, batch) => {
          const plan = planTraining(typed, { device, count, precision: precisionFor(device), batch })
          if (!isKnown(plan)) throw new Error(plan.unknown)
          expect(plan.reasons.length).toBeGreaterThan(0)
          if (!plan.fits) {
            expect(plan.waysOut.length).toBeGreaterThan(2)
            return
          }
          expect(plan.memory.total.value).toBeLessThanOrEqual(0.85 * (device.memoryBytes ?? 0))
          expect(plan.memory.total.high).toBeLessThanOrEqual(device.memoryBytes ?? 0)
          expect(devicesOf(plan.layout)).toBe(plan.devices)
          expect(plan.devices).toBeLessThanOrEqual(count)
          expect(plan.batch).toBe(plan.microBatch * plan.gradientAccumulation * plan.layout.data)
          expect(plan.batch).toBeGreaterThanOrEqual(batch)
          if (plan.devices === 1) expect(plan.strategy).toBe('single')
          if (plan.layout.tensor > 1) expect(device.interconnect).not.toBeNull()
        },
      ),
      { numRuns: 60 },
    )
  })
})
