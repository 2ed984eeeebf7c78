/** Talk about proposals: what was heard (hear.ts) is designed where it changes something, and answered in words where not. */
import type { Brief } from '../../design/brief/brief.js'
import { factRows } from '../../design/brief/facts.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import type { ProposalSet } from '../../design/proposal.js'
import { proposeFrom } from '../../design/propose.js'
import { solve } from '../../design/proposing/solve.js'
import { judged, readRequest } from '../../design/request.js'
import type { Conversation, Entry, ProposeEntry, Step, UserEntry } from '../architect.js'
import type { Answer } from './answer.js'
import { askOrPropose, propose } from './design.js'
import { type Before, type Heard, hear } from './hear.js'
import { sayConflicts } from './impossible.js'
import { type Chosen, chosenIn } from './pick.js'
import { literal } from './prose.js'
import { readReplies } from './replies.js'
import { smallTalk } from './small-talk.js'
import { asksWithFacts, movesTitle, supposes } from './suppose.js'
import { talk } from './talk.js'
import { sentences } from './words.js'

/** @param last the newest proposals; @param fresh what was said since */
export function discuss(
  brief: Brief,
  transcript: Conversation['transcript'],
  last: ProposeEntry,
  fresh: readonly UserEntry[],
): Step {
  const chosen = chosenIn(transcript)
  const heard: Heard = {
    brief,
    notes: [],
    answers: [],
    chosen,
    isRelative: false,
    rest: [],
    unanswered: [],
    cases: 0,
  }
  const asked = transcript.flatMap((entry) => (entry.kind === 'ask' ? entry.questions : []))
  const before: Before = { last, supposed: supposedLast(transcript, last.set), asked }
  for (const entry of fresh) hear(heard, entry, before)
  const replies = readReplies(heard.brief, heard.rest, undefined)
  const words = heard.rest.map(({ text }) => text).join('\n')
  if (replies.brief.domain?.value !== brief.domain?.value) return another(words, brief)
  const notes = [...heard.notes, ...replies.notes]
  if (sameFacts(replies.brief, brief))
    return inWords(heard, notes, [...heard.unanswered, words].join('\n'), last.set, brief, chosen)

  const request = judged(replies.brief, notes)
  if (request.kind === 'vague') return { kind: 'say', text: smallTalk(words, last.set, undefined) }
  const step = propose(request.brief, request.notes, last.set, revisions(transcript) + 1)
  if (step.kind === 'say') return impossible(step, heard, last.set, { before: brief, tried: request.brief })
  if (step.kind !== 'propose' || !step.revision) return step
  if (step.revision.facts.length + step.revision.figures.length === 0 && sameProposals(last.set, step.set))
    return asBefore(heard, notes, last.set, request.brief)
  const answer = joined(heard.answers.flatMap((say) => say(step.set, request.brief) ?? []))
  const more = [...keptChoice(heard.chosen, step.set), ...(answer ? asNotes(answer) : [])]
  return { ...step, revision: { ...step.revision, notes: [...step.revision.notes, ...more] } }
}

const sameProposals = (before: ProposalSet, after: ProposalSet): boolean =>
  before.proposals.map(({ family }) => family).join() === after.proposals.map(({ family }) => family).join()

/** Said now what was assumed before: known from here on, and nothing is to be shown again. */
function asBefore(heard: Heard, notes: readonly string[], set: ProposalSet, brief: Brief): Step {
  const answer = joined(heard.answers.flatMap((say) => say(set, brief) ?? []))
  const said = [...notes.map(literal), 'That changes no figure: the proposals above stand.']
  return {
    kind: 'say',
    text: [...said, ...(answer ? [answer.text] : [])].join('\n\n'),
    ...(answer?.cites && { cites: answer.cites }),
    brief,
  }
}

/** Nothing changed: what was asked is answered, else it is said what can be. */
function inWords(
  heard: Heard,
  notes: readonly string[],
  words: string,
  set: ProposalSet,
  brief: Brief,
  before: Chosen | undefined,
): Step {
  const answer = joined(heard.answers.flatMap((say) => say(set, brief) ?? []))
  const { chosen } = heard
  if (answer && chosen && chosen !== before) {
    const { proposal, why } = chosen
    return { kind: 'decide', proposal: proposal.id, cites: [], ...(why && { why }), ...answer }
  }
  if (answer) return { kind: 'say', ...answer }
  if (notes.length > 0)
    return { kind: 'say', text: `${notes.map(literal).join('\n\n')}\n\nThat is how it is designed already.` }
  return { kind: 'say', text: smallTalk(words, set, undefined) }
}

/** An answer among the notes of a revision, line by line; only the figures of the set itself can be cited there. */
function asNotes({ text }: Answer): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const citable = lines.filter((line) => !/\{\{[E-Z]\./.test(line))
  const held = citable
    .filter((line) => line !== movesTitle || citable.length === lines.length)
    .map((line) => line.replace(/^• /, ''))
  return citable.length < lines.length
    ? [...held, 'Ask it again for the figures of what is only supposed.']
    : held
}

/** Answers as one, each cited proposal once. */
function joined(answers: readonly Answer[]): Answer | undefined {
  if (answers.length === 0) return undefined
  const cites = answers.flatMap((answer) => answer.cites ?? [])
  const once = cites.filter(({ id }, i) => cites.findIndex((other) => other.id === id) === i)
  return { text: answers.map(({ text }) => text).join('\n\n'), ...(once.length > 0 && { cites: once }) }
}

/** What was asked of a supposed change right before: its sentences, as "do it" means them. */
function supposedLast(transcript: readonly Entry[], set: ProposalSet): string[] {
  const newest = transcript.at(-1)
  const answered = newest?.kind === 'say' || (newest?.kind === 'propose' && newest.revision !== undefined)
  if (!answered) return []
  const before = transcript.slice(0, -1)
  const from = before.findLastIndex((entry) => entry.kind !== 'user') + 1
  const said = before.slice(from).flatMap((entry) => (entry.kind === 'user' ? sentences(entry.text) : []))
  return said.filter((words) => supposes(words) || (asksWithFacts(words) && !talk(words, set)))
}

/** What was chosen before the proposals changed, and where it is now. */
function keptChoice(chosen: Chosen | undefined, set: ProposalSet): string[] {
  if (!chosen) return []
  const { name, family } = chosen.proposal
  const now = set.proposals.find((proposal) => proposal.family === family)
  if (now) return [`Chosen: ${now.id} ${literal(now.name)}.`]
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
  { before, tried }: { readonly before: Brief; readonly tried: Brief },
): Step {
  const answer = joined(heard.answers.flatMap((say) => say(set, before) ?? []))
  const wasStuck = proposeFrom(before, solve(before)).kind === 'impossible'
  if (wasStuck && answer) return { kind: 'say', ...answer }
  const keeps = heard.isRelative && !wasStuck
  const why = keeps ? [sayOutOfReach(tried), 'The design stays as it was.'] : [step.text]
  const text = [...heard.notes.map(literal), ...why, ...(answer ? [answer.text] : [])]
  return {
    kind: 'say',
    text: text.join('\n\n'),
    ...(answer?.cites && { cites: answer.cites }),
    ...(!keeps && step.brief && { brief: step.brief }),
  }
}

/** Only what stands in the way: the design that there is shows the rest. */
function sayOutOfReach(tried: Brief): string {
  const result = proposeFrom(tried, solve(tried))
  const flags = result.kind === 'impossible' ? result.impossible.flags : []
  return ['That cannot be had.', ...sayConflicts(flags)].join('\n\n')
}

/** Another problem in the same thread: its own words, with the stack and the limits that there were. */
function another(words: string, before: Brief): Step {
  const request = readRequest(words)
  if (request.kind === 'declined') return { kind: 'decline', reason: request.reason }
  const brief: Brief = {
    ...request.brief,
    constraints: { ...stackOf(before), ...request.brief.constraints },
    team: { ...before.team, ...request.brief.team },
  }
  const kept = factRows.filter((row) => row.read(brief) && !row.read(request.brief))
  const said = kept.map((row) => `${row.label} (${row.read(brief)?.value ?? ''})`)
  const note = `A new problem: nothing of the one before is kept${said.length > 0 ? ` but ${said.join(', ')}` : ''}.`
  return askOrPropose({ ...request, brief, notes: [note, ...request.notes] }, false)
}

/** What a team has and may spend, whatever it builds. */
function stackOf({ constraints }: Brief): Brief['constraints'] {
  const { trainingDevice, servingDevice, budgetUsd, trainingHours, framework, excludedFrameworks } =
    constraints
  const { privacy, airGapped, commercial } = constraints
  return {
    trainingDevice,
    servingDevice,
    budgetUsd,
    trainingHours,
    framework,
    excludedFrameworks,
    privacy,
    airGapped,
    commercial,
  }
}

const revisions = (transcript: Conversation['transcript']) =>
  transcript.filter((entry) => entry.kind === 'propose' && entry.revision).length
