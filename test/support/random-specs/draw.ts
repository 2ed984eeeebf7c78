/** Choices as a list of whole numbers: what a property shrinks is that list, towards the first choice everywhere. */

export interface Draw {
  /** Both ends included. */
  readonly int: (least: number, most: number) => number
  readonly of: <T>(choices: readonly [T, ...T[]]) => T
  /** False first. */
  readonly flag: () => boolean
}

/** Reads the numbers from left to right; 0 where there are no more. */
export function drawFrom(numbers: readonly number[]): Draw {
  let next = 0
  const int = (least: number, most: number) => {
    const number = numbers[next] ?? 0
    next += 1
    return least + (number % (Math.max(least, most) - least + 1))
  }
  return {
    int,
    of: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    flag: () => int(0, 1) === 1,
  }
}

/** The divisors of n in rising order, at most so large. */
export function divisors(n: number, most = n): readonly [number, ...number[]] {
  const rest = Array.from({ length: Math.max(0, Math.min(n, most) - 1) }, (_, i) => i + 2)
  return [1, ...rest.filter((d) => n % d === 0)]
}
