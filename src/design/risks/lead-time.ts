/** C33: a warning sooner than the next value comes. */
import { sayStep } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { flagOf, severityOf } from './flagging.js'
import { type Reading, secondsOf } from './reading.js'
import { duration, numbered } from './say.js'

/** Fields in which a length of time ahead is a lead: a forecast looks ahead in its own steps. */
const warned: ReadonlySet<string> = new Set(['tabular', 'anomaly_detection'])

/** What is to be known so long ahead, where values come less often than that. */
export function soonerThanItsStep(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const lead = data.horizon && secondsOf(data.horizon.value)
  const step = data.frequency && secondsOf(data.frequency.value)
  if (!lead || !step || !data.frequency || !warned.has(domain?.value ?? '') || lead >= step) return []
  return [
    flagOf(reading, {
      id: 'C33',
      severity: severityOf(step, lead),
      conflict: `You want to know it ${duration(lead)} ahead, and values come ${sayStep(data.frequency.value)}.`,
      arithmetic: `The newest value is up to ${duration(step)} old: ${numbered(step / lead, 'time')} the ${duration(lead)} that are asked for, so what begins after it is not seen in time.`,
      ways: [
        { say: `Record a value every ${duration(lead / 2)} or more often: two within the time ahead.` },
        { say: `Ask for it ${duration(2 * step)} ahead.`, moves: true },
      ],
    }),
  ]
}
