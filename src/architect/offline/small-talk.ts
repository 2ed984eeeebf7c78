/** Words that are neither facts nor a question: going on, trying again, thanks, and what nobody could read. */
import type { ProposalSet } from '../../design/proposal.js'
import type { Question } from '../../design/question.js'
import { bullets, literal } from './prose.js'

/** The words of the button that tries again after a failure. */
const retry = /^\s*(please )?(try again|retry|nochmal|once more)[.!]*\s*$/i
export const isRetry = (text: string): boolean => retry.test(text)

/** Longer words say more than that. */
const mostCharacters = 120

const assent =
  /^\s*((please|just|ok(ay)?|yes|yeah|sure|fine|ja|si|oui)[,.!]*\s*)*(go (on|ahead)|proceed|continue|use (your|the) (assumptions|defaults)|assume( the rest)?|whatever|you (decide|choose)|i (do not|don'?t) know|no idea|skip|weiter)?( with your assumptions)?[.!]*\s*$/i
/** "Go ahead", "use your assumptions", "I don't know", or a plain yes. */
export const goesOn = (text: string): boolean =>
  text.trim() !== '' && text.length <= mostCharacters && assent.test(text)

const thanks =
  /^\s*(many )?(thanks|thank you|thx|danke|gracias|merci|great|perfect|cool|nice|super|ok(ay)?|good)\b[^?]{0,40}$/i

/** While questions are open: what they are for. */
const asksWhy = /\b(why|what for|what do you mean|explain|warum|wozu|pourquoi|por que)\b/i

/** What can be said now, by where the conversation stands. */
export function unclear(set: ProposalSet | undefined, asked: readonly Question[] | undefined): string {
  if (set) return `I could read neither a change nor a question in that. ${possible(set)}`
  if (asked)
    return `I could read no answer in that. Answer in words, for example:\n${bullets(asked.map(({ id, choices, default: usual }) => `_${id}: ${choices.find((choice) => choice.id === usual)?.label ?? usual}_`))}\nor write _use your assumptions_.`
  return 'I could not read a problem in that. Say what should be predicted, how far ahead, for how many series, and how long their history is.'
}

export function smallTalk(
  text: string,
  set: ProposalSet | undefined,
  asked: readonly Question[] | undefined,
): string {
  if (!set && asked && asksWhy.test(text))
    return `Each answer would change the design:\n${bullets(asked.map((question) => `${literal(question.text)} ${literal(question.why)}`))}\nOr write _use your assumptions_.`
  return set && thanks.test(text) ? `Glad it helps. ${possible(set)}` : unclear(set, asked)
}

/** What works in a thread with proposals, with ids that exist. */
export function possible({ proposals, recommendation }: ProposalSet): string {
  const [first, second] = proposals
  const lines = [
    'change a fact: _what if we only have one T4?_, _we have 40 series and 5 years of history_',
    'ask for a reason: _why not an LSTM?_',
    ...(first && second ? [`compare: _compare ${first.id} and ${second.id} on latency_`] : []),
    `ask where a figure comes from: _how is the latency of ${recommendation.id} computed?_`,
  ]
  return `In this thread you can\n${bullets(lines)}`
}
