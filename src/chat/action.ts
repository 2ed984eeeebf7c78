/** The value a button carries, `<session>:<round>:<question>:<choice>`, at most 100 characters (Discord's custom_id). */

export interface Action {
  readonly session: string
  readonly round: number
  readonly question: string
  readonly choice: string
}

/** Characters of a question's or a choice's id. */
export const mostOfChoice = 40
const part = /^[A-Za-z0-9_.-]{1,40}$/

/** Question id of the actions that concern the whole round. */
export const wholeRound = 'round'
/**
 * Choices of `wholeRound`: answer by form, go on with the assumptions, stop the running turn, try again after a
 * failure, call the whole design off.
 */
export const roundChoices = {
  form: 'form',
  assume: 'assume',
  stop: 'stop',
  retry: 'retry',
  cancel: 'cancel',
} as const
/** Chooses the proposal that the choice names; the round is then the entry of the transcript that proposes it. */
export const chooseProposal = 'choose'
/** Question id of what is done with a decision: open it again, or say why (a form with the field `why`). */
export const onDecision = 'decision'
export const decisionChoices = { reopen: 'reopen', why: 'why' } as const
/** The field of the form that says why. */
export const whyField = 'why'

/** Throws a RangeError when the parts do not fit, which is a fault of the caller. */
export function formatAction(action: Action): string {
  const text = `${action.session}:${action.round}:${action.question}:${action.choice}`
  if (text.length > 100 || ![action.session, action.question, action.choice].every((p) => part.test(p)))
    throw new RangeError(`Expected an action of at most 100 characters in [A-Za-z0-9_.-]. Received: ${text}`)
  return text
}

/** Undefined for anything that `formatAction` did not make. */
export function parseAction(text: string): Action | undefined {
  const [session, round, question, choice, ...rest] = text.split(':')
  if (!session || !round || !question || !choice || rest.length > 0 || !/^\d{1,6}$/.test(round))
    return undefined
  if (![session, question, choice].every((p) => part.test(p))) return undefined
  return { session, round: Number(round), question, choice }
}

/** In place of a session: the button does what a command does, whichever thread it stands in. */
export const teamSession = 'team'

/** Question id of what somebody thinks of a message, and what they can. */
export const feedback = 'feedback'
export const feedbackChoices = { useful: 'useful', notUseful: 'not-useful' } as const
