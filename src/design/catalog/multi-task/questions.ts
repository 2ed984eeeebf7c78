/** What can be asked of several answers: what comes in, what the tasks are, how many rows, and who has which label. */
import { type Askable, answered, idOf, usualIf, withData } from '../../asking/askable.js'
import type { Brief } from '../../brief/brief.js'
import { counted, grouped } from '../../brief/facts.js'
import { defaultClasses, defaultRows, defaultTasks } from './complete.js'

const input: Askable = {
  id: 'input',
  text: 'What does the model read?',
  isKnown: ({ data }) => data.modalities !== undefined || data.featureCount !== undefined,
  choices: () =>
    (
      [
        ['table', 'a table: numbers and categories'],
        ['image', 'images'],
        ['text', 'texts'],
        ['series', 'series of measurements'],
      ] as const
    ).map(([id, label]) => ({
      id,
      label,
      ...usualIf(id === 'table'),
      apply: (brief) => withData(brief, { modalities: answered([id], label) }),
    })),
}

/** Classes of a classification to choose from: yes or no, a few, many. */
const classCounts = [2, defaultClasses.mixed, 50] as const

const targets: Askable = {
  id: 'targets',
  text: 'What are the targets: how many classes has a classification, and are there more than these tasks?',
  isKnown: ({ task, data }) =>
    task !== undefined &&
    data.tasks !== undefined &&
    (data.classes !== undefined || task.value === 'several regressions'),
  choices(completed) {
    const { task, data } = completed
    const kind = task?.value ?? 'classification + regression'
    const count = data.tasks?.value ?? defaultTasks
    const usual = data.classes?.value
    const numbers = kind === 'classification + regression'
    const other = numbers ? ' and a number' : ''
    const classes = [...new Set([...classCounts, usual ?? defaultClasses.mixed])].sort((a, b) => a - b)
    const choice = (
      id: string,
      label: string,
      said: { classes?: number; tasks: number },
      isUsual: boolean,
    ) => ({
      id,
      label,
      ...usualIf(isUsual),
      apply: (brief: Brief): Brief => ({
        ...withData(brief, {
          tasks: answered(said.tasks, label),
          ...(said.classes !== undefined && { classes: answered(said.classes, label) }),
        }),
        task: answered(kind, label),
      }),
    })
    if (kind === 'several regressions')
      return [
        choice('two', 'two numbers', { tasks: 2 }, count === 2),
        choice('five', 'five numbers', { tasks: 5 }, count === 5),
      ]
    return [
      ...classes.map((n) => {
        const label = n === 2 ? `yes or no${other}` : `${counted(n, 'class', 'classes')}${other}`
        return choice(idOf(label), label, { classes: n, tasks: count }, n === usual)
      }),
      choice('two-tasks-more', 'two tasks more of the same kinds', { tasks: count + 2 }, false),
    ]
  },
}

const rows: Askable = {
  id: 'rows',
  text: 'How many rows (or images, texts) are there?',
  isKnown: ({ data }) =>
    data.rows !== undefined ||
    data.labelled !== undefined ||
    data.interactions !== undefined ||
    data.sessionsPerMonth !== undefined,
  choices: () =>
    [1_000, 10_000, defaultRows, 2_000_000].map((count) => {
      const label = `about ${counted(count, 'row')}`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === defaultRows),
        apply: (brief) => withData(brief, { rows: answered(count, label) }),
      }
    }),
}

/** Share of the rows that have every label, where not all have. */
const fewLabels = 0.05

const labels: Askable = {
  id: 'labels',
  text: 'Does every row have the label of every task?',
  isKnown: ({ data }) => data.labelled !== undefined,
  choices: ({ data }) => {
    const all = data.rows?.value ?? defaultRows
    const part = Math.max(1, Math.round(fewLabels * all))
    const of = (labelled: number, label: string) => (brief: Brief) =>
      withData(brief, {
        rows: brief.data.rows ?? answered(all, `about ${counted(all, 'row')}`),
        labelled: answered(labelled, label),
      })
    return [
      {
        id: 'all',
        label: 'yes, all labels on every row',
        usual: true,
        aliases: ['yes'],
        apply: of(all, 'all labels on every row'),
      },
      {
        id: 'some',
        label: `no, all labels on some ${counted(part, 'row')} only`,
        aliases: ['no'],
        apply: of(part, `${counted(part, 'row')} with every label`),
      },
    ]
  },
}

export const multiTaskAskables: readonly Askable[] = [input, targets, rows, labels]
