/** A completed brief of several answers in the numbers that families are built from: tasks, input, rows, labels. */
import type { Brief } from '../../brief/brief.js'
import { counted, grouped, plain } from '../../brief/facts.js'
import { type Amount, type Problem, settingOf } from '../problem.js'
import type { Columns } from '../tabular/networks.js'
import { categoryShare, shares, usualLevels } from '../tabular/problem.js'
import {
  defaultClasses,
  defaultColumns,
  defaultPixels,
  defaultRows,
  defaultSteps,
  defaultTasks,
  defaultTokens,
  type InputKind,
  inputKindOf,
} from './complete.js'
import type { Head } from './networks.js'

/** One of the answers. */
export interface Answer extends Head {
  readonly kind: 'class' | 'value'
  /** In prose: `the class`, `value 2`. */
  readonly title: string
  readonly classes: number
}

export interface MultiTaskProblem extends Problem {
  readonly answers: readonly Answer[]
  readonly input: InputKind
  readonly rows: number
  readonly trainingRows: number
  /** Rows of which all answers are known; the others count for some tasks alone. */
  readonly labelled: number
  readonly columns: Columns
  readonly columnCount: number
  readonly pixels: number
  /** Steps of a series or tokens of a text. */
  readonly steps: number
  readonly channels: number
  readonly dated: boolean
  readonly zeroHeavy: boolean
}

/** @param brief completed by `complete` */
export function multiTaskProblem(brief: Brief): MultiTaskProblem {
  const { data } = brief
  const input = inputKindOf(brief)
  const rows = Math.max(1, Math.round(data.rows?.value ?? defaultRows))
  const labelled = Math.min(rows, Math.max(1, Math.round(data.labelled?.value ?? rows)))
  const answers = answersOf(brief)
  const columnCount = input === 'table' ? (data.featureCount?.value ?? defaultColumns) : 0
  const categories = Math.round(categoryShare * columnCount)
  const trainingRows = Math.max(1, Math.floor(shares.train * rows))
  // One answer is known of every row, the others of those that are labelled in full.
  const labels = trainingRows + (answers.length - 1) * Math.floor(shares.train * labelled)
  const example = { table: 'row', image: 'image', text: 'text', series: 'window' }[input]
  const part = `${plain(shares.train * 100)}% of`
  const full =
    labelled < rows
      ? `${part} ${counted(rows, example)} for one task and of ${grouped(labelled)} for ${answers.length === 2 ? 'the other' : `the other ${answers.length - 1}`}`
      : `${part} ${counted(rows, example)} x ${answers.length} tasks`
  return {
    ...settingOf(brief),
    answers,
    input,
    rows,
    trainingRows,
    labelled,
    columns: { numbers: columnCount - categories, categories, levels: usualLevels },
    columnCount,
    pixels: data.imageSize?.value ?? defaultPixels,
    steps: data.sequenceLength?.value ?? (input === 'text' ? defaultTokens : defaultSteps),
    channels: data.channels?.value ?? 1,
    dated: data.dated?.value !== false,
    zeroHeavy: data.intermittent?.value === true,
    subject: data.subject?.value ?? 'the targets',
    answer: { one: 'set of answers', many: 'answers' },
    example: { one: example, many: `${example}s` },
    targets: labels,
    targetsNoun: { one: 'label', many: 'labels' },
    targetsFrom: full,
    amount: amountOf(rows),
  }
}

function answersOf({ task, data }: Brief): Answer[] {
  const count = Math.max(2, data.tasks?.value ?? defaultTasks)
  const said = data.taskKinds?.value ?? []
  const kinds = Array.from({ length: count }, (_, i): Answer['kind'] => {
    if (task?.value === 'several regressions') return 'value'
    if (task?.value === 'several classifications') return 'class'
    // As they were listed; classes first where only the mix is known.
    if (said.length === count) return said[i]?.includes('regress') ? 'value' : 'class'
    return i < Math.ceil(count / 2) ? 'class' : 'value'
  })
  const classes = data.classes?.value ?? defaultClasses.mixed
  const total = (kind: Answer['kind']) => kinds.filter((one) => one === kind).length
  const words = { class: 'classification', value: 'regression' } as const
  return kinds.map((kind, i) => {
    const at = kinds.slice(0, i + 1).filter((one) => one === kind).length
    const number = total(kind) > 1 ? at : undefined
    return {
      kind,
      name: `${words[kind]}${number === undefined ? '' : `_${number}`}`,
      title: `${words[kind]}${number === undefined ? '' : ` ${number}`}`,
      classes: kind === 'class' ? classes : 0,
      outputs: kind === 'class' && classes > 2 ? classes : 1,
    }
  })
}

/** Working rule of the field: separate models of few rows, a shared trunk from some thousands, experts over 500,000. */
const amountOf = (rows: number): Amount => (rows < 3_000 ? 'little' : rows < 500_000 ? 'some' : 'much')
