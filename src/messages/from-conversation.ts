/** The short things said in a thread: the opening, plain replies, why there is no design, what went wrong. */
import type { DeclineEntry, Entry, FailedEntry, SayEntry, StoppedEntry } from '../architect/architect.js'
import { roundChoices, wholeRound } from '../chat/action.js'
import { fillFigures } from './figures.js'
import { comparison } from './from-proposals.js'
import { examples } from './from-receipt.js'
import { escapeText, plainText } from './inline.js'
import { heading, list, type OutgoingMessage, text } from './message.js'
import { shorten } from './plain.js'
import type { SessionState, SessionView } from './recipe.js'
import { saidBlocks } from './said.js'

const stateSentences: Record<SessionState, string> = {
  intake: 'Nothing is designed yet.',
  clarifying: 'Waiting for an answer to the questions below; none of them is required.',
  designing: 'Designing.',
  proposed: 'Proposals are below. Go on in this thread to change the design.',
  decided: 'Decided. Open it again below, or go on in this thread to change the design.',
  cancelled: 'Stopped. Write in this thread to go on.',
  failed: 'Something went wrong; what you wrote is kept. Write in this thread to try again.',
}

/** The first message of a thread, and its index: it is updated as the design moves on. @param entry the newest proposals */
export function fromOpening(id: string, view: SessionView, entry?: Entry): OutgoingMessage {
  const state = stateSentences[view.state]
  const named = (word: string, id: string, name: string) => ` ${word}: **${escapeText(`${id} ${name}`)}**.`
  const best = view.decision
    ? named('Chosen', view.decision.proposal, view.decision.name)
    : view.recommended
      ? named('Recommended', view.recommended.id, view.recommended.name)
      : ''
  const revision = view.revision > 0 ? ` Revision ${view.revision}.` : ''
  return {
    id,
    fallback: `${view.title}: ${state}`,
    blocks: [
      heading(1, escapeText(view.title)),
      text(`${state}${revision}${best}`, 'muted'),
      ...(entry?.kind === 'propose' ? [comparison(entry.set.proposals)] : []),
    ],
  }
}

export function fromSaying(id: string, entry: SayEntry): OutgoingMessage {
  const words = fillFigures(entry.text, entry.cites ?? [])
  return { id, fallback: shorten(plainText(words), 900), blocks: saidBlocks(words) }
}

export function fromDecline(id: string, entry: DeclineEntry): OutgoingMessage {
  const sentence = declineSentence(entry)
  return {
    id,
    fallback: sentence,
    blocks: [
      text(escapeText(sentence)),
      text('**Requests that work**'),
      list(examples.map((e) => escapeText(e))),
    ],
  }
}

/** The reason in one or two sentences, without markup: also what the command line prints. */
export function declineSentence(entry: Pick<DeclineEntry, 'reason'>): string {
  switch (entry.reason) {
    case 'empty':
      return 'There is nothing to design for yet. Describe what should be predicted, from which data, and any limit on latency, hardware or money.'
    case 'not-a-design-request':
      return 'This does not read as a request to design a machine-learning model. I turn a description of a prediction problem into checked architecture proposals; I do nothing else.'
    case 'unreadable':
      return 'I could not read a problem in this text. Describe in a few sentences what should be predicted and from which data.'
  }
}

export function fromFailure(id: string, view: SessionView, entry: FailedEntry): OutgoingMessage {
  const sentence = `Something went wrong on our side (${entry.code}). What you wrote is kept: press Try again, or write in this thread.`
  const action = {
    session: view.session,
    round: view.openRound,
    question: wholeRound,
    choice: roundChoices.retry,
  }
  return {
    id,
    fallback: sentence,
    blocks: [
      text(escapeText(sentence), 'warning'),
      { kind: 'actions', actions: [{ label: 'Try again', action, style: 'primary' }] },
    ],
  }
}

export function fromStop(id: string, entry: StoppedEntry): OutgoingMessage {
  const sentence = `${entry.cancels ? 'Cancelled' : 'Stopped'} by ${entry.by}. Write in this thread to go on.`
  return { id, fallback: sentence, blocks: [text(escapeText(sentence))] }
}
