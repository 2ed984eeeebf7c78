/** What the plain baseline is called for a target: every plan names it. */
import type { TabularProblem } from './problem.js'

export function linearTitle({ kind, zeroHeavy }: Pick<TabularProblem, 'kind' | 'zeroHeavy'>): string {
  switch (kind) {
    case 'value':
      return zeroHeavy ? 'Tweedie regression' : 'Ridge regression'
    case 'time':
      return 'Cox regression'
    case 'uplift':
      return 'Two logistic regressions'
    case 'groups':
      return 'K-means'
    default:
      return 'Logistic regression'
  }
}
