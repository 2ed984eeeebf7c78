/**
 * A form as a modal: each question with its choices, the assumed one chosen, and a line for other words. The same
 * reading serves a form that is filled in in a message. Pure.
 */
import type { types } from '@slack/bolt'
import { formatAction } from '../../src/chat/action.js'
import type { FormBlock } from '../../src/messages/message.js'
import { input, option, radio, select, view } from './limits.js'
import { optionOf, type ShownChoice, showChoices } from './render-actions.js'
import { elementKinds } from './render-context.js'
import { isBlank, plainOf } from './render-inline.js'
import { labelOf, plainTextOf } from './render-piece.js'
import { fieldsOf, frameOf, type StateValues, textField } from './view-words.js'

export const formCallback = 'form'

type Field = FormBlock['fields'][number]

/** @param metadata comes back with the submission: the action (actionOfForm) and where it was pressed */
export function formModal(form: FormBlock, metadata: string, title = 'Answer'): types.ModalView {
  const blocks: types.InputBlock[] = []
  for (const field of form.fields) {
    const more = fieldBlocks(field, form.fields.length === 1)
    // Half a question would be worse than none: the message shows them all.
    if (blocks.length + more.length > view.blocks) break
    blocks.push(...more)
  }
  const submit = plainOf(form.submit.label)
  return { ...frameOf({ callbackId: formCallback, metadata, title, submit }), blocks }
}

/** @param isOnly where there is no other field, an empty one says nothing */
function fieldBlocks(field: Field, isOnly: boolean): types.InputBlock[] {
  const label = plainTextOf(labelOf(plainOf(field.label), input.label))
  const hint = plainOf(field.hint ?? '')
  const hinted = isBlank(hint) ? {} : { hint: plainTextOf(labelOf(hint, input.hint)) }
  const choices = choicesOf(field)
  if (choices.length === 0)
    return [
      {
        type: 'input',
        label,
        ...hinted,
        optional: !isOnly,
        element: textField(field.id, field.default, isOnly),
      },
    ]
  const question: types.InputBlock = {
    type: 'input',
    label,
    ...hinted,
    optional: field.freeText,
    element: control(choices, field.id),
  }
  if (!field.freeText) return [question]
  const words: types.InputBlock = {
    type: 'input',
    label: plainTextOf('… or in your own words'),
    optional: true,
    element: textField(field.id, '', false),
  }
  return [question, words]
}

const choicesOf = (field: Field): readonly ShownChoice[] =>
  showChoices(
    field.options
      .filter(({ id }) => id !== '' && id.length <= option.value)
      .slice(0, select.options)
      .map(({ id, label }) => ({ label, value: id, isDefault: id === field.default })),
  ).shown

function control(choices: readonly ShownChoice[], name: string): types.RadioButtons | types.StaticSelect {
  const assumed = choices.find(({ isDefault }) => isDefault)
  const common = {
    action_id: `${elementKinds.choice}:0:${name}`,
    options: choices.map(optionOf),
    ...(assumed && { initial_option: optionOf(assumed) }),
  }
  return choices.length <= radio.options
    ? { type: 'radio_buttons', ...common }
    : { type: 'static_select', ...common }
}

/** An action's values: a person's own words count before the choice that was preset. */
export function valuesOfForm(values: StateValues): Record<string, string> {
  const { choices, words } = fieldsOf(values)
  return { ...choices, ...words }
}

/** The action that a form sends. */
export const actionOfForm = ({ submit }: FormBlock): string => formatAction(submit.action)
