/** An architect for kill tests that proposes, revises and decides as its words tell it, so that a test can count. */
import type { Conversation, Step } from '../../src/architect/architect.js'
import type { ProposalSet } from '../../src/design/proposal.js'

/** What people write; the words behind make each message another one. */
export const revising = 'what if'
export const choosing = 'go with'
/** What words choose. Buttons choose the others, so that no press finds its own choice made already. */
export const chosenByWords = 'A'
export const chosenByButtons = ['B', 'C'] as const

/** The kind of entry that answers words, by the last of them. */
export function answerTo(words: string, isFirst: boolean): 'propose' | 'decide' | 'say' {
  if (isFirst || words.startsWith(revising)) return 'propose'
  return words.startsWith(choosing) ? 'decide' : 'say'
}

export function designStep({ transcript, unread }: Conversation, set: ProposalSet): Step {
  const made = transcript.filter((entry) => entry.kind === 'propose').length
  const words = unread.at(-1)?.text ?? ''
  switch (answerTo(words, made === 0)) {
    case 'propose':
      return {
        kind: 'propose',
        set,
        ...(made > 0 && { revision: { number: made, facts: [], figures: [], notes: [] } }),
      }
    case 'decide':
      return { kind: 'decide', proposal: chosenByWords, text: `Decided: ${chosenByWords}`, cites: [] }
    case 'say':
      return { kind: 'say', text: `heard: ${words}` }
  }
}
