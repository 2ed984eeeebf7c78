/** C12 and C13: results that are asked for, and what they are worth or take. */
import { counted, grouped } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { askedShare } from './asked-metric.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import { percent } from './say.js'
import { errorMargin, ruleOfThree, testShare } from './statistics.js'

/** C12: an accuracy that saying the commoner class every time has already. */
export function belowMajority(reading: Reading): Flag[] {
  const rate = reading.brief.data.positiveRate?.value
  const asked = askedShare(reading, 'accuracy')
  if (rate === undefined || asked === undefined) return []
  const majority = Math.max(rate, 1 - rate)
  if (asked > majority) return []
  const answer = rate < 0.5 ? 'no' : 'yes'
  return [
    flagOf(reading, {
      id: 'C12',
      severity: 'warn',
      conflict: `You asked for ${percent(asked)} accuracy, and ${percent(rate)} of the cases are positive.`,
      arithmetic: `Answering "${answer}" every time is right in ${percent(majority)} of the cases, and finds ${rate < 0.5 ? 'none of the positives' : 'none of the negatives'}.`,
      ways: [
        { say: 'Judge by PR-AUC, or by recall at the number of cases that can be looked at.' },
        { say: 'Judge by cost: so much for a miss, so much for a false alarm.' },
        ...(majority < 1
          ? [{ say: `If it must be accuracy, ask for more than ${percent(majority)}.`, moves: true } as const]
          : []),
      ],
    }),
  ]
}

/** Cases in a test where nobody says how many there are. */
const usualTest = 100
/** A rate of misses that many call none. */
const hardlyAny = 0.001

/** C13: no error at all, or a promise of it. */
export function noErrorAtAll(reading: Reading): Flag[] {
  const allFound = !reading.rulesOut('perfection') && (askedShare(reading, 'recall') ?? 0) >= 1
  const none = reading.says('perfection') || allFound
  if (!none && !reading.says('guarantee')) return []
  const { data } = reading.brief
  const positives = data.positives?.value ?? (data.labelled?.value ?? 0) * (data.positiveRate?.value ?? 0)
  const cases = none ? positives : (data.labelled?.value ?? data.rows?.value ?? 0)
  const n = Math.floor(cases * testShare) || usualTest
  const test = `${cases * testShare >= 1 ? 'With' : 'With, say,'} ${counted(n, none ? 'positive' : 'case')} in the test`
  const shown = Math.max(n, usualTest)
  return [
    flagOf(reading, {
      id: 'C13',
      severity: 'warn',
      conflict: none ? 'You asked for no error of one kind at all.' : 'You asked for a guaranteed result.',
      arithmetic: none
        ? `${test} and not one missed, up to ${n > 3 ? `3 / ${grouped(n)} = ${percent(ruleOfThree(n))}` : '100%'} may still be missed in use (95% confidence); to show at most ${percent(hardlyAny)} takes ${grouped(3 / hardlyAny)} without a miss. A threshold that never misses flags nearly everything.`
        : `A test measures, it does not guarantee. ${test}, a share of 95% is known to within +-1.96 x sqrt(p (1 - p) / n) = ${percent(errorMargin(0.95, n))}, and only for data like that of the test.`,
      ways: [
        {
          say: 'Set an operating point: the false alarms that can be handled in a day, and the recall that this gives.',
        },
        { say: 'Let people review the band where the model is unsure.', needs: 'review' },
        {
          say: none
            ? `State the target with its test: at most ${percent(ruleOfThree(shown))} misses, shown on ${counted(shown, 'positive')}.`
            : 'State the target with its test: the figure, its margin, and the data it was measured on.',
          moves: true,
        },
      ],
    }),
  ]
}
