/** Sentence by sentence, what somebody said about proposals: changes, choices, cases, questions, and words that may say facts. */
import { applyAnswer } from '../../design/asking/answers.js'
import { type Brief, wordsLimit } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { readBrief } from '../../design/brief/read.js'
import { familyOf } from '../../design/catalog/asked.js'
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import type { Question } from '../../design/question.js'
import type { ProposeEntry, UserEntry } from '../architect.js'
import { sayChosen } from '../decision.js'
import type { Answer } from './answer.js'
import { type Amended, amended, type Known, relative } from './changes.js'
import { excluded } from './exclude.js'
import { answerOf } from './fitting.js'
import { passages } from './passages.js'
import { type Chosen, pickIn } from './pick.js'
import { bullets, literal } from './prose.js'
import type { Changed } from './scaled.js'
import { acceptsIt, answerCase, asksWithFacts, caseOf, mostCases, supposes } from './suppose.js'
import { talk } from './talk.js'
import { asksUndo, undone } from './undo.js'
import { beginning, folded, sentences } from './words.js'

/** What the words of a turn come to. */
export interface Heard {
  brief: Brief
  readonly notes: string[]
  /** What is answered in words, in the order it was said; about the newest proposals there are by then. */
  readonly answers: ((set: ProposalSet, brief: Brief) => Answer | undefined)[]
  chosen: Chosen | undefined
  /** A change in relation to the present design: where it cannot be had, that design stays. */
  isRelative: boolean
  readonly rest: UserEntry[]
  /** Questions that nothing here answers. */
  readonly unanswered: string[]
  /** How many cases were supposed. */
  cases: number
}

/** What the thread holds when somebody speaks. */
export interface Before {
  readonly last: ProposeEntry
  /** Sentences that were only supposed in the words before, and answered. */
  readonly supposed: readonly string[]
  /** Questions that were asked in this thread; what closes one late is a change. */
  readonly asked: readonly Question[]
}

export function hear(heard: Heard, entry: UserEntry, before: Before): void {
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
  if (isDone.test(beginning(sentence))) {
    heard.answers.push(({ recommendation: { id } }) => ({
      text: `That is how it is designed now. _Go with ${id}_ chooses it.`,
    }))
    return ''
  }
  if (asksUndo(sentence)) {
    const change = undone(heard.brief, last)
    take(
      heard,
      typeof change === 'string' ? refusal(heard.brief, change) : { ...change, refused: [], rest: '' },
    )
    return ''
  }
  const pick = pickIn(sentence, set)
  if (pick && givesUpFullTraining(heard.brief, pick.proposal)) {
    take(heard, { brief: withAdapters(heard.brief, sentence), notes: [], refused: [], rest: '' })
    return pick.rest
  }
  if (pick) {
    heard.chosen = { proposal: pick.proposal, set, ...(pick.why && { why: pick.why }) }
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
  const said = sayOf(sentence, last, heard.chosen, itOf(heard, set))
  if (said === undefined && takesCase(heard, sentence, set, asksWithFacts)) return ''
  const answer = said ?? passageOf(sentence, set, heard.brief)
  // A question states nothing: "how much is it per day?" is no step of the data.
  if (answer === undefined && !asksOnly.test(beginning(sentence))) return sentence
  if (answer) heard.answers.push(answer)
  else heard.unanswered.push(sentence)
  return ''
}

/** "Do it", where nothing was only supposed. */
const isDone =
  /^\W*(ok(ay)?,? |yes,? |ja,? |si,? |oui,? )*(do (it|that)|make it so|apply (it|that)|mach das|hazlo|fais-le)\W*$/

/** Who asks how or who states no fact: what is written of the design on that, where something is. */
const asksOpenly =
  /^\W*(?:(?:and|ok(?:ay)?|so|but|then|hm+|well)[,.! ]+)*(who|how|why|when|where|what|which|can|could|should|may|do you|does it|will it|is it|are they|wer|wie|warum|wann|wo|welche\w*|quien|como|por que|cuando|donde|qui|comment|pourquoi|quand)\b(?!\s+(if|about)\b)/

const asksOnly =
  /^\W*(who|how|why|when|where|what|which|wer|wie|warum|wann|wo|quien|como|donde|qui|comment|pourquoi)\b(?!\s+(if|about|ware)\b).*\?\s*$/

function passageOf(sentence: string, set: ProposalSet, brief: Brief): Heard['answers'][number] | undefined {
  const states = !sameFacts(readBrief(sentence, brief).brief, brief)
  if (states || !asksOpenly.test(beginning(sentence))) return undefined
  const found = passages(sentence, set)
  return found && (() => found)
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
function takesCase(heard: Heard, sentence: string, set: ProposalSet, isCase = supposes): boolean {
  const nth = heard.cases
  const it = itOf(heard, set)
  if (nth >= mostCases || !it || !caseOf(sentence, { brief: heard.brief, set, it }, isCase)) return false
  heard.cases += 1
  heard.answers.push((now, brief) => {
    const present = { brief, set: now, it: now.proposals.find(({ family }) => family === it.family) ?? it }
    const supposed = caseOf(sentence, present, isCase)
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
  it: Proposal | undefined,
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
  const about = (now: ProposalSet) =>
    talk(sentence, now, it && now.proposals.find(({ family }) => family === it.family))
  return about(last.set) === undefined ? undefined : about
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

/** "Ok, then QLoRA": who wanted all weights trained takes small additions instead, and the conflict is settled by it. */
const givesUpFullTraining = ({ data }: Brief, { family }: Proposal): boolean =>
  data.fullTraining?.value === true && familyOf('lora', 'language')?.id === family

const withAdapters = (brief: Brief, words: string): Brief => ({
  ...brief,
  data: {
    ...brief.data,
    fullTraining: { value: false, source: 'answered', words: words.slice(0, wordsLimit) },
  },
})

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
