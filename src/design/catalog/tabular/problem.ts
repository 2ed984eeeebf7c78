/** A completed brief of a table in the numbers that families are built from: rows, columns, outputs, rare classes. */
import type { Brief } from '../../brief/brief.js'
import { counted, plain } from '../../brief/facts.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import {
  defaultClasses,
  defaultColumns,
  defaultGroups,
  defaultPositiveRate,
  defaultRows,
} from './complete.js'
import type { Columns } from './networks.js'
import { type Target, targetKindOf } from './target.js'

export interface TabularProblem extends Problem, Target {
  readonly rows: number
  /** Rows that are learned from; the others choose and test. */
  readonly trainingRows: number
  readonly testRows: number
  readonly columnCount: number
  readonly columns: Columns
  /** Numbers that come out for a row. */
  readonly outputs: number
  /** Rows of the rarer class of two. */
  readonly positives?: number
  /** Rows have dates, and what is predicted comes after them. */
  readonly dated: boolean
  /** Fewer rows that tell answers apart than five for each column. */
  readonly wide: boolean
  /** Rows that the rarest of what is to be told apart bounds: what the amount of data is judged by. */
  readonly signal: number
}

/** Of the columns, those that hold categories, and the values each takes: a usual business table. */
export const categoryShare = 0.25
export const usualLevels = 12
/** Rows for each column under which chance finds columns that seem to matter (Harrell: 10 to 20 events a column). */
const rowsPerColumn = 5
/** Parts of the rows: for learning, for choosing, for the one test at the end. */
export const shares = { train: 0.7, choose: 0.15, test: 0.15 } as const
/** Rows of the other class that each rare row is worth: more of them add little (King & Zeng, 2001). */
const othersPerRare = 10

/** 0.7 x 85,000 is 59,500, not 59,499.999…. */
const exactly = (product: number) => Number(product.toPrecision(12))

/** @param brief completed by `complete` */
export function tabularProblem(brief: Brief): TabularProblem {
  const { data } = brief
  const kind = targetKindOf(brief.task?.value)
  const rows = Math.max(1, Math.round(data.rows?.value ?? defaultRows))
  const columnCount = data.featureCount?.value ?? defaultColumns
  const classes = classesOf(brief, kind)
  const categories = Math.round(categoryShare * columnCount)
  const trainingRows = Math.max(1, Math.floor(exactly(shares.train * rows)))
  const rate = data.positiveRate?.value ?? (kind === 'binary' ? defaultPositiveRate : undefined)
  // Of survival they are the ends that were seen: what is not told is not assumed.
  const cases = data.positives?.value ?? (rate === undefined ? undefined : rows * rate)
  const positives =
    (kind === 'binary' || kind === 'time') && cases !== undefined
      ? Math.min(rows, Math.round(cases))
      : undefined
  const rarer =
    positives === undefined ? undefined : kind === 'time' ? positives : Math.min(positives, rows - positives)
  const quantiles = kind === 'value' ? [...(brief.targets.quantiles?.value ?? [])].sort((a, b) => a - b) : []
  const outputs = quantiles.length || outputsOf(kind, classes)
  const labels = kind === 'labels' ? classes : 1
  const signal = Math.min(rows, rarer === undefined ? rows : rarer * (1 + othersPerRare))
  const words = kind === 'value' || kind === 'time' ? 'prediction' : kind === 'groups' ? 'group' : 'score'
  return {
    ...settingOf(brief),
    kind,
    classes,
    quantiles,
    zeroHeavy: quantiles.length === 0 && kind === 'value' && data.intermittent?.value === true,
    ...(positives !== undefined && { positives, positiveRate: positives / rows }),
    rows,
    trainingRows,
    testRows: Math.floor(exactly(shares.test * rows)),
    columnCount,
    columns: { numbers: columnCount - categories, categories, levels: usualLevels },
    outputs,
    dated: data.dated?.value !== false,
    signal,
    wide: signal < rowsPerColumn * columnCount,
    subject: data.subject?.value ?? subjects[kind],
    answer: { one: words, many: `${words}s` },
    example: { one: 'row', many: 'rows' },
    targets: trainingRows * labels,
    targetsNoun: kind === 'groups' ? { one: 'row', many: 'rows' } : { one: 'label', many: 'labels' },
    targetsFrom: `${plain(shares.train * 100)}% of ${counted(rows, 'row')}${labels > 1 ? ` x ${counted(labels, 'label')}` : ''}`,
    amount: amountOf(signal),
  }
}

function classesOf({ data }: Brief, kind: Target['kind']): number {
  if (kind === 'groups') return Math.max(2, data.classes?.value ?? defaultGroups)
  return kind === 'classes' || kind === 'labels' ? (data.classes?.value ?? defaultClasses) : 2
}

function outputsOf(kind: Target['kind'], classes: number): number {
  if (kind === 'classes' || kind === 'labels') return classes
  return kind === 'uplift' ? 2 : 1
}

/** Where nobody named what is predicted. */
const subjects: Readonly<Record<Target['kind'], string>> = {
  binary: 'the target',
  classes: 'the class',
  labels: 'the labels',
  value: 'the target',
  time: 'the time of the event',
  uplift: 'the effect of the treatment',
  groups: 'the group',
}

/** Working rule of the field: regularised linear models under 1,000 rows, trees from there on, networks over 100,000. */
export const amountOf = (signal: number): Amount =>
  signal < 1_000 ? 'little' : signal < 100_000 ? 'some' : 'much'
