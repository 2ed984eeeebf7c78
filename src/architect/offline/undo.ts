/** "Undo that": the facts of the last revision as they were before it. */
import type { Brief } from '../../design/brief/brief.js'
import { factRows } from '../../design/brief/facts.js'
import { readBrief } from '../../design/brief/read.js'
import type { ProposalSet, Revision } from '../../design/proposal.js'
import type { ProposeEntry } from '../architect.js'
import { withoutFact } from './drops.js'
import type { Changed } from './scaled.js'
import { beginning } from './words.js'

const takesBack =
  /^\W*(?:(?:no|nope|ok|wait|please|actually|hm+)[,.! ]*)*(?:undo(?: (?:that|it|this|the last (?:change|one)))?|revert(?: (?:that|it|this|the last (?:change|one)))?|go back|back to (?:the )?(?:previous|before|the one before|what it was)(?: (?:one|design|version))?|as (?:it was )?before|take (?:that|it) back|rollback|roll back|nimm das zuruck|zuruck|ruckgangig(?: machen)?|mach das ruckgangig|deshaz(?:lo)?|deshacer|vuelve atras|annule(?:r|z)?(?: ca)?|reviens en arriere)\W*$/
export const asksUndo = (sentence: string): boolean => takesBack.test(beginning(sentence))

interface Restored {
  readonly label: string
  /** As it was said; undefined where nobody had said it. */
  readonly before: string | undefined
}

/**
 * The brief as it was before the last change: what the newest proposals do not rest on yet, else their revision.
 * @returns a sentence where it cannot be had
 */
export function undone(brief: Brief, { set, revision }: ProposeEntry): Changed | string {
  const unmade = notIn(brief, set)
  const facts = unmade.length > 0 ? unmade : (revision?.facts ?? []).map(asBefore)
  if (facts.length === 0) return 'There is no change to take back: these are the first proposals.'
  let known = brief
  for (const { label, before } of facts) {
    const row = factRows.find((fact) => fact.label === label)
    if (!row) continue
    known = before === undefined ? withoutFact(known, row.id) : said(known, row, before)
    if (before !== undefined && row.read(known)?.value !== before)
      return `I cannot take that back by myself: say it again as it was, "${label}: ${before}".`
  }
  const restored = facts.map(({ label, before }) => `${label}: ${before ?? 'not said'}`)
  return { brief: known, notes: [`Taken back: ${restored.join('; ')}.`] }
}

/** What nobody had said was assumed, and is again. */
const asBefore = ({ label, before }: Revision['facts'][number]): Restored => ({
  label,
  before: before === 'not said' || before.endsWith(' (assumed)') ? undefined : before,
})

/** Facts that were said since the newest proposals, as nothing could be built with them. */
function notIn(brief: Brief, { understood }: ProposalSet): Restored[] {
  return factRows.flatMap((row) => {
    const now = row.read(brief)?.value
    const then = understood.find(({ fact }) => fact === row.id)?.value
    return now === then ? [] : [{ label: row.label, before: then }]
  })
}

/** "Latency limit: 50 ms at p99" is read as it is written; what is read besides is left out. */
function said(brief: Brief, { id, label }: (typeof factRows)[number], before: string): Brief {
  const [section = '', key = ''] = id.split('.')
  for (const words of [`${label}: ${before}`, before]) {
    const read = readBrief(words, withoutFact(brief, id)).brief
    const fact = (read[section as 'data'] as Readonly<Record<string, unknown>>)[key]
    if (fact !== undefined) return { ...brief, [section]: { ...brief[section as 'data'], [key]: fact } }
  }
  return brief
}
