/**
 * Buttons that decide by themselves: a proposal is chosen, a decision gets its reason or is opened again, a design is
 * called off. No architect is asked; each is a step of its own. Pure.
 */
import type { Entry } from '../architect/architect.js'
import { sayChosen } from '../architect/decision.js'
import {
  type Action,
  chooseProposal,
  decisionChoices,
  onDecision,
  parseAction,
  roundChoices,
  wholeRound,
  whyField,
} from '../chat/action.js'
import { choiceIn, type Head } from './head.js'
import type { MailboxEvent } from './mailbox.js'

type Pressed = Extract<MailboxEvent, { kind: 'action' }>

/** The button that an event presses, where it is one of these. */
function pressIn(event: MailboxEvent): { readonly event: Pressed; readonly action: Action } | undefined {
  const action = event.kind === 'action' ? parseAction(event.action) : undefined
  if (event.kind !== 'action' || !action) return undefined
  const cancels = action.question === wholeRound && action.choice === roundChoices.cancel
  return cancels || action.question === chooseProposal || action.question === onDecision
    ? { event, action }
    : undefined
}

export const isPress = (event: MailboxEvent): boolean => pressIn(event) !== undefined

/** What a press makes of the session; undefined where it means nothing any more. */
export function entryOfPress(
  event: MailboxEvent,
  {
    head,
    transcript,
    at,
  }: { readonly head: Head; readonly transcript: readonly Entry[]; readonly at: number },
): Entry | undefined {
  const press = pressIn(event)
  if (!press) return undefined
  const { user } = press.event
  const { question, choice, round } = press.action
  const isDecided = head.state === 'decided'
  if (question === wholeRound)
    return head.state === 'cancelled'
      ? undefined
      : { kind: 'stopped', at, by: user.name || user.id, cancels: true }
  if (question === chooseProposal) return chosen(round, choice, { head, transcript, at, user })
  if (!isDecided) return undefined
  if (choice === decisionChoices.reopen) return { kind: 'reopen', at, by: user }
  const text = press.event.values?.[whyField]?.trim() ?? ''
  return choice === decisionChoices.why && text !== '' ? { kind: 'reason', at, by: user, text } : undefined
}

function chosen(
  entry: number,
  id: string,
  {
    head,
    transcript,
    at,
    user,
  }: { head: Head; transcript: readonly Entry[]; at: number; user: Pressed['user'] },
): Entry | undefined {
  const of = transcript[entry]
  const choice = choiceIn(transcript, entry, id)
  const proposal = of?.kind === 'propose' ? of.set.proposals.find((one) => one.id === id) : undefined
  if (of?.kind !== 'propose' || !choice || !proposal) return undefined
  const { state, decision } = head
  // Two people press the same button: the first has decided.
  if (state === 'decided' && decision?.entry === entry && decision.proposal === id) return undefined
  return { kind: 'decide', at, by: user, ...choice, ...sayChosen(proposal, of.set) }
}
