/** A decision from a button or from words to the thread: who, when, which revision, why, and the way back. */
import { beforeEach, describe, expect, it } from 'vitest'
import { renderFile } from '../../adapters/files.js'
import { formatAction } from '../../src/chat/action.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import type { Button, OutgoingMessage } from '../../src/messages/message.js'
import { createViews } from '../../src/session/views.js'
import { action, reply, request } from '../support/events.js'
import type { Posted } from '../support/memory-platform.js'
import { assumingAtFirst, useOfflineProgram } from '../support/program.js'

const fixture = useOfflineProgram(assumingAtFirst)

let session = ''
let thread = ''
const posts = () => fixture.program.platform.thread(thread)
const words = (posted: Posted | undefined) => (posted ? renderMarkdown(posted.message.blocks) : '')
const found = (pattern: RegExp) => posts().find((posted) => pattern.test(words(posted)))
const buttons = ({ blocks }: OutgoingMessage): Button[] =>
  blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions : block.kind === 'form' ? [block.submit] : [],
  )
const press = (label: RegExp, over = {}) => {
  const button = posts()
    .flatMap(({ message }) => buttons(message))
    .find((one) => label.test(one.label))
  if (!button) throw new Error(`Expected a button ${label}.`)
  return fixture.program.accept(action(thread, formatAction(button.action), over))
}
const stateOf = async () =>
  (await fixture.program.store.redis.hgetall(`{ml-architect}:s:${session}:head`)).state

beforeEach(async () => {
  session = await fixture.program.open(request('Weekly sales forecast for 40 stores, 12 weeks ahead'))
  await expect.poll(() => fixture.program.platform.posts.length).toBeGreaterThan(4)
  thread = fixture.program.platform.posts[0]?.ref.thread.thread ?? ''
  await expect.poll(() => found(/Proposal: .*Seasonal naive|Architecture Proposal: Seasonal/)).toBeDefined()
})

describe('a button', () => {
  it('decides, takes a reason once, and can be opened again', async () => {
    await press(/^Choose B$/, { user: { id: 'U5', name: 'Bob' } })
    await expect.poll(() => found(/Decided: B /)).toBeDefined()
    const decided = () => found(/Decided: B /)
    expect(words(decided())).toMatch(/First steps[\s\S]*Decided by Bob\.[\s\S]*Why this one\?/)
    expect(await stateOf()).toBe('decided')
    expect(words(posts()[0])).toMatch(/Chosen: \*\*B /)

    await press(/Add the reason/, { values: { why: 'We run LightGBM <already>' } })
    await expect.poll(() => words(decided())).toMatch(/\*\*Why:\*\* We run LightGBM \\<already\\>/)
    expect(words(decided())).not.toMatch(/Why this one\?/)

    await press(/Open again/)
    await expect.poll(() => found(/opened the decision again/)).toBeDefined()
    await expect.poll(() => words(decided())).toMatch(/Open again since/)
    expect(buttons(decided()?.message ?? { id: '', fallback: '', blocks: [] })).toEqual([])
    expect(await stateOf()).toBe('proposed')
  })

  it('of a proposal that two press decides once', async () => {
    await Promise.all([press(/^Choose A$/), press(/^Choose A$/, { user: { id: 'U6' } })])
    await expect.poll(() => found(/Decided: A /)).toBeDefined()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(posts().filter((posted) => /Decided: A /.test(words(posted)))).toHaveLength(1)
  })

  it('cancels the design', async () => {
    const cancel = formatAction({ session, round: 0, question: 'round', choice: 'cancel' })
    await fixture.program.accept(action(thread, cancel, { user: { id: 'U1', name: 'Ada' } }))
    await expect.poll(() => found(/Cancelled by Ada/)).toBeDefined()
    expect(await stateOf()).toBe('cancelled')
  })
})

describe('words', () => {
  it('decide with their reason, and choosing another replaces the decision', async () => {
    await fixture.program.accept(reply(thread, 'go with B because we know it'))
    await expect.poll(() => found(/Decided: B [\s\S]*\*\*Why:\*\* we know it/)).toBeDefined()
    await fixture.program.accept(reply(thread, 'no, go with A'))
    await expect.poll(() => found(/Decided: A /)).toBeDefined()
    await expect.poll(() => words(found(/Decided: B /))).toMatch(/Open again since/)
    expect(await stateOf()).toBe('decided')
  })

  it('that change a fact design again, and the decision is open', async () => {
    await fixture.program.accept(reply(thread, 'go with B'))
    await expect.poll(stateOf).toBe('decided')
    await fixture.program.accept(reply(thread, 'we have 4,000 stores'))
    await expect.poll(() => found(/Revision 1/)).toBeDefined()
    await expect.poll(stateOf).toBe('proposed')
  })
})

describe('the record', () => {
  it('says the context, the options with their figures, the decision and when to look again', async () => {
    await fixture.program.accept(reply(thread, 'go with B because we know it'))
    await expect.poll(() => found(/Decided: B /)).toBeDefined()
    const file = found(/Decided: B /)?.message.files?.[0]
    if (!file) throw new Error('Expected a file.')
    const views = createViews({ redis: fixture.program.store.redis, renderFile })
    const rendered = await views.file('slack:T1', { session, entry: file.entry, form: file.form })
    const text = String(rendered?.content)
    expect(rendered?.name).toBe(`decision-${session.slice(0, 4)}-B.md`)
    for (const part of [
      /^# .*: Weekly sales forecast/,
      /\*\*Status:\*\* accepted/,
      /\*\*Decided by:\*\* Ada/,
      /What was said[\s\S]*Horizon: 12 weeks/,
      /What was assumed/,
      /We build \*\*/,
      /\*\*Why:\*\* we know it/,
      /Considered options[\s\S]*\| Parameters \|/,
      /Consequences/,
      /When to look at it again/,
    ])
      expect(text).toMatch(part)
    expect(text).not.toMatch(/\{\{/)
    expect(await views.file('slack:T2', { session, entry: file.entry, form: file.form })).toBeUndefined()
  })
})
