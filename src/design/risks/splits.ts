/** C16: tests that know the answers: rows dealt by chance, tests on the training data, what is learned before. */
import { counted, grouped } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { entityOf } from './entities.js'
import { flagOf, type Way } from './flagging.js'
import type { Reading } from './reading.js'
import { number, numbered, percent } from './say.js'
import { testShare } from './statistics.js'

/** Rows dealt by chance, where they follow each other in time or belong together. */
export function dealtByChance(reading: Reading): Flag[] {
  if (reading.brief.targets.split?.value !== 'random') return []
  const entity = repeatedEntity(reading)
  const reasons = [
    overTime(reading),
    sameRecording(reading),
    entity && sameEntity(reading, entity),
    sameScaffold(reading),
  ]
  const found = reasons.filter((reason) => reason !== undefined)
  if (found.length === 0) return []
  return [
    flagOf(reading, {
      id: 'C16',
      severity: 'warn',
      conflict: `You asked for a random split, and ${found.map(({ because }) => because).join(', and ')}.`,
      arithmetic: found.map(({ shown }) => shown).join(' '),
      ways: found.map(({ way }) => way),
    }),
  ]
}

interface Reason {
  readonly because: string
  readonly shown: string
  readonly way: Way
}

function overTime({ brief }: Reading): Reason | undefined {
  const { data, domain, constraints, task } = brief
  const field = domain?.value
  const isSeries = field === 'time_series' || (field === 'anomaly_detection' && data.frequency !== undefined)
  const comesLater =
    field === 'recommendation' ||
    task?.value === 'link prediction' ||
    data.dated?.value ||
    data.horizon ||
    constraints.streaming?.value
  if (!isSeries && !comesLater) return undefined
  const way = {
    say: 'Split by time: train on the past, test on what comes after, with a gap as long as the label takes.',
  }
  const because = 'the rows follow each other in time'
  if (isSeries)
    return {
      because,
      shown: `With ${percent(testShare)} of the rows in the test, 1 - ${number(testShare)}^2 = ${percent(1 - testShare ** 2)} of the test rows have the row before or after them in training; in use the future is not known.`,
      way,
    }
  return {
    because,
    shown: `With ${percent(testShare)} of the rows in the test, ${number(testShare)} / ${number(1 - testShare)} = ${numbered(testShare / (1 - testShare), 'test row')} on average are newer than every training row; in use all of them are.`,
    way,
  }
}

/** Windows of one recording, which mostly overlap by half. */
function sameRecording({ brief: { domain, data, task } }: Reading): Reason | undefined {
  if (domain?.value !== 'signals') return undefined
  const whose = task?.value === 'remaining useful life' ? 'machine' : 'subject, patient or machine'
  const [windows, of] = [data.labelled?.value, data.subjects?.value]
  const each =
    windows && of && windows > of
      ? ` ${counted(windows, 'window')} of ${grouped(of)} are ${number(windows / of)} of each.`
      : ''
  return {
    because: 'windows are cut from the same recordings',
    shown: `With ${percent(testShare)} of the windows in the test, 1 - ${number(testShare)}^2 = ${percent(1 - testShare ** 2)} of the test windows have a neighbour in training, with half of their samples where windows overlap by half.${each}`,
    way: { say: `Split by ${whose} first, and cut windows afterwards.` },
  }
}

interface Entity {
  readonly noun: string
  readonly count?: number
  /** The largest count beside it, which may be that of the rows. */
  readonly most?: number
}

/** What is counted and is no number of rows. */
const measures = /^(px|pixels?|tokens?|dpi|epochs?|layers?|features?|columns?|classes|folds?)$/

/** People, machines and places named in the request, with their number where it stands before them. */
function repeatedEntity({ tokens, brief, quantities }: Reading): Entity | undefined {
  const field = brief.domain?.value
  // Where the person is what is to be told, all are in training.
  const isTarget = brief.task?.value === 'speaker identification'
  if (field === 'time_series' || field === 'recommendation' || isTarget) return undefined
  const at = tokens.findIndex(({ text }) => entityOf.has(text))
  const noun = entityOf.get(tokens[at]?.text ?? '')
  if (noun === undefined) return undefined
  const counts = quantities.filter(
    ({ unit, last }) => unit.kind === 'count' && !measures.test(tokens[last + 1]?.text ?? ''),
  )
  const own = counts.find(({ last }) => last < at && at - last <= 2)
  const most = counts.reduce((largest, { value }) => Math.max(largest, value), 0)
  return { noun, ...(own && { count: own.value }), ...(own && most > own.value && { most }) }
}

/** A row of each, which is then no repetition: "50,000 customers". */
function sameEntity({ brief: { data } }: Reading, { noun, count, most }: Entity): Reason | undefined {
  const rows = data.rows?.value ?? data.labelled?.value ?? most
  const each = rows && count ? rows / count : undefined
  if (each === undefined ? count !== undefined : each < 2) return undefined
  const shown = each
    ? `${counted(Math.round(rows ?? 0), 'row')} of ${counted(Math.round(count ?? 0), noun)} are ${number(each)} of each: 1 - ${number(testShare)}^${number(each - 1)} = ${percent(1 - testShare ** (each - 1))} of the test rows have their own ${noun} in training too.`
    : `With ${percent(testShare)} of the rows in the test and 5 rows of each, 1 - ${number(testShare)}^4 = ${percent(1 - testShare ** 4)} of the test rows have their own ${noun} in training too.`
  return {
    because: `several rows belong to the same ${noun}`,
    shown,
    way: { say: `Split by ${noun}: all rows of one on the same side.` },
  }
}

function sameScaffold({ brief: { task, data } }: Reading): Reason | undefined {
  const isMolecular = task?.value.startsWith('molecular') ?? false
  if (!isMolecular && !data.manyGraphs?.value) return undefined
  return {
    because: 'molecules come in families of one scaffold',
    shown: `With ${percent(testShare)} in the test, a family of 5 has a member in training for 1 - ${number(testShare)}^4 = ${percent(1 - testShare ** 4)} of its test molecules.`,
    way: { say: 'Split by scaffold (Wu et al., MoleculeNet, 2018).' },
  }
}

/** A score on what was learned. */
export function testedOnTraining(reading: Reading): Flag[] {
  if (!reading.says('testOnTraining')) return []
  return [
    flagOf(reading, {
      id: 'C16',
      severity: 'block',
      conflict: 'You asked to test on the training data.',
      arithmetic: 'A table that stores its rows scores 100% there, and 0 of the test cases are new.',
      ways: [
        { say: `Set ${percent(testShare)} aside before anything is learned, and use it once.` },
        { say: 'With few rows: repeated or nested cross-validation.' },
      ],
    }),
  ]
}

/** Means, features or made-up examples that come from test rows too. */
export function learnedBefore(reading: Reading): Flag[] {
  if (!reading.says('leak')) return []
  return [
    flagOf(reading, {
      id: 'C16',
      severity: 'warn',
      conflict: 'You asked to scale, choose features or add examples before the split.',
      arithmetic: `The test rows, ${percent(testShare)} of all, then shape what the model is trained on; with more features than rows, choosing features first can make 0 signal look like a good model.`,
      ways: [
        { say: 'Split first; fit scalers, encoders and the choice of features on the training part alone.' },
      ],
    }),
  ]
}

/** The last item of each user as the test lets the model see what others did after that. */
export function leavesLastOut(reading: Reading): Flag[] {
  if (reading.brief.domain?.value !== 'recommendation' || !reading.says('leaveLastOut')) return []
  const users = reading.brief.data.users?.value
  return [
    flagOf(reading, {
      id: 'C16',
      severity: 'warn',
      conflict: 'You asked to test on the last interaction of each user.',
      arithmetic: `These lie at ${users ? `${number(users)} different` : 'as many different'} moments${users ? '' : ' as there are users, not 1'}: training holds what other users did after most of them (Ji et al., 2023).`,
      ways: [{ say: 'Split at 1 date for all users: train before it, test after it.' }],
    }),
  ]
}
