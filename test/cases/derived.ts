/** Numbers that follow from a request: whether the reply says them, in whatever unit. */
import type { Derived } from './case-file.js'

/** Scales to a base unit, by the unit's word; binary and decimal bytes are both right. */
const units: readonly (readonly [RegExp, string, number])[] = [
  [/^(?:b|bytes?)$/i, 'bytes', 1],
  [/^kb$/i, 'bytes', 1e3],
  [/^kib$/i, 'bytes', 1024],
  [/^mb$/i, 'bytes', 1e6],
  [/^mib$/i, 'bytes', 2 ** 20],
  [/^gb$/i, 'bytes', 1e9],
  [/^gib$/i, 'bytes', 2 ** 30],
  [/^tb$/i, 'bytes', 1e12],
  [/^tib$/i, 'bytes', 2 ** 40],
  [/^(?:µs|us)$/i, 'seconds', 1e-6],
  [/^ms$/i, 'seconds', 1e-3],
  [/^(?:s|seconds?)$/i, 'seconds', 1],
  [/^(?:min|minutes?)$/i, 'seconds', 60],
  [/^(?:h|hours?)$/i, 'seconds', 3600],
]
/** The unit that a key's name ends in: `full_ft_gb`, `control_budget_ms`. */
const suffixes: Readonly<Record<string, readonly [string, number]>> = {
  bytes: ['bytes', 1],
  kb: ['bytes', 1e3],
  mb: ['bytes', 1e6],
  gb: ['bytes', 1e9],
  ms: ['seconds', 1e-3],
  s: ['seconds', 1],
  h: ['seconds', 3600],
}

const numberPattern = /(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?([kMGT]?)\s?([A-Za-zµ]+)?/g
const magnitude: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 }

/** Every number of a text in base units; a number without a unit keeps its value. */
export function quantities(text: string): { readonly value: number; readonly unit: string }[] {
  return [...text.matchAll(numberPattern)].map(([, digits = '', scale = '', word = '']) => {
    const value = Number(digits.replaceAll(',', ''))
    const known =
      units.find(([pattern]) => pattern.test(scale + word)) ?? units.find(([pattern]) => pattern.test(word))
    return known
      ? { value: value * known[2], unit: known[1] }
      : { value: value * (magnitude[scale] ?? 1), unit: '' }
  })
}

export function isSaid(key: string, { value, tolerance }: Derived, text: string): boolean {
  // A rate counts something else: points, not seconds.
  const parts = /_per_/.test(key) ? [] : key.split('_')
  const [unit, scale] = parts.map((part) => suffixes[part]).findLast((known) => known !== undefined) ?? [
    '',
    1,
  ]
  const [low, high] = bounds(value, tolerance).map((bound) => bound * scale)
  return quantities(text).some(
    (said) => said.unit === unit && said.value >= (low ?? 0) && said.value <= (high ?? 0),
  )
}

/** `3.5-4.5`, `15%`, or a tenth. */
function bounds(value: number, tolerance: string | undefined): readonly [number, number] {
  const range = /([\d.]+)\s*[-–]\s*([\d.]+)/.exec(tolerance ?? '')
  if (range) return [Number(range[1]), Number(range[2])]
  const share = /([\d.]+)\s*%/.exec(tolerance ?? '')
  const within = share ? Number(share[1]) / 100 : 0.1
  return [value * (1 - within), value * (1 + within)]
}
