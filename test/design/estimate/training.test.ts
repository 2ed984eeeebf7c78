/** Hours and dollars of a small training, worked out by hand. */
import { describe, expect, it } from 'vitest'
import { exact, isKnown } from '../../../src/design/estimate/figure.js'
import { trainingCost, trainingTime } from '../../../src/design/estimate/training.js'
import { figure, known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { typedOf } from '../../support/specs.js'

const l4 = known('l4')
const network = typedOf({
  inputs: { x: { kind: 'vector', features: 1024 } },
  nodes: [{ kind: 'linear', units: 1024, bias: false }],
})
const options = {
  device: l4,
  count: 1,
  precision: 'bf16',
  optimizer: 'adamw',
  samples: 100_000,
  epochs: 10,
  microBatch: 512,
  gradientAccumulation: 2,
} as const

describe('training time', () => {
  it('is updates x (micro-batches x three forward passes + the optimizer)', () => {
    const updates = Math.ceil(100_000 / 1024) * 10
    const [flops, peak] = [512 * 2 * 1024 * 1024, 121e12]
    const moved = 2 * (512 * 2 * 1024 + 1024 * 1024)
    const fromBelow = Math.max(flops / (peak * 0.55), moved / (300e9 * 0.7)) + 65e-6
    const forward = Math.max(flops / (peak * 0.1), fromBelow)
    const optimizer = (2 * 1024 * 1024 * 16) / (300e9 * 0.7)
    const { value, formula } = figure(trainingTime(network, options))
    expect(value).toBeCloseTo((updates * (2 * 3 * forward + optimizer)) / 3600, 9)
    expect(Math.abs(evaluate(formula) / 3600 - value)).toBeLessThan(1e-3 * value)
    expect(formula).toContain('980 updates')
    expect(formula).toContain('10 epochs of 100,000 samples in batches of 1,024')
  })

  it('is proportional to epochs', () => {
    const once = figure(trainingTime(network, { ...options, epochs: 1 }))
    expect(once.formula).toContain('1 epoch of')
    expect(figure(trainingTime(network, options)).value).toBeCloseTo(10 * once.value, 9)
  })

  it('shrinks with data parallelism, short of the number of devices', () => {
    const [one, four] = [1, 4].map((count) => figure(trainingTime(network, { ...options, count })).value)
    const speedUp = (one ?? 0) / (four ?? 1)
    expect(speedUp).toBeGreaterThan(3)
    expect(speedUp).toBeLessThanOrEqual(4)
  })

  it('takes a Transformer to use more of the device than a plain network', () => {
    const attention = typedOf({
      inputs: { x: { kind: 'series', steps: 64, features: 256 } },
      nodes: [{ kind: 'transformer_block', heads: 4, hidden: 1024 }],
    })
    expect(figure(trainingTime(attention, options)).formula).toContain('at least 0.3 of 121 TFLOP/s')
    expect(figure(trainingTime(network, options)).formula).toContain('at least 0.1 of 121 TFLOP/s')
  })

  it('is unknown where no peak is known', () => {
    const a10g = known('a10g')
    expect(isKnown(trainingTime(network, { ...options, device: a10g }))).toBe(false)
    expect(isKnown(trainingTime(network, { ...options, device: a10g, precision: 'fp32' }))).toBe(true)
  })
})

describe('training cost', () => {
  const hours = { value: 10, unit: 'hours', low: 5, high: 30, formula: '10', source: 'a' } as const

  it('is hours x devices x price x what bills run over pure compute', () => {
    const cost = figure(trainingCost(hours, l4, 2))
    expect(cost.unit).toBe('USD')
    expect(cost.value).toBeCloseTo(10 * 2 * 0.78 * 1.5, 9)
    expect(cost.low).toBeCloseTo(5 * 2 * 0.44 * 1, 9)
    expect(cost.high).toBeCloseTo(30 * 2 * 0.78 * 2, 9)
    expect(evaluate(cost.formula)).toBeCloseTo(cost.value, 9)
    expect(cost.source).toContain('2026')
  })

  it('takes the price that is given', () => {
    const cost = figure(trainingCost(exact(10, 'hours', '10', 'a'), known('t4'), 1, 0.35))
    expect(cost.value).toBeCloseTo(10 * 0.35 * 1.5, 9)
    expect(cost.source).toBe('the price given')
  })

  it('is unknown where no price is', () => {
    expect(trainingCost(hours, known('t4'), 1)).toEqual({
      unknown: 'no price is known for NVIDIA T4: give one',
    })
  })
})
