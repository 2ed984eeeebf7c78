/** Two values that were given for one fact. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import type { Reading } from './reading.js'

/** C27 */
export function twoValues(reading: Reading): Flag[] {
  return reading.brief.conflicts.map(({ fact, first, second }) =>
    flagOf(reading, {
      id: 'C27',
      severity: 'warn',
      conflict: `Two values were given for the ${fact}: "${first}" and "${second}".`,
      arithmetic: `One of the 2 can hold. The later one, "${second}", was taken.`,
      ways: [{ say: `Say which one holds, e.g. "${fact}: ${first}".` }],
    }),
  )
}
