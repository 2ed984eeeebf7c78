/** By what a result is to be judged, and the value that is asked for: from the facts, else from the words. */
import type { Mention } from '../brief/topic-mentions.js'
import type { Topic } from '../brief/topics.js'
import { quantityNear, type Reading } from './reading.js'

const byWords = [
  'pixelAccuracy',
  'accuracy',
  'recall',
  'rocAuc',
  'rmse',
  'bleu',
] as const satisfies readonly Topic[]
type Named = (typeof byWords)[number]

/** Names as the reader of briefs writes them. */
const byName: Readonly<Record<string, Named>> = {
  accuracy: 'accuracy',
  recall: 'recall',
  sensitivity: 'recall',
  auc: 'rocAuc',
  'roc-auc': 'rocAuc',
  roc_auc: 'rocAuc',
  auroc: 'rocAuc',
  rmse: 'rmse',
  mse: 'rmse',
  bleu: 'bleu',
  rouge: 'bleu',
}

export function metricOf(reading: Reading): Named | undefined {
  const stated = reading.brief.targets.metric?.value
  if (stated !== undefined) return Object.hasOwn(byName, stated) ? byName[stated] : undefined
  return byWords.find((topic) => reading.says(topic))
}

/** Words between a value and its metric: `99.9% overall accuracy`, `accuracy of at least 95%`. */
const reach = 4

/** The share, 0 to 1, that is asked for in a metric. */
export function askedShare(reading: Reading, metric: 'accuracy' | 'recall'): number | undefined {
  const { metricValue } = reading.brief.targets
  if (metricValue && metricOf(reading) === metric)
    return metricValue.value > 1 ? metricValue.value / 100 : metricValue.value
  return reading.mentions(metric).flatMap((mention) => shareNear(reading, mention) ?? [])[0]
}

function shareNear(reading: Reading, mention: Mention): number | undefined {
  const value = quantityNear(reading, mention, 'percent', reach)?.value
  return value === undefined || value > 100 ? undefined : value / 100
}
