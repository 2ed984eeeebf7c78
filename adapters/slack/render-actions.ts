/** What a message offers to press and choose, and the way back from what was pressed to the action. Pure. */
import type { types } from '@slack/bolt'
import {
  type Action,
  feedbackChoices,
  formatAction,
  roundChoices,
  teamSession,
  wholeRound,
} from '../../src/chat/action.js'
import type { Button } from '../../src/messages/message.js'
import { actions as actionLimits, button as buttonLimits, confirm, option, select } from './limits.js'
import { elementKinds, kindOf, type Rendering } from './render-context.js'
import {
  bold,
  bytesOf,
  isBlank,
  italic,
  plainOf,
  plainRun,
  type Run,
  runsOf,
  textOf,
} from './render-inline.js'
import {
  type KnownBlock,
  labelOf,
  type Piece,
  plainTextOf,
  richTextPieces,
  shortened,
} from './render-piece.js'
import { type Block, listPieces } from './render-text.js'

/** JSON of one select; a message holds others and the words above it. */
const selectBytes = 6_000
/** A choice is a row of buttons up to so many, each as short as a phone shows it whole. */
const mostButtons = 4

/** What an interaction tells of the element that was used. */
export interface UsedElement {
  readonly type?: unknown
  readonly action_id?: unknown
  readonly value?: unknown
  readonly selected_option?: unknown
}

/** The action, as formatAction wrote it, of a button, select or feedback; undefined for what is none of those. */
export function actionOf(element: UsedElement): string | undefined {
  const kind = kindOf(element.action_id)
  if (kind !== 'press' && kind !== 'choose' && kind !== 'submit') return undefined
  const chosen = element.selected_option
  const value =
    typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : element.value
  return typeof value === 'string' ? value : undefined
}

export function renderActions({ actions }: Block<'actions'>, context: Rendering): Piece[] {
  const long = actions.filter(({ label }) => plainOf(label).trim().length > buttonLimits.text)
  const rows = inRows(actions.map((button) => pressButton(button, context)))
  return [
    ...listPieces(
      long.map(({ label }) => runsOf(label, context.publicUrl)),
      'bullet',
    ),
    ...rows.map((row): Piece => ({ blocks: [row], follows: true, takesButtons: true })),
  ]
}

/** As few blocks as take the buttons. */
function inRows(buttons: readonly types.Button[]): types.ActionsBlock[] {
  const rows: types.ActionsBlock[] = []
  for (let from = 0; from < buttons.length; from += actionLimits.elements)
    rows.push({ type: 'actions', elements: buttons.slice(from, from + actionLimits.elements) })
  return rows
}

export function pressButton({ label, action, style }: Button, context: Rendering): types.Button {
  const words = plainOf(label)
  return {
    type: 'button',
    action_id: context.newActionId(elementKinds.press),
    text: plainTextOf(labelOf(isBlank(words) ? action.choice : words)),
    value: formatAction(action),
    ...(style && { style }),
    ...(isFinal(action, style) && { confirm: askAgain(words) }),
  }
}

/** What cannot be taken back is asked for twice. */
const isFinal = ({ session, question, choice }: Action, style: Button['style']): boolean =>
  style === 'danger' ||
  (session === teamSession && (question === 'forget' || question === 'cancel')) ||
  (question === wholeRound && choice === roundChoices.cancel)

const askAgain = (label: string): types.ConfirmationDialog => ({
  title: plainTextOf('Are you sure?'),
  text: plainTextOf(labelOf(label, confirm.text)),
  confirm: plainTextOf('Yes'),
  deny: plainTextOf('No'),
  style: 'danger',
})

/** A choice that a person sees: `value` comes back when it is made. */
export interface Choice {
  readonly label: string
  readonly value: string
  readonly isDefault: boolean
}

/** The label and, under it, what hangs on the answer. */
export const questionRuns = (label: string, hint: string | undefined, publicUrl?: string): Run[] => [
  ...bold(runsOf(label, publicUrl)),
  ...(hint === undefined || isBlank(hint) ? [] : [plainRun('\n'), ...italic(runsOf(hint, publicUrl))]),
]

/** How a choice is labelled where Slack takes no more than a few words. */
export interface ShownChoice extends Choice {
  readonly shown: string
}

/** @returns the labels as options show them, and all in full where one of them had to be shortened */
export function showChoices(choices: readonly Choice[]): {
  readonly shown: readonly ShownChoice[]
  readonly full: readonly (readonly Run[])[]
} {
  const whole = choices.map((choice) => ({
    ...choice,
    shown: `${plainOf(choice.label).trim().replace(/\s+/g, ' ') || choice.value}${choice.isDefault ? ' (assumed)' : ''}`,
  }))
  if (whole.every(({ shown }) => shown.length <= option.text)) return { shown: whole, full: [] }
  return {
    shown: whole.map((choice, i) => ({
      ...choice,
      shown: shortened(`${i + 1}. ${choice.shown}`, option.text),
    })),
    full: choices.map(({ label }) => runsOf(label)),
  }
}

export const optionOf = ({ shown, value }: ShownChoice): types.PlainTextOption => ({
  text: plainTextOf(shown),
  value,
})

/** One question whose choice is made at once: buttons where they are few and short, else a select. */
export function renderSelect({ label, hint, options }: Block<'select'>, context: Rendering): Piece[] {
  const choices = options.map((one) => ({
    label: one.label,
    value: formatAction(one.action),
    isDefault: one.isDefault === true,
  }))
  return questionPieces(questionRuns(label, hint, context.publicUrl), choices, context)
}

export function questionPieces(
  question: readonly Run[],
  choices: readonly Choice[],
  context: Rendering,
): Piece[] {
  const { shown, full } = showChoices(choices)
  const lead = [
    ...richTextPieces(isBlank(textOf(question)) ? [] : question),
    ...listPieces(full, 'ordered'),
  ].map((piece) => ({ ...piece, leads: true as const }))
  return [...lead, ...controls(shown, context).map((block): Piece => ({ blocks: [block], follows: true }))]
}

function controls(choices: readonly ShownChoice[], context: Rendering): KnownBlock[] {
  const areShort = choices.every(({ shown }) => shown.length <= buttonLimits.shownText)
  if (choices.length <= mostButtons && areShort)
    return inRows(
      choices.map(({ shown, value }) => ({
        type: 'button',
        action_id: context.newActionId(elementKinds.press),
        text: plainTextOf(shown),
        value,
      })),
    )
  const groups = groupsOf(choices)
  let from = 0
  return groups.map((group) => {
    const range = groups.length > 1 ? ` (${from + 1} to ${from + group.length})` : ''
    from += group.length
    return {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: context.newActionId(elementKinds.choose),
          // Nothing is selected at first: Slack tells nobody that what is selected is chosen again.
          placeholder: plainTextOf(`Choose${range}`),
          options: group.map(optionOf),
        },
      ],
    }
  })
}

/** What one select takes. */
export function groupsOf(choices: readonly ShownChoice[]): ShownChoice[][] {
  const groups: ShownChoice[][] = []
  let bytes = 0
  for (const choice of choices) {
    const size = bytesOf(optionOf(choice)) + 1
    const last = groups.at(-1)
    if (!last || last.length === select.options || bytes + size > selectBytes) {
      groups.push([choice])
      bytes = size
    } else {
      last.push(choice)
      bytes += size
    }
  }
  return groups
}

export function renderFeedback({ action }: Block<'feedback'>, context: Rendering): Piece[] {
  if (context.surface === 'home') return []
  const face = (label: string, name: string, choice: string) => ({
    text: plainTextOf(label),
    accessibility_label: name,
    value: formatAction({ ...action, choice }),
  })
  const buttons: types.FeedbackButtons = {
    type: 'feedback_buttons',
    action_id: context.newActionId(elementKinds.press),
    positive_button: face('Useful', 'This was useful', feedbackChoices.useful),
    negative_button: face('Not useful', 'This was not useful', feedbackChoices.notUseful),
  }
  return [{ blocks: [{ type: 'context_actions', elements: [buttons] }], follows: true }]
}
