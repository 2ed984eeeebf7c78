import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf, renderMessage } from '../../../adapters/slack/render.js'
import { briefModal } from '../../../adapters/slack/view-brief.js'
import { formModal, valuesOfForm } from '../../../adapters/slack/view-form.js'
import { type StateValues, wordsOf } from '../../../adapters/slack/view-words.js'
import type { FormBlock } from '../../../src/messages/message.js'
import { problemsOfView } from '../../servers/slack/payload-rules.js'
import { oneOfEach, saying } from '../../support/sample-messages.js'
import { anyBlock, wordsOf as wordsIn } from './any-message.js'
import { readPayload } from './reading.js'
import { objectsIn, squeeze, textsIn } from './visible.js'

const form = oneOfEach.form as FormBlock
const why: FormBlock = {
  kind: 'form',
  submit: { label: 'Add the reason', action: { ...form.submit.action, question: 'decision', choice: 'why' } },
  fields: [
    { id: 'why', label: 'Why this one?', hint: 'For the record.', options: [], default: '', freeText: true },
  ],
}

/** What Slack sends when a person submits what they see, with some of it filled in. */
function submitted(blocks: readonly unknown[], filled: Readonly<Record<string, string>> = {}): StateValues {
  const values: Record<
    string,
    Record<string, { value?: string | null; selected_option?: { value: string } | null }>
  > = {}
  for (const [i, { action_id: id, type, initial_option: initial }] of objectsIn(blocks).entries()) {
    if (typeof id !== 'string') continue
    const given = Object.entries(filled).find(([name]) => id.startsWith(name))?.[1]
    const preset = objectsIn(initial)[0]?.value
    if (type === 'plain_text_input') values[`b${i}`] = { [id]: { value: given ?? null } }
    if (type === 'radio_buttons' || type === 'static_select') {
      const value = given ?? (typeof preset === 'string' ? preset : undefined)
      values[`b${i}`] = { [id]: { selected_option: value === undefined ? null : { value } } }
    }
  }
  return values
}

describe('a form as a modal', () => {
  it('asks each question with its choices, the assumed one chosen, and a line for other words', () => {
    const modal = formModal(form, 'S1:C1')
    expect(problemsOfView(modal)).toEqual([])
    expect(modal).toMatchObject({ private_metadata: 'S1:C1', submit: { text: 'Answer' } })
    expect(readPayload(modal)).toBe(
      [
        'How many series are there? (optional)\n( ) fewer than 10\n(•) 10 or more (assumed)\nWith under ten series the baseline wins.',
        '… or in your own words (optional)\n[  _____ ]',
        'How long is the history?\n( ) 1 year\n(•) 3 years (assumed)',
      ].join('\n\n'),
    )
  })

  it('of one line wants it filled in', () => {
    const modal = formModal(why, '', 'Why this one')
    expect(problemsOfView(modal)).toEqual([])
    expect(readPayload(modal)).toBe('Why this one?\n[  _____ ]\nFor the record.')
    expect(valuesOfForm(submitted(modal.blocks, { words: ' It is cheaper. ' }))).toEqual({
      why: 'It is cheaper.',
    })
    expect(valuesOfForm(submitted(modal.blocks))).toEqual({})
  })

  it('answers with the choices, unless there are words', () => {
    const { blocks } = formModal(form, '')
    expect(valuesOfForm(submitted(blocks))).toEqual({ 'series-count': 'many', history: 'years' })
    expect(valuesOfForm(submitted(blocks, { 'words:': 'about 40' }))).toEqual({
      'series-count': 'about 40',
      history: 'years',
    })
  })

  it('answers as the same form does in a message', () => {
    const payloads = renderMessage(
      { ...saying(1, ''), blocks: [form] },
      { fileId: () => undefined, linkTo: () => undefined },
    )
    expect(valuesOfForm(submitted(payloads))).toEqual({ 'series-count': 'many', history: 'years' })
  })

  it('reads only fields of its own', () => {
    expect(
      valuesOfForm({ b1: { other: { value: 'x' } }, b2: { 'choice:1:history': { selected_option: null } } }),
    ).toEqual({})
  })

  it('refuses metadata that Slack would not take', () => {
    expect(() => formModal(form, 'x'.repeat(3_001))).toThrow(RangeError)
  })

  it('is one that Slack takes, whatever the form', () => {
    fc.assert(
      fc.property(anyBlock.form, fc.string({ unit: 'grapheme', maxLength: 60 }), (block, title) => {
        const { fields } = block as FormBlock
        if (fields.length > 0) expect(problemsOfView(formModal(block as FormBlock, 'm', title))).toEqual([])
      }),
    )
  })
})

describe('a form on its way through a button', () => {
  const opened = (block: FormBlock) =>
    objectsIn(
      renderMessage(
        { ...saying(1, ''), blocks: [block] },
        { fileId: () => undefined, linkTo: () => undefined },
      ),
    ).flatMap((element) => formOf(element) ?? [])

  it('comes back with every field that can be answered, and never breaks', () => {
    fc.assert(
      fc.property(anyBlock.form, (block) => {
        const { fields, submit } = block as FormBlock
        for (const back of opened(block as FormBlock)) {
          expect(back.submit.action).toEqual(submit.action)
          const ids = back.fields.map(({ id }) => id)
          expect(ids).toEqual(fields.map(({ id }) => id).slice(0, ids.length))
        }
      }),
    )
  })

  it('keeps its words where there is room for them', () => {
    const [back] = opened(form)
    const shown = squeeze(textsIn(formModal(back ?? form, '')).join(''))
    for (const { label, hint = '', options } of form.fields)
      for (const word of [label, hint, ...options.map((one) => one.label)].flatMap(wordsIn))
        expect(shown).toContain(word)
  })

  it('is none for a button of another kind, or a value that was cut', () => {
    expect(formOf({ action_id: 'press:0', value: '[]' })).toBeUndefined()
    expect(formOf({ action_id: 'form:0', value: '["a:1' })).toBeUndefined()
    expect(formOf({ action_id: 'form:0', value: '["no action","Answer",[]]' })).toBeUndefined()
    expect(formOf({ action_id: 'form:0' })).toBeUndefined()
  })
})

describe('the modal for a new request', () => {
  it('takes a long text, and begins with what was written', () => {
    const modal = briefModal('C1', 'Forecast sales')
    expect(problemsOfView(modal)).toEqual([])
    expect(objectsIn(modal).find(({ type }) => type === 'plain_text_input')).toMatchObject({
      multiline: true,
      max_length: 3000,
      initial_value: 'Forecast sales',
    })
    expect(wordsOf(submitted(modal.blocks, { words: 'Forecast sales of 30 shops' }))).toBe(
      'Forecast sales of 30 shops',
    )
    expect(problemsOfView(briefModal('C1', 'x'.repeat(9_000)))).toEqual([])
  })
})
