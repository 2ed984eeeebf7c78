/** From words to a problem that can be designed for, or the reason why there is none. */
import type { Brief } from './brief/brief.js'
import type { Flag } from './brief/flag.js'
import { languageNotice } from './brief/language-notice.js'
import { readBrief } from './brief/read.js'
import { fieldOf } from './catalog/fields.js'
import { risks } from './risks/index.js'

export type Request =
  /** A problem of a field that has a catalogue. */
  | { readonly kind: 'design'; readonly brief: Brief; readonly notes: readonly string[] }
  /** A model is wanted, but not for what. */
  | { readonly kind: 'vague'; readonly brief: Brief; readonly notes: readonly string[] }
  | {
      readonly kind: 'declined'
      readonly reason: 'empty' | 'not-a-design-request' | 'domain-not-supported' | 'unreadable'
      readonly detail?: string
      readonly brief?: Brief
      /** What contradicts itself, which is worth knowing also where nothing is designed. */
      readonly flags: readonly Flag[]
    }

/** @param base what is known already, where the words go on with a conversation */
export function readRequest(text: string, base?: Brief): Request {
  if (text.trim() === '') return declined('empty')
  if (!/[\p{L}\p{N}]/u.test(text)) return declined('unreadable')
  const { brief, isDesignRequest, language, notes } = readBrief(text, base)
  if (!isDesignRequest && !base) return declined('not-a-design-request')
  return judged(brief, [...languageNotice(language), ...notes])
}

const declined = (reason: 'empty' | 'unreadable' | 'not-a-design-request'): Request => ({
  kind: 'declined',
  reason,
  flags: [],
})

/** Whether a brief is one that can be designed for. */
export function judged(brief: Brief, notes: readonly string[] = []): Request {
  const domain = brief.domain?.value
  if (domain === undefined) return { kind: 'vague', brief, notes }
  if (fieldOf(domain)) return { kind: 'design', brief, notes }
  const flags = risks(brief)
  const detail = domain.replaceAll('_', ' ')
  return { kind: 'declined', reason: 'domain-not-supported', detail, brief, flags }
}
