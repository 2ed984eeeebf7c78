/** The implementation plan around a family's own steps, and the files that it names. */
import type { PlannedFile } from '../../proposal.js'
import { buildSteps, networkFiles } from '../plan.js'
import type { MultiTaskProblem } from './problem.js'

export function plan(problem: MultiTaskProblem, own: readonly string[]): string[] {
  const { example, answers, input } = problem
  const isBatch = problem.brief.constraints.deployment?.value === 'batch'
  const values = answers.some(({ kind }) => kind === 'value')
  const bar =
    input === 'image' || input === 'text'
      ? 'a linear model for each task on frozen published features'
      : input === 'table'
        ? 'boosted trees for each task alone (a penalised linear model where rows are few)'
        : 'one network for each task alone'
  return [
    `Pin the data contract in \`src/data.py\`: one ${example.one} with ${answers.length === 2 ? 'both' : `all ${answers.length}`} labels and a flag for each that is known${values ? '; store the mean and deviation that standardise the numbers' : ''}; assert that no input is made from any label.`,
    `Fit the bar in \`src/baseline.py\`: ${bar}, on the same split.`,
    ...own,
    'Judge in `src/evaluate.py`: a table of tasks by models, joint against single, with the stop rule.',
    isBatch
      ? 'Run `src/serve.py` on a schedule: check inputs against the data contract, write all answers of a case together with the version of the model.'
      : 'Serve from `src/serve.py`: one call gives all answers; check inputs against the data contract, log them with the version of the model.',
    'Watch every task apart: the shift of its answers and, once labels are in, its metric. A retraining ships only if no task falls; keep the last model to go back to.',
  ]
}

export function planFiles(own: readonly PlannedFile[]): PlannedFile[] {
  return [
    { path: 'src/data.py', purpose: 'data contract, labels with their masks, scaling, split' },
    { path: 'src/baseline.py', purpose: 'one model a task, on the same split' },
    ...own,
    { path: 'src/evaluate.py', purpose: 'metrics of each task, joint against single, stop rule' },
    { path: 'src/serve.py', purpose: 'loads the model, validates inputs, gives all answers' },
  ]
}

/** What the plans of the joint networks share. */
export function networkSteps(problem: MultiTaskProblem, what: string): string[] {
  const [build = '', overfit = '', ...rest] = buildSteps(problem, what, "mean of the tasks' metrics")
  return [
    build,
    overfit,
    'Write the balancing in `src/balance.py`: losses divided by their first values, learned uncertainty weights, masks. Compare with equal weights: tuned plain weighting often does as well (Kurin et al., 2022; Xin et al., 2022), and the simpler one stays. Gradient surgery (PCGrad) only where the cosine of the gradients of two tasks is measured below zero.',
    ...rest,
  ]
}

export const networkPlanFiles = (): PlannedFile[] =>
  planFiles([
    ...networkFiles,
    { path: 'src/balance.py', purpose: 'weights of the losses, masks of missing labels' },
  ])
