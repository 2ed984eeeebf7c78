/** The implementation plan around a family's own steps, and the files that it names. */
import { grouped, plain } from '../../brief/facts.js'
import type { PlannedFile } from '../../proposal.js'
import { numbered } from '../limits.js'
import { buildSteps, networkFiles } from '../plan.js'
import { metricsOf } from './evaluation.js'
import type { GraphProblem } from './problem.js'

/** What the bar of the goal is, in a plan. */
export function barWords({ goal, molecules }: GraphProblem): string {
  if (goal === 'link') return 'common neighbours and Adamic-Adar in a logistic regression'
  if (goal === 'graph')
    return `${molecules ? 'Morgan fingerprints' : 'counts of local patterns'} and a random forest`
  return goal === 'groups' ? 'label propagation without labels' : 'label propagation'
}

export function plan(problem: GraphProblem, own: readonly string[]): string[] {
  const isBatch = problem.brief.constraints.deployment?.value === 'batch'
  return [
    contract(problem),
    `Compute the bar in \`src/baseline.py\`: ${barWords(problem)}, on the same splits.`,
    ...own,
    `Judge in \`src/evaluate.py\`: the table of metrics by split${problem.goal === 'graph' ? '' : ', degree and age of the node'}, against the bar, with the stop rule.`,
    isBatch
      ? `Run \`src/serve.py\` on a schedule: ${problem.goal === 'graph' ? 'score what is new' : 'refresh what is stored of the nodes, then score'}; write every ${problem.answer.one} with the version of the model.`
      : `Serve from \`src/serve.py\`: ${problem.goal === 'graph' ? 'one call an answer' : 'what is stored of the nodes is refreshed on a schedule, the rest is fetched with at most two steps out and cached'}; log every ${problem.answer.one} with the version of the model.`,
    problem.goal === 'graph'
      ? 'Watch how far new ones are from what was measured (nearest similarity) and, as measurements come in, the error; refit with every batch of them.'
      : 'Watch degree, components and the share of new nodes, and the metric as labels come in; refit monthly, and keep the baseline as the fallback.',
  ]
}

function contract(problem: GraphProblem): string {
  const { goal, molecules, nodes, degree, dated } = problem
  if (molecules)
    return 'Pin the data contract in `src/data.py`: standardised molecules (salts off, charges neutral, one tautomer), repeated measurements merged by their median with their spread kept, duplicates gone before the split.'
  if (goal === 'graph')
    return 'Pin the data contract in `src/data.py`: one graph with its nodes, edges and label; assert that edges name nodes that exist, and no graph twice.'
  const pairs = (nodes * (nodes - 1)) / 2
  const candidates =
    goal === 'link'
      ? ` Not ${pairs === 1 ? 'every pair is' : `all ${numbered(pairs, 'pair')} are`} scored: candidates are nodes two steps away (some ${grouped(Math.round(degree * degree))} a node) and the nearest by their columns.`
      : ''
  return `Pin the data contract in \`src/data.py\`: nodes with their columns, edges with their kind${dated ? ' and the day they were known' : ''}; assert no edge without its ends, no edge twice, and what share of nodes stands alone.${candidates}`
}

export function planFiles(problem: GraphProblem, own: readonly PlannedFile[]): PlannedFile[] {
  return [
    {
      path: 'src/data.py',
      purpose: `data contract, ${problem.goal === 'graph' ? 'standardising' : 'graph as of a day'}, splits`,
    },
    { path: 'src/baseline.py', purpose: barWords(problem) },
    ...own,
    { path: 'src/evaluate.py', purpose: 'metrics by split and group, stop rule' },
    { path: 'src/serve.py', purpose: `gives the ${problem.answer.many}, with the version of the model` },
  ]
}

export const networkSteps = (problem: GraphProblem, what: string): string[] =>
  buildSteps(problem, what, metricsOf(problem).first)

export const networkPlanFiles = (problem: GraphProblem): PlannedFile[] => planFiles(problem, networkFiles)

/** `15 and 10`. */
export const fanoutWords = ({ fanout }: GraphProblem): string => fanout.map(plain).join(' and ')
