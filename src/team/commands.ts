/**
 * Runs a command: who may, what is read or changed in Redis, and the message that answers. One function a command;
 * words are parsed in src/chat/commands.ts, and made in src/messages.
 */
import type { Redis } from 'ioredis'
import { formatAction, roundChoices, wholeRound } from '../chat/action.js'
import type { Command, CommandName } from '../chat/commands.js'
import type { ActingEvent, ChatEvent } from '../chat/contract.js'
import { formatRef, type Ref } from '../chat/ref.js'
import type { ThreadRef } from '../chat/thread.js'
import { type Profile, profileRows, readProfile, withoutFact } from '../design/brief/profile.js'
import { type ComparedSide, fromComparison } from '../messages/from-comparison.js'
import {
  fromDesign,
  fromForgetting,
  fromForgotten,
  fromHistory,
  fromProposalOf,
  fromStatus,
} from '../messages/from-designs.js'
import { fromExport } from '../messages/from-export.js'
import { fromNotify, fromNotifyOff } from '../messages/from-notify.js'
import { fromProfile, fromProfileChange, profileFields } from '../messages/from-profile.js'
import { fromHelp } from '../messages/from-receipt.js'
import { fromNotAllowed, fromOpinion, fromUsage } from '../messages/from-team.js'
import { escapeText } from '../messages/inline.js'
import { type OutgoingMessage, sentence } from '../messages/message.js'
import { createDesigns, type Design } from '../session/designs.js'
import { viewOf } from '../session/head.js'
import type { SessionStore } from '../session/store.js'
import { noteOpinion } from './feedback.js'
import { listedOf } from './listed.js'
import { channelOf, dropNotify, loadNotify, saveNotify, zoneOf } from './notify.js'
import { networksIn, type Pointed, pointed } from './pointed.js'
import { changeProfile, loadProfile } from './profile.js'
import { isAdmin, mayEnd } from './rights.js'
import { type Used, usageOf } from './usage.js'

export interface TeamOptions {
  readonly redis: Redis
  readonly store: Pick<SessionStore, 'forget' | 'clock' | 'retentionMs'>
  /** As `<platform>:<id>`; where empty, the platform says who is one. */
  readonly adminUsers: readonly string[]
  readonly limits: {
    readonly requestsPerUserPerHour: number
    readonly userUsd: number
    readonly teamUsd: number
  }
  /** Has the team's digest made on Mondays at 09:00 in the zone; undefined: no more. */
  readonly scheduleDigest: (tenant: string, timeZone: string | undefined) => Promise<void>
  /** Removes what the queue and the platform's own store keep of a session that was forgotten. */
  readonly onForgotten: (session: string, thread: ThreadRef) => Promise<void>
}

/** What running a command comes to: an answer, or an event that goes the way of all others. */
export type Ran =
  | {
      readonly message: OutgoingMessage
      /** An admin would be answered otherwise. */
      readonly isForOthers?: true
    }
  | { readonly event: ActingEvent }

/** The most that history lists, and looks through for words. */
const listed = 20
const searched = 500

/** Contract of each: one or a few reads of Redis, no platform call; throws StoreUnavailable. */
export function createTeam({ redis, store, adminUsers, limits, scheduleDigest, onForgotten }: TeamOptions) {
  const { retentionMs } = store
  const designs = createDesigns(redis)

  interface Asked {
    /** Of the message that answers. */
    readonly id: string
    readonly event: ChatEvent
  }
  type Run<N extends CommandName> = (command: Extract<Command, { name: N }>, asked: Asked) => Promise<Ran>
  type Find = { readonly design: Design } | { readonly message: OutgoingMessage }

  /** The design that a name means, or that of the thread. */
  async function find(ref: Ref | undefined, { id, event }: Asked): Promise<Find> {
    const design = ref
      ? await designs.byRef(event.tenant, ref)
      : await designs.ofThread(event.tenant, event.thread)
    if (design) return { design }
    const words = ref
      ? `There is no design ${ref.id} here. \`history\` lists those there are.`
      : 'This thread has no design. Name one: `history` lists those there are.'
    return { message: sentence(id, words, 'warning') }
  }

  /** The proposals that a name means, and the one that it names or else the chosen or recommended one. */
  async function proposals(design: Design, ref: Ref | undefined, asked: Asked): Promise<Pointed> {
    return pointed(design, await designs.transcript(design.head.id), ref, asked.id)
  }

  async function side(
    ref: Ref,
    asked: Asked,
  ): Promise<{ side: ComparedSide } | { message: OutgoingMessage }> {
    const found = await find(ref, asked)
    if ('message' in found) return found
    const at = await proposals(found.design, ref, asked)
    if ('message' in at) return at
    const { short, title } = viewOf(found.design.head)
    const name = formatRef({ ...ref, id: short, proposal: at.proposal.id })
    return {
      side: { session: found.design.head.id, ref: name, title, entry: at.entry, proposal: at.proposal },
    }
  }

  const runners: { readonly [N in CommandName]: Run<N> } = {
    help: async (_, { id }) => ({ message: fromHelp(id) }),

    async status(_, { id, event }) {
      const found = await designs.newest(event.tenant, searched)
      const open = found.filter(({ head, hasWork }) => hasWork || head.state === 'clarifying')
      return { message: fromStatus(id, open.slice(0, listed).map(listedOf)) }
    },

    async history({ words }, { id, event }) {
      const all = await designs.newest(event.tenant, words === '' ? listed + 1 : searched)
      const found = words === '' ? all : await holding(all, words)
      return {
        message: fromHistory(id, words, found.slice(0, listed).map(listedOf), found.length > listed),
      }
    },

    async show({ ref }, asked) {
      const found = await find(ref, asked)
      if ('message' in found) return found
      const at = await proposals(found.design, ref, asked)
      const named = ref?.proposal !== undefined || ref?.revision !== undefined
      if ('message' in at)
        return named ? at : { message: fromDesign(asked.id, listedOf(found.design), undefined) }
      if (ref?.proposal === undefined)
        return { message: fromDesign(asked.id, listedOf(found.design), at.entry) }
      const name = formatRef({ ...ref, id: viewOf(found.design.head).short })
      return { message: fromProposalOf(asked.id, found.design.head.id, name, at.entry, at.proposal) }
    },

    async compare({ refs }, asked) {
      const a = await side(refs[0], asked)
      if ('message' in a) return a
      const b = await side(refs[1], asked)
      if ('message' in b) return b
      return { message: fromComparison(asked.id, [a.side, b.side]) }
    },

    async export({ ref, form }, asked) {
      const found = await find(ref, asked)
      if ('message' in found) return found
      const transcript = await designs.transcript(found.design.head.id)
      const at = pointed(found.design, transcript, ref, asked.id)
      if ('message' in at) return at
      const decision = transcript.findLastIndex(({ kind }) => kind === 'decide')
      const exported = {
        view: viewOf(found.design.head),
        entry: at.index,
        ...(ref?.proposal !== undefined && { proposal: ref.proposal }),
        ...(decision >= 0 && { decision }),
        networks: networksIn(ref?.proposal === undefined ? at.entry.set.proposals : [at.proposal]),
      }
      return { message: fromExport(asked.id, exported, form) }
    },

    async usage(_, { id, event }) {
      const { month, person, team, thisHour } = await usageOf(
        redis,
        event.tenant,
        event.user.id,
        store.clock(),
      )
      const row = (label: string, name: Exclude<keyof Used, 'usd'>) => ({
        label,
        person: person[name],
        team: team[name],
      })
      return {
        message: fromUsage(id, {
          month,
          rows: [
            row('Requests', 'requests'),
            row('Designs proposed', 'designs'),
            row('Revisions', 'revisions'),
            row('Decisions', 'decisions'),
            row('Found useful', 'useful'),
            row('Found not useful', 'not-useful'),
          ],
          thisHour,
          perHour: limits.requestsPerUserPerHour,
          dollars: {
            person: person.usd,
            personLimit: limits.userUsd,
            team: team.usd,
            teamLimit: limits.teamUsd,
          },
        }),
      }
    },

    async cancel({ ref }, asked) {
      const found = await find(ref, asked)
      if ('message' in found) return found
      const { head } = found.design
      if (!mayEnd(head.requester, asked.event, adminUsers))
        return notAllowed(asked.id, 'cancel', 'who asked for the design, and admins')
      const { id, thread } = head
      const action = formatAction({
        session: id,
        round: 0,
        question: wholeRound,
        choice: roundChoices.cancel,
      })
      return { event: { ...baseOf(asked.event), kind: 'action', thread, action } }
    },

    async forget({ ref }, asked) {
      const found = await find(ref, asked)
      if ('message' in found) return found
      const { head } = found.design
      return mayEnd(head.requester, asked.event, adminUsers)
        ? { message: fromForgetting(asked.id, viewOf(head)) }
        : notAllowed(asked.id, 'forget', 'who asked for the design, and admins')
    },

    async profile({ change }, { id, event }) {
      const mayChange = isAdmin(event, adminUsers)
      if (!change) {
        const { profile, changes } = await loadProfile(redis, event.tenant)
        return {
          message: fromProfile(id, profile, changes, mayChange),
          ...(!mayChange && { isForOthers: true }),
        }
      }
      if (!mayChange) return notAllowed(id, 'profile', 'admins, as far as it changes something')
      if (change.kind === 'set') return changed(id, event, (before) => readProfile(change.words, before))
      const rows = rowsNamed(change.fact)
      if (rows.length === 0)
        return { message: sentence(id, `The profile has no fact "${escapeText(change.fact)}".`, 'warning') }
      return changed(id, event, (before) => rows.reduce((now, row) => withoutFact(now, row.id), before))
    },
    async notify({ change }, { id, event }) {
      const { tenant } = event
      if (!change) return { message: fromNotify(id, await loadNotify(redis, tenant)) }
      if (!isAdmin(event, adminUsers))
        return notAllowed(id, 'notify', 'admins, as far as it changes something')
      if (change.kind === 'off') {
        await dropNotify(redis, tenant)
        await scheduleDigest(tenant, undefined)
        return { message: fromNotifyOff(id) }
      }
      const found = channelOf(change.channel, event)
      if (!found) {
        const how =
          'Choose it from the list that opens after "#", so that its name becomes a link, or write `notify here`.'
        return {
          message: sentence(
            id,
            `I cannot tell which channel "${escapeText(change.channel)}" is. ${how}`,
            'warning',
          ),
        }
      }
      const setting = { ...found, events: change.events, timeZone: zoneOf(change, event) }
      await saveNotify(redis, event, setting)
      await scheduleDigest(tenant, setting.timeZone)
      return { message: fromNotify(id, { ...setting, by: event.user }) }
    },
  }

  async function changed(id: string, event: ChatEvent, change: (before: Profile) => Profile): Promise<Ran> {
    return { message: fromProfileChange(id, await changeProfile(redis, event, change, store.clock())) }
  }

  /** Of designs, newest first, those that hold every one of the words in their request, title or choice. */
  async function holding(all: readonly Design[], words: string): Promise<Design[]> {
    const wanted = folded(words).split(' ').filter(Boolean)
    const requests = await designs.requests(all.map(({ head }) => head.id))
    return all.filter(({ head }, i) => {
      const { title, short, recommended, decision } = viewOf(head)
      const text = folded([title, short, requests[i], recommended?.name, decision?.name].join(' '))
      return wanted.every((word) => text.includes(word))
    })
  }

  return {
    /** @param id of the message that answers */
    run(command: Command, event: ChatEvent, id: string): Promise<Ran> {
      const run = runners[command.name] as Run<CommandName>
      return run(command, { id, event })
    },

    /** Whether the event's thread is one of a design. */
    isOurs: async (event: ChatEvent): Promise<boolean> =>
      (await designs.ofThread(event.tenant, event.thread)) !== undefined,

    /** What the button that cancels answers to those whose design it is not; undefined for all others. */
    async refusedToCancel(session: string, event: ChatEvent, id: string): Promise<Ran | undefined> {
      const design = await designs.byId(event.tenant, session)
      // Of what is not there the store says so.
      return !design || mayEnd(design.head.requester, event, adminUsers)
        ? undefined
        : notAllowed(id, 'cancel', 'who asked for the design, and admins')
    },

    /** What somebody thinks of a design of the team. @param session, choice named by the button */
    async opinion(session: string, choice: string, event: ChatEvent, id: string): Promise<Ran> {
      const design = await designs.byId(event.tenant, session)
      const noted =
        design && (await noteOpinion(redis, session, choice, event, { now: store.clock(), retentionMs }))
      return {
        message: noted
          ? fromOpinion(id, noted)
          : sentence(id, 'That design is not here any more.', 'warning'),
      }
    },

    /** The form of the profile; each field is read by what it is called. */
    saveProfile(values: Readonly<Record<string, string>>, event: ChatEvent, id: string): Promise<Ran> {
      const words = profileFields.flatMap(({ id: field, label }) => {
        const value = values[field]?.trim() ?? ''
        return value === '' ? [] : [`${label}: ${value}`]
      })
      return runners.profile(
        { name: 'profile', change: { kind: 'set', words: words.join('. ') } },
        { id, event },
      )
    },

    /** The confirmed `forget`. @param session named by the button */
    async forget(session: string, event: ChatEvent, id: string): Promise<Ran> {
      const design = await designs.byId(event.tenant, session)
      if (!design) return { message: sentence(id, 'That design is not here any more.', 'warning') }
      const { head } = design
      if (!mayEnd(head.requester, event, adminUsers))
        return notAllowed(id, 'forget', 'who asked for the design, and admins')
      await store.forget(event.tenant, session)
      await onForgotten(session, head.thread)
      return { message: fromForgotten(id) }
    },
  }
}

const notAllowed = (id: string, name: CommandName, who: string): Ran => ({
  message: fromNotAllowed(id, name, who),
  isForOthers: true,
})

export type Team = ReturnType<typeof createTeam>

/** Rows of the profile by their names; all of them for `all`. */
function rowsNamed(fact: string) {
  const wanted = folded(fact)
  if (wanted === 'all') return profileRows
  return profileRows.filter(({ id, label }) => {
    const name = id.split('.')[1] ?? ''
    return [folded(label), folded(name)].some((known) => known.startsWith(wanted))
  })
}

const baseOf = ({ id, tenant, user, at }: ChatEvent) => ({ id, tenant, user, at })

const folded = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
