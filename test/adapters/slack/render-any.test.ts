import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf, type RenderContext, renderMessage } from '../../../adapters/slack/render.js'
import { formModal } from '../../../adapters/slack/view-form.js'
import { parseInline } from '../../../src/messages/inline.js'
import type { BlockKind, OutgoingMessage } from '../../../src/messages/message.js'
import { problemsOfMessage } from '../../servers/slack/payload-rules.js'
import { saying } from '../../support/sample-messages.js'
import { anyBlock, anyMessage, sourcesOf, wordsOf } from './any-message.js'
import { actionIdsIn, addressesIn, mrkdwnIn, objectsIn, squeeze, textsIn, typesIn } from './visible.js'

const link = 'https://example.slack.com/archives/C1/p17'
const contexts: readonly RenderContext[] = [
  { fileId: () => 'F0123ABC', linkTo: () => link, publicUrl: 'https://ml.example.org/' },
  { fileId: () => undefined, linkTo: () => undefined },
]
const anyContext = fc.constantFrom(...contexts)

describe.each(Object.entries(anyBlock))('any %s block on Slack', (kind, block) => {
  const messages = fc
    .array(block, { minLength: 1, maxLength: 3 })
    .map((blocks): OutgoingMessage => ({ ...saying(1, 'fallback'), blocks }))

  it('makes messages that Slack takes', () => {
    fc.assert(
      fc.property(messages, anyContext, (message, context) => {
        for (const payload of renderMessage(message, context)) expect(problemsOfMessage(payload)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('shows every word, there or in the modal that its button opens', () => {
    fc.assert(
      fc.property(messages, anyContext, (message, context) => {
        const blocks = renderMessage(message, context).map((payload) => payload.blocks)
        const modals = objectsIn(blocks).flatMap((element) => {
          const form = formOf(element)
          return form ? [formModal(form, '')] : []
        })
        const shown = squeeze(textsIn([blocks, modals]).join(''))
        for (const source of message.blocks.flatMap(sourcesOf))
          for (const word of wordsOf(source)) expect(shown).toContain(squeeze(word))
      }),
      { numRuns: 60 },
    )
  })

  it('lets nothing take effect but links of its own', () => {
    fc.assert(
      fc.property(messages, anyContext, (message, context) => {
        const payloads = renderMessage(message, context)
        for (const type of ['user', 'usergroup', 'broadcast', 'channel', 'team', 'date'])
          expect(typesIn(payloads)).not.toContain(type)
        for (const mrkdwn of mrkdwnIn(payloads)) expect(mrkdwn).not.toMatch(/<|&(?!(amp|lt|gt);)/)
        const own = message.blocks
          .flatMap(sourcesOf)
          .flatMap((source) => parseInline(source))
          .flatMap((span) => (span.kind === 'link' ? [span.href] : []))
        for (const address of addressesIn(payloads)) {
          const isOwn = own.some(
            (href) =>
              address === href ||
              (!href.startsWith('/') && URL.canParse(href) && address === new URL(href).href) ||
              (href.startsWith('/') && address === `https://ml.example.org${href}`),
          )
          expect(isOwn || (kind === ('thread' satisfies BlockKind) && address === link)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('any message on Slack', () => {
  it('is within the limits of each message, its files in the last', () => {
    fc.assert(
      fc.property(anyMessage, anyContext, (message, context) => {
        const payloads = renderMessage(message, context)
        expect(payloads.length).toBeGreaterThan(0)
        payloads.forEach((payload, i) => {
          expect(problemsOfMessage(payload)).toEqual([])
          expect(Buffer.byteLength(JSON.stringify(payload.blocks))).toBeLessThanOrEqual(12_000)
          expect(payload.text.trim()).not.toBe('')
          expect(payload.text).not.toMatch(/[<>]/)
          expect(payload.files !== undefined).toBe(
            i === payloads.length - 1 && (message.files ?? []).length > 0,
          )
        })
      }),
      { numRuns: 80 },
    )
  })

  it('has one table a message at most, and no action id twice', () => {
    fc.assert(
      fc.property(anyMessage, anyContext, (message, context) => {
        const payloads = renderMessage(message, context)
        for (const { blocks } of payloads)
          expect(blocks.filter(({ type }) => type === 'table' || type === 'data_table').length).toBeLessThan(
            2,
          )
        const ids = actionIdsIn(payloads)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 60 },
    )
  })

  it('parts no character: every string stays well formed', () => {
    fc.assert(
      fc.property(anyMessage, anyContext, (message, context) => {
        for (const thing of objectsIn(renderMessage(message, context)))
          for (const value of Object.values(thing))
            if (typeof value === 'string') expect(/\p{Surrogate}/u.test(value)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })

  it('is the same every time', () => {
    fc.assert(
      fc.property(anyMessage, anyContext, (message, context) => {
        expect(renderMessage(message, context)).toEqual(renderMessage(message, context))
      }),
      { numRuns: 10 },
    )
  })
})
