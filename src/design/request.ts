/** From words to a problem that can be designed for, or the reason why there is none. */
import type { Brief } from './brief/brief.js'
import { languageNotice } from './brief/language-notice.js'
import { readBrief } from './brief/read.js'

export type Request =
  /** A problem whose field is known. */
  | { readonly kind: 'design'; readonly brief: Brief; readonly notes: readonly string[] }
  /** A model is wanted, but not for what. */
  | { readonly kind: 'vague'; readonly brief: Brief; readonly notes: readonly string[] }
  | {
      readonly kind: 'declined'
      readonly reason: 'empty' | 'not-a-design-request' | 'unreadable'
    }

/** @param base what is known already, where the words go on with a conversation */
export function readRequest(text: string, base?: Brief): Request {
  if (text.trim() === '') return declined('empty')
  if (!/[\p{L}\p{N}]/u.test(text)) return declined('unreadable')
  const { brief, isDesignRequest, language, notes } = readBrief(text, base)
  if (!isDesignRequest && !base) return declined('not-a-design-request')
  return judged(brief, [...languageNotice(language), ...notes])
}

const declined = (reason: Extract<Request, { kind: 'declined' }>['reason']): Request => ({
  kind: 'declined',
  reason,
})

/** Whether it is known what a brief is about. */
export const judged = (
  brief: Brief,
  notes: readonly string[] = [],
): Exclude<Request, { kind: 'declined' }> => ({ kind: brief.domain ? 'design' : 'vague', brief, notes })
