/**
 * Every Redis key of the program, built here and nowhere else. All share one hash tag, so that a script may
 * touch several of them on Redis Cluster too; the scripts that find a session themselves build its keys from
 * `sessionPrefix` in the same way.
 */
import { hasThread, type ThreadRef, threadKey } from '../chat/thread.js'

const tag = '{ml-architect}'

/** BullMQ's own prefix. */
export const queuePrefix = `${tag}:q`
/** A session's keys are this, its id, a colon and a name of `sessionKeyNames`. */
export const sessionPrefix = `${tag}:s:`
/** Sessions with events that no commit has consumed, by the time of the oldest. */
export const unreadKey = `${tag}:unread`
/** Sessions with messages that are not delivered, by the time of the oldest. */
export const undeliveredKey = `${tag}:undelivered`

/** There while the sessions that wait were looked through a moment ago. */
export const sweptKey = `${tag}:swept`

export interface SessionKeys {
  readonly head: string
  readonly entries: string
  readonly mailbox: string
  readonly outbox: string
  /** Who runs the turn. */
  readonly lease: string
  /** Who delivers. */
  readonly sending: string
  /** Platform ids of the posted messages, by outbox number. */
  readonly thread: string
  /** What people think of it, by person. */
  readonly opinions: string
}

export const sessionKeyNames = [
  'head',
  'entries',
  'mailbox',
  'outbox',
  'lease',
  'sending',
  'thread',
  'opinions',
] as const

export function sessionKeys(id: string): SessionKeys {
  const key = (name: (typeof sessionKeyNames)[number]) => `${sessionPrefix}${id}:${name}`
  return {
    head: key('head'),
    entries: key('entries'),
    mailbox: key('mailbox'),
    outbox: key('outbox'),
    lease: key('lease'),
    sending: key('sending'),
    thread: key('thread'),
    opinions: key('opinions'),
  }
}

/** Prefix of `t:<threadKey>` -> session id, and with `:parked` behind it, of the replies that wait for that. */
export const threadPrefix = `${tag}:t:`
export const sessionOfThreadKey = (thread: string) => `${threadPrefix}${thread}`
export const parkedKey = (thread: string) => `${threadPrefix}${thread}:parked`

/** The platform, space and channel of a thread, percent-encoded like its key. */
export const channelKey = (thread: ThreadRef) =>
  [thread.platform, thread.space, thread.channel].map(encodeURIComponent).join(':')
/** The thread's key, or `''` while the thread is not known. */
export const knownThreadKey = (thread: ThreadRef) => (hasThread(thread) ? threadKey(thread) : '')

/** Set for a day once an event was accepted. */
export const eventSeenKey = (thread: ThreadRef, event: string) =>
  `${tag}:d:${thread.platform}:${encodeURIComponent(event)}`
/** The same for the message that carried it, which a platform may announce under two event ids. */
export const messageSeenKey = (thread: ThreadRef, message: string) =>
  `${tag}:d:${channelKey(thread)}:${encodeURIComponent(message)}`

/** A tenant's keys are this, its id, a colon and a name. */
export const tenantPrefix = `${tag}:x:`
/** The tenant's sessions by the time they were opened. */
export const tenantSessionsKey = (tenant: string) => `${tenantPrefix}${tenant}:sessions`
/**
 * The round that is being served: in each, every team that waits gets one turn. And the round of a tenant's last wake-up:
 * its next one comes a round later.
 */
export const roundKey = `${tag}:round`
export const tenantRoundKey = (tenant: string) => `${tenantPrefix}${tenant}:round`
/** The team's standing facts (JSON), and who changed them, newest first. */
export const profileKey = (tenant: string) => `${tenantPrefix}${tenant}:profile`
export const profileLogKey = (tenant: string) => `${tenantPrefix}${tenant}:profile:log`
/** Which channel is told of what, and who set it; a hash. */
export const notifyKey = (tenant: string) => `${tenantPrefix}${tenant}:notify`
/** What became of the team's digests: the day of the one that was tried and of the one that was sent; a hash. */
export const digestKey = (tenant: string) => `${tenantPrefix}${tenant}:digest`
/** There while a worker makes the team's digest. */
export const digestLeaseKey = (tenant: string) => `${tenantPrefix}${tenant}:digest:lease`
/** The tenant's decided designs, by the time of the decision. */
export const decidedKey = (tenant: string) => `${tenantPrefix}${tenant}:decided`
/** With the first characters of a session's id behind it, in capitals: the session that they name. */
export const shortIdPrefix = (tenant: string) => `${tenantPrefix}${tenant}:i:`
/** What a person used in a month (UTC), and the tenant in all. */
export const usageKey = (tenant: string, user: string, month: string) =>
  `${tag}:u:${tenant}:${encodeURIComponent(user)}:${month}`
export const tenantUsageKey = (tenant: string, month: string) => `${tag}:u:${tenant}::${month}`
/** The tenant's sessions whose thread is not known yet, because their opening is on its way. */
export const openingsKey = (tenant: string) => `${tenantPrefix}${tenant}:openings`
/** How many designs a person has started within the hour. */
export const requestsKey = (tenant: string, user: string) => `${tag}:r:${tenant}:${encodeURIComponent(user)}`
