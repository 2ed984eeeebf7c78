/**
 * The head: the small record of a session, kept as a Redis hash so that a commit writes only what changed. This
 * file reads it (with migration) and holds the pure transitions of the session's state; it knows no Redis.
 */
import { z } from 'zod'
import type { DecideEntry, Entry, Speaker, Step } from '../architect/architect.js'
import type { NoticeKind } from '../chat/commands.js'
import type { Person } from '../chat/contract.js'
import { shortestRef } from '../chat/ref.js'
import type { ThreadRef } from '../chat/thread.js'
import type { Brief } from '../design/brief/brief.js'
import { CorruptRecord, UnknownHeadVersion } from '../errors.js'
import type { Decision, MessageRecipe, SessionState, SessionView } from '../messages/recipe.js'

/** Raised with every change of a field's meaning, together with a migration. */
export const headVersion = 1

const json = <T>(check: (value: unknown) => boolean) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue('not JSON')
        return z.NEVER
      }
    })
    .pipe(z.custom<T>(check))
const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const optionalJson = <T>() => json<T>(isRecord).optional()
const count = z.coerce.number().int().nonnegative()

const personForm = z.object({ id: z.string(), name: z.string().optional() })
export const personSchema = json<Person>((value) => personForm.safeParse(value).success)
const threadForm = z.object({
  platform: z.enum(['slack', 'discord', 'web']),
  space: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
})
export const threadSchema = json<ThreadRef>((value) => threadForm.safeParse(value).success)

const stateSchema = z.enum([
  'intake',
  'clarifying',
  'designing',
  'proposed',
  'decided',
  'cancelled',
  'failed',
])

export const headSchema = z.object({
  version: z.coerce.number().pipe(z.literal(headVersion)),
  id: z.string(),
  tenant: z.string(),
  /** How people name it: the first characters of the id, as many as no other design of the tenant has. */
  short: z.string().optional(),
  requester: personSchema,
  /** Where to speak; `thread` in it is known once the opening is delivered. */
  thread: threadSchema,
  title: z.string(),
  state: stateSchema,
  /** Question rounds so far, and the one that is open (0: none). */
  rounds: count.default(0),
  openRound: count.default(0),
  /** Outbox number of the open round's message. */
  askMessage: count.optional(),
  revision: count.default(0),
  recommended: optionalJson<{ id: string; name: string }>(),
  brief: optionalJson<Brief>(),
  /** The last decision; it holds while the state is `decided`. */
  decision: optionalJson<Decision>(),
  /** Outbox number of its message. */
  decideMessage: count.optional(),
  createdAt: count,
  updatedAt: count,
  fence: count.default(0),
  /** In which its turn comes (accept.lua). */
  round: count.optional(),
  /** Turns begun since the last commit: what never commits is given up. */
  tries: count.default(0),
  /** The step that runs has checkpoints in the transcript. */
  working: z.literal('1').optional(),
  /** Who pressed Stop. */
  stop: z.string().default(''),
  bytes: count.default(0),
  delivered: count.default(0),
  /** `refused`: the platform would not take the messages, and neither would the requester. */
  delivery: z.literal('refused').optional(),
})
export type Head = z.infer<typeof headSchema>

type Fields = Readonly<Record<string, string>>
/** Turns the fields of one version into those of the next; it need not change `version`. */
export type Migration = (old: Fields) => Fields

/** From version 1 to 2, from 2 to 3, …: as many as `headVersion - 1`. */
const migrations: readonly Migration[] = []

export const newerHead = (received: string, known: number = headVersion) =>
  new UnknownHeadVersion(
    `A session was written by a newer version of ml-architect. Expected head version ${known} or lower. Received: ${received}.`,
  )

/** Brings stored fields of version 1 or later to version `migrations.length + 1`. Throws as parseHead does. */
export function migrate(stored: Fields, steps: readonly Migration[]): Fields {
  const version = Number(stored.version)
  const current = steps.length + 1
  if (!Number.isInteger(version) || version < 1) throw new CorruptRecord('A session head has no version.')
  if (version > current) throw newerHead(String(version), current)
  return {
    ...steps.slice(version - 1).reduce((fields, step) => step(fields), stored),
    version: String(current),
  }
}

/**
 * Reads a head from its stored fields, migrating an old one.
 * Throws UnknownHeadVersion for a newer one and CorruptRecord for what this program never wrote.
 */
export function parseHead(stored: Fields): Head {
  const current = migrate(stored, migrations)
  const parsed = headSchema.safeParse(current)
  if (!parsed.success)
    throw new CorruptRecord(
      `A session head does not have its form: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`,
    )
  return parsed.data
}

/** What messages may say of the session. */
export function viewOf(head: Head): SessionView {
  return {
    session: head.id,
    short: head.short ?? head.id.slice(0, shortestRef),
    thread: head.thread,
    title: head.title,
    state: head.state,
    openRound: head.openRound,
    ...(head.recommended && { recommended: head.recommended }),
    ...(head.state === 'decided' && head.decision && { decision: head.decision }),
    revision: head.revision,
  }
}

/** The first words of a request, on one line, at most 80 characters. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= 80) return line
  const cut = line.slice(0, 79)
  // Never half a character, and a whole word where there is one.
  const end =
    cut.lastIndexOf(' ') > 40 ? cut.slice(0, cut.lastIndexOf(' ')) : cut.replace(/[\ud800-\udbff]$/, '')
  return `${end}…`
}

/** Fields of the head that a decided step changes. */
export interface HeadChange {
  readonly state?: SessionState
  readonly rounds?: number
  readonly openRound?: number
  readonly askMessage?: number
  readonly revision?: number
  readonly recommended?: { readonly id: string; readonly name: string }
  readonly brief?: Brief
  readonly decision?: Decision
  readonly decideMessage?: number
  readonly stop?: ''
}

/**
 * The step as an entry of the transcript; a question round gets the next number, a decision the proposals it is of.
 * @param by who spoke last
 * Throws a RangeError for a decision on a proposal that is not there, which is a fault of the architect.
 */
export function entryOf(
  step: Step,
  { head, transcript, by, at }: { head: Head; transcript: readonly Entry[]; by: Speaker; at: number },
): Entry {
  const { brief: _, ...decided } = step
  switch (decided.kind) {
    case 'ask':
      return { ...decided, at, round: head.rounds + 1 }
    case 'decide': {
      const entry = transcript.findLastIndex(({ kind }) => kind === 'propose')
      const chosen = choiceIn(transcript, entry, decided.proposal)
      if (!chosen) throw new RangeError(`Expected a proposal that is there. Received: ${decided.proposal}`)
      return { ...decided, ...chosen, at, by }
    }
    default:
      return { ...decided, at }
  }
}

/** What an entry of proposals holds of one of them; undefined where there is none of that id. */
export function choiceIn(
  transcript: readonly Entry[],
  entry: number,
  id: string,
): Pick<DecideEntry, 'entry' | 'revision' | 'proposal' | 'name'> | undefined {
  const of = transcript[entry]
  if (of?.kind !== 'propose') return undefined
  const proposal = of.set.proposals.find((one) => one.id === id)
  return proposal && { entry, revision: of.revision?.number ?? 0, proposal: id, name: proposal.name }
}

/** What an entry of the architect's or of the turn's own makes of the session. */
export function afterEntry(head: Head, entry: Entry, brief?: Brief): HeadChange {
  const known = brief === undefined ? {} : { brief }
  switch (entry.kind) {
    case 'user':
      return {}
    case 'ask':
      return { ...known, state: 'clarifying', rounds: entry.round, openRound: entry.round }
    case 'propose': {
      const best = entry.set.proposals.find((proposal) => proposal.id === entry.set.recommendation.id)
      return {
        ...known,
        state: 'proposed',
        openRound: 0,
        revision: entry.revision?.number ?? head.revision,
        ...(best && { recommended: { id: best.id, name: best.name } }),
      }
    }
    case 'say':
    case 'decline':
      return { ...known, state: restingState(head) }
    case 'failed':
      return { state: 'failed' }
    case 'stopped':
      return { state: entry.cancels ? 'cancelled' : stoppedState(head), stop: '' }
    case 'decide': {
      const { by, at, entry: of, revision, proposal, name, why } = entry
      return {
        ...known,
        state: 'decided',
        openRound: 0,
        decision: { by, at, entry: of, revision, proposal, name, ...(why && { why }) },
      }
    }
    case 'reason':
      return head.decision ? { decision: { ...head.decision, why: entry.text } } : {}
    case 'reopen':
      return { state: 'proposed' }
  }
}

/** Where a session is while nothing is being worked on and nothing failed. */
function restingState(head: Head): SessionState {
  if (head.state === 'decided') return 'decided'
  if (head.openRound > 0) return 'clarifying'
  return head.recommended ? 'proposed' : 'intake'
}

const stoppedState = ({ state, recommended }: Head): SessionState =>
  state === 'decided' ? 'decided' : recommended ? 'proposed' : 'cancelled'

/** A message to send. `n`, its place in the outbox, is its number; `to` is the thread unless it is given. */
export type OutboxItem =
  | { readonly kind: 'post'; readonly recipe: MessageRecipe }
  | { readonly kind: 'update'; readonly of: number; readonly recipe: MessageRecipe }
  /** To the team's channel, where it wants to hear of such; its name's first letter is its record. */
  | { readonly kind: 'notice'; readonly of: NoticeKind; readonly recipe: MessageRecipe }

/** The head with a change made. */
export function withChange(head: Head, change: HeadChange): Head {
  return { ...head, ...change, stop: change.stop ?? head.stop }
}

/** How much the head takes, as JSON. */
export const headBytes = (head: Head): number => Buffer.byteLength(JSON.stringify(head))

/** The change as hash fields: only what differs from the head, so that a commit writes no more than that. */
export function changedFields(head: Head, change: HeadChange): string[] {
  return Object.entries(change).flatMap(([field, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    const before: unknown = head[field as keyof HeadChange]
    const old = typeof before === 'object' ? JSON.stringify(before) : String(before)
    // Somebody may have pressed Stop since the head was read: clearing it is always written.
    return text === old && field !== 'stop' ? [] : [field, text]
  })
}
