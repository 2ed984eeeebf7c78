/** How much a test can show. */

/** The share of the examples that is kept for the test where nobody says. */
export const testShare = 0.2

/** Upper bound of a rate of failures after none in n trials, 95% (Hanley and Lippman-Hand, 1983). */
export const ruleOfThree = (n: number): number => Math.min(1, 3 / n)

/** Half of the 95% interval of a share p that was measured on n cases. */
export const errorMargin = (p: number, n: number): number => 1.96 * Math.sqrt((p * (1 - p)) / n)
