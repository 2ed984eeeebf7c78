/** What holds for every network, device and batch. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figure, Unknown } from '../../../src/design/estimate/figure.js'
import { isKnown } from '../../../src/design/estimate/figure.js'
import { forwardFlops } from '../../../src/design/estimate/flops.js'
import { devices, type Precision } from '../../../src/design/estimate/hardware.js'
import { servingLatency } from '../../../src/design/estimate/latency.js'
import {
  optimizers,
  servingMemory,
  trainingMemory,
  weightMemory,
} from '../../../src/design/estimate/memory.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { precisionFor } from '../../../src/design/estimate/precision.js'
import { trainingCost, trainingTime } from '../../../src/design/estimate/training.js'
import type { TypedSpec } from '../../../src/design/spec/typed.js'
import { evaluate } from '../../support/formula.js'
import { typedOf } from '../../support/specs.js'

const size = fc.integer({ min: 1, max: 64 })
const layers = fc.oneof(
  size.map((units) => ({ kind: 'linear', units })),
  size.map((units) => ({ kind: 'gru', units })),
  size.map((units) => ({ kind: 'lstm', units, bidirectional: units % 2 === 0 })),
  fc.constantFrom('relu', 'gelu', 'layer_norm', 'batch_norm', { kind: 'dropout', rate: 0.1 }),
  fc.integer({ min: 1, max: 4 }).map((heads) => ({ kind: 'attention', heads, head_dim: 8 })),
)
/** Any stack of layers over a series. */
const networks: fc.Arbitrary<TypedSpec> = fc
  .record({ steps: size, features: size, nodes: fc.array(layers, { minLength: 1, maxLength: 6 }) })
  .map(({ steps, features, nodes }) =>
    typedOf({
      inputs: { x: { kind: 'series', steps, features } },
      nodes: [{ kind: 'linear', units: features }, ...nodes],
    }),
  )
const anyDevice = fc.constantFrom(...devices)
const anyPrecision = fc.constantFrom<Precision>('fp32', 'bf16', 'fp16')
const anyOptimizer = fc.constantFrom(...optimizers)
const anyMode = fc.constantFrom('eager', 'compiled')
const batches = fc.integer({ min: 1, max: 4096 })
const figures = (...results: (Figure | Unknown)[]) => results.filter(isKnown)

describe('every figure', () => {
  it('is finite, between low and high, and has its arithmetic and source', () => {
    fc.assert(
      fc.property(
        networks,
        anyDevice,
        anyOptimizer,
        anyMode,
        batches,
        fc.integer({ min: 1, max: 64 }),
        (typed, device, optimizer, mode, batch, count) => {
          const precision = precisionFor(device)
          const { total, trainable, buffers } = countParams(typed)
          const hours = trainingTime(typed, {
            device,
            count,
            precision,
            optimizer,
            samples: 1000 * batch,
            epochs: 3,
            microBatch: batch,
            gradientAccumulation: 2,
          })
          const all = figures(
            total,
            trainable,
            buffers,
            forwardFlops(typed, batch),
            weightMemory(typed, { precision }),
            servingMemory(typed, { batch, precision }),
            trainingMemory(typed, { microBatch: batch, precision, optimizer, device }),
            servingLatency(typed, { device, count, batch, precision, mode }),
            hours,
            isKnown(hours) ? trainingCost(hours, device, count) : hours,
          )
          expect(all.length).toBeGreaterThanOrEqual(7)
          for (const { low, value, high, formula, source } of all) {
            for (const n of [low, value, high]) expect(Number.isFinite(n)).toBe(true)
            expect(low).toBeGreaterThanOrEqual(0)
            expect(value).toBeGreaterThanOrEqual(low)
            expect(high).toBeGreaterThanOrEqual(value)
            expect(formula).toMatch(/\d/)
            expect(`${formula} ${source}`).not.toMatch(
              /NaN|undefined|Infinity|(?<![\d,.])1 (?:epochs|samples|launches|devices)\b/,
            )
            expect(source.length).toBeGreaterThan(8)
          }
        },
      ),
    )
  })

  it('is what its formula comes to', () => {
    // Times are rounded to four digits in words; milliseconds and hours are written in seconds.
    const perBase: Readonly<Record<string, number>> = { milliseconds: 1000, hours: 1 / 3600 }
    fc.assert(
      fc.property(networks, anyDevice, anyOptimizer, batches, (typed, device, optimizer, batch) => {
        const precision = precisionFor(device)
        const hours = trainingTime(typed, {
          device,
          count: 2,
          precision,
          optimizer,
          samples: 1000 * batch,
          epochs: 3,
          microBatch: batch,
          gradientAccumulation: 2,
        })
        for (const figure of figures(
          countParams(typed).total,
          forwardFlops(typed, batch),
          weightMemory(typed, { precision }),
          servingMemory(typed, { batch, precision }),
          trainingMemory(typed, { microBatch: batch, precision, optimizer, device }),
          servingLatency(typed, { device, count: 2, batch, precision, mode: 'eager' }),
          hours,
          isKnown(hours) ? trainingCost(hours, device, 2) : hours,
        )) {
          const value = evaluate(figure.formula) * (perBase[figure.unit] ?? 1)
          expect(Math.abs(value - figure.value), figure.formula).toBeLessThanOrEqual(2e-3 * figure.value)
        }
      }),
    )
  })
})

describe('a larger batch', () => {
  it('never takes less memory, work or time', () => {
    fc.assert(
      fc.property(networks, anyDevice, anyMode, batches, batches, (typed, device, mode, a, b) => {
        const [small, large] = a <= b ? [a, b] : [b, a]
        const precision = precisionFor(device)
        const of = (batch: number) =>
          figures(
            forwardFlops(typed, batch),
            servingMemory(typed, { batch, precision }),
            trainingMemory(typed, { microBatch: batch, precision, optimizer: 'adamw', device }),
            servingLatency(typed, { device, count: 4, batch, precision, mode }),
          )
        const more = of(large)
        for (const [i, figure] of of(small).entries())
          for (const end of ['low', 'value', 'high'] as const)
            expect(more[i]?.[end]).toBeGreaterThanOrEqual(figure[end] * (1 - 1e-12))
      }),
    )
  })
})

describe('half the precision', () => {
  it('halves what weights and activations take', () => {
    fc.assert(
      fc.property(networks, batches, (typed, batch) => {
        const buffers = 4 * countParams(typed).buffers.value
        const of = (precision: Precision) => servingMemory(typed, { batch, precision }).value - buffers
        expect(of('fp16')).toBeCloseTo(of('fp32') / 2, 6)
        expect(of('bf16')).toBe(of('fp16'))
      }),
    )
  })

  it('never makes training memory larger', () => {
    fc.assert(
      fc.property(networks, batches, anyPrecision, (typed, microBatch, precision) => {
        const of = (p: Precision) =>
          trainingMemory(typed, { microBatch, precision: p, optimizer: 'adamw' }).value
        expect(of(precision)).toBeLessThanOrEqual(of('fp32'))
      }),
    )
  })
})

describe('more devices', () => {
  it('never train longer, as long as there is a batch for each', () => {
    fc.assert(
      fc.property(
        networks,
        anyDevice,
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 64 }),
        (typed, device, a, b) => {
          const [few, many] = a <= b ? [a, b] : [b, a]
          const of = (count: number) =>
            figures(
              trainingTime(typed, {
                device,
                count,
                precision: precisionFor(device),
                optimizer: 'adamw',
                samples: 1_000_000,
                epochs: 2,
                microBatch: 32,
                gradientAccumulation: 1,
              }),
            )
          for (const [i, figure] of of(few).entries())
            for (const end of ['low', 'value', 'high'] as const)
              expect(of(many)[i]?.[end]).toBeLessThanOrEqual(figure[end] * (1 + 1e-12))
        },
      ),
    )
  })
})
