/**
 * Questions that are answered together. Each stands in the message with its choices, the assumed one chosen, and one
 * button sends them all; a second button opens a modal for answers in words. Pure.
 */
import type { types } from '@slack/bolt'
import { parseAction, roundChoices, wholeRound } from '../../src/chat/action.js'
import type { FormBlock } from '../../src/messages/message.js'
import { button, message, option } from './limits.js'
import {
  type Choice,
  groupsOf,
  optionOf,
  pressButton,
  questionPieces,
  questionRuns,
  type ShownChoice,
  showChoices,
  type UsedElement,
} from './render-actions.js'
import { elementKinds, kindOf, type Rendering } from './render-context.js'
import { encodeForm, encodesWhole } from './render-form-value.js'
import { bytesOf, italic, plainOf, plainRun, runsOf } from './render-inline.js'
import { type KnownBlock, labelOf, type Piece, plainTextOf, richTextPieces } from './render-piece.js'
import { labelRuns, listPieces, mutedPieces } from './render-text.js'

/** Up to so many choices stand in the open; more are a menu. */
const mostRadios = 5
/** A form is in one message with the buttons that send it: Slack tells only of the fields beside a pressed button. */
const mostOfForm = { blocks: message.blocks - 5, bytes: message.bytes - 2_500 } as const

type Field = FormBlock['fields'][number]

/** Whether this button sends what is filled in beside it (`valuesOfForm` reads it). */
export const submitsForm = (element: UsedElement): boolean => kindOf(element.action_id) === 'submit'

export function renderForm(form: FormBlock, context: Rendering): Piece[] {
  const [field] = form.fields
  if (form.fields.every(({ options }) => options.length === 0)) return linesOf(form, context)
  const answers = field && form.fields.length === 1 ? answersAtOnce(form, field) : undefined
  if (field && answers)
    return [
      ...questionPieces(questionRuns(field.label, field.hint, context.publicUrl), answers, context),
      ...(field.freeText ? [closingRow([openButton(form, 'Answer in words', context)])] : []),
    ]
  return together(form, context) ?? apart(form, context)
}

/** Lines to fill in: they are named here and filled in in the modal, which says more of each. */
function linesOf(form: FormBlock, context: Rendering): Piece[] {
  const [field] = form.fields
  if (field && form.fields.length === 1)
    return [
      ...richTextPieces(questionRuns(field.label, field.hint, context.publicUrl)).map(leading),
      closingRow([openButton(form, plainOf(form.submit.label), context, form.submit.style)]),
    ]
  const isSaidThere = encodesWhole(form, button.value)
  const names = form.fields.map(({ label }) => plainOf(label)).join(' · ')
  const lines = isSaidThere
    ? mutedPieces([plainRun(names)])
    : listPieces(
        form.fields.map(({ label, hint = '' }) => [
          ...labelRuns(label, context.publicUrl),
          ...italic(runsOf(hint, context.publicUrl)),
        ]),
        'bullet',
      )
  return [...lines.map(leading), closingRow([openButton(form, 'Fill in', context, form.submit.style)])]
}

/** A single question needs no form: each choice answers it. Undefined where the answer is not of a round. */
function answersAtOnce({ submit: { action } }: FormBlock, field: Field): Choice[] | undefined {
  if (action.question !== wholeRound || action.choice !== roundChoices.form) return undefined
  const choices = field.options.map(({ id, label }) => ({
    label,
    value: `${action.session}:${action.round}:${field.id}:${id}`,
    isDefault: id === field.default,
  }))
  return choices.every(({ value }) => value.length <= 100 && parseAction(value)) ? choices : undefined
}

/** All questions and the buttons as one piece. */
function together(form: FormBlock, context: Rendering): Piece[] | undefined {
  const questions = form.fields.flatMap((field): KnownBlock[] => [
    ...richTextPieces(questionRuns(field.label, field.hint, context.publicUrl)).flatMap(
      ({ blocks }) => blocks,
    ),
    ...fieldBlocks(field, context),
  ])
  const blocks = [...questions, ...closingRow(buttonsOf(form, context)).blocks]
  const fits = blocks.length <= mostOfForm.blocks && bytesOf(blocks) <= mostOfForm.bytes
  const isWhole = form.fields.every((field) => groupsOf(choicesOf(field).shown).length <= 1)
  return fits && isWhole ? [{ blocks, takesButtons: true }] : undefined
}

const choicesOf = (field: Field) =>
  showChoices(
    field.options
      .filter(({ id }) => id !== '' && id.length <= option.value)
      .map(({ id, label }) => ({ label, value: id, isDefault: id === field.default })),
  )

/** Where the choices do not fit into their control, they stand in full above it. */
function fieldBlocks(field: Field, context: Rendering): KnownBlock[] {
  const { shown, full } = choicesOf(field)
  const list = listPieces(full, 'ordered').flatMap(({ blocks }) => blocks)
  return shown.length === 0
    ? list
    : [...list, { type: 'actions', elements: [control(shown, field.id, context)] }]
}

function control(
  choices: readonly ShownChoice[],
  id: string,
  context: Rendering,
): types.RadioButtons | types.StaticSelect {
  const assumed = choices.find(({ isDefault }) => isDefault)
  const common = {
    action_id: context.newActionId(elementKinds.choice, id),
    options: choices.map(optionOf),
    ...(assumed && { initial_option: optionOf(assumed) }),
  }
  return choices.length <= mostRadios
    ? { type: 'radio_buttons', ...common }
    : { type: 'static_select', placeholder: plainTextOf('Choose'), ...common }
}

function buttonsOf(form: FormBlock, context: Rendering): types.Button[] {
  const { submit } = form
  const send = pressButton({ ...submit, style: submit.style ?? 'primary' }, context)
  return [
    { ...send, action_id: context.newActionId(elementKinds.submit) },
    ...(form.fields.some(({ freeText }) => freeText) ? [openButton(form, 'Answer in words', context)] : []),
  ]
}

/** Too much for one message: the questions in words, and answers in the modal. */
function apart(form: FormBlock, context: Rendering): Piece[] {
  const questions = form.fields.flatMap(({ label, hint, options }) => [
    ...richTextPieces(questionRuns(label, hint, context.publicUrl)).map(leading),
    ...listPieces(
      options.map((one) => runsOf(one.label, context.publicUrl)),
      'bullet',
    ),
  ])
  return [...questions, closingRow([openButton(form, plainOf(form.submit.label), context, 'primary')])]
}

function openButton(
  form: FormBlock,
  label: string,
  context: Rendering,
  style?: types.ColorScheme,
): types.Button {
  return {
    type: 'button',
    action_id: context.newActionId(elementKinds.form),
    text: plainTextOf(labelOf(label)),
    value: encodeForm(form, button.value),
    ...(style && { style }),
  }
}

const closingRow = (elements: types.Button[]): Piece => ({
  blocks: [{ type: 'actions', elements }],
  follows: true,
  takesButtons: true,
})

const leading = (piece: Piece): Piece => ({ ...piece, leads: true })
