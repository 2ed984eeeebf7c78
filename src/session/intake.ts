/**
 * From a platform's event to its receipt: what is answered at once is answered here, all else is accepted into
 * Redis. Workers are woken after the receipt is decided; a lost wake-up is made up for by the sweeper.
 */
import { feedback, parseAction, roundChoices, teamSession, wholeRound } from '../chat/action.js'
import { readCommand } from '../chat/commands.js'
import type { ActingEvent, ChatEvent, Receipt } from '../chat/contract.js'
import { StoreUnavailable } from '../errors.js'
import { fromRefusal, type RefusalCode } from '../messages/from-receipt.js'
import { fromUnread } from '../messages/from-team.js'
import type { Ran, Team } from '../team/commands.js'
import type { SessionStore } from './store.js'

/** Tells the workers that a session has work. May fail. */
export interface Wake {
  turn(session: string, round: number): Promise<void>
  delivery(session: string, round: number): Promise<void>
}

export interface IntakeOptions {
  readonly store: Pick<SessionStore, 'accept' | 'amend'>
  readonly team: Team
  readonly wake: Wake
  /** Told of a wake-up that failed; the sweeper makes up for it. */
  readonly onWakeFailed: (session: string, error: unknown) => void
  /** Told of an event that could not be accepted because Redis was away. */
  readonly onUnavailable?: (error: StoreUnavailable) => void
  /** Who may ask, and where: `<platform>:<id>`. An empty list lets everybody. */
  readonly allowed?: { readonly users: readonly string[]; readonly channels: readonly string[] }
  /** Awaited after an event was accepted and before anybody is woken; for tests that stop the program there. */
  readonly probe?: (point: 'accepted') => void | Promise<void>
}

/**
 * The `accept` that adapters call. Contract: one Redis round trip, no platform call; never throws for what a
 * user did, nor while Redis is away (the receipt is then a refusal that says so).
 */
export function createIntake(options: IntakeOptions) {
  const { store, team, wake, onWakeFailed, onUnavailable, allowed, probe } = options

  function isAllowed({ thread, user }: ChatEvent): boolean {
    const on = (list: readonly string[] = [], id: string) =>
      list.length === 0 || list.includes(`${thread.platform}:${id}`)
    return on(allowed?.users, user.id) && on(allowed?.channels, thread.channel)
  }

  async function wakeWorkers(session: string, round: number, opened: boolean) {
    try {
      // The turn first: the design takes longer than the opening.
      await Promise.all([wake.turn(session, round), opened ? wake.delivery(session, round) : undefined])
    } catch (error) {
      onWakeFailed(session, error)
    }
  }

  /** Undefined for what is no command: a problem, a reply, a button of a design. */
  async function command(event: ActingEvent, id: string): Promise<Ran | undefined> {
    if (event.kind === 'action') {
      const action = parseAction(event.action)
      if (!action) return undefined
      if (action.question === feedback) return team.opinion(action.session, action.choice, event, id)
      if (action.session !== teamSession)
        return action.question === wholeRound && action.choice === roundChoices.cancel
          ? team.refusedToCancel(action.session, event, id)
          : undefined
      if (action.question === 'forget') return team.forget(action.choice, event, id)
      if (action.question === 'profile') return team.saveProfile(event.values ?? {}, event, id)
      const read = readCommand(`${action.question} ${action.choice.replace('_', ' ')}`, false)
      return read?.kind === 'command' ? team.run(read.command, event, id) : undefined
    }
    const read = readCommand(event.text, event.kind === 'reply')
    // Words in a thread that is not ours are no command to us.
    if (!read || (event.kind === 'reply' && !(await team.isOurs(event)))) return undefined
    return read.kind === 'command' ? team.run(read.command, event, id) : { message: fromUnread(id, read) }
  }

  async function act(event: ActingEvent): Promise<Receipt> {
    // Words in a thread that is not ours concern nobody here.
    if (!isAllowed(event))
      return event.kind === 'reply' && !event.parentIsOurs
        ? { kind: 'ignored' }
        : refusal(event, 'not-allowed')
    if (event.kind !== 'action' && event.text.trim() === '')
      return event.kind === 'request' ? refusal(event, 'empty') : { kind: 'ignored' }
    const ran = await command(event, receiptId(event))
    if (ran && 'message' in ran) return { kind: 'answer', audience: 'user', ...ran }
    const accepted = await store.accept(ran?.event ?? event)
    if (accepted.kind === 'refused') return refusal(event, accepted.code)
    if (accepted.kind !== 'accepted') return { kind: accepted.kind }
    if (probe) await probe('accepted')
    // After the answer is on its way: a platform waits for that, and nobody for this.
    if (accepted.session) setImmediate(wakeWorkers, accepted.session, accepted.round, accepted.opened)
    return { kind: 'accepted', session: accepted.session }
  }

  return async (event: ChatEvent): Promise<Receipt> => {
    try {
      if (event.kind !== 'amend') return await act(event)
      return (await store.amend(event)) ? { kind: 'accepted', session: '' } : { kind: 'ignored' }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      onUnavailable?.(error)
      return refusal(event, 'store-unavailable')
    }
  }
}

const receiptId = ({ id }: ChatEvent) => `receipt:${id}`

const refusal = (event: ChatEvent, code: RefusalCode): Receipt => ({
  kind: 'refused',
  code,
  message: fromRefusal(receiptId(event), code),
})
