/** What was said, sorted: sentences that ask about the proposals, and the rest, which may say facts. */
import type { ProposalSet } from '../../design/proposal.js'
import type { UserEntry } from '../architect.js'
import type { Answer } from './answer.js'
import { talk } from './talk.js'

export interface Sorted {
  /** Sentences that have an answer in a set of proposals. */
  readonly questions: readonly string[]
  /** The entries without those sentences; empty ones are gone. */
  readonly rest: readonly UserEntry[]
}

/** "We have 40 series. Why not an LSTM?" says a fact and asks: neither may be lost over the other. */
export function sortWords(entries: readonly UserEntry[], set: ProposalSet): Sorted {
  const questions: string[] = []
  const rest = entries.flatMap((entry): UserEntry[] => {
    if (entry.answers || entry.assumeRest) return [entry]
    const kept = sentences(entry.text).filter((sentence) => {
      const asks = talk(sentence, set) !== undefined
      if (asks) questions.push(sentence)
      return !asks
    })
    return kept.length > 0 ? [{ ...entry, text: kept.join(' ') }] : []
  })
  return { questions, rest }
}

/** Answers in the order of the questions, as one. */
export function answerAll(questions: readonly string[], set: ProposalSet): Answer | undefined {
  const answers = questions.flatMap((question) => talk(question, set) ?? [])
  if (answers.length === 0) return undefined
  const cites = answers.flatMap((answer) => answer.cites ?? [])
  const once = cites.filter(({ id }, i) => cites.findIndex((other) => other.id === id) === i)
  return { text: answers.map(({ text }) => text).join('\n\n'), ...(once.length > 0 && { cites: once }) }
}

/** More sentences than a person asks in one message are a pasted text: it is read as one. */
const mostSentences = 20

function sentences(text: string): string[] {
  const parts = text.split(/(?<=[.!?])\s+|\n+/).filter((part) => part.trim() !== '')
  return parts.length > mostSentences ? [text] : parts
}
