/** A latency target with its percentile: `p99 < 50ms`, `80 ms at p95`, `P99.9`. */
import { type Draft, put } from './draft.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'

/** Latency is said in minutes at most; "within 2 days" is none. */
const longestLatencySeconds = 600

/** A median and a p99 are two targets, not two values for one: the higher percentile binds. */
export function putLatency(draft: Draft, quantity: Quantity, seconds: number): void {
  if (quantity.unit.kind !== 'time' || seconds > longestLatencySeconds) return
  if (quantity.comparator === 'at least') return
  const at = percentileNear(draft, quantity)
  const latency = {
    ms: Number((seconds * 1000).toPrecision(12)),
    ...(at && { percentile: at.percentile }),
  }
  const { targets } = draft.brief
  const known = draft.said.has('latency') ? targets.latency?.value.percentile : undefined
  if (known !== undefined && at && known !== at.percentile) {
    if (known > at.percentile) return
    draft.said.delete('latency')
  }
  const first = Math.min(quantity.first, at?.first ?? quantity.first)
  const last = Math.max(quantity.last, at?.last ?? quantity.last)
  targets.latency = put(draft, 'latency', latency, first, last)
}

/** "The 99th percentile of the latency is below 50 ms" */
const percentileReach = 9

/** `p99 < 50ms`, `50 ms at p95`, `P99.9`, `99th percentile`: before or after, in the same clause. */
function percentileNear({ tokens }: Draft, { first, last }: Quantity) {
  const clause = tokens[first]?.clause
  for (let d = 1; d <= percentileReach; d += 1)
    for (const at of [first - d, last + d]) {
      const token = tokens[at]
      // "200 ms (p99)"
      const bracketed = at > last && at <= last + 5 && tokens[at - 1]?.text === '('
      if (!token || (token.clause !== clause && !bracketed)) continue
      const percentile = percentileOf(token.text, tokens[at + 1])
      if (percentile !== undefined) return { percentile, first: at, last: at }
      if (/^(median|mediana|p50)$/.test(token.text)) return { percentile: 50, first: at, last: at }
    }
  return undefined
}

/** p95, p99.9, p999 (which is 99.9), `99th`, `95 percentile`. */
function percentileOf(word: string, next: Token | undefined): number | undefined {
  const digits =
    /^p(\d{2,4}|\d\d\.\d+)$/.exec(word)?.[1] ??
    (isPercentileWord(next) ? /^\d{2}$/.exec(word)?.[0] : undefined)
  if (digits === undefined) return undefined
  const value = Number(/^\d{3,4}$/.test(digits) ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits)
  return value >= 1 && value < 100 ? value : undefined
}

const isPercentileWord = (token: Token | undefined) =>
  /^(th|percentile|perzentil|percentil)$/.test(token?.text ?? '')
