/** Latency of small networks worked out by hand: a roofline for each layer, launches, and the call. */
import { describe, expect, it } from 'vitest'
import { servingLatency } from '../../../src/design/estimate/latency.js'
import { figure, known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { typedOf } from '../../support/specs.js'

const cpu = known('cpu-core-avx2')
const t4 = known('t4')

/** One matrix product of 512 x 512, without a bias. */
const product = typedOf({
  inputs: { x: { kind: 'vector', features: 512 } },
  nodes: [{ kind: 'linear', units: 512, bias: false }],
})

describe('latency on a CPU', () => {
  const options = { device: cpu, count: 4, batch: 1, precision: 'fp32', mode: 'compiled' } as const

  it('of one product at batch 1 is bound by reading its weights', () => {
    const bytes = 4 * (512 * 512 + 2 * 512)
    const [flops, peak, bandwidth] = [2 * 512 * 512, 4 * 96e9, 4 * 10e9]
    const read = bytes / (bandwidth * 0.4)
    expect(read).toBeGreaterThan(flops / (peak * 0.55))
    const { value, low, high, formula } = figure(servingLatency(product, options))
    expect(value).toBeCloseTo((read + 2e-6) * 1000, 9)
    expect(low).toBeCloseTo((bytes / (bandwidth * 0.5) + 1e-6) * 1000, 9)
    // A shared CPU's 99th percentile is taken as three times the typical time.
    expect(high).toBeCloseTo(3 * value, 9)
    expect(evaluate(formula) * 1000).toBeCloseTo(value, 3)
    expect(formula).toContain('with 1 launch;')
  })

  it('of a large batch is bound by arithmetic', () => {
    const flops = 4096 * 2 * 512 * 512
    const { value } = figure(servingLatency(product, { ...options, batch: 4096 }))
    expect(value).toBeCloseTo((flops / (4 * 96e9 * 0.55) + 2e-6) * 1000, 6)
  })

  it('of a recurrence too large for the caches reads its weights anew for every step', () => {
    const [steps, units] = [100, 1024]
    const lstm = typedOf({
      inputs: { x: { kind: 'series', steps, features: units } },
      nodes: [{ kind: 'lstm', units, bias: false }],
    })
    const weights = 4 * units * (units + units) * 4
    const read = (steps * weights) / (4 * 10e9 * 0.4)
    const arithmetic = (2 * steps * 4 * units * 2 * units) / (4 * 96e9 * 0.1)
    expect(read).toBeGreaterThan(arithmetic)
    const { value } = figure(servingLatency(lstm, options))
    expect(value / 1000).toBeGreaterThan(read)
    expect(value / 1000).toBeLessThan(1.05 * read)
  })

  it('halves its work on twice the cores', () => {
    const of = (count: number) =>
      figure(servingLatency(product, { ...options, count, batch: 4096 })).value - 0.002
    expect(of(8)).toBeCloseTo(of(4) / 2, 6)
  })
})

describe('latency on an accelerator', () => {
  const options = { device: t4, count: 1, batch: 1, precision: 'fp16', mode: 'eager' } as const

  it('of a small network is the call and the launches', () => {
    const { value, low, high } = figure(servingLatency(product, options))
    const read = (2 * (512 * 512 + 2 * 512)) / (320e9 * 0.7)
    expect(value).toBeCloseTo((0.2e-3 + 65e-6 + read) * 1000, 6)
    expect(low).toBeGreaterThan(0.1 + 0.05)
    expect(high).toBeGreaterThanOrEqual(2 * value)
  })

  it('is shorter compiled than eager, and no shorter on two devices', () => {
    const eager = figure(servingLatency(product, options))
    const compiled = figure(servingLatency(product, { ...options, mode: 'compiled' }))
    expect(eager.value - compiled.value).toBeCloseTo((65e-6 - 7.5e-6) * 1000, 6)
    expect(servingLatency(product, { ...options, count: 2 })).toEqual(eager)
  })

  it('never falls when the work grows past what fills the device', () => {
    const times = Array.from(
      { length: 60 },
      (_, i) => figure(servingLatency(product, { ...options, batch: Math.round(1.4 ** i) })).value,
    )
    for (const [i, time] of times.entries()) expect(time).toBeGreaterThanOrEqual(times[i - 1] ?? 0)
    expect(times.at(-1)).toBeGreaterThan(100)
  })

  it('waits for the steps of a recurrence, one launch each where a fused kernel exists', () => {
    const gru = (steps: number) =>
      typedOf({ inputs: { x: { kind: 'series', steps, features: 4 } }, nodes: [{ kind: 'gru', units: 8 }] })
    const of = (steps: number) => figure(servingLatency(gru(steps), options)).value
    expect(of(1100) - of(100)).toBeGreaterThanOrEqual(1000 * 7.5e-3)
    expect(of(1100) - of(100)).toBeLessThan(1000 * 65e-3)
  })

  it('is unknown where the peak or the bandwidth is', () => {
    const a10g = known('a10g')
    expect(servingLatency(product, { ...options, device: a10g })).toEqual({
      unknown: `no dense fp16 peak is known for ${a10g.name}: give one`,
    })
    const m4 = known('apple-m4-max-32c')
    expect(servingLatency(product, { ...options, device: m4 })).toEqual({
      unknown: `no memory bandwidth is known for ${m4.name}: give it`,
    })
  })
})
