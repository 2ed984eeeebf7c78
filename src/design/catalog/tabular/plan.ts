/** The implementation plan around a family's own steps, and the files that it names. */
import { saySpan } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { TableFamily } from './family.js'
import { linearWords } from './linear-title.js'
import type { TabularProblem } from './problem.js'
import { metricsOf } from './target.js'

/** Drift of a column that asks for a look (population stability index). */
const mostShift = 0.2

export function plan(problem: TabularProblem, family: TableFamily, own: readonly string[]): string[] {
  if (problem.kind === 'groups') return groupPlan(own)
  const { answer, brief } = problem
  const gap = brief.data.horizon?.value
  const every = brief.constraints.batchEvery?.value
  const isBatch = brief.constraints.deployment?.value === 'batch'
  return [
    `Pin the data contract in \`src/data.py\`: one row per case and moment of the ${answer.one}, every column as it was known then${gap ? `, the label ${saySpan(gap)} later` : ''}; assert types, ranges, shares of missing values and no duplicates.`,
    `Fit the bar in \`src/baseline.py\`: ${linearWords(problem)} on the same split, before anything else is trained.`,
    ...own,
    ...(explained(problem)
      ? [`Write the reasons of every row in \`src/explain.py\`: ${family.reasons}`]
      : []),
    'Judge in `src/evaluate.py`: the table of metrics by slice (region, product, tenure), against the bar, with the stop rule.',
    isBatch
      ? `Run \`src/serve.py\` ${every ? `every ${saySpan(every).replace(/^1 /, '')}` : 'on a schedule'}: check the rows against the data contract, write every ${answer.one} with the version of the model${explained(problem) ? ' and its reasons' : ''}.`
      : `Serve from \`src/serve.py\`: load once, check every row against the data contract, log every ${answer.one} with its columns and the version of the model.`,
    `Watch the shift of every column and of the ${answer.many} (PSI over ${mostShift} asks for a look) and, once labels are in, ${metricsOf(problem).first}; retrain whenever enough new labels are complete, and keep the last model to go back to.`,
  ]
}

const groupPlan = (own: readonly string[]): string[] => [
  'Pin the data contract in `src/data.py`: one row per case as of one day, columns chosen by what the groups are for; scale them, merge those that say the same; assert types, ranges and no duplicates.',
  'Make the bar in `src/baseline.py`: k-means on the scaled columns.',
  ...own,
  'Judge in `src/evaluate.py`: stability over resampled rows, distinctness, profiles for people to name.',
  'Place new rows in `src/serve.py` with the version of the groups: groups keep their numbers between runs, and a change of groups is announced.',
  'Watch the size of every group and the distance of new rows from their group; make them anew when a group doubles or halves, at most twice a year.',
]

export const explained = ({ brief }: TabularProblem): boolean =>
  brief.constraints.interpretability !== undefined

/** @param own files of the family's own steps */
export function planFiles(problem: TabularProblem, own: readonly PlannedFile[]): PlannedFile[] {
  const isGroups = problem.kind === 'groups'
  return [
    {
      path: 'src/data.py',
      purpose: isGroups
        ? 'data contract, columns as of one day, scaling'
        : 'data contract, columns as known at the time, split',
    },
    {
      path: 'src/baseline.py',
      purpose: isGroups ? 'k-means on the scaled columns' : `${linearWords(problem)} on the same split`,
    },
    ...own,
    ...(explained(problem) && problem.kind !== 'groups'
      ? [{ path: 'src/explain.py', purpose: 'the reasons of a single row, in words' }]
      : []),
    { path: 'src/evaluate.py', purpose: judged(problem) },
    {
      path: 'src/serve.py',
      purpose: `loads the model, validates the rows, gives the ${problem.answer.many}`,
    },
  ]
}

function judged({ kind }: TabularProblem): string {
  if (kind === 'groups') return 'stability, distinctness and profiles of the groups'
  const isSure = kind === 'binary' || kind === 'classes' || kind === 'labels'
  return `metrics by slice, ${isSure ? 'calibration, ' : ''}stop rule`
}

/** What the plans of all networks on tables share. */
export const networkSteps = (problem: TabularProblem, what: string): string[] =>
  buildSteps(problem, what, metricsOf(problem).first)

export const networkPlanFiles = (problem: TabularProblem): PlannedFile[] => planFiles(problem, networkFiles)
