/** Numbers as people read them. The only place where magnitudes are chosen; figures keep base units elsewhere. */
import type { Figure, Unit } from '../design/estimate/figure.js'

const decimal = [
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** Three significant digits, no trailing zeros: 0.0123, 4.1, 25.6, 744. */
export function formatNumber(value: number): string {
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return '∞'
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  const digits = Math.max(0, Math.min(6, 2 - magnitude))
  const fixed = value.toFixed(digits)
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
}

/** Whole numbers with a thousands separator: 25,557,032. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** Bytes in binary units, as memory is sold and reported: 98 MiB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  let value = bytes
  let unit = 0
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 ? Math.round(value) : formatNumber(value)} ${units[unit]}`
}

/** Hours as the unit a person would use: 35 s, 12 min, 3.4 h, 2.1 days. */
export function formatHours(hours: number): string {
  const seconds = hours * 3600
  if (seconds < 1) return formatMilliseconds(seconds * 1000)
  if (seconds < 90) return `${formatNumber(seconds)} s`
  if (seconds < 5400) return `${formatNumber(seconds / 60)} min`
  if (hours < 48) return `${formatNumber(hours)} h`
  return `${formatNumber(hours / 24)} days`
}

export function formatScaled(value: number, unit: string): string {
  const [scale, prefix] = decimal.find(([limit]) => Math.abs(value) >= limit) ?? [1, '']
  return `${formatNumber(value / scale)} ${prefix}${unit}`
}

function formatMilliseconds(ms: number): string {
  if (ms < 0.9995) return `${formatNumber(ms * 1000)} µs`
  return ms < 1000 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1000)} s`
}

function formatDollars(usd: number): string {
  if (usd > 0 && usd < 0.01) return 'under $0.01'
  return usd < 1000 ? `$${usd.toFixed(2)}` : `$${formatCount(usd)}`
}

const formats: Record<Unit, (value: number) => string> = {
  parameters: formatCount,
  elements: formatCount,
  count: (value) => (Number.isInteger(value) ? formatCount(value) : formatNumber(value)),
  FLOPs: (value) => formatScaled(value, 'FLOPs'),
  bytes: formatBytes,
  milliseconds: formatMilliseconds,
  hours: formatHours,
  USD: formatDollars,
  kWh: (value) => `${formatNumber(value)} kWh`,
  'samples/s': (value) => `${formatScaled(value, 'samples/s')}`,
  'tokens/s': (value) => `${formatScaled(value, 'tokens/s')}`,
  fraction: (value) => `${formatNumber(value * 100)}%`,
}

/** The value alone: `4.1 ms`. */
export function formatFigure(figure: Figure): string {
  return formats[figure.unit](figure.value)
}

/** The value with its range where it has one: `4.1 ms (2–9 ms)`. */
export function formatRange(figure: Figure): string {
  const format = formats[figure.unit]
  const [value, low, high] = [format(figure.value), format(figure.low), format(figure.high)]
  return low === value && high === value ? value : `${value} (${low} – ${high})`
}

/** `[42, 128]`. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}
