/**
 * A form in the value of the button that opens it, so that the modal can be built from the press alone: Slack gives
 * three seconds for that, and the process that is pressed is not the one that posted. Pure.
 */
import { z } from 'zod'
import { formatAction, parseAction } from '../../src/chat/action.js'
import { escapeText } from '../../src/messages/inline.js'
import type { FormBlock } from '../../src/messages/message.js'
import type { UsedElement } from './render-actions.js'
import { kindOf } from './render-context.js'
import { plainOf } from './render-inline.js'
import { shortened } from './render-piece.js'

/** Names and order save room: action, its label, and per field id, label, hint, default, free text, choices. */
const schema = z.tuple([
  z.string(),
  z.string(),
  z.array(
    z.tuple([
      z.string(),
      z.string(),
      z.string(),
      z.string(),
      z.union([z.literal(0), z.literal(1)]),
      z.array(z.tuple([z.string(), z.string()])),
    ]),
  ),
])
type Encoded = z.infer<typeof schema>
type Field = Encoded[2][number]

const brief = (source: string, characters: number) => escapeText(shortened(plainOf(source), characters))

/** What is left out, one after the other, until the form fits. The message that has the button shows all of it. */
const reductions: readonly ((field: Field) => Field)[] = [
  (field) => field,
  ([id, label, , preset, free, options]) => [id, label, '', preset, free, options],
  ([id, label, , preset, free, options]) => [
    id,
    brief(label, 75),
    '',
    preset,
    free,
    options.map(([one, words]) => [one, brief(words, 40)]),
  ],
  ([id, label]) => [id, brief(label, 75), '', '', 1, []],
]

const fieldsOf = ({ fields }: FormBlock): Field[] =>
  fields.map(({ id, label, hint = '', options, default: preset, freeText }) => [
    id,
    label,
    hint,
    preset,
    freeText ? 1 : 0,
    options.map((one) => [one.id, one.label]),
  ])

const encoded = ({ submit }: FormBlock, fields: readonly Field[]): string =>
  JSON.stringify([formatAction(submit.action), brief(submit.label, 75), fields])

/** Whether the modal will show every word of the form. */
export const encodesWhole = (form: FormBlock, characters: number): boolean =>
  encoded(form, fieldsOf(form)).length <= characters

/** @param characters the most that the value may have */
export function encodeForm(form: FormBlock, characters: number): string {
  const fields = fieldsOf(form)
  const encode = (some: readonly Field[]) => encoded(form, some)
  for (const reduce of reductions) {
    const text = encode(fields.map(reduce))
    if (text.length <= characters) return text
  }
  // Hundreds of questions: the first of them.
  const short = fields.map((field) => reductions.at(-1)?.(field) ?? field)
  while (encode(short).length > characters) short.pop()
  return encode(short)
}

/** The form that a pressed button opens; undefined for every other element. */
export function formOf(element: UsedElement): FormBlock | undefined {
  if (kindOf(element.action_id) !== 'form' || typeof element.value !== 'string') return undefined
  const read = schema.safeParse(parseJson(element.value))
  if (!read.success) return undefined
  const [actionText, label, fields] = read.data
  const action = parseAction(actionText)
  if (!action) return undefined
  return {
    kind: 'form',
    submit: { label, action },
    fields: fields.map(([id, words, hint, preset, free, options]) => ({
      id,
      label: words,
      ...(hint !== '' && { hint }),
      options: options.map(([one, text]) => ({ id: one, label: text })),
      default: preset,
      freeText: free === 1,
    })),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
