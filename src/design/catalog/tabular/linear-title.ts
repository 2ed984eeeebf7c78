/** What the plain baseline is called for a target: every plan names it. */
import type { TabularProblem } from './problem.js'

export function linearTitle({
  kind,
  zeroHeavy,
  quantiles,
}: Pick<TabularProblem, 'kind' | 'zeroHeavy' | 'quantiles'>): string {
  if (quantiles.length > 0) return 'Linear quantile regression'
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

/** The same inside a sentence: names of people keep their capital. */
export function linearWords(target: Pick<TabularProblem, 'kind' | 'zeroHeavy' | 'quantiles'>): string {
  const title = linearTitle(target)
  return /^(Tweedie|Cox)/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}
