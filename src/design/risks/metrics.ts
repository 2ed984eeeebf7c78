/** C17: a metric that does not measure what is wanted. */
import type { Flag } from '../brief/flag.js'
import { askedShare, metricOf } from './asked-metric.js'
import { type Draft, flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import { number, numbered, percent } from './say.js'

type Misfit = Pick<Draft, 'conflict' | 'arithmetic'> & { readonly instead: readonly string[] }

export function metricMisfit(reading: Reading): Flag[] {
  const found = [
    percentageOfZero(reading),
    accuracyOfRare(reading),
    rocOfRare(reading),
    accuracyOfNumbers(reading),
    squaredErrorOfClicks(reading),
    wordOverlap(reading),
    pixels(reading),
    adjustedPoints(reading),
    sampled(reading),
  ]
  return found.flatMap((misfit) => {
    if (!misfit) return []
    const { instead, ...draft } = misfit
    return [flagOf(reading, { id: 'C17', severity: 'warn', ...draft, ways: instead.map((say) => ({ say })) })]
  })
}

function percentageOfZero({ brief: { data, targets } }: Reading): Misfit | undefined {
  const metric = targets.metric?.value
  if (data.intermittent?.value !== true || (metric !== 'mape' && metric !== 'smape')) return undefined
  const name = metric === 'mape' ? 'MAPE' : 'sMAPE'
  return {
    conflict: `You judge by ${name}, and the data has many zeros.`,
    arithmetic:
      metric === 'mape'
        ? 'MAPE divides each error by the value itself: an error of 1 at a value of 0 is 1 / 0, and at 1 it is 100%.'
        : 'sMAPE divides each error by the mean of value and forecast: at a value of 0 any forecast but 0 is wrong by 200%, be it 1 or 1,000.',
    instead: ['Judge by WAPE (all errors over all values) or MASE.'],
  }
}

/** Share of positives under which accuracy says nothing of them. */
const rare = 0.05

function accuracyOfRare(reading: Reading): Misfit | undefined {
  const rate = rareShare(reading)
  if (metricOf(reading) !== 'accuracy' || rate === undefined || rate >= rare) return undefined
  const asked = askedShare(reading, 'accuracy')
  // An accuracy that saying "no" has already is C12.
  if (asked !== undefined && asked <= 1 - rate) return undefined
  return {
    conflict: `You judge by accuracy, and ${percent(rate)} of the cases are of the rarer class.`,
    arithmetic: `A model that never finds one is right in ${percent(1 - rate)} of the cases.`,
    instead: ['Judge by PR-AUC, and by recall at the number of alarms that can be looked at.'],
  }
}

function rareShare({ brief: { data } }: Reading): number | undefined {
  const rows = data.labelled?.value ?? data.rows?.value
  const rate = data.positiveRate?.value ?? (data.positives && rows ? data.positives.value / rows : undefined)
  return rate === undefined ? undefined : Math.min(rate, 1 - rate)
}

/** Share of positives under which the area under the ROC curve hides the false alarms. */
const veryRare = 0.01
const someFalseAlarms = 0.01

function rocOfRare(reading: Reading): Misfit | undefined {
  const rate = rareShare(reading)
  if (metricOf(reading) !== 'rocAuc' || rate === undefined || rate <= 0 || rate >= veryRare) return undefined
  return {
    conflict: `You judge by ROC-AUC, and ${percent(rate)} of the cases are positive.`,
    arithmetic: `At a false-alarm rate of only ${percent(someFalseAlarms)} there are ${percent(someFalseAlarms)} x ${percent(1 - rate)} / ${percent(rate)} = ${numbered((someFalseAlarms * (1 - rate)) / rate, 'false alarm')} for each case found, and ROC-AUC hardly moves.`,
    instead: ['Judge by PR-AUC, and by precision and recall at the threshold that will be used.'],
  }
}

function accuracyOfNumbers(reading: Reading): Misfit | undefined {
  const { domain, data } = reading.brief
  if (domain?.value !== 'time_series' || data.positiveRate || metricOf(reading) !== 'accuracy')
    return undefined
  const asked = askedShare(reading, 'accuracy')
  if (asked === undefined || asked >= 1) return undefined
  return {
    conflict: `You asked for ${percent(asked)} accuracy of a forecast.`,
    arithmetic: `A forecast of a number is never exactly right, so it has no accuracy. If it is to be off by ${percent(1 - asked)} of all values together, that is a WAPE of 1 - ${number(asked)} = ${number(1 - asked)}.`,
    instead: [
      `Judge by WAPE, e.g. at most ${percent(1 - asked)}, beside that of the seasonal naive forecast.`,
      'Judge by the share of days within a tolerance that you name.',
    ],
  }
}

function squaredErrorOfClicks(reading: Reading): Misfit | undefined {
  const { domain, data } = reading.brief
  const ranks = domain?.value === 'recommendation' || reading.says('ranking')
  if (!ranks || metricOf(reading) !== 'rmse') return undefined
  const implicit = data.feedback?.value === 'implicit' || (!data.feedback && reading.says('clicks'))
  return {
    conflict: `You judge a ranking${implicit ? ' of clicks' : ''} by squared error.`,
    arithmetic: implicit
      ? 'Every click that was seen counts 1: a model that says 1 for every item has an RMSE of 0 and ranks nothing.'
      : 'People see 10 or so of all items: RMSE weighs an error at rank 10,000 like one at rank 1.',
    instead: ['Judge by recall@k and NDCG@k over the whole catalogue, on the interactions after a date.'],
  }
}

function wordOverlap(reading: Reading): Misfit | undefined {
  if (metricOf(reading) !== 'bleu') return undefined
  return {
    conflict: 'You judge written text by BLEU or ROUGE.',
    arithmetic:
      'They count shared runs of up to 4 words: a right answer in other words scores near 0, a wrong one with 1 changed word near 1.',
    instead: [
      'Judge by checks of the task (the fact is right, the field is filled) and by pairs that people compare; keep BLEU to notice changes.',
    ],
  }
}

/** A tenth of the picture's width and height. */
const smallObject = 0.1

function pixels(reading: Reading): Misfit | undefined {
  const segments = reading.brief.task?.value === 'segmentation'
  const metric = metricOf(reading)
  if (metric !== 'pixelAccuracy' && !(segments && metric === 'accuracy')) return undefined
  return {
    conflict: 'You judge a segmentation by the share of right pixels.',
    arithmetic: `An object of ${percent(smallObject)} of the width and height covers ${percent(smallObject ** 2)} of the picture: finding nothing is right in ${percent(1 - smallObject ** 2)} of the pixels.`,
    instead: ['Judge by IoU or Dice of each class, and by the boundary where it matters.'],
  }
}

function adjustedPoints(reading: Reading): Misfit | undefined {
  if (!reading.says('pointAdjust')) return undefined
  return {
    conflict: 'You judge by point-adjusted F1.',
    arithmetic:
      '1 alarm anywhere in an event counts as every point of it found: random scores then reach high values (Kim et al., 2022).',
    instead: ['Judge by events found and by delay, at a fixed number of alarms.'],
  }
}

function sampled(reading: Reading): Misfit | undefined {
  const items = reading.brief.data.items?.value
  if (!reading.says('sampledMetric')) return undefined
  return {
    conflict: 'You rank each true item among sampled ones only.',
    arithmetic: `Among 100 sampled items ${items ? `of ${number(items)} ` : ''}a random order is right at 10 in 10% of the cases${items ? `, among all of them in ${percent(Math.min(1, 10 / items))}` : ''}: sampled metrics can put models in another order (Krichene and Rendle, 2020).`,
    instead: ['Rank against the full catalogue.'],
  }
}
