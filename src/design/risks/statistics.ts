/** How much a test can show. */

/** The share of the examples that is kept for the test where nobody says. */
export const testShare = 0.2

/** Upper bound of a rate of failures after none in n trials, 95% (Hanley and Lippman-Hand, 1983). */
export const ruleOfThree = (n: number): number => Math.min(1, 3 / n)

/** Half of the 95% interval of a share p that was measured on n cases. */
export const errorMargin = (p: number, n: number): number => 1.96 * Math.sqrt((p * (1 - p)) / n)

/** Steps of the continued fraction: more than enough from one standard deviation on. */
const steps = 60

/** Share of a normal distribution beyond k standard deviations on both sides (Mills' ratio as a continued fraction). */
export function beyondSigmas(k: number): number {
  let below = k
  for (let i = steps; i >= 1; i -= 1) below = k + i / below
  return (2 * Math.exp((-k * k) / 2)) / (Math.sqrt(2 * Math.PI) * below)
}
