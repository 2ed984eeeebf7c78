/** Figures in the sentences of flags: three digits, with a unit. */
import { grouped } from '../brief/facts.js'

/** 68.7, 0.00012, 1,771,561; from a thousand million million on as 5.88e21. */
export function number(value: number): string {
  if (Math.abs(value) >= 1e15)
    return value
      .toExponential(2)
      .replace('e+', 'e')
      .replace(/\.?0+e/, 'e')
  return grouped(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)))
}

/** `1 alarm`, `2.35 alarms`. */
export function numbered(value: number, one: string, many = `${one}s`): string {
  const said = number(value)
  return `${said} ${said === '1' ? one : many}`
}

/** 112 GB, 25.6 MB, 256 KB: powers of a thousand, as people write limits. */
export function bytes(value: number): string {
  if (value >= 1e9) return `${number(value / 1e9)} GB`
  if (value >= 1e6) return `${number(value / 1e6)} MB`
  return value >= 1e3 ? `${number(value / 1e3)} KB` : numbered(value, 'byte')
}

/** 7 B, 110 M, 64: parameters and tokens. */
export function counts(value: number): string {
  if (value >= 1e15) return number(value)
  if (value >= 1e9) return `${number(value / 1e9)} B`
  return value >= 1e6 ? `${number(value / 1e6)} M` : number(value)
}

/** `7 B parameters`, `1 parameter`. */
export function countsOf(value: number, one: string, many = `${one}s`): string {
  const said = counts(value)
  return `${said} ${said === '1' ? one : many}`
}

/** 99.9%, 0.05%. */
export const percent = (share: number): string => `${number(100 * share)}%`

/** 12 days, 3.5 hours, 40 ms: the unit that gives a number a person can picture. */
export function duration(seconds: number): string {
  const units = [
    [365.25 * 86_400, 'year'],
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const
  const [size, name] = units.find(([length]) => seconds >= 2 * length) ?? [1e-3, 'ms']
  return name === 'ms' ? `${number(seconds / size)} ms` : numbered(seconds / size, name)
}

/** Up to two significant digits: 12.3 -> 13. What is offered as enough is enough. */
export function roundUp(value: number): number {
  return rounded(value, (n) => Math.ceil(n - 1e-9))
}

/** Down to two significant digits: 12.7 -> 12. What is offered as the most still fits. */
export function roundDown(value: number): number {
  return rounded(value, (n) => Math.floor(n + 1e-9))
}

function rounded(value: number, to: (n: number) => number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 0
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Number((to(value / unit) * unit).toPrecision(2))
}
