/**
 * The record of an event as the mailbox keeps it: what the turn needs, without what accepting has used up. Words are
 * kept as the entry of the transcript that they become, so that a commit moves them there and writes them no more.
 */
import { z } from 'zod'
import type { ActingEvent } from '../chat/contract.js'

const personSchema = z.object({ id: z.string(), name: z.string().optional() })

export const mailboxEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    at: z.number(),
    user: personSchema,
    text: z.string(),
    /** The platform's message that these words are. */
    message: z.string().optional(),
    /** What was written in its thread before it belongs to the problem. */
    continues: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('action'),
    at: z.number(),
    user: personSchema,
    action: z.string(),
    values: z.record(z.string(), z.string()).optional(),
  }),
])
export type MailboxEvent = z.infer<typeof mailboxEventSchema>

export function mailboxEvent(event: ActingEvent): MailboxEvent {
  const user =
    event.user.name === undefined ? { id: event.user.id } : { id: event.user.id, name: event.user.name }
  if (event.kind !== 'action') {
    const words = { kind: 'user' as const, at: event.at, user, text: event.text }
    if (event.messageId === undefined) return words
    const continues = event.kind === 'request' && event.continues === true
    return { ...words, message: event.messageId, ...(continues && { continues }) }
  }
  const said = { kind: event.kind, at: event.at, user, action: event.action }
  return event.values ? { ...said, values: { ...event.values } } : said
}
