/** All figures of a network at once: what is there with and without hardware, and what a person may override. */
import { describe, expect, it } from 'vitest'
import { overridden } from '../../../src/design/estimate/device.js'
import { type Figure, isKnown, type Unknown } from '../../../src/design/estimate/figure.js'
import { findDevice } from '../../../src/design/estimate/hardware.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { promised } from '../../../src/design/estimate/promise.js'
import { type DeviceReport, type ReportOptions, report } from '../../../src/design/estimate/report.js'
import { figure, known } from '../../support/estimates.js'
import { evaluate } from '../../support/formula.js'
import { mixtral } from '../../support/models.js'
import { specNames, typedFile } from '../../support/spec-files.js'
import { typedOf } from '../../support/specs.js'

const gpt2 = typedFile('gpt2')
const resnet50 = typedFile('resnet50')

function hardware(words: string) {
  const found = findDevice(words)
  if (!found) throw new Error(`no device: ${words}`)
  return found
}

function onDevice(typed: typeof gpt2, words: string, options: ReportOptions = {}): DeviceReport {
  const { onDevice } = report(typed, { hardware: hardware(words), ...options })
  if (!onDevice) throw new Error('no device')
  return onDevice
}

const isFigure = (value: unknown): value is Figure =>
  typeof value === 'object' && value !== null && 'formula' in value && 'unit' in value
/** Every figure inside, with where it stands. */
function figuresIn(value: unknown, path = ''): { path: string; found: Figure }[] {
  if (isFigure(value)) return [{ path, found: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => figuresIn(inner, `${path}.${key}`))
}

describe('a report', () => {
  it('without hardware has what needs none, in fp32', () => {
    const { params, flops, memory, precision, onDevice, notCounted } = report(gpt2, { batch: 2 })
    expect(params.total.value).toBe(124_439_808)
    expect(flops.value).toBe(2 * report(gpt2).flops.value)
    expect(memory.states.value).toBe(16 * 124_439_808)
    expect(precision).toBe('fp32')
    expect(onDevice).toBeUndefined()
    expect(notCounted.length).toBeGreaterThan(2)
  })

  it('names parameters that one token uses apart from all', () => {
    const moe = typedOf({
      inputs: { x: { kind: 'series', steps: 4, features: 8 } },
      nodes: [
        {
          name: 'experts',
          kind: 'moe',
          repeat: 3,
          experts: 8,
          active: 2,
          expert: { kind: 'linear', units: 8, bias: false },
        },
        { kind: 'linear', units: 1, bias: false },
      ],
    })
    const { total, active } = report(moe).params
    // A router, eight experts of which two are chosen, three times; and the head.
    expect(total.value).toBe(3 * (8 * 8 + 8 * 8 * 8) + 8)
    expect(active.value).toBe(3 * (8 * 8 + 2 * 8 * 8) + 8)
    expect(evaluate(active.formula)).toBe(active.value)
  })

  it('of Mixtral has the 46.7B parameters of its checkpoint, of which 12.9B work for a token', () => {
    const { params, flops, memory } = report(mixtral(), { precision: 'bf16' })
    expect(params.total.value).toBe(46_702_792_704)
    expect(params.active.value / 1e9).toBeCloseTo(12.9, 1)
    // Each token passes its active parameters once: 2 N, and the attention scores.
    const perToken = flops.value / 2048
    expect(perToken).toBeGreaterThan(2 * (params.active.value - 32_000 * 4096))
    expect(perToken).toBeLessThan(2.2 * params.active.value)
    expect(memory.weights.value).toBe(2 * params.total.value)
  })

  it('plans Mixtral over more than a node', () => {
    const { plan, trainingThroughput } = onDevice(mixtral(), '64 x H100', { trainingBatch: 256 })
    if (!isKnown(plan) || !plan.fits) throw new Error('no plan')
    expect(plan.devices).toBeGreaterThan(8)
    expect(figure(trainingThroughput ?? { unknown: 'none' }).value).toBeGreaterThan(0)
  })

  it('on hardware has latency, a plan and what it takes', () => {
    const run = { samples: 1_000_000, epochs: 2 }
    const { latency, eagerLatency, plan, ...times } = onDevice(resnet50, '8 x A100', {
      batch: 8,
      trainingBatch: 256,
      run,
    })
    expect(figure(latency).value).toBeLessThan(figure(eagerLatency).value)
    expect(plan).toMatchObject({ strategy: 'ddp', devices: 8 })
    const hours = figure(times.trainingTime ?? { unknown: 'none' })
    const rate = figure(times.trainingThroughput ?? { unknown: 'none' })
    expect((2_000_000 / rate.value / 3600 / hours.value - 1) ** 2).toBeLessThan(1e-4)
    expect(figure(times.trainingCost ?? { unknown: 'none' }).unit).toBe('USD')
    expect(figure(times.trainingEnergy ?? { unknown: 'none' }).unit).toBe('kWh')
  })

  it('trains in 16 bit what serves in 8-bit integers', () => {
    const { memory, precision, trainingPrecision } = report(gpt2, {
      precision: 'int8',
      hardware: hardware('T4'),
    })
    expect([precision, trainingPrecision]).toEqual(['int8', 'fp16'])
    expect(memory.weights.value).toBe(124_439_808)
    expect(memory.states.value).toBe(16 * 124_439_808)
  })

  it('of a model that writes has prefill and decode apart', () => {
    expect(onDevice(gpt2, 'L4').generation?.decode).toMatchObject({ unit: 'milliseconds' })
    expect(onDevice(resnet50, 'L4').generation).toBeUndefined()
  })

  it('leaves unknown what no source has, and takes what is given', () => {
    const run = { samples: 1e6, epochs: 1 }
    const without = onDevice(gpt2, '2xA10G', { precision: 'bf16', run })
    expect(without.latency).toEqual({
      unknown: 'no dense bf16 peak is known for NVIDIA A10G (AWS g5): give one',
    })
    expect(isKnown(without.trainingTime as Figure | Unknown)).toBe(false)
    const overrides = { peakFlops: 70e12, priceUsdPerHour: 1 }
    const given = onDevice(gpt2, '2xA10G', { precision: 'bf16', trainingBatch: 16, run, overrides })
    expect(figure(given.latency).value).toBeGreaterThan(0)
    const hours = figure(given.trainingTime ?? { unknown: 'none' })
    const cost = figure(given.trainingCost ?? { unknown: 'none' })
    expect(cost.value).toBeCloseTo(hours.value * 2 * 1.5, 9)
    expect(cost.source).toContain('the price given')
  })

  it.each(specNames)('of %s has figures that are ordered, sourced and no wider than promised', (name) => {
    const options = { batch: 4, trainingBatch: 64, run: { samples: 1e6, epochs: 1 } }
    for (const words of ['H100', '4 T4', '8 vCPU']) {
      const found = figuresIn(report(typedFile(name), { ...options, hardware: hardware(words) }))
      expect(found.length).toBeGreaterThan(10)
      for (const {
        path,
        found: { low, value, high, formula, source },
      } of found) {
        for (const number of [low, value, high]) expect(Number.isFinite(number), path).toBe(true)
        expect(low, path).toBeLessThanOrEqual(value)
        expect(high, path).toBeGreaterThanOrEqual(value)
        expect(formula, path).not.toMatch(/NaN|undefined|Infinity/)
        expect(source.length, path).toBeGreaterThan(4)
        const [, quantity] = /(training|activations|decode|trainingTime|atency)$/.exec(path) ?? []
        const tolerance = quantity && limits[quantity]
        if (!tolerance) continue
        expect(high, path).toBeLessThanOrEqual(tolerance.above * value * (1 + 1e-12))
        expect(low, path).toBeGreaterThanOrEqual(tolerance.below * value * (1 - 1e-12))
      }
    }
  })
})

describe('every figure of a report', () => {
  // Times are written in seconds.
  const perBase: Readonly<Record<string, number>> = { milliseconds: 1000, hours: 1 / 3600 }

  it.each(['gpt2', 'resnet50', 'dlrm_criteo_kaggle_d16', 'lstm_forecaster_168_24', 't5-small'])(
    'of %s is what its words come to',
    (name) => {
      const options = { batch: 4, trainingBatch: 64, run: { samples: 1e6, epochs: 2 } }
      for (const words of ['H100', '4 T4', '2 x L4']) {
        const found = figuresIn(report(typedFile(name), { ...options, hardware: hardware(words) }))
        for (const {
          path,
          found: { value, unit, formula },
        } of found) {
          const worked = evaluate(formula) * (perBase[unit] ?? 1)
          expect(Math.abs(worked - value), `${path}: ${formula}`).toBeLessThanOrEqual(5e-3 * value)
        }
      }
    },
  )
})

const limits: Readonly<Record<string, { readonly above: number; readonly below: number }>> = {
  training: promised.trainingMemory,
  activations: promised.activations,
  decode: promised.decode,
  trainingTime: promised.otherTime,
  atency: promised.eagerLatency,
}

describe('what a person knows better', () => {
  it('takes the place of the table’s figures, and says so', () => {
    const device = overridden(
      known('a10g'),
      { peakFlops: 7e13, memoryBytes: 2e10, bandwidth: 5e11, watts: 1 },
      'fp16',
    )
    expect(device.peak).toMatchObject({ fp16: 7e13, bf16: null, fp32: 31.5e12 })
    expect(device).toMatchObject({ memoryBytes: 2e10, bandwidth: 5e11, watts: 1 })
    expect(device.source).toMatch(/peakFlops, memoryBytes, bandwidth, watts given by the user$/)
    expect(overridden(known('t4'), {})).toEqual(known('t4'))
  })

  it('is a peak in both 16-bit formats where no precision is named, on a CPU in fp32', () => {
    expect(overridden(known('a10g'), { peakFlops: 1 }).peak).toMatchObject({ bf16: 1, fp16: 1 })
    expect(overridden(known('cpu-core-avx2'), { peakFlops: 1 }).peak.fp32).toBe(1)
  })
})

describe('active parameters', () => {
  const withoutExperts = specNames.filter((name) => !/^(moe|mixtral)/.test(name))
  it.each(withoutExperts)('of %s are all of them, since no expert waits', (name) => {
    const { total, active } = countParams(typedFile(name))
    expect(active.value).toBe(total.value)
  })
})
