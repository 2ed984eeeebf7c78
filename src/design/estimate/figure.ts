/** A computed number that can say where it came from. Formatting for people happens in src/messages. */

export type Unit =
  | 'parameters'
  | 'elements'
  | 'FLOPs'
  | 'bytes'
  | 'milliseconds'
  | 'hours'
  | 'USD'
  | 'kWh'
  | 'samples/s'
  | 'tokens/s'
  | 'fraction'
  | 'count'

export interface Figure {
  readonly value: number
  readonly unit: Unit
  /** Equal to `value` where the figure is exact. */
  readonly low: number
  readonly high: number
  /** The arithmetic with its numbers, e.g. `2 x (256 x 63 + 63)`. */
  readonly formula: string
  /** The paper, document or data sheet the formula or its constants come from. */
  readonly source: string
}

/** A figure without uncertainty. */
export function exact(value: number, unit: Unit, formula: string, source: string): Figure {
  return { value, unit, low: value, high: value, formula, source }
}

/** The sum of figures of one unit; ranges add up. Throws a RangeError on an empty list or on mixed units. */
export function sum(figures: readonly Figure[], formula?: string): Figure {
  const first = figures[0]
  if (!first) throw new RangeError('Expected at least one figure. Received: none')
  const other = figures.find((f) => f.unit !== first.unit)
  if (other) throw new RangeError(`Expected figures in ${first.unit}. Received: ${other.unit}`)
  if (figures.length === 1 && formula === undefined) return first
  const total = (pick: (f: Figure) => number) => figures.reduce((t, f) => t + pick(f), 0)
  return {
    value: total((f) => f.value),
    unit: first.unit,
    low: total((f) => f.low),
    high: total((f) => f.high),
    formula: formula ?? figures.map((f) => f.formula).join(' + '),
    source: [...new Set(figures.map((f) => f.source))].join('; '),
  }
}

/** What cannot be computed, and why: `no price is known for NVIDIA T4: give one`. Never replaced by a guess. */
export interface Unknown {
  readonly unknown: string
}

export const unknown = (reason: string): Unknown => ({ unknown: reason })

/** Narrows a figure, or any other result, that may be unknown. */
export function isKnown<T>(result: T | Unknown): result is T {
  return !(typeof result === 'object' && result !== null && 'unknown' in result)
}
