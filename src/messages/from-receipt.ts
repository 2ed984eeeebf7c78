/** What a person is told at once, before any worker has seen their words: help, and why something was not taken. */
import { commandTable } from './from-team.js'
import type { OutgoingMessage } from './message.js'
import { list, sentence, text } from './message.js'

export type RefusalCode =
  | 'store-unavailable'
  | 'event-too-large'
  | 'too-many-unread'
  | 'session-full'
  | 'too-many-requests'
  | 'not-allowed'
  | 'unknown-session'
  | 'newer-session'
  | 'unknown-thread'
  | 'empty'

const refusals: Record<RefusalCode, string> = {
  'store-unavailable':
    'The store behind ml-architect (Redis) does not answer, so this was not accepted. Nothing is lost: send it again in a moment.',
  'event-too-large':
    'This is longer than 64 KiB and was not accepted. Paste the part that describes the problem, the data and the limits.',
  'too-many-unread':
    'This design already has 200 unread messages, so this one was not accepted. Wait for the reply, then send it again.',
  'session-full':
    'This design has grown to its size limit of 8 MiB. Start a new one and paste the points that matter.',
  'too-many-requests':
    'That was more new designs in an hour than one person may start here. Go on in an existing thread, or try again later.',
  'not-allowed': 'You or this channel may not start designs here. Ask the person who installed ml-architect.',
  'unknown-session':
    'That button belongs to a design that is not here any more. Start a new design with your question.',
  'newer-session':
    'This design was written by a newer version of ml-architect than the one that runs here, so this was not accepted. Ask the person who installed it to start the newer version again; nothing is lost.',
  'unknown-thread':
    'The design that this thread belongs to is not here any more, so this was not accepted. Start a new design with what you wrote.',
  empty: 'There were no words in that. Describe what should be predicted and from which data.',
}

/** @param id a message id that is unique to the refused event */
export function fromRefusal(id: string, code: RefusalCode): OutgoingMessage {
  return sentence(id, refusals[code], 'warning')
}

/** What the program does and how to begin, with examples that work. */
export const examples = [
  'Design a time series forecasting model for 63-day trajectory prediction',
  'Forecast hourly energy use of 320 buildings 48 hours ahead, 2.5 years of history, CPU only, with intervals',
  'Propose architecture for a recommendation system handling 100K items',
  'Design a multi-task model for classification and regression',
  'Classify 8 product categories from 5,000 labelled photos on one T4, p95 under 80 ms',
] as const

export function fromHelp(id: string): OutgoingMessage {
  const lead =
    'Describe what you want to predict, and I design it: two to four checked proposals with shapes, parameters, memory, latency and cost computed from a real model spec.'
  const then =
    'I ask only what would change the design. Then go on in plain words: _what if we only have one T4?_ gives revised proposals.'
  return {
    id,
    fallback: `${lead} For example: ${examples[0]}`,
    blocks: [
      text(lead),
      text('**Try one of these**'),
      list(examples),
      text(then),
      text('**Commands**'),
      commandTable(),
    ],
  }
}
