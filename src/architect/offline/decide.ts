/** What comes next in a conversation: a first request, answers to open questions, or talk about proposals. */
import { asUsual } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { emptyProfile, type Profile, withProfile } from '../../design/brief/profile.js'
import { judged, readRequest } from '../../design/request.js'
import type { Conversation, Step, UserEntry } from '../architect.js'
import { amended } from './changes.js'
import { askOrPropose, propose } from './design.js'
import { discuss } from './discuss.js'
import { type Replies, readReplies } from './replies.js'
import { goesOn, isRetry, smallTalk, unclear } from './small-talk.js'
import { unstick } from './stuck.js'

/**
 * 1. words that try again take up what was last;
 * 2. a first request is declined, asked about or designed for;
 * 3. where proposals are there, they are talked about and changed (discuss.ts);
 * 4. where nothing could be built, a change designs again (stuck.ts);
 * 5. else the words answer the open round or say facts, and there is a design;
 * 6. words that say none of that are told what can be said.
 */
export function decide(conversation: Conversation): Step {
  const { brief, transcript, unread, profile } = conversation
  const asked = transcript.findLast((entry) => entry.kind === 'ask')
  // Questions after proposals are about another problem: those proposals are past.
  const newest = transcript.findLast((entry) => entry.kind === 'propose' || entry.kind === 'ask')
  const last = newest?.kind === 'propose' ? newest : undefined
  const fresh = unread.filter((entry) => !isRetry(entry.text))
  if (!brief) return first(fresh, profile) // 2
  if (fresh.length === 0) return again(brief, last, asked !== undefined) // 1
  if (last) return discuss(brief, transcript, last, fresh) // 3
  if (!newest && judged(brief).kind === 'design') return unstick(brief, fresh) // 4

  const words = wordsOf(fresh)
  const replies = readReplies(brief, fresh, asked) // 5
  const relative = closes(replies, brief) ? undefined : amended(words, { brief })
  if (relative && !sameFacts(relative.brief, brief) && judged(relative.brief).kind === 'design')
    return propose(relative.brief, relative.notes)
  const assumesRest = fresh.some((entry) => entry.assumeRest) || goesOn(words)
  const changed = !sameFacts(replies.brief, brief)
  if (!changed && !replies.answered && !assumesRest)
    return { kind: 'say', text: smallTalk(words, undefined, asked?.questions) } // 6
  const known = assumesRest && !replies.brief.domain ? asUsual(replies.brief) : replies.brief
  const request = judged(known, replies.notes)
  if (request.kind === 'vague')
    return { kind: 'say', text: unclear(undefined, asked?.questions), brief: known }
  return propose(request.brief, request.notes)
}

const closes = ({ brief, answered }: Replies, before: Brief) => answered || !sameFacts(brief, before)

/** Several messages before the first answer are one request. */
function first(unread: readonly UserEntry[], profile: Profile = emptyProfile): Step {
  const read = readRequest(wordsOf(unread))
  if (read.kind === 'declined') return { kind: 'decline', reason: read.reason }
  const request = { ...read, brief: withProfile(read.brief, profile) }
  const assumesRest = unread.some((entry) => entry.assumeRest)
  if (request.kind === 'vague' && assumesRest) return propose(asUsual(request.brief), request.notes)
  return askOrPropose(request, assumesRest)
}

function again(brief: Brief, last: { set: unknown } | undefined, wasAsked: boolean): Step {
  const request = judged(brief)
  return last === undefined && !wasAsked ? askOrPropose(request, false) : propose(brief, [])
}

const wordsOf = (entries: readonly UserEntry[]) => entries.map(({ text }) => text).join('\n')
