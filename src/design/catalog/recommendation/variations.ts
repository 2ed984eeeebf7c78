/** Changes of a recommender's facts that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped, plain } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { RecommendProblem } from './problem.js'

const factors = [1 / 4, 4, 1 / 10, 10] as const
const shares = [0.05, 0.5] as const

/** @param brief completed */
export function variations(brief: Brief, problem: RecommendProblem): Variation[] {
  const withData = (condition: string, data: Brief['data']): Variation => ({
    condition,
    brief: { ...brief, data: { ...brief.data, ...data } },
  })
  if (problem.job === 'rank')
    return factors.map((factor) => {
      const rows = Math.max(1, Math.round(problem.interactions * factor))
      return withData(`there were ${counted(rows, 'row')} instead of ${grouped(problem.interactions)}`, {
        rows: assumed(rows),
      })
    })
  return [
    ...factors.map((factor) => {
      const count = Math.max(1, Math.round(problem.interactions * factor))
      const users = brief.data.users && Math.max(1, Math.round(brief.data.users.value * factor))
      const sessions =
        brief.data.sessionsPerMonth && Math.max(1, Math.round(brief.data.sessionsPerMonth.value * factor))
      return withData(
        `there were ${counted(count, 'interaction')} instead of ${grouped(problem.interactions)}, of ${factor < 1 ? 'fewer' : 'more'} ${problem.anonymous ? 'sessions' : 'users'}`,
        {
          interactions: assumed(count),
          ...(users && { users: assumed(users) }),
          ...(sessions && { sessionsPerMonth: assumed(sessions) }),
        },
      )
    }),
    withData(
      problem.content
        ? 'nothing but ids was known of items'
        : 'title, category and price of items were known',
      {
        contentFeatures: assumed(!problem.content),
      },
    ),
    ...shares
      .filter((share) => share !== problem.coldShare)
      .map((share) =>
        withData(
          `${plain(share * 100)}% of the items were hardly known instead of ${plain(Math.round(problem.coldShare * 100))}%`,
          {
            coldShare: assumed(share),
          },
        ),
      ),
    ...[1 / 10, 10].map((factor) => {
      const items = Math.max(1, Math.round(problem.items * factor))
      return withData(`there were ${counted(items, 'item')} instead of ${grouped(problem.items)}`, {
        items: assumed(items),
      })
    }),
    ...(problem.anonymous
      ? []
      : [
          {
            condition: 'sessions were anonymous',
            brief: {
              ...brief,
              task: assumed('session-based recommendation' as const),
              data: withoutUsers(brief.data),
            },
          },
        ]),
  ]
}

const withoutUsers = ({ users: _, ...data }: Brief['data']): Brief['data'] => data
