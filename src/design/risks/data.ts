/** C06, C07, C12, C13 and C30: what the amount of data can show, and what is asked of it. */
import { counted, grouped } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { askedShare } from './asked-metric.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import type { Reading } from './reading.js'
import { number, percent } from './say.js'
import { errorMargin, ruleOfThree, testShare } from './statistics.js'

const classesOf = (n: number) => counted(n, 'class', 'classes')

/** C06: a class without an example cannot be learnt. */
export function fewerThanClasses(reading: Reading): Flag[] {
  const { classes, labelled, multiLabel, examplesPerClass } = reading.brief.data
  if (!classes || multiLabel?.value) return []
  if (examplesPerClass && examplesPerClass.value < leastOfClass) return onePerClass(reading, classes.value)
  if (!labelled || labelled.value >= classes.value) return []
  return [
    flagOf(reading, {
      id: 'C06',
      severity: severityOf(classes.value, labelled.value),
      conflict: `You have ${counted(labelled.value, 'labelled example')} for ${classesOf(classes.value)}.`,
      arithmetic: `${grouped(labelled.value)} / ${grouped(classes.value)} = ${number(labelled.value / classes.value)} examples a class: at least ${counted(Math.ceil(classes.value - labelled.value), 'class has', 'classes have')} none.`,
      ways: collectOrMerge(classes.value),
    }),
  ]
}

/** One example to learn from, one to test with. */
const leastOfClass = 2

function onePerClass(reading: Reading, classes: number): Flag[] {
  const each = reading.brief.data.examplesPerClass?.value ?? 0
  return [
    flagOf(reading, {
      id: 'C06',
      severity: 'block',
      conflict: `You have ${counted(each, 'example')} of each of ${classesOf(classes)}.`,
      arithmetic: `A class needs 1 example to learn from and 1 to test with: ${number(each)} of ${leastOfClass}.`,
      ways: collectOrMerge(classes),
    }),
  ]
}

const collectOrMerge = (classes: number): readonly Way[] => [
  { say: `Label at least ${grouped(leastOfClass * classes)} examples, two of each class.` },
  { say: 'Merge classes, or retrieve the nearest known example instead of classifying.' },
]

/** Fewer examples of a class than this are for few-shot methods. */
const enoughOfClass = 10
/** A net from scratch with more numbers than so many times its targets learns them by heart. */
const mostPerTarget = 10

/** C07: too little data for a model that learns all of itself from it. */
export function tooLittleToLearn(reading: Reading): Flag[] {
  const { data } = reading.brief
  const [classes, labelled] = [data.classes?.value, data.labelled?.value]
  const each = data.examplesPerClass?.value ?? (classes && labelled ? labelled / classes : undefined)
  const rows = data.rows?.value ?? labelled
  const features = data.featureCount?.value
  return [
    ...(each !== undefined && each >= leastOfClass && each < enoughOfClass && classes
      ? [fewOfEach(reading, each, classes)]
      : []),
    ...(rows && features && rows < features && reading.brief.domain?.value !== 'time_series'
      ? [widerThanLong(reading, rows, features)]
      : []),
    ...largerThanData(reading, rows),
  ]
}

function fewOfEach(reading: Reading, each: number, classes: number): Flag {
  return flagOf(reading, {
    id: 'C07',
    severity: 'warn',
    conflict: `You have about ${number(each)} examples of each of ${classesOf(classes)}.`,
    arithmetic: `Of ${number(each)} about ${number(Math.max(1, each * testShare))} test each class: one error more or less moves its score by ${percent(1 / Math.max(1, each * testShare))}. Under ${enoughOfClass} a class, nothing should be trained from scratch.`,
    ways: [
      { say: 'Use a frozen pretrained model with a linear or nearest-neighbour head.', needs: 'pretrained' },
      { say: `Label ${grouped(enoughOfClass * classes)} examples: ${enoughOfClass} of each class.` },
      { say: 'Merge rare classes.' },
    ],
  })
}

function widerThanLong(reading: Reading, rows: number, features: number): Flag {
  return flagOf(reading, {
    id: 'C07',
    severity: 'warn',
    conflict: `You have ${counted(rows, 'row')} and ${counted(features, 'feature')}.`,
    arithmetic: `${grouped(rows)} / ${grouped(features)} = ${number(rows / features)} rows a feature: a linear model can fit any labels of so few rows exactly.`,
    ways: [
      { say: 'Use a linear model with an L1 or L2 penalty, chosen by nested cross-validation.' },
      {
        say: `Keep at most ${grouped(Math.max(1, Math.floor(rows / enoughOfClass)))} features, chosen before looking at the target.`,
      },
      { say: `Bring at least ${grouped(enoughOfClass * features)} rows.` },
    ],
  })
}

function largerThanData(reading: Reading, rows: number | undefined): Flag[] {
  const { data } = reading.brief
  const params = data.modelParams?.value
  if (!params || !rows || !data.fromScratch?.value || data.corpusTokens) return []
  const targets = rows * (data.sequenceLength?.value ?? 1)
  if (params <= mostPerTarget * targets) return []
  return [
    flagOf(reading, {
      id: 'C07',
      severity: 'warn',
      conflict: `You want to train ${number(params)} parameters from scratch on ${counted(rows, 'example')}.`,
      arithmetic: `${number(params)} / ${number(targets)} = ${number(params / targets)} numbers to learn for each target; over ${mostPerTarget} they are learnt by heart.`,
      ways: [
        { say: 'Start from pretrained weights.', needs: 'pretrained' },
        ...atMost(mostPerTarget * targets, (n) => `Take a network of at most ${number(n)} parameters.`),
        { say: `Bring at least ${number(Math.ceil((rows * params) / (mostPerTarget * targets)))} examples.` },
      ],
    }),
  ]
}

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
  const none = reading.says('perfection') || (askedShare(reading, 'recall') ?? 0) >= 1
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
            ? `State the target with its test: at most ${percent(ruleOfThree(shown))} misses, shown on ${grouped(shown)} positives.`
            : 'State the target with its test: the figure, its margin, and the data it was measured on.',
          moves: true,
        },
      ],
    }),
  ]
}

/** Positives in a test under which its rates say little. */
const enoughInTest = 30

/** C30: so few positives in the test that its figures are noise. */
export function tooFewToTest(reading: Reading): Flag[] {
  const { data } = reading.brief
  const rows = data.labelled?.value ?? (data.labels?.value === 'none' ? undefined : data.rows?.value)
  const rate = data.positiveRate?.value
  const positives =
    data.positives?.value ?? (rows && rate !== undefined ? rows * Math.min(rate, 1 - rate) : undefined)
  if (positives === undefined) return coarseTest(reading)
  const inTest = positives * testShare
  if (inTest >= enoughInTest) return coarseTest(reading)
  const n = Math.max(1, Math.round(inTest))
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You have ${counted(Math.round(positives), 'positive example')}.`,
      arithmetic: `A test of ${percent(testShare)} holds about ${n} of them: a recall of 80% is known to within +-${percent(Math.min(1, errorMargin(0.8, n)))}${n > 3 ? `, and not one miss still allows ${percent(ruleOfThree(n))}` : ''} (95% confidence).`,
      ways: [
        ...(positives >= enoughInTest
          ? [
              {
                say: `Cross-validate and pool the folds: all ${grouped(Math.round(positives))} positives are tested once.`,
              },
            ]
          : []),
        {
          say: `Collect ${grouped(Math.ceil(enoughInTest / testShare))} positives, e.g. over a longer time: ${enoughInTest} in the test.`,
        },
        ...(positives < enoughInTest
          ? [{ say: 'Use the positives to check an unsupervised detector or rules, not to train.' }]
          : []),
      ],
    }),
  ]
}

/** A test whose margin of error is as large as the errors that are allowed. */
function coarseTest(reading: Reading): Flag[] {
  const { labelled } = reading.brief.data
  const asked = askedShare(reading, 'accuracy') ?? askedShare(reading, 'recall')
  if (!labelled || asked === undefined || asked <= 0.5 || asked >= 1) return []
  const n = Math.floor(labelled.value * testShare)
  const margin = errorMargin(asked, Math.max(1, n))
  if (margin <= 1 - asked) return []
  const enough = Math.ceil(errorMargin(asked, 1) ** 2 / (1 - asked) ** 2)
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You asked for ${percent(asked)} and have ${counted(labelled.value, 'labelled example')}.`,
      arithmetic: `A test of ${percent(testShare)} has ${counted(n, 'example')}: ${percent(asked)} is known to within +-1.96 x sqrt(p (1 - p) / n) = ${percent(margin)}, more than the ${percent(1 - asked)} of errors that you allow.`,
      ways: [
        { say: `Cross-validate: all ${grouped(labelled.value)} examples are tested once.` },
        { say: `Label ${grouped(Math.ceil(enough / testShare))} examples: ${grouped(enough)} in the test.` },
      ],
    }),
  ]
}
