/** What is known of a device, in base units. Null means that no source was found: it is never replaced by a guess. */

export const precisions = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8'] as const
export type Precision = (typeof precisions)[number]

export interface Price {
  /** US dollars for one device and hour, on demand. */
  readonly low: number
  readonly typical: number
  readonly high: number
  readonly asOf: string
  readonly source: string
  readonly note: string
}

export interface Device {
  readonly id: string
  readonly name: string
  readonly vendor: string
  /** `cpu` is one core: everything but memory counts cores. */
  readonly kind: 'gpu' | 'tpu' | 'asic' | 'soc' | 'cpu'
  readonly year: number | null
  readonly memoryBytes: number | null
  /** Bytes per second. */
  readonly bandwidth: number | null
  /** Dense FLOP/s (operations per second for int8). */
  readonly peak: Readonly<Record<Precision, number | null>>
  /** Bytes per second, both directions together. */
  readonly interconnect: number | null
  readonly watts: number | null
  /** Best bf16 matrix product measured, FLOP/s: a ceiling for utilisation. */
  readonly measuredMatmul: number | null
  readonly price: Price | null
  readonly source: string
  readonly notes: string | null
}

/** A row as data sheets print it. */
export interface DeviceSheet {
  readonly id: string
  readonly name: string
  readonly vendor: string
  readonly kind: Device['kind']
  readonly year: number | null
  readonly memoryGb: number | null
  readonly bandwidthGbs: number | null
  readonly teraflops: Partial<Readonly<Record<Precision, number>>>
  readonly interconnectGbs: number | null
  readonly watts: number | null
  readonly matmulTeraflops: number | null
  readonly price: Price | null
  readonly source: string
  readonly notes: string | null
}

export function device(sheet: DeviceSheet): Device {
  const scaled = (value: number | null | undefined, scale: number) =>
    value === null || value === undefined ? null : value * scale
  const { teraflops: t } = sheet
  return {
    id: sheet.id,
    name: sheet.name,
    vendor: sheet.vendor,
    kind: sheet.kind,
    year: sheet.year,
    memoryBytes: scaled(sheet.memoryGb, 1e9),
    bandwidth: scaled(sheet.bandwidthGbs, 1e9),
    peak: {
      fp32: scaled(t.fp32, 1e12),
      tf32: scaled(t.tf32, 1e12),
      bf16: scaled(t.bf16, 1e12),
      fp16: scaled(t.fp16, 1e12),
      fp8: scaled(t.fp8, 1e12),
      int8: scaled(t.int8, 1e12),
    },
    interconnect: scaled(sheet.interconnectGbs, 1e9),
    watts: sheet.watts,
    measuredMatmul: scaled(sheet.matmulTeraflops, 1e12),
    price: sheet.price,
    source: sheet.source,
    notes: sheet.notes,
  }
}

/** What a person knows better than the table, in base units. */
export interface DeviceOverrides {
  /** Dense FLOP/s at the precision that is worked in. */
  readonly peakFlops?: number
  /** US dollars for one device and hour. */
  readonly priceUsdPerHour?: number
  readonly memoryBytes?: number
  /** Bytes per second. */
  readonly bandwidth?: number
  readonly watts?: number
}

const given = 'given by the user'

/**
 * The device with these figures instead of the table's.
 * @param precision that `peakFlops` holds for; left out: fp32 on a CPU, otherwise both 16-bit formats
 */
export function overridden(device: Device, overrides: DeviceOverrides, precision?: Precision): Device {
  const { peakFlops, priceUsdPerHour: price, memoryBytes, bandwidth, watts } = overrides
  const formats: readonly Precision[] = precision
    ? [precision]
    : device.kind === 'cpu'
      ? ['fp32']
      : ['bf16', 'fp16']
  const peaks = Object.fromEntries(formats.map((format) => [format, peakFlops]))
  const changed = Object.entries(overrides).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return {
    ...device,
    ...(peakFlops !== undefined && { peak: { ...device.peak, ...peaks }, measuredMatmul: null }),
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(bandwidth !== undefined && { bandwidth }),
    ...(watts !== undefined && { watts }),
    ...(price !== undefined && {
      price: { low: price, typical: price, high: price, asOf: given, source: 'the price given', note: given },
    }),
    ...(changed.length > 0 && { source: `${device.source}; ${changed.join(', ')} ${given}` }),
  }
}
