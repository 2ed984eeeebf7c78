/** A modal of one text: a new request, and whatever else is said in a few sentences. Pure. */
import type { types } from '@slack/bolt'
import { input, view } from './limits.js'
import { elementKinds, kindOf } from './render-context.js'
import { isBlank } from './render-inline.js'
import { labelOf, plainTextOf, shortened } from './render-piece.js'

export interface WordsModal {
  /** Comes back with the submission: what the text is for. */
  readonly callbackId: string
  /** Comes back with the submission, unread; at most 3,000 characters. */
  readonly metadata: string
  readonly title: string
  readonly label: string
  readonly submit: string
  readonly hint?: string
  /** Written in already, as far as a field takes it. */
  readonly initial?: string
}

export function wordsModal(modal: WordsModal): types.ModalView {
  const { label, hint = '', initial = '' } = modal
  return {
    ...frameOf(modal),
    blocks: [
      {
        type: 'input',
        label: plainTextOf(labelOf(label, input.label)),
        ...(!isBlank(hint) && { hint: plainTextOf(labelOf(hint, input.hint)) }),
        element: textField('text', initial, true),
      },
    ],
  }
}

/** What a modal has around its blocks. Throws a RangeError for metadata that Slack would refuse, a caller's fault. */
export function frameOf({
  callbackId,
  metadata,
  title,
  submit,
}: Pick<WordsModal, 'callbackId' | 'metadata' | 'title' | 'submit'>): Omit<types.ModalView, 'blocks'> {
  if (metadata.length > view.privateMetadata)
    throw new RangeError(
      `Expected metadata of at most ${view.privateMetadata} characters. Received: ${metadata.length}`,
    )
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: plainTextOf(labelOf(title, view.title)),
    submit: plainTextOf(labelOf(submit, view.button)),
    close: plainTextOf('Cancel'),
  }
}

/** @param name of the field, as `fieldsOf` gives it back */
export function textField(name: string, initial: string, isLong: boolean): types.PlainTextInput {
  const words = shortened(initial, input.text)
  return {
    type: 'plain_text_input',
    action_id: `${elementKinds.words}:0:${name}`,
    multiline: isLong,
    max_length: input.text,
    ...(words !== '' && { initial_value: words }),
  }
}

/** The text of a submitted modal of words, `''` where there is none. */
export const wordsOf = (values: StateValues): string => fieldsOf(values).words.text ?? ''

/** `view.state.values`, or `state.values` of a message: by block, then by element. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, FilledField>>>>
export interface FilledField {
  readonly value?: string | null
  readonly selected_option?: { readonly value?: string } | null
}

/** What is filled in, by the name of its field; what is empty is left out. */
export function fieldsOf(values: StateValues): {
  readonly choices: Readonly<Record<string, string>>
  readonly words: Readonly<Record<string, string>>
} {
  const found = Object.values(values).flatMap((block) => Object.entries(block))
  const of = (kind: 'choice' | 'words', read: (field: FilledField) => string | undefined) =>
    Object.fromEntries(
      found.flatMap(([actionId, field]) => {
        const name = actionId.split(':').slice(2).join(':')
        const value = read(field)?.trim()
        return kindOf(actionId) === kind && value ? [[name, value]] : []
      }),
    )
  return {
    choices: of('choice', ({ selected_option: chosen }) => chosen?.value),
    words: of('words', ({ value }) => value ?? undefined),
  }
}
