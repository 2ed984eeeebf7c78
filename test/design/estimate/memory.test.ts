/** Memory of a small network, byte by byte, and the largest batch that fits. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKnown } from '../../../src/design/estimate/figure.js'
import { type Device, deviceById } from '../../../src/design/estimate/hardware.js'
import {
  largestMicroBatch,
  optimizers,
  savedBytes,
  servingMemory,
  stateBytes,
  trainingMemory,
  weightMemory,
} from '../../../src/design/estimate/memory.js'
import { nothingSaved } from '../../../src/design/spec/saved.js'
import { evaluate } from '../../support/formula.js'
import { typedOf } from '../../support/specs.js'

function known(id: string): Device {
  const device = deviceById(id)
  if (!device) throw new Error(`no device ${id}`)
  return device
}
const t4 = known('t4')

/** 10 -> 20 -> 1 with a ReLU between: 241 parameters. */
const mlp = typedOf({
  inputs: { x: { kind: 'vector', features: 10 } },
  nodes: [{ kind: 'linear', units: 20 }, 'relu', { kind: 'linear', units: 1 }],
})
const params = 241

describe('the training state of a parameter', () => {
  it.each([
    // weight + gradient + fp32 copy + moments
    ['bf16', 'adam', 2 + 2 + 4 + 8],
    ['fp16', 'adamw', 2 + 2 + 4 + 8],
    ['fp32', 'adam', 4 + 4 + 8],
    ['fp32', 'sgd', 4 + 4],
    ['fp32', 'sgd_momentum', 4 + 4 + 4],
    ['bf16', 'adam_8bit', 2 + 2 + 4 + 2],
    ['bf16', 'adafactor', 2 + 2 + 4 + 0.5],
  ] as const)('in %s with %s takes %d bytes', (precision, optimizer, bytes) => {
    expect(stateBytes(precision, optimizer).typical).toBe(bytes)
  })

  it('may hold its gradient in fp32 where the weights are 16 bit', () => {
    for (const optimizer of optimizers) {
      const [half, full] = [stateBytes('bf16', optimizer), stateBytes('fp32', optimizer)]
      expect(half.high - half.typical).toBe(2)
      expect(full.high).toBe(full.typical)
    }
  })
})

describe('stored weights', () => {
  it.each([
    ['fp32', 4],
    ['bf16', 2],
    ['fp16', 2],
    ['int8', 1],
  ] as const)('in %s take %d bytes each', (precision, bytes) => {
    const figure = weightMemory(mlp, { precision })
    expect(figure.value).toBe(params * bytes)
    expect(evaluate(figure.formula)).toBe(figure.value)
  })

  it('keep buffers in fp32', () => {
    const norm = typedOf({ inputs: { x: { kind: 'series', steps: 4, features: 6 } }, nodes: ['batch_norm'] })
    const figure = weightMemory(norm, { precision: 'bf16' })
    expect(figure.value).toBe(12 * 2 + 12 * 4)
    expect(figure.formula).toBe('12 parameters x 2 B + 12 buffers x 4 B')
  })
})

describe('memory to serve', () => {
  it('is the weights and what is alive at once', () => {
    // The widest moment: 20 numbers in and 20 out of the ReLU, or 10 in and 20 out.
    expect(mlp.peakElements).toBeGreaterThanOrEqual(30)
    expect(mlp.peakElements).toBeLessThanOrEqual(50)
    const figure = servingMemory(mlp, { batch: 32, precision: 'fp32' })
    expect(figure.value).toBe(4 * params + 32 * mlp.peakElements * 4)
    expect(evaluate(figure.formula)).toBe(figure.value)
    expect(figure.source).toContain('not counted')
  })
})

describe('bytes kept for backward', () => {
  it('are counted by how they are stored', () => {
    const saved = {
      ...nothingSaved,
      activations: 1000,
      scores: 100,
      scoreMasks: 60,
      masks: 50,
      indices: 7,
      statistics: 3,
      batchStatistics: 2,
    }
    expect(savedBytes(saved, 4, 'fp16', false)).toBe(
      4 * (1000 * 2 + 100 * 2 + 60 + 50 + 7 * 8 + 3 * 4) + 2 * 4,
    )
    expect(savedBytes(saved, 4, 'fp32', true)).toBe(4 * (1000 * 4 + 50 + 7 * 8 + 3 * 4) + 2 * 4)
  })
})

describe('memory to train', () => {
  it('is states, activations, temporaries and what the allocator loses', () => {
    const figure = trainingMemory(mlp, { microBatch: 8, precision: 'fp32', optimizer: 'adam' })
    // Both linear layers keep their input; the ReLU's output is the second one's input.
    const kept = 8 * (10 + 20) * 4
    const loss = 8 * 1 * 8
    const flowing = 8 * mlp.peakElements * 4
    expect(figure.value).toBeCloseTo(params * 16 + (kept + loss + flowing) * 1.1, 9)
    expect(figure.low).toBeCloseTo(params * 16 + (kept * 0.75 + loss) * 1.05, 9)
    expect(figure.high).toBeCloseTo(params * 16 + (kept * 1.25 + loss + 2 * flowing) * 1.15, 9)
    expect(evaluate(figure.formula)).toBeCloseTo(figure.value, 6)
    expect(figure.source).toContain('the device context is not counted')
  })

  it('holds the context of a GPU where one is named', () => {
    const options = { microBatch: 8, precision: 'fp32', optimizer: 'adam' } as const
    const [without, on] = [trainingMemory(mlp, options), trainingMemory(mlp, { ...options, device: t4 })]
    expect(on.value - without.value).toBeCloseTo(0.75e9, 3)
    expect(on.high - without.high).toBeCloseTo(1e9, 3)
    expect(evaluate(on.formula)).toBeCloseTo(on.value, 3)
    expect(trainingMemory(mlp, { ...options, device: known('cpu-core-avx2') })).toEqual(without)
  })
})

describe('the largest micro-batch', () => {
  const options = { device: t4, precision: 'fp32', optimizer: 'adam', cap: 1 << 20 } as const

  it('is a power of two whose high end still fits, and the next one does not', () => {
    const wide = typedOf({
      inputs: { x: { kind: 'vector', features: 4096 } },
      nodes: [{ kind: 'linear', units: 65_536 }, 'gelu', { kind: 'linear', units: 8 }],
    })
    const batch = largestMicroBatch(wide, options)
    if (!isKnown(batch)) throw new Error(batch.unknown)
    expect(Math.log2(batch) % 1).toBe(0)
    const needs = (microBatch: number) => trainingMemory(wide, { ...options, microBatch }).high
    expect(needs(batch)).toBeLessThanOrEqual(0.9 * 16e9)
    expect(needs(2 * batch)).toBeGreaterThan(0.9 * 16e9)
  })

  it('goes up to its cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (cap) => {
        expect(largestMicroBatch(mlp, { ...options, cap })).toBe(2 ** Math.floor(Math.log2(cap)))
      }),
    )
  })

  it('is 0 where not even one sample fits', () => {
    expect(largestMicroBatch(mlp, { ...options, memoryBytes: 1000 })).toBe(0)
  })

  it('is unknown where the memory is, until it is given', () => {
    const device = known('gb200-per-gpu')
    expect(device.memoryBytes).toBeNull()
    expect(largestMicroBatch(mlp, { ...options, device })).toEqual({
      unknown: `the memory of ${device.name} is not known: give it`,
    })
    expect(largestMicroBatch(mlp, { ...options, device, memoryBytes: 192e9 })).toBe(1 << 20)
  })
})
