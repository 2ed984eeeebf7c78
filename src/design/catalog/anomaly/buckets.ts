/** Parts of the season that have a level of their own. */
import { secondsPer } from '../../brief/units.js'
import type { AnomalyProblem } from './problem.js'

export const hoursOf = { day: 24, week: 168 } as const

/** Hours of the week where two weeks were seen, of the day where two days were; else one level. */
export function bucketsOf({ seasonal, days, stepSeconds }: AnomalyProblem): number {
  if (!seasonal || stepSeconds > secondsPer.hour) return 1
  return days >= 14 ? hoursOf.week : days >= 2 ? hoursOf.day : 1
}
