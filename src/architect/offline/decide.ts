/** What comes next in a conversation: a question about the proposals is answered, anything else is read as facts. */
import { asUsual } from '../../design/asking/vague.js'
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { judged, type Request, readRequest } from '../../design/request.js'
import type { Conversation, Step, UserEntry } from '../architect.js'
import { askOrPropose, propose } from './design.js'
import { readReplies } from './replies.js'
import { goesOn, isRetry, smallTalk, unclear } from './small-talk.js'
import { answerAll, sortWords } from './sort-words.js'

/**
 * 1. words that try again take up what was last;
 * 2. a first request is declined, asked about or designed for;
 * 3. questions about the proposals are told from the rest, and get their answer, by the new proposals if there are;
 * 4. the rest is read onto the brief; what changes it, or answers an open round, gives new proposals;
 * 5. words that say none of that are told what can be said.
 */
export function decide({ brief, transcript, unread }: Conversation): Step {
  const last = transcript.findLast((entry) => entry.kind === 'propose')
  const asked = transcript.findLast((entry) => entry.kind === 'ask')
  const fresh = unread.filter((entry) => !isRetry(entry.text))
  if (!brief) return first(fresh) // 2
  if (fresh.length === 0) return again(brief, last, asked !== undefined) // 1

  const { questions, rest } = last ? sortWords(fresh, last.set) : { questions: [], rest: fresh } // 3
  const words = wordsOf(rest)
  const replies = readReplies(brief, rest, last ? undefined : asked) // 4
  const assumesRest = rest.some((entry) => entry.assumeRest) || (!last && goesOn(words))
  const changed = !sameFacts(replies.brief, brief)
  if (!changed && !replies.answered && !assumesRest) {
    const answer = last && answerAll(questions, last.set)
    return { kind: 'say', ...(answer ?? { text: smallTalk(words, last?.set, asked?.questions) }) } // 5
  }
  const known = assumesRest && !replies.brief.domain ? asUsual(replies.brief) : replies.brief
  const request = judged(known, replies.notes)
  if (request.kind === 'vague')
    return { kind: 'say', text: unclear(undefined, asked?.questions), brief: known }
  if (request.kind === 'declined') return declined(request)
  const step = propose(request.brief, request.notes, last?.set, revisions(transcript) + 1)
  return withAnswers(step, questions)
}

/** Questions that came together with a change are answered by the new proposals, among the notes of the revision. */
function withAnswers(step: Step, questions: readonly string[]): Step {
  if (step.kind !== 'propose' || !step.revision) return step
  const answer = answerAll(questions, step.set)
  if (!answer) return step
  return { ...step, revision: { ...step.revision, notes: [...step.revision.notes, answer.text] } }
}

/** Several messages before the first answer are one request. */
function first(unread: readonly UserEntry[]): Step {
  const request = readRequest(wordsOf(unread))
  if (request.kind === 'declined') return declined(request)
  const assumesRest = unread.some((entry) => entry.assumeRest)
  if (request.kind === 'vague' && assumesRest) return propose(asUsual(request.brief), request.notes)
  return askOrPropose(request, assumesRest)
}

function again(brief: Brief, last: { set: unknown } | undefined, wasAsked: boolean): Step {
  const request = judged(brief)
  if (request.kind === 'declined') return declined(request)
  return last === undefined && !wasAsked ? askOrPropose(request, false) : propose(brief, [])
}

function declined({ reason, detail, flags }: Extract<Request, { kind: 'declined' }>): Step {
  return { kind: 'decline', reason, ...(detail && { detail }), ...(flags.length > 0 && { flags }) }
}

const wordsOf = (entries: readonly UserEntry[]) => entries.map(({ text }) => text).join('\n')
const revisions = (transcript: Conversation['transcript']) =>
  transcript.filter((entry) => entry.kind === 'propose' && entry.revision).length
