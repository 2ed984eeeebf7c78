/** What can be asked of a table: how many rows and columns, how rare the class, whether rows have dates. */
import { type Askable, answered, idOf, usualIf, withData } from '../../asking/askable.js'
import { grouped, plain } from '../../brief/facts.js'
import { defaultColumns, defaultPositiveRate, defaultRows } from './complete.js'
import { targetKindOf } from './target.js'

const counts = (
  id: string,
  text: string,
  unit: string,
  fact: 'rows' | 'featureCount',
  values: readonly number[],
  usual: number,
): Askable => ({
  id,
  text,
  isKnown: ({ data }) => data[fact] !== undefined || (fact === 'rows' && data.labelled !== undefined),
  choices: () =>
    values.map((count) => {
      const label = `about ${grouped(count)} ${unit}`
      return {
        id: idOf(grouped(count)),
        label,
        ...usualIf(count === usual),
        apply: (brief) => withData(brief, { [fact]: answered(count, label) }),
      }
    }),
})

const rows = counts(
  'rows',
  'How many rows with a known answer are there?',
  'rows',
  'rows',
  [500, 5_000, defaultRows, 2_000_000],
  defaultRows,
)
const columns = counts(
  'columns',
  'How many columns does a row have?',
  'columns',
  'featureCount',
  [15, defaultColumns, 500],
  defaultColumns,
)

const balance: Askable = {
  id: 'positives',
  text: 'How many of the rows are positive (the case that is looked for)?',
  isKnown: ({ data, task }) =>
    data.positives !== undefined || data.positiveRate !== undefined || targetKindOf(task?.value) !== 'binary',
  choices: () =>
    [0.5, defaultPositiveRate, 0.01, 0.001].map((rate) => {
      const label = `${plain(rate * 100)}% positive`
      return {
        id: idOf(`${plain(rate * 100)} percent`),
        label,
        ...usualIf(rate === defaultPositiveRate),
        apply: (brief) => withData(brief, { positiveRate: answered(rate, label) }),
      }
    }),
}

const target: Askable = {
  id: 'target',
  text: 'What is to be predicted for a row?',
  isKnown: ({ task }) => task !== undefined,
  choices: () =>
    (
      [
        ['yes-or-no', 'yes or no', 'binary classification'],
        ['a-class', 'one of several classes', 'multi-class classification'],
        ['a-number', 'a number', 'regression'],
        ['a-time', 'a time until something happens', 'survival analysis'],
      ] as const
    ).map(([id, label, task]) => ({
      id,
      label,
      ...usualIf(id === 'yes-or-no'),
      apply: (brief) => ({ ...brief, task: answered(task, label) }),
    })),
}

export const tableAskables: readonly Askable[] = [target, rows, balance, columns]
