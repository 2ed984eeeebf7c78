/** A logarithmic axis: its range in round numbers and its marks. */

export interface LogAxis {
  readonly low: number
  readonly high: number
  readonly marks: readonly number[]
  /** Where a value stands, 0 at the low end and 1 at the high one. */
  at(value: number): number
}

const steps = [1, 2, 5] as const

/**
 * The smallest axis from one of 1, 2, 5 x 10^n to another that holds all values with a little room.
 * @param values above 0; others are taken as the smallest that is
 * @throws RangeError without a value above 0
 */
export function logAxis(values: readonly number[], mostMarks: number): LogAxis {
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  if (known.length === 0) throw new RangeError(`Expected a value above 0. Received: ${values.join(', ')}`)
  const [least, most] = [Math.min(...known) / 1.15, Math.max(...known) * 1.15]
  const exponents = range(Math.floor(Math.log10(least)) - 1, Math.ceil(Math.log10(most)) + 1)
  const round = exponents.flatMap((exponent) => steps.map((step) => step * 10 ** exponent))
  const low = round.findLast((value) => value <= least) ?? least
  const high = round.find((value) => value >= most) ?? most
  const inside = round.filter((value) => value >= low && value <= high)
  const decades = inside.filter((value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9)
  const marks = inside.length <= mostMarks ? inside : thinned(decades, mostMarks)
  const span = Math.log(high / low)
  return {
    low,
    high,
    marks,
    at: (value) => Math.min(1, Math.max(0, value > 0 ? Math.log(value / low) / span : 0)),
  }
}

/** Every second, third … of them, so that at most so many are left. */
function thinned(marks: readonly number[], most: number): number[] {
  const every = Math.max(1, Math.ceil(marks.length / most))
  return marks.filter((_, i) => i % every === 0)
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
