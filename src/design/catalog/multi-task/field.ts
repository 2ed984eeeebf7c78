/** Several answers from one input: classes and numbers that are learned together, or apart. */
import { counted, grouped } from '../../brief/facts.js'
import type { Field } from '../field.js'
import { complete } from './complete.js'
import { evaluation } from './evaluation.js'
import type { MultiTaskFamily } from './family.js'
import { mixtureOfExperts } from './mixture-of-experts.js'
import { plan } from './plan.js'
import { type MultiTaskProblem, multiTaskProblem } from './problem.js'
import { multiTaskAskables } from './questions.js'
import { separateModels } from './separate-models.js'
import { sharedBottom } from './shared-bottom.js'
import { variations } from './variations.js'
import { tasksWords } from './words.js'

export const multiTask: Field<MultiTaskProblem, MultiTaskFamily> = {
  domain: 'multi_task',
  title: 'multi-task learning',
  families: [separateModels, sharedBottom, mixtureOfExperts],
  complete,
  problem: multiTaskProblem,
  isEnough: ({ data }) =>
    data.rows !== undefined ||
    data.labelled !== undefined ||
    data.interactions !== undefined ||
    data.sessionsPerMonth !== undefined,
  askables: multiTaskAskables,
  effects: {
    task: 'What the tasks are decides their losses, metrics and heads.',
    'data.tasks': 'Each task is one more head; several of them favour experts.',
    'data.classes': 'Each class is one more output.',
    'data.rows': 'The number of rows decides between separate models, a trunk and experts.',
    'data.labelled': 'Rows without every label are masked in the loss.',
    'data.modalities': 'The kind of input decides the trunk: a table of columns, or a published network.',
    'data.featureCount': 'More columns ask for more rows.',
    'data.dated': 'Without dates rows are split at random instead of by time.',
  },
  evaluation,
  plan: (problem, _, own) => plan(problem, own),
  dataWords,
  scarcity: (problem) => ({
    arithmetic: `${dataWords(problem)} A trunk of its own wants a thousand or more.`,
    waysOut: ['Bring more rows, or rows that know one of the labels only: the loss masks the others.'],
  }),
  variations,
  aspects: () => [{ aspect: 'Sharing', say: ({ sharing }) => sharing }],
}

function dataWords(problem: MultiTaskProblem): string {
  const { rows, labelled, example, amount } = problem
  const much = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[amount]
  const known = labelled < rows ? `, ${grouped(labelled)} of them with every label` : ' with every label'
  return `${counted(rows, example.one, example.many)}${known} for ${tasksWords(problem)}: ${much}.`
}
