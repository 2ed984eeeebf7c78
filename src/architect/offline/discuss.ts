/** Talk about proposals: sentence by sentence what was said is sorted, then changes are designed and the rest is answered. */
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import type { ProposalSet } from '../../design/proposal.js'
import { judged } from '../../design/request.js'
import type { Conversation, Entry, ProposeEntry, Step, UserEntry } from '../architect.js'
import type { Answer } from './answer.js'
import { anyChange, type Known, relative } from './changes.js'
import { declined } from './declined.js'
import { propose } from './design.js'
import { type Chosen, chosenIn, pickOf, sayChosen } from './pick.js'
import { literal } from './prose.js'
import { readReplies } from './replies.js'
import { smallTalk } from './small-talk.js'
import { acceptsIt, mostCases, suppose, supposes } from './suppose.js'
import { talk } from './talk.js'
import { sentences } from './words.js'

/** What the words of a turn come to. */
interface Heard {
  brief: Brief
  readonly notes: string[]
  /** What is answered in words, in the order it was said; about the newest proposals there are by then. */
  readonly answers: ((set: ProposalSet, brief: Brief) => Answer | undefined)[]
  chosen: Chosen | undefined
  /** Changes in relation to the present design: what cannot be had leaves it as it was. */
  relative: boolean
  readonly rest: UserEntry[]
  cases: number
}

/** @param last the newest proposals; @param fresh what was said since */
export function discuss(
  brief: Brief,
  transcript: Conversation['transcript'],
  last: ProposeEntry,
  fresh: readonly UserEntry[],
): Step {
  const chosen = chosenIn(transcript)
  const heard: Heard = { brief, notes: [], answers: [], chosen, relative: false, rest: [], cases: 0 }
  const supposed = supposedLast(transcript)
  for (const entry of fresh) hear(heard, entry, last.set, supposed)
  const replies = readReplies(heard.brief, heard.rest, undefined)
  const notes = [...heard.notes, ...replies.notes]
  const after = heard.chosen

  if (sameFacts(replies.brief, brief)) {
    const answer = joined(heard.answers.flatMap((say) => say(last.set, brief) ?? []))
    if (answer) return { kind: 'say', ...answer }
    if (notes.length > 0) return { kind: 'say', text: notes.map(literal).join('\n\n') }
    return {
      kind: 'say',
      text: smallTalk(heard.rest.map(({ text }) => text).join('\n'), last.set, undefined),
    }
  }
  const request = judged(replies.brief, notes)
  if (request.kind === 'vague') return { kind: 'say', text: smallTalk('', last.set, undefined) }
  if (request.kind === 'declined') return declined(request)
  const step = propose(request.brief, request.notes, last.set, revisions(transcript) + 1)
  if (step.kind === 'say') return impossible(step, heard, last.set, brief)
  if (step.kind !== 'propose' || !step.revision) return step
  const answer = joined(heard.answers.flatMap((say) => say(step.set, request.brief) ?? []))
  const more = [...keptChoice(after, step.set), ...(answer ? [answer.text] : [])]
  return { ...step, revision: { ...step.revision, notes: [...step.revision.notes, ...more] } }
}

function hear(heard: Heard, entry: UserEntry, set: ProposalSet, supposed: readonly string[]): void {
  if (entry.answers || entry.assumeRest) {
    heard.rest.push(entry)
    return
  }
  const kept = sentences(entry.text).filter((sentence) => !understood(heard, sentence, set, supposed))
  if (kept.length > 0) heard.rest.push({ ...entry, text: kept.join(' ') })
}

/** Whether the sentence was taken; what is left may say facts. */
function understood(heard: Heard, sentence: string, set: ProposalSet, supposed: readonly string[]): boolean {
  if (supposed.length > 0 && acceptsIt(sentence)) {
    for (const words of supposed) take(heard, anyChange(words, knownOf(heard, set), true))
    return true
  }
  const pick = pickOf(sentence, set)
  if (pick) {
    heard.chosen = { proposal: pick.proposal, set }
    heard.answers.push((now) => {
      const still = now.proposals.find(({ family }) => family === pick.proposal.family)
      return now === set && still ? sayChosen(still, now) : undefined
    })
    const change = pick.rest === '' ? undefined : anyChange(pick.rest, knownOf(heard, set))
    take(heard, change)
    return true
  }
  const nth = heard.cases
  const it = itOf(heard, set)
  if (nth < mostCases && it && suppose(sentence, { brief: heard.brief, set, it }, nth)) {
    heard.cases += 1
    heard.answers.push((now, brief) => {
      const same = now.proposals.find(({ family }) => family === it.family) ?? now.proposals[0]
      return same && suppose(sentence, { brief, set: now, it: same }, nth)?.answer
    })
    return true
  }
  const change = relative(sentence, knownOf(heard, set))
  if (change) {
    take(heard, change)
    heard.relative = true
    return true
  }
  if (talk(sentence, set) === undefined) return false
  heard.answers.push((now) => talk(sentence, now))
  return true
}

function take(heard: Heard, change: ReturnType<typeof anyChange>): void {
  if (change === undefined) return
  if (change.kind === 'changed') {
    heard.brief = change.brief
    heard.notes.push(...change.notes)
  } else {
    const { why } = change
    heard.answers.push(() => ({ text: literal(why) }))
  }
}

function itOf({ chosen }: Heard, { proposals, recommendation }: ProposalSet) {
  const kept = chosen && proposals.find(({ family }) => family === chosen.proposal.family)
  return kept ?? proposals.find(({ id }) => id === recommendation.id)
}

function knownOf(heard: Heard, set: ProposalSet): Known {
  const it = itOf(heard, set)
  return { brief: heard.brief, ...(it && { present: { set, it } }) }
}

/** Answers as one, each cited proposal once. */
function joined(answers: readonly Answer[]): Answer | undefined {
  if (answers.length === 0) return undefined
  const cites = answers.flatMap((answer) => answer.cites ?? [])
  const once = cites.filter(({ id }, i) => cites.findIndex((other) => other.id === id) === i)
  return { text: answers.map(({ text }) => text).join('\n\n'), ...(once.length > 0 && { cites: once }) }
}

/** What was asked of a supposed change right before: its sentences, as "do it" means them. */
function supposedLast(transcript: readonly Entry[]): string[] {
  if (transcript.at(-1)?.kind !== 'say') return []
  const before = transcript.slice(0, -1)
  const from = before.findLastIndex((entry) => entry.kind !== 'user') + 1
  const said = before.slice(from).flatMap((entry) => (entry.kind === 'user' ? sentences(entry.text) : []))
  return said.filter(supposes)
}

/** What was chosen before the proposals changed, and where it is now. */
function keptChoice(chosen: Chosen | undefined, set: ProposalSet): string[] {
  if (!chosen) return []
  const { name, family } = chosen.proposal
  const now = set.proposals.find((proposal) => proposal.family === family)
  if (now) return [`Chosen stays ${now.id} ${literal(now.name)}.`]
  const reason = set.rejected.find((row) => row.family === family)?.reason
  return [
    `What you chose, ${literal(name)}, is not among them any more${reason ? `: ${literal(reason)}` : '.'}`,
  ]
}

/** Nothing can be built: a limit that was put in relation to the design is not kept, one that was said is. */
function impossible(
  step: Extract<Step, { kind: 'say' }>,
  heard: Heard,
  set: ProposalSet,
  before: Brief,
): Step {
  const answer = joined(heard.answers.flatMap((say) => say(set, before) ?? []))
  const notes = heard.notes.map(literal)
  const stays = heard.relative ? ['The design stays as it was.'] : []
  const text = [...notes, step.text, ...stays, ...(answer ? [answer.text] : [])].join('\n\n')
  return {
    kind: 'say',
    text,
    ...(answer?.cites && { cites: answer.cites }),
    ...(!heard.relative && step.brief && { brief: step.brief }),
  }
}

const revisions = (transcript: Conversation['transcript']) =>
  transcript.filter((entry) => entry.kind === 'propose' && entry.revision).length
