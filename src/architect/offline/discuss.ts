/** Talk about proposals: sentence by sentence what was said is sorted, then changes are designed and the rest is answered. */
import { applyAnswer } from '../../design/asking/answers.js'
import type { Brief } from '../../design/brief/brief.js'
import { factRows } from '../../design/brief/facts.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import type { ProposalSet } from '../../design/proposal.js'
import { proposeFrom } from '../../design/propose.js'
import { solve } from '../../design/proposing/solve.js'
import type { Question } from '../../design/question.js'
import { judged, readRequest } from '../../design/request.js'
import type { Conversation, Entry, ProposeEntry, Step, UserEntry } from '../architect.js'
import type { Answer } from './answer.js'
import { type Amended, amended, type Known, relative } from './changes.js'
import { declined } from './declined.js'
import { askOrPropose, propose } from './design.js'
import { excluded } from './exclude.js'
import { answerOf } from './fitting.js'
import { sayConflicts } from './impossible.js'
import { type Chosen, chosenIn, pickOf, sayChosen } from './pick.js'
import { bullets, literal } from './prose.js'
import { readReplies } from './replies.js'
import type { Changed } from './scaled.js'
import { smallTalk } from './small-talk.js'
import { acceptsIt, answerCase, caseOf, mostCases, supposes } from './suppose.js'
import { talk } from './talk.js'
import { asksUndo, undone } from './undo.js'
import { beginning, folded, sentences } from './words.js'

/** What the words of a turn come to. */
interface Heard {
  brief: Brief
  readonly notes: string[]
  /** What is answered in words, in the order it was said; about the newest proposals there are by then. */
  readonly answers: ((set: ProposalSet, brief: Brief) => Answer | undefined)[]
  chosen: Chosen | undefined
  /** A change in relation to the present design: where it cannot be had, that design stays. */
  isRelative: boolean
  readonly rest: UserEntry[]
  /** How many cases were supposed. */
  cases: number
}

/** What the thread holds when somebody speaks. */
interface Before {
  readonly last: ProposeEntry
  /** Sentences that were only supposed in the words before, and answered. */
  readonly supposed: readonly string[]
  /** Questions that were asked in this thread; what closes one late is a change. */
  readonly asked: readonly Question[]
}

/** @param last the newest proposals; @param fresh what was said since */
export function discuss(
  brief: Brief,
  transcript: Conversation['transcript'],
  last: ProposeEntry,
  fresh: readonly UserEntry[],
): Step {
  const chosen = chosenIn(transcript)
  const heard: Heard = { brief, notes: [], answers: [], chosen, isRelative: false, rest: [], cases: 0 }
  const asked = transcript.flatMap((entry) => (entry.kind === 'ask' ? entry.questions : []))
  const before: Before = { last, supposed: supposedLast(transcript), asked }
  for (const entry of fresh) hear(heard, entry, before)
  const replies = readReplies(heard.brief, heard.rest, undefined)
  const words = heard.rest.map(({ text }) => text).join('\n')
  if (replies.brief.domain?.value !== brief.domain?.value) return another(words, brief)
  const notes = [...heard.notes, ...replies.notes]
  if (sameFacts(replies.brief, brief)) return inWords(heard, notes, words, last.set, brief)

  const request = judged(replies.brief, notes)
  if (request.kind === 'vague') return { kind: 'say', text: smallTalk(words, last.set, undefined) }
  if (request.kind === 'declined') return declined(request)
  const step = propose(request.brief, request.notes, last.set, revisions(transcript) + 1)
  if (step.kind === 'say') return impossible(step, heard, last.set, { before: brief, tried: request.brief })
  if (step.kind !== 'propose' || !step.revision) return step
  const answer = joined(heard.answers.flatMap((say) => say(step.set, request.brief) ?? []))
  const more = [...keptChoice(heard.chosen, step.set), ...(answer ? [answer.text] : [])]
  return { ...step, revision: { ...step.revision, notes: [...step.revision.notes, ...more] } }
}

function hear(heard: Heard, entry: UserEntry, before: Before): void {
  if (entry.answers || entry.assumeRest) {
    heard.rest.push(entry)
    return
  }
  const kept = sentences(entry.text).map((sentence) => leftOf(heard, sentence, before))
  const text = kept.filter((words) => words !== '').join(' ')
  if (text !== '') heard.rest.push({ ...entry, text })
}

/** Takes what the sentence says; what it returns may say facts. */
function leftOf(heard: Heard, sentence: string, { last, supposed, asked }: Before): string {
  const { set } = last
  if (supposed.length > 0 && acceptsIt(sentence)) {
    for (const words of supposed) take(heard, amended(words, knownOf(heard, set), true))
    return ''
  }
  if (asksUndo(sentence)) {
    const change = undone(heard.brief, last.revision)
    take(
      heard,
      typeof change === 'string' ? refusal(heard.brief, change) : { ...change, refused: [], rest: '' },
    )
    return ''
  }
  const pick = pickOf(sentence, set)
  if (pick) {
    heard.chosen = { proposal: pick.proposal, set }
    heard.answers.push((now) => (now === set ? sayChosen(pick.proposal, now) : undefined))
    return pick.rest === '' ? '' : leftOf(heard, pick.rest, { last, supposed: [], asked })
  }
  if (takesCase(heard, sentence, set)) return ''
  const unwanted = excluded(sentence, heard.brief, set) ?? answerByName(sentence, heard.brief, asked)
  if (unwanted) {
    take(heard, { ...unwanted, refused: [], rest: '' })
    return ''
  }
  const change = relative(sentence, knownOf(heard, set))
  if (change) {
    heard.isRelative = true
    take(heard, change)
    return change.rest
  }
  const said = sayOf(sentence, last, heard.chosen)
  if (said === undefined) return sentence
  heard.answers.push(said)
  return ''
}

/** "Seasonality: no cycle": the words of a button of a round that is closed, or the same typed. */
function answerByName(sentence: string, brief: Brief, asked: readonly Question[]): Changed | undefined {
  const [, name = '', words = ''] = /^\s*([\w -]{2,30}?)\s*[:=]\s*(.+?)\s*$/s.exec(sentence) ?? []
  const question = asked.find(({ id }) => folded(id).replace(/[-_.]/g, ' ') === folded(name))
  const answer = question && answerOf(question, words, brief)
  const applied = answer && applyAnswer(brief, answer)
  return applied?.ok && !sameFacts(applied.brief, brief)
    ? { brief: applied.brief, notes: [...applied.notes] }
    : undefined
}

/** "What would 4 GPUs bring?": answered beside the design that there is by then. */
function takesCase(heard: Heard, sentence: string, set: ProposalSet): boolean {
  const nth = heard.cases
  const it = itOf(heard, set)
  if (nth >= mostCases || !it || !caseOf(sentence, { brief: heard.brief, set, it })) return false
  heard.cases += 1
  heard.answers.push((now, brief) => {
    const present = { brief, set: now, it: now.proposals.find(({ family }) => family === it.family) ?? it }
    const supposed = caseOf(sentence, present)
    return supposed && answerCase(sentence, supposed, present, nth)
  })
  return true
}

const asksChoice =
  /\bwh(at|ich)\b.*\b(we|i) (chose|choose|pick|picked|decide|decided|take|took|chosen)\b|\bwhat (did|have|was)\b.*\b(chosen|decided|picked|choose|decide|pick)\b|\bwas haben wir (gewahlt|genommen|entschieden)\b|\bque elegimos\b|\bqu'avons-nous choisi\b/
const asksChanged =
  /\bwhat (has |have |did )?(changed|you change|change)\W*$|\bwhat('s| is) (new|different)\b|\bwas hat sich geandert\b|\bque (ha )?cambi(o|ado)\b|\bqu'est-ce qui a change\b/

/** The answer to a question, to be made once it is known which proposals are the newest. */
function sayOf(
  sentence: string,
  last: ProposeEntry,
  chosen: Chosen | undefined,
): Heard['answers'][number] | undefined {
  const words = beginning(sentence)
  if (asksChoice.test(words))
    return (now) => {
      const kept = chosen && now.proposals.find(({ family }) => family === chosen.proposal.family)
      const best = now.recommendation.id
      return kept
        ? sayChosen(kept, now)
        : { text: `Nothing is chosen yet. Recommended is ${best}: _go with ${best}_ chooses it.` }
    }
  if (asksChanged.test(words)) return () => changesOf(last)
  return talk(sentence, last.set) === undefined ? undefined : (now) => talk(sentence, now)
}

function changesOf({ revision, set }: ProposeEntry): Answer {
  if (!revision) return { text: 'Nothing changed yet: these are the first proposals.' }
  const facts = revision.facts.map(
    ({ label, before, after }) => `${literal(label)}: ${literal(before)} → ${literal(after)}`,
  )
  return {
    text: `**Revision ${revision.number}**\n${bullets([...facts, ...revision.notes])}`,
    cites: set.proposals.map(({ id, figures, unknown }) => ({ id, figures, unknown })),
  }
}

function take(heard: Heard, change: Amended | undefined): void {
  if (change === undefined) return
  heard.brief = change.brief
  heard.notes.push(...change.notes)
  if (change.rest !== '' && change.notes.length === 0) return
  for (const why of change.refused) heard.answers.push(() => ({ text: literal(why) }))
}

const refusal = (brief: Brief, why: string): Amended => ({ brief, notes: [], refused: [why], rest: '' })

function itOf({ chosen }: Heard, { proposals, recommendation }: ProposalSet) {
  const kept = chosen && proposals.find(({ family }) => family === chosen.proposal.family)
  return kept ?? proposals.find(({ id }) => id === recommendation.id)
}

function knownOf(heard: Heard, set: ProposalSet): Known {
  const it = itOf(heard, set)
  return { brief: heard.brief, ...(it && { present: { set, it } }) }
}

/** Nothing changed: what was asked is answered, else it is said what can be. */
function inWords(
  heard: Heard,
  notes: readonly string[],
  words: string,
  set: ProposalSet,
  brief: Brief,
): Step {
  const answer = joined(heard.answers.flatMap((say) => say(set, brief) ?? []))
  if (answer) return { kind: 'say', ...answer }
  if (notes.length > 0)
    return { kind: 'say', text: `${notes.map(literal).join('\n\n')}\n\nThat is how it is designed already.` }
  return { kind: 'say', text: smallTalk(words, set, undefined) }
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
  const why = heard.isRelative ? [sayOutOfReach(tried), 'The design stays as it was.'] : [step.text]
  const text = [...heard.notes.map(literal), ...why, ...(answer ? [answer.text] : [])]
  return {
    kind: 'say',
    text: text.join('\n\n'),
    ...(answer?.cites && { cites: answer.cites }),
    ...(!heard.isRelative && step.brief && { brief: step.brief }),
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
  if (request.kind === 'declined') return declined(request)
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
