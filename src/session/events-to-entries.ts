/** What a person did (words, a button, a form) as an entry of the transcript. Pure. */
import type { AskEntry, Entry, UserEntry } from '../architect/architect.js'
import { parseAction, roundChoices, wholeRound } from '../chat/action.js'
import type { Answer, Question } from '../design/question.js'
import type { MailboxEvent } from './mailbox.js'

/** The words of the button that tries again after a failure. */
export const retryWords = 'Try again.'
const assumeWords = 'Go on with your assumptions.'

/**
 * @param openRound the round that is open, 0 for none: answers to another round keep only their words, which
 *   the architect reads as a change of the brief
 * @returns for words the event itself: the store moves the record instead of writing it again
 */
export function entryFromEvent(
  event: MailboxEvent,
  transcript: readonly Entry[],
  openRound: number,
): UserEntry {
  if (event.kind === 'user') return event
  const said = { kind: 'user' as const, at: event.at, user: event.user }
  const action = parseAction(event.action)
  if (!action) return { ...said, text: '' }
  const round = transcript.find(
    (entry): entry is AskEntry => entry.kind === 'ask' && entry.round === action.round,
  )
  const isOpen = action.round > 0 && action.round === openRound
  const given: Answer[] = [
    ...(action.question === wholeRound ? [] : [{ question: action.question, choice: action.choice }]),
    ...fromForm(event.values ?? {}, round?.questions ?? []),
  ]
  const known = given.flatMap((answer) => {
    const question = round?.questions.find((q) => q.id === answer.question)
    const words = question && inWords(question, answer)
    return words ? [{ answer, words }] : []
  })
  const assume = action.question === wholeRound && action.choice === roundChoices.assume
  const retry = action.question === wholeRound && action.choice === roundChoices.retry

  const text = known.map(({ words }) => words).join('\n') || (assume ? assumeWords : retry ? retryWords : '')
  return {
    ...said,
    text,
    ...(isOpen && known.length > 0 && { answers: known.map(({ answer }) => answer) }),
    ...(isOpen && assume && { assumeRest: true }),
  }
}

function fromForm(values: Readonly<Record<string, string>>, questions: readonly Question[]): Answer[] {
  return Object.entries(values).flatMap(([question, value]): Answer[] => {
    const words = value.trim()
    if (words === '') return []
    const asked = questions.find((q) => q.id === question)
    return asked?.choices.some((choice) => choice.id === words)
      ? [{ question, choice: words }]
      : [{ question, words }]
  })
}

/**
 * `data history: 3 years`: the fact first, so that the brief reader understands it without the question.
 * Undefined for a choice the question does not have.
 */
function inWords(question: Question, answer: Answer): string | undefined {
  const chosen = question.choices.find(({ id }) => id === answer.choice)?.label ?? answer.words
  if (chosen === undefined) return undefined
  const fact = question.id
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .toLowerCase()
  return `${fact}: ${chosen}`
}
