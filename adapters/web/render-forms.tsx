/** What a message offers to press and choose, as plain forms that also work without a script. */
import type { Child } from 'hono/jsx'
import {
  type Action,
  chooseProposal,
  feedbackChoices,
  formatAction,
  onDecision,
  roundChoices,
  teamSession,
  wholeRound,
} from '../../src/chat/action.js'
import { plainText } from '../../src/messages/inline.js'
import type { Button, MessageBlock, OutgoingMessage, SelectBlock } from '../../src/messages/message.js'
import { actionsOf } from './events.js'
import { Inline } from './render-inline.js'

export interface RenderContext {
  /** Where forms are sent, e.g. `/t/abc/act`. */
  readonly actionUrl: string
  /** The visitor's form token. */
  readonly formToken: string
  /** A new event id for each form. */
  readonly newEventId: () => string
  /** The round of questions that is open; undefined where that is not known, and then all are offered. */
  readonly openRound: number | undefined
}

/** Answers to questions are offered while their round is open; other buttons always. */
export function isOpen(action: Action, context: RenderContext): boolean {
  const decides = [chooseProposal, onDecision].includes(action.question) || action.session === teamSession
  const answers =
    (action.question !== wholeRound && !decides) ||
    action.choice === roundChoices.form ||
    action.choice === roundChoices.assume
  return (
    !answers || action.round === 0 || context.openRound === undefined || action.round === context.openRound
  )
}

/** A plain form that posts an action; with a script it is sent without leaving the page. */
export function ActionForm({
  context,
  message,
  label,
  classes,
  children,
}: {
  context: RenderContext
  message: OutgoingMessage
  label?: string
  classes: string
  children?: Child
}) {
  return (
    <form
      class={classes}
      method="post"
      action={context.actionUrl}
      hx-post={context.actionUrl}
      hx-swap="none"
      {...(label !== undefined && { 'aria-label': label })}
    >
      <input type="hidden" name="csrf" value={context.formToken} />
      <input type="hidden" name="event" value={context.newEventId()} />
      <input type="hidden" name="message" value={message.id} />
      {children}
    </form>
  )
}

export interface InteractiveProps {
  readonly context: RenderContext
  readonly message: OutgoingMessage
}

export function PressButton({ button }: { button: Button }) {
  return (
    <button
      type="submit"
      class={`button ${button.style ?? 'plain'}`}
      name="action"
      value={formatAction(button.action)}
    >
      <Inline text={button.label} />
    </button>
  )
}

export function Actions({ buttons, context, message }: InteractiveProps & { buttons: readonly Button[] }) {
  const open = buttons.filter((button) => isOpen(button.action, context))
  const closed = buttons.filter((button) => !open.includes(button))
  return (
    <>
      {open.length > 0 && (
        <ActionForm classes="actions" context={context} message={message}>
          {open.map((button) => (
            <PressButton button={button} />
          ))}
        </ActionForm>
      )}
      {closed.length > 0 && <Closed what={closed.map((button) => plainText(button.label)).join(' · ')} />}
    </>
  )
}

/** What was offered and is not any more. */
export function Closed({ what }: { what: string }) {
  return (
    <p class="closed">
      <span class="closed-mark">Closed</span> {what}
    </p>
  )
}

export function Select({
  select,
  id,
  context,
  message,
}: InteractiveProps & { select: SelectBlock; id: string }) {
  const open = select.options.every((option) => isOpen(option.action, context))
  if (!open || select.options.length === 0)
    return (
      <div class="closed-form">
        <Closed what={plainText(select.label)} />
        {select.hint && (
          <p class="hint">
            <Inline text={select.hint} />
          </p>
        )}
        <p class="hint">{select.options.map((option) => plainText(option.label)).join(' · ')}</p>
      </div>
    )
  const hintId = `hint-${id}`
  return (
    <ActionForm classes="select" context={context} message={message}>
      <label for={`select-${id}`}>
        <Inline text={select.label} />
      </label>
      {select.hint && (
        <p class="hint" id={hintId}>
          <Inline text={select.hint} />
        </p>
      )}
      <div class="select-row">
        <select id={`select-${id}`} name="action" {...(select.hint && { 'aria-describedby': hintId })}>
          {select.options.map((option) => (
            <option value={formatAction(option.action)} selected={option.isDefault === true}>
              {plainText(option.label)}
            </option>
          ))}
        </select>
        <button type="submit" class="button plain">
          Choose
        </button>
      </div>
    </ActionForm>
  )
}

export function Feedback({ block, context, message }: InteractiveProps & { block: MessageBlock }) {
  const [useful, notUseful] = actionsOf(block)
  if (!useful || !notUseful) return null
  return (
    <ActionForm classes="feedback" context={context} message={message} label="Feedback">
      <span>Was this useful?</span>
      <button
        type="submit"
        class="button plain small"
        name="action"
        value={formatAction({ ...useful, choice: feedbackChoices.useful })}
      >
        Yes
      </button>
      <button
        type="submit"
        class="button plain small"
        name="action"
        value={formatAction({ ...notUseful, choice: feedbackChoices.notUseful })}
      >
        No
      </button>
    </ActionForm>
  )
}
