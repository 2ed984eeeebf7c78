/** C06 and C07: fewer examples than classes, and too few for what is to be learned from them. */
import { counted, grouped } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import type { Reading } from './reading.js'
import { number, numbered, percent } from './say.js'
import { testShare } from './statistics.js'

const classesOf = (n: number) => counted(n, 'class', 'classes')

/** C06: a class without an example cannot be learnt. */
export function fewerThanClasses(reading: Reading): Flag[] {
  const { classes, labelled, multiLabel, examplesPerClass } = reading.brief.data
  if (!classes || multiLabel?.value) return []
  if (examplesPerClass && examplesPerClass.value < leastOfClass) return onePerClass(reading, classes.value)
  if (!labelled || labelled.value >= classes.value) return []
  if (labelled.value === 0) return noLabels(reading, classes.value)
  return [
    flagOf(reading, {
      id: 'C06',
      severity: severityOf(classes.value, labelled.value),
      conflict: `You have ${counted(labelled.value, 'labelled example')} for ${classesOf(classes.value)}.`,
      arithmetic: `${grouped(labelled.value)} / ${grouped(classes.value)} = ${numbered(labelled.value / classes.value, 'example')} a class: at least ${counted(Math.ceil(classes.value - labelled.value), 'class has', 'classes have')} none.`,
      ways: collectOrMerge(classes.value),
    }),
  ]
}

/** No label at all is a start of its own kind, not a conflict. */
function noLabels(reading: Reading, classes: number): Flag[] {
  return [
    flagOf(reading, {
      id: 'C06',
      severity: 'warn',
      conflict: `You have no labelled example of ${classesOf(classes)}.`,
      arithmetic: '0 examples: nothing can be trained, and nothing tested, until there are some.',
      ways: [
        { say: 'Start with rules, or with a pretrained model that is told the names of the classes.' },
        {
          say: `Label ${grouped(enoughOfClass * classes)} examples first, ${enoughOfClass} of each class: enough to compare these.`,
        },
      ],
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
    conflict: `You have about ${numbered(each, 'example')} of each of ${classesOf(classes)}.`,
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
    arithmetic: `${grouped(rows)} / ${grouped(features)} = ${numbered(rows / features, 'row')} a feature: a linear model can fit any labels of so few rows exactly.`,
    ways: [
      { say: 'Use a linear model with an L1 or L2 penalty, chosen by nested cross-validation.' },
      {
        say: `Keep at most ${counted(Math.max(1, Math.floor(rows / enoughOfClass)), 'feature')}, chosen before looking at the target.`,
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
      conflict: `You want to train ${numbered(params, 'parameter')} from scratch on ${counted(rows, 'example')}.`,
      arithmetic: `${number(params)} / ${number(targets)} = ${numbered(params / targets, 'number')} to learn for each target; over ${mostPerTarget} they are learnt by heart.`,
      ways: [
        { say: 'Start from pretrained weights.', needs: 'pretrained' },
        ...atMost(mostPerTarget * targets, (n) => `Take a network of at most ${numbered(n, 'parameter')}.`),
        {
          say: `Bring at least ${numbered(Math.ceil((rows * params) / (mostPerTarget * targets)), 'example')}.`,
        },
      ],
    }),
  ]
}
