/** What devices send each other, by hand: rings, gathering, tensor parallelism, bubbles; and what it costs in time. */
import { describe, expect, it } from 'vitest'
import { exchangeOf, linkOf, ringShare } from '../../../src/design/estimate/exchange.js'
import { dataParallel, type Layout, oneDevice, shardings } from '../../../src/design/estimate/layout.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { passesOfStep } from '../../../src/design/estimate/passes.js'
import { repeatedBlocks } from '../../../src/design/estimate/repeated.js'
import {
  type TrainingTimeOptions,
  trainingEnergy,
  trainingTime,
} from '../../../src/design/estimate/training.js'
import { figure, known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { gpt, matrixOf, stack } from '../../support/models.js'
import { typedOf } from '../../support/specs.js'

const P = 2e6
const matrix = matrixOf(1000, 2000)
const split = (tensor: number, pipeline = 1): Layout => ({ ...oneDevice, tensor, pipeline })

describe('an exchange', () => {
  it('of gradients is a ring: 2 (n - 1) / n of their bytes', () => {
    expect(ringShare(4)).toBe(1.5)
    const { perUpdate } = exchangeOf(matrix, 'bf16', dataParallel(4), 1, 8)
    expect(perUpdate).toBe(1.5 * P * 2)
    expect(exchangeOf(matrix, 'bf16', dataParallel(4, 'zero1'), 1, 8).perUpdate).toBe(perUpdate)
    expect(exchangeOf(matrix, 'bf16', oneDevice, 1, 8).perUpdate).toBe(0)
  })

  it('of FSDP is 1.5 times as much, for every micro-batch', () => {
    const once = exchangeOf(matrix, 'bf16', dataParallel(8), 1, 1).perUpdate
    expect(exchangeOf(matrix, 'bf16', dataParallel(8, 'fsdp'), 1, 1).perUpdate).toBe(1.5 * once)
    expect(exchangeOf(matrix, 'bf16', dataParallel(8, 'fsdp'), 1, 4).perUpdate).toBe(6 * once)
  })

  it('of a frozen model is that of what learns', () => {
    const shape = { layers: 2, hidden: 64, heads: 4, seq: 16, vocab: 100 }
    const adapted = gpt(shape, { lora: { rank: 2, on: ['query', 'value'] } })
    const learned = countParams(adapted).trainable.value
    expect(exchangeOf(adapted, 'bf16', dataParallel(2), 1, 1).perUpdate).toBe(learned * 2)
  })

  it('inside layers is four all-reduces of sequence x batch x hidden for each', () => {
    const [L, s, h, b, t] = [3, 32, 64, 2, 4]
    const { perMicroBatch } = exchangeOf(stack(L, s, h, 4), 'bf16', split(t), b, 1)
    expect(perMicroBatch).toBe(4 * ringShare(t) * L * s * b * h * 2)
    expect(exchangeOf(stack(L, s, h, 4), 'bf16', dataParallel(4), b, 1).perMicroBatch).toBe(0)
  })

  it('leaves a pipeline waiting for (p - 1) / (m + p - 1) of the time', () => {
    expect(exchangeOf(matrix, 'bf16', split(1, 4), 1, 16).bubble).toBeCloseTo(3 / 19, 12)
    expect(exchangeOf(matrix, 'bf16', oneDevice, 1, 16).bubble).toBe(0)
  })
})

describe('a link', () => {
  it('is the data sheet’s, half of both directions, or an assumption where it names none', () => {
    expect(linkOf(known('h100-sxm'), 8).high).toBe(450e9)
    expect(linkOf(known('l4'), 2).source).toContain('assumption: PCIe')
    expect(linkOf(known('h100-sxm'), 16).source).toContain('assumption: 100-400 Gbit/s')
    expect(linkOf(known('l4'), 64, 1e9).typical).toBe(1e9)
  })
})

const step: Omit<TrainingTimeOptions, 'device' | 'layout'> = {
  count: 1,
  precision: 'bf16',
  optimizer: 'adamw',
  samples: 6400,
  epochs: 1,
  microBatch: 4,
  gradientAccumulation: 16,
}
const small = gpt({ layers: 4, hidden: 256, heads: 8, seq: 128, vocab: 1000 })
const hours = (layout: Layout, more: Partial<TrainingTimeOptions> = {}) =>
  figure(trainingTime(small, { ...step, device: known('a100-80-sxm'), layout, ...more }))

describe('training time over devices', () => {
  it('is what its words come to', () => {
    for (const sharding of shardings)
      for (const layout of [dataParallel(4, sharding), { ...split(2, 2), sharding, data: 2 }, split(4)])
        for (const linkBandwidth of [undefined, 1e6]) {
          const { value, formula } = hours(layout, linkBandwidth === undefined ? {} : { linkBandwidth })
          expect(Math.abs(evaluate(formula) / 3600 - value), formula).toBeLessThan(2e-3 * value)
        }
  })

  it('is bound by a link that is slow enough', () => {
    const slow = hours(dataParallel(8, 'fsdp'), { linkBandwidth: 1e6 })
    expect(slow.formula).toContain('B sent')
    expect(slow.value).toBeGreaterThan(10 * hours(dataParallel(8, 'fsdp')).value)
  })

  it('grows where a pipeline has few micro-batches to fill it', () => {
    const of = (gradientAccumulation: number) =>
      hours(split(1, 4), { gradientAccumulation, samples: 64 * gradientAccumulation, microBatch: 4 }).value /
      gradientAccumulation
    expect(of(4)).toBeGreaterThan(1.3 * of(64))
  })

  it('grows by a forward pass with full recomputation', () => {
    const model = stack(6, 64, 128, 4)
    expect(passesOfStep(model, 'full', repeatedBlocks(model))).toBeCloseTo(4, 12)
    expect(passesOfStep(model)).toBe(3)
    const of = (checkpointing: 'none' | 'full') =>
      figure(trainingTime(model, { ...step, device: known('l4'), checkpointing })).value
    expect(of('full') / of('none')).toBeCloseTo(4 / 3, 2)
  })

  it('of adapters has no gradients of frozen weights: about 4 N D', () => {
    const shape = { layers: 4, hidden: 512, heads: 8, seq: 16, vocab: 100 }
    const passes = passesOfStep(gpt(shape, { lora: { rank: 4, on: ['query', 'value'] } }))
    expect(passes).toBeGreaterThan(2)
    expect(passes).toBeLessThan(2.1)
  })

  it('at a measured utilisation is FLOPs / (share x peak), within 15%', () => {
    const { value, low, high } = hours(oneDevice, { utilisation: 0.4 })
    const arithmetic =
      (6400 * 3 * small.nodes.reduce((n, node) => n + flopsOf(node), 0)) / (0.4 * 312e12) / 3600
    expect(value).toBeGreaterThan(arithmetic)
    expect(high).toBeLessThanOrEqual(1.15 * value)
    expect(low).toBeGreaterThanOrEqual(0.85 * value)
  })
})

type Node = (typeof small.nodes)[number]
const flopsOf = (node: Node): number =>
  node.times * (node.flops + node.children.reduce((n, child) => n + flopsOf(child), 0))

describe('a mixture of experts', () => {
  it('is taken to reach less of the device than a dense network', () => {
    const model = (experts: number) =>
      typedOf({
        inputs: { x: { kind: 'series', steps: 64, features: 256 } },
        nodes: [
          { kind: 'attention', heads: 4 },
          { kind: 'moe', experts, active: 2, expert: { kind: 'feed_forward', hidden: 1024 } },
        ],
      })
    const of = (experts: number) =>
      figure(trainingTime(model(experts), { ...step, device: known('a100-80-sxm') }))
    expect(of(32).source).toContain('mixtures of experts')
    expect(of(2).source).not.toContain('mixtures of experts')
  })
})

describe('energy', () => {
  const ten = { value: 10, unit: 'hours', low: 5, high: 20, formula: '10', source: 'a' } as const

  it('is hours x devices x a share of the power', () => {
    const energy = figure(trainingEnergy(ten, known('a100-80-sxm'), 8))
    expect(energy).toMatchObject({ unit: 'kWh', high: 20 * 8 * 0.4 })
    expect(energy.value).toBeCloseTo(10 * 8 * 0.4 * 0.85, 9)
    expect(evaluate(energy.formula)).toBeCloseTo(energy.value, 9)
    expect(energy.source).toContain('not counted')
  })

  it('is unknown where no power is', () => {
    expect(trainingEnergy(ten, known('tpu-v5e'), 8)).toEqual({
      unknown: 'no power is known for Google TPU v5e: give it',
    })
  })
})
