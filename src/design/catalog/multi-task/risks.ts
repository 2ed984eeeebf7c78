/** What threatens every model of several answers, and joint ones besides. */
import { grouped } from '../../brief/facts.js'
import type { MultiTaskProblem } from './problem.js'

export const dataRisks = ({ labelled, rows, dated }: MultiTaskProblem): string[] => [
  'The label of one task may stand among the inputs of another: a leak that looks like transfer.',
  ...(labelled < rows
    ? [
        `Only ${grouped(labelled)} of ${grouped(rows)} have every label, and rarely by chance: check that they are like the others.`,
      ]
    : []),
  ...(dated
    ? ['Labels come after different times: the newest rows know one answer and not yet another.']
    : []),
]

export const jointRisks = (problem: MultiTaskProblem): string[] => [
  'Tasks may pull the trunk apart (negative transfer): watched by the comparison with single models.',
  'All answers are released together: a change for one task is a test for all.',
  ...(problem.answers.filter(({ kind }) => kind === 'class').length > 1
    ? [
        'Where one answer presupposes another (a click before a purchase) the second is known only of those with the first: multiply the two and train on all rows (ESMM, Ma et al., 2018).',
      ]
    : []),
  ...dataRisks(problem),
]
