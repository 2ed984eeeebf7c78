/** A table is looked up, not read: what a request costs follows the rows it asks for, not the rows there are. */
import { describe, expect, it } from 'vitest'
import { isKnown } from '../../../src/design/estimate/figure.js'
import { cpuCore, deviceById } from '../../../src/design/estimate/hardware.js'
import { servingLatency } from '../../../src/design/estimate/latency.js'
import { typedOf } from '../../support/specs.js'

function latencyMs(rows: number, steps: number): number {
  const device = deviceById(cpuCore)
  if (!device) throw new Error('The hardware data has no CPU core.')
  const typed = typedOf({
    inputs: { items: { kind: 'tokens', vocab: rows, steps } },
    nodes: [
      { kind: 'embedding', dim: 64 },
      { kind: 'linear', units: 64 },
    ],
  })
  const figure = servingLatency(typed, { device, count: 4, batch: 1, precision: 'fp32', mode: 'compiled' })
  if (!isKnown(figure)) throw new Error(figure.unknown)
  return figure.value
}

describe('a table of vectors', () => {
  it('costs the rows that are asked for, however many there are', () => {
    expect(latencyMs(10_000_000, 50)).toBeCloseTo(latencyMs(10_000, 50), 10)
    expect(latencyMs(10_000_000, 5_000)).toBeGreaterThan(2 * latencyMs(10_000_000, 50))
  })

  it('costs at most the whole table', () => {
    expect(latencyMs(1, 1_000)).toBeLessThan(latencyMs(100_000, 1_000))
  })
})
