/** C32 and C35: what training on a changed or a mixed loss does to the answers. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'
import { number, numbered, percent } from './say.js'

/** Examples made up for the rare class, where the probability itself is used. */
export function spoiltProbabilities(reading: Reading): Flag[] {
  const rate = reading.brief.data.positiveRate?.value
  if (!reading.says('oversampling') || !reading.says('probabilities')) return []
  const p = rate || 0.05
  return [
    flagOf(reading, {
      id: 'C32',
      severity: 'warn',
      conflict: 'You asked for oversampling and for probabilities that hold.',
      arithmetic: `Trained on equal shares, a model takes the positives for 50% of all cases; ${rate ? 'they are' : 'where they are, say,'} ${percent(p)}, its mean probability comes out ${numbered(0.5 / p, 'time')} too high (van den Goorbergh et al., 2022).`,
      ways: [
        { say: 'Train on the shares as they are, and choose the threshold by cost.' },
        { say: 'Calibrate afterwards on untouched rows (isotonic or Platt).' },
      ],
    }),
  ]
}

/** How far a target that nobody scaled may well spread. */
const usualSpread = 1000

/** Losses of different size, added as they are. */
export function addedAsTheyAre(reading: Reading): Flag[] {
  const { domain, data } = reading.brief
  if (domain?.value !== 'multi_task' || !reading.says('plainSum')) return []
  const classes = Math.max(2, data.classes?.value ?? 2)
  const [entropy, squared] = [Math.log(classes), usualSpread ** 2]
  return [
    flagOf(reading, {
      id: 'C35',
      severity: 'warn',
      conflict: 'You want to add the losses of the tasks as they are.',
      arithmetic: `Cross-entropy of ${numbered(classes, 'class', 'classes')} starts at ln ${number(classes)} = ${number(entropy)}; the squared error of a number that spreads by, say, ${number(usualSpread)} starts at ${number(squared)}: ${numbered(squared / entropy, 'time')} as much, and the classes are not learnt.`,
      ways: [
        { say: 'Scale the number to mean 0 and spread 1, and divide each loss by its first value.' },
        { say: 'Learn a weight for each task (Kendall et al., 2018), and keep the best of each task apart.' },
      ],
    }),
  ]
}
