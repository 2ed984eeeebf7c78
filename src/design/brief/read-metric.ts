/** The measure that the result is judged by, and the value that is asked of it. */
import { type Draft, put } from './draft.js'
import { meansOther } from './homonyms.js'
import { wordAt } from './near.js'
import type { Quantity } from './quantities.js'
import { isMetric, isNegated } from './vocabulary.js'

/** Everyday words among the metrics: they count beside a value, or after one of these. */
const plainMetrics =
  /^(accuracy|accurate|recall|precision|sensitivity|specificity|f1|auc|auroc|map|iou|miou|dice|wer|cer|ndcg|hit|bleu|rouge|mrr|gini|r2|faithfulness|genauigkeit|exactitud|precisione|accuratezza)$/
const judging =
  /^(by|metric|metrics|measure|measured|optimi[sz]e|maximi[sz]e|minimi[sz]e|evaluate|evaluated|target|goal|kpi|judged|high|higher|best|need|want|at|report|care|requires?|required|must|on|least|=|:)$/
const names: Readonly<Record<string, string>> = {
  accurate: 'accuracy',
  wmape: 'wape',
  auroc: 'auc',
  sensitivity: 'recall',
  genauigkeit: 'accuracy',
  exactitud: 'accuracy',
  accuratezza: 'accuracy',
  miou: 'iou',
}
const shares =
  /^(accuracy|recall|precision|specificity|f1|auc|map|iou|dice|wer|cer|ndcg|hit|mape|wape|smape|faithfulness|exact match|gini|r2|mrr)$/

export function readMetric(draft: Draft, quantities: readonly Quantity[]): void {
  const { tokens, brief } = draft
  let best:
    | { at: number; last: number; name: string; value?: { share: number; first: number; last: number } }
    | undefined
  tokens.forEach((token, i) => {
    const plain = plainMetrics.test(token.text)
    if (!(isMetric(token.text) || plain) || isNegated(tokens, i) || (plain && meansOther(tokens, i))) return
    const { name, last } = nameAt(draft, i)
    const value = valueFor(draft, quantities, i, last, name)
    const said =
      !plain ||
      value !== undefined ||
      judging.test(wordAt(tokens, i - 1)) ||
      /^(matters|is|first|over|@)$/.test(wordAt(tokens, i + 1)) ||
      name.includes('@') ||
      name.startsWith('pr')
    // A metric with a value says more than one without; of two, the first.
    if (said && (!best || (value && !best.value))) best = { at: i, last, name, ...(value && { value }) }
  })
  if (!best) return
  const { at, last, name, value } = best
  brief.targets.metric = put(
    draft,
    'metric',
    name,
    Math.min(at, value?.first ?? at),
    Math.max(last, value?.last ?? last),
  )
  if (value)
    brief.targets.metricValue = put(
      draft,
      'metric value',
      value.share,
      Math.min(at, value.first),
      Math.max(last, value.last),
    )
}

/** `recall@50`, `PR-AUC`, `ROC AUC`, `macro F1`. */
function nameAt({ tokens }: Draft, i: number): { name: string; last: number } {
  const word = wordAt(tokens, i)
  const name = names[word] ?? word
  const number = tokens[i + 2]
  if (wordAt(tokens, i + 1) === '@' && (number?.kind === 'number' || number?.text === 'k'))
    return { name: `${name}@${number.text}`.slice(0, 20), last: i + 2 }
  const before = wordAt(tokens, i - 1) === '-' ? wordAt(tokens, i - 2) : wordAt(tokens, i - 1)
  if (name === 'auc' && before === 'pr') return { name: 'pr-auc', last: i }
  if (name === 'f1' && before === 'macro') return { name: 'macro-f1', last: i }
  return { name, last: i }
}

/** "99.9% accuracy", "recall must be 100%", "F1 > 0.9", "WER below 8%". */
function valueFor(
  { tokens }: Draft,
  quantities: readonly Quantity[],
  at: number,
  end: number,
  name: string,
): { share: number; first: number; last: number } | undefined {
  const isShare = shares.test(name.replace(/@.*|^pr-|^macro-/, ''))
  for (const { unit, value, first, last } of quantities) {
    const inReach = (first > end && first - end <= 5) || (last < at && at - last <= 2)
    if (!inReach || first === end || tokens[first]?.clause !== tokens[at]?.clause) continue
    const between = first > end ? tokens.slice(end + 1, first) : tokens.slice(last + 1, at)
    if (!between.every(({ text }) => linking.test(text))) continue
    if (unit.kind === 'percent') return { share: Number((value / 100).toPrecision(12)), first, last }
    if (unit.kind === 'count' && isShare && value > 0 && value <= 1) return { share: value, first, last }
    if (unit.kind === 'count' && !isShare && first > end) return { share: value, first, last }
  }
  return undefined
}
const linking =
  /^(must|be|is|of|at|least|most|above|over|under|below|should|>|<|=|≥|≤|:|around|about|to|reach|than|better|more|the|a|an|in|for|von|del|des|da|di|de|du|van|w|uber|unter|mindestens|als|-|minimum|least)$/
