/** The device table against the reference, field by field, and how a device is found by the words for it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { deviceById, devices, findDevice } from '../../../src/design/estimate/hardware.js'

const number = z.number().nullable()
const referenceSchema = z.object({
  accelerators: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      vendor: z.string(),
      kind: z.string(),
      year: number,
      memory_gb: number,
      memory_bandwidth_gbs: number,
      peak_dense_tflops: z.object({
        fp32: number,
        tf32: number,
        bf16: number,
        fp16: number,
        fp8: number,
        int8_tops: number,
      }),
      interconnect_gbs_total: number,
      tdp_w: number,
      measured_max_matmul_bf16_tflops: number,
      price_usd_per_hour: z
        .object({
          low: z.number(),
          high: z.number(),
          default: z.number(),
          as_of: z.string(),
          source: z.string(),
          note: z.string(),
        })
        .nullable(),
      source: z.string(),
      notes: z.string().nullable(),
    }),
  ),
})
const { accelerators } = referenceSchema.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/reference/hardware.json', import.meta.url), 'utf8')),
)

const scaled = (value: number | null, scale: number) => (value === null ? null : value * scale)

describe('the device table', () => {
  it('has every device once', () => {
    const ids = devices.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id } of accelerators) expect(ids).toContain(id)
  })

  it('says of every device beyond the reference where its figures come from, and leaves the others open', () => {
    const reference = new Set(accelerators.map(({ id }) => id))
    const others = devices.filter(({ id }) => !reference.has(id))
    expect(others.length).toBeGreaterThan(10)
    for (const { id, source, notes, peak, bandwidth, price } of others) {
      expect(source.length).toBeGreaterThan(40)
      expect(notes).not.toBeNull()
      // The memory of a microcontroller is on the chip and as slow as its clock.
      expect(bandwidth).toBeGreaterThan(id.startsWith('cortex') ? 1e8 : 1e9)
      // Nothing is said of formats that a device does not have.
      expect(peak.fp8).toBeNull()
      expect(price).toBeNull()
    }
  })

  it.each(accelerators)(
    'has the reference figures of $name in base units; unknown stays unknown',
    (sheet) => {
      const { peak_dense_tflops: t, price_usd_per_hour: price } = sheet
      expect(deviceById(sheet.id)).toEqual({
        id: sheet.id,
        name: sheet.name,
        vendor: sheet.vendor,
        kind: sheet.kind,
        year: sheet.year,
        memoryBytes: scaled(sheet.memory_gb, 1e9),
        bandwidth: scaled(sheet.memory_bandwidth_gbs, 1e9),
        peak: {
          fp32: scaled(t.fp32, 1e12),
          tf32: scaled(t.tf32, 1e12),
          bf16: scaled(t.bf16, 1e12),
          fp16: scaled(t.fp16, 1e12),
          fp8: scaled(t.fp8, 1e12),
          int8: scaled(t.int8_tops, 1e12),
        },
        interconnect: scaled(sheet.interconnect_gbs_total, 1e9),
        watts: sheet.tdp_w,
        measuredMatmul: scaled(sheet.measured_max_matmul_bf16_tflops, 1e12),
        price: price && {
          low: price.low,
          typical: price.default,
          high: price.high,
          asOf: price.as_of,
          source: price.source,
          note: price.note,
        },
        source: sheet.source,
        notes: sheet.notes,
      })
    },
  )

  it('has prices whose default lies between low and high', () => {
    const prices = devices.flatMap(({ price }) => price ?? [])
    expect(prices.length).toBeGreaterThan(8)
    for (const { low, typical, high } of prices) {
      expect(low).toBeLessThanOrEqual(typical)
      expect(typical).toBeLessThanOrEqual(high)
    }
  })
})

describe('finding a device', () => {
  it.each<readonly [string, string, number]>([
    ['t4', 't4', 1],
    ['one T4', 't4', 1],
    ['2xA10G', 'a10g', 2],
    ['2 x NVIDIA A10G', 'a10g', 2],
    ['4 T4s', 't4', 4],
    ['T4 x2', 't4', 2],
    ['A100', 'a100-80-sxm', 1],
    ['A100 40GB', 'a100-40-sxm', 1],
    ['A100-40GB', 'a100-40-sxm', 1],
    ['8 x A100 80 GB', 'a100-80-sxm', 8],
    ['A100 PCIe 80GB', 'a100-80-pcie', 1],
    ['A100 80GB PCIe', 'a100-80-pcie', 1],
    ['a100 80', 'a100-80-sxm', 1],
    ['8 x H100 SXM', 'h100-sxm', 8],
    ['H100 PCIe', 'h100-pcie', 1],
    ['V100', 'v100-32-sxm2', 1],
    ['two Tesla V100 16GB', 'v100-16-sxm2', 2],
    ['GeForce RTX 4090', 'rtx4090', 1],
    ['rtx3090', 'rtx3090', 1],
    ['4090', 'rtx4090', 1],
    ['2 x 4090', 'rtx4090', 2],
    ['MI300X', 'mi300x', 1],
    ['TPU v5e', 'tpu-v5e', 1],
    ['TPU v5e-8', 'tpu-v5e', 8],
    ['tpu-v4', 'tpu-v4', 1],
    ['Trillium', 'tpu-v6e', 1],
    ['AWS Inferentia2', 'inferentia2', 1],
    ['Trainium 2', 'trainium2', 1],
    ['Jetson AGX Orin', 'jetson-agx-orin-64', 1],
    ['Apple M4 Max', 'apple-m4-max-32c', 1],
    ['L40S', 'l40s', 1],
    ['GB200', 'gb200-per-gpu', 1],
    ['4 x H100', 'h100-sxm', 4],
    ['H100 SXM', 'h100-sxm', 1],
    ['a single RTX 4090', 'rtx4090', 1],
    ['2 T4s', 't4', 2],
    ['M2 Max', 'apple-m2-max', 1],
    ['MacBook Pro with M1 Pro', 'apple-m1-pro', 1],
    ['M2', 'apple-m2', 1],
    ['Apple M4', 'apple-m4', 1],
    ['RTX A5000', 'rtx-a5000', 1],
    ['Jetson Orin Nano', 'jetson-orin-nano-8', 1],
    ['NVIDIA Jetson Orin Nano 8GB', 'jetson-orin-nano-8', 1],
    ['Jetson Nano', 'jetson-nano-4', 1],
    ['Raspberry Pi 4', 'raspberry-pi-4', 4],
    ['Raspberry Pi 4 (4GB)', 'raspberry-pi-4', 4],
    ['g4dn.xlarge', 't4', 1],
    ['g6e.xlarge', 'l40s', 1],
    ['g5.12xlarge', 'a10g', 4],
    ['dual RTX 3090', 'rtx3090', 2],
    ['DGX H100', 'h100-sxm', 8],
    ['2 x HGX H100', 'h100-sxm', 16],
    ['A100-SXM4-40GB', 'a100-40-sxm', 1],
    ['MacBook Air M1', 'apple-m1', 1],
    ['AMD EPYC, 64 cores', 'cpu-core-avx2', 64],
    ['2 x p4d.24xlarge', 'a100-40-sxm', 16],
    ['p3.2xlarge', 'v100-16-sxm2', 1],
    ['p5.48xlarge', 'h100-sxm', 8],
    ['8 vCPU', 'cpu-core-avx2', 8],
    ['4-core CPU', 'cpu-core-avx2', 4],
    ['16 physical cores', 'cpu-core-avx2', 16],
    ['CPU', 'cpu-core-avx2', 4],
    ['32 AVX-512 cores', 'cpu-core-avx512', 32],
    ['32 cores with AVX512', 'cpu-core-avx512', 32],
  ])('reads "%s" as %s x %d', (words, id, count) => {
    const found = findDevice(words)
    expect([found?.device.id, found?.count]).toEqual([id, count])
  })

  it('takes the memory that is named where the chip comes with more or less', () => {
    expect(findDevice('M3 Max 36GB')?.device.memoryBytes).toBe(36e9)
    expect(findDevice('Raspberry Pi 4 Model B (8 GB)')?.device.memoryBytes).toBe(8e9)
    expect(findDevice('M3 Max')?.device.memoryBytes).toBeNull()
    expect(findDevice('L4 48 GB')?.device.memoryBytes).toBe(24e9)
  })

  it('takes every id of the table as it is', () => {
    for (const { id, kind } of devices)
      expect(findDevice(id)).toEqual({ device: deviceById(id), count: kind === 'cpu' ? 4 : 1 })
  })

  it('finds every device by its own name', () => {
    for (const { id, name, kind } of devices.filter((device) => device.kind !== 'cpu'))
      expect([kind, findDevice(name)?.device.id]).toEqual([kind, id])
  })

  it.each([
    '',
    ' ',
    'RTX 3060',
    'Raspberry Pi 5',
    'M3 Ultra',
    'GPU',
    'K80',
    'zero T4',
    '0 x A100',
    '5000 T4',
    'toaster',
    'x'.repeat(1000),
  ])('finds none in %j', (words) => {
    expect(findDevice(words)).toBeUndefined()
  })
})
