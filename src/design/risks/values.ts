/** C27: two values that were given for one fact. */
import type { Flag } from '../brief/flag.js'
import { flagOf } from './flagging.js'
import { paramsOf } from './model-sizes.js'
import type { Reading } from './reading.js'
import { counts, countsOf, numbered } from './say.js'

export function twoValues(reading: Reading): Flag[] {
  return reading.brief.conflicts.filter(isOneThing).map(({ fact, first, second }) =>
    flagOf(reading, {
      id: 'C27',
      severity: 'warn',
      conflict: `Two values were given for the ${fact}: "${first}" and "${second}".`,
      arithmetic: `One of the 2 can hold. The later one, "${second}", was taken.`,
      ways: [{ say: `Say which one holds, e.g. "${fact}: ${first}".` }],
    }),
  )
}

/** Words that count something else than the fact they were read for: kinds of edges, and the part with an answer. */
const otherThings: Readonly<Record<string, RegExp>> = {
  edges: /\b(relations?|relation types?|edge types?)\b/i,
  nodes: /\b(known|labell?ed|confirmed|flagged|reported|annotated)\b/i,
}

function isOneThing({ fact, first, second }: Reading['brief']['conflicts'][number]): boolean {
  const other = otherThings[fact]
  return other === undefined || other.test(first) === other.test(second)
}

/** A model of a stated size, and a limit below it. */
export function aboveItsLimit(reading: Reading): Flag[] {
  const limit = reading.brief.constraints.paramsLimit?.value
  const params = paramsOf(reading)
  if (!limit || !params || params <= limit) return []
  return [
    flagOf(reading, {
      id: 'C27',
      severity: 'warn',
      conflict: `You named a model of ${countsOf(params, 'parameter')} and allow at most ${counts(limit)}.`,
      arithmetic: `${counts(params)} / ${counts(limit)} = ${numbered(params / limit, 'time')} the limit.`,
      ways: [
        { say: 'Say which one holds.' },
        {
          say: `Use the named model to teach one of at most ${countsOf(limit, 'parameter')} (distillation).`,
        },
      ],
    }),
  ]
}
