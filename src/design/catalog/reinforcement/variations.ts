/** Changes of the facts of a decision problem that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { DecisionProblem } from './problem.js'

const factors = [1 / 10, 10, 1 / 100, 100] as const
const manyEnvironments = 4096
const fewEnvironments = 16

/** @param brief completed */
export function variations(brief: Brief, problem: DecisionProblem): Variation[] {
  const changed = (condition: string, data: Brief['data'], task?: Brief['task']): Variation => ({
    condition,
    brief: { ...brief, ...(task && { task }), data: { ...brief.data, ...data } },
  })
  const { situation, environments } = problem
  const logs = brief.data.loggedDecisions?.value ?? 0
  const amounts = problem.logged > 0 ? factors : []
  return [
    ...amounts.map((factor) => {
      const count = Math.max(1, Math.round(logs * factor))
      return changed(`there were ${counted(count, 'logged decision')} instead of ${grouped(logs)}`, {
        loggedDecisions: assumed(count),
      })
    }),
    ...(situation === 'bandit'
      ? [
          changed(
            problem.mayExplore
              ? 'nothing could be tried out'
              : 'a few percent of the decisions could be explored',
            {
              mayExplore: assumed(!problem.mayExplore),
            },
          ),
        ]
      : []),
    ...(situation === 'simulator'
      ? [
          changed(
            problem.parallel
              ? `only ${fewEnvironments} environments ran side by side`
              : `${grouped(manyEnvironments)} environments ran side by side on a GPU instead of ${grouped(environments)}`,
            { environments: assumed(problem.parallel ? fewEnvironments : manyEnvironments) },
          ),
        ]
      : []),
    ...(situation === 'offline'
      ? [
          changed(
            'a simulator was there to try things out',
            { simulator: assumed(true), mayExplore: assumed(false) },
            assumed(problem.actions.kind === 'continuous' ? 'continuous control' : 'discrete control'),
          ),
        ]
      : []),
  ]
}
