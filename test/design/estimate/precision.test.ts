import { describe, expect, it } from 'vitest'
import { type Device, devices } from '../../../src/design/estimate/hardware.js'
import { bytesOf, needsLossScaling, precisionFor } from '../../../src/design/estimate/precision.js'

const chosen = (pick: (device: Device) => boolean) =>
  new Set(devices.filter(pick).map((device) => precisionFor(device, 10_000_000)))

describe('the number format of a device', () => {
  it('is bf16 where the device has it', () => {
    expect(chosen(({ kind, peak }) => kind !== 'cpu' && peak.bf16 !== null)).toEqual(new Set(['bf16']))
  })

  it('is fp16 with loss scaling where it only has that', () => {
    expect(chosen(({ kind, peak }) => kind !== 'cpu' && peak.bf16 === null && peak.fp16 !== null)).toEqual(
      new Set(['fp16']),
    )
    expect(needsLossScaling('fp16')).toBe(true)
    expect(needsLossScaling('bf16')).toBe(false)
  })

  it('is fp32 on CPUs, where nothing else is known, and for tiny networks', () => {
    expect(chosen(({ kind }) => kind === 'cpu')).toEqual(new Set(['fp32']))
    expect(chosen(({ peak }) => peak.bf16 === null && peak.fp16 === null)).toEqual(new Set(['fp32']))
    for (const device of devices) expect(precisionFor(device, 999_999)).toBe('fp32')
  })

  it('takes so many bytes', () => {
    expect((['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8'] as const).map(bytesOf)).toEqual([
      4, 4, 2, 2, 1, 1,
    ])
  })
})
