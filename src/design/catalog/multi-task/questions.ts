/** What can be asked of several answers: what comes in, what the tasks are, how many rows, and who has which label. */
import { type Askable, answered, idOf, usualIf, withData } from '../../asking/askable.js'
import { grouped } from '../../brief/facts.js'
import { defaultRows } from './complete.js'

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

const targets: Askable = {
  id: 'targets',
  text: 'What are the tasks (targets, classes)?',
  isKnown: ({ task, data }) => task !== undefined && (data.tasks !== undefined || data.classes !== undefined),
  choices: ({ task }) =>
    (
      [
        ['a-class-and-a-number', 'a class and a number', 'classification + regression', 2],
        ['two-classes', 'two classes (yes or no each)', 'several classifications', 2],
        ['two-numbers', 'two numbers', 'several regressions', 2],
        ['four-tasks', 'four: two classes and two numbers', 'classification + regression', 4],
      ] as const
    ).map(([id, label, kind, tasks]) => ({
      id,
      label,
      ...usualIf(tasks === 2 && kind === (task?.value ?? 'classification + regression')),
      apply: (brief) => ({
        ...withData(brief, { tasks: answered(tasks, label) }),
        task: answered(kind, label),
      }),
    })),
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
      const label = `about ${grouped(count)} rows`
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
    return [
      {
        id: 'all',
        label: 'yes, all labels on every row',
        usual: true,
        aliases: ['yes'],
        apply: (brief) => withData(brief, { labelled: answered(all, 'all labels on every row') }),
      },
      {
        id: 'some',
        label: `no, all labels on some ${grouped(part)} rows only`,
        aliases: ['no'],
        apply: (brief) =>
          withData(brief, { labelled: answered(part, `${grouped(part)} rows with every label`) }),
      },
    ]
  },
}

export const multiTaskAskables: readonly Askable[] = [input, targets, rows, labels]
