/** "Undo that": the facts of the last revision as they were before it. */
import type { Brief } from '../../design/brief/brief.js'
import { factRows } from '../../design/brief/facts.js'
import { readBrief } from '../../design/brief/read.js'
import type { Revision } from '../../design/proposal.js'
import { withoutFact } from './drops.js'
import { literal } from './prose.js'
import type { Changed } from './scaled.js'
import { beginning } from './words.js'

const takesBack =
  /^\W*(?:(?:no|nope|ok|wait|please|actually|hm+)[,.! ]*)*(?:undo(?: (?:that|it|this|the last (?:change|one)))?|revert(?: (?:that|it|this|the last (?:change|one)))?|go back|back to (?:the )?(?:previous|before|the one before|what it was)(?: (?:one|design|version))?|as (?:it was )?before|take (?:that|it) back|rollback|roll back|nimm das zuruck|zuruck|ruckgangig(?: machen)?|mach das ruckgangig|deshaz(?:lo)?|deshacer|vuelve atras|annule(?:r|z)?(?: ca)?|reviens en arriere)\W*$/
export const asksUndo = (sentence: string): boolean => takesBack.test(beginning(sentence))

/** A brief without what the revision changed, or why that cannot be had. */
export function undone(brief: Brief, revision: Revision | undefined): Changed | string {
  if (!revision || revision.facts.length === 0)
    return 'There is no change to take back: these are the first proposals.'
  let known = brief
  for (const { label, before } of revision.facts) {
    const row = factRows.find((fact) => fact.label === label)
    if (!row) continue
    // What nobody had said is assumed again.
    const unsaid = before === 'not said' || before.endsWith(' (assumed)')
    known = unsaid ? withoutFact(known, row.id) : said(known, row, before)
    const now = row.read(known)?.value
    if (!unsaid && now !== before)
      return `I cannot take that back by myself: say it again as it was, _${literal(label)}: ${literal(before)}_.`
  }
  const facts = revision.facts.map(({ label, before }) => `${label}: ${before}`)
  return { brief: known, notes: [`Taken back: ${facts.join('; ')}.`] }
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
