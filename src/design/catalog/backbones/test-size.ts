/** What the size of a test can tell apart: half the width of a 95% interval of a share (Wald). */
import { counted, plain } from '../../brief/facts.js'

const share = 0.9
const deviations = 1.96

/** @param tests examples that are tested on, with their noun: `750`, `test image` */
export function certaintyWords(tests: number, noun: string): string {
  const half = deviations * Math.sqrt((share * (1 - share)) / tests)
  return `A share of ${plain(100 * share)}% measured on ${counted(tests, noun)} is known to about ${plain(Number((100 * half).toPrecision(2)))} points (95%, ${deviations} x sqrt(p (1 - p) / n)); smaller differences are noise. Intervals by bootstrap over groups.`
}
