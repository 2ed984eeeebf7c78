/** Decided designs that a new problem resembles: of the same team, once decided, and with what they share. */
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { action, reply, request } from '../support/events.js'
import { useOfflineProgram } from '../support/program.js'

const fixture = useOfflineProgram()

const sales =
  'Weekly sales forecast for 40 bakeries, 12 weeks ahead, 3 years of history, promotions known, one T4, point forecasts'
async function open(text: string, over = {}) {
  const session = await fixture.program.open(request(text, over))
  // Of other designs messages may still be on their way.
  const posts = () =>
    fixture.program.platform.posts.filter(({ message }) => message.id.startsWith(`${session}:`))
  await expect.poll(() => posts().length).toBeGreaterThan(1)
  return posts()[0]?.ref.thread.thread ?? ''
}
const shown = (thread: string) =>
  fixture.program.platform
    .thread(thread)
    .map(({ message }) => renderMarkdown(message.blocks))
    .join('\n')

describe('a new problem', () => {
  it('is shown what was decided before of the same kind, what it shares, and why it was chosen', async () => {
    const first = await open(sales)
    await expect.poll(() => shown(first)).toMatch(/Recommended/)
    expect(shown(first)).not.toMatch(/Decided before/)
    const undecided = await open('Weekly sales forecast for 55 bakeries, 12 weeks ahead')
    expect(shown(undecided)).not.toMatch(/Decided before/)

    await fixture.program.accept(reply(first, 'go with A because it reads promotions'))
    await expect.poll(() => shown(first)).toMatch(/Decided: A/)
    const second = await open('Weekly sales forecast for 90 bakeries, 12 weeks ahead')
    await expect
      .poll(() => shown(second))
      .toMatch(/Decided before[\s\S]*: A .* was chosen\. .*Horizon: 12 weeks.*"bakeries"/)
    // The other design may be forgotten, so none of its words is kept here.
    expect(shown(second)).not.toMatch(/40 bakeries|reads promotions/)

    const other = await open('Classify 8 product categories from 5,000 labelled photos')
    expect(shown(other)).not.toMatch(/Decided before/)
    const stranger = await open('Weekly sales forecast for 70 bakeries, 12 weeks ahead', {
      tenant: 'slack:T2',
    })
    expect(shown(stranger)).not.toMatch(/Decided before/)
  })

  it('is not shown what was opened again', async () => {
    const there = { tenant: 'slack:T9' }
    const first = await open(sales, there)
    await expect.poll(() => shown(first)).toMatch(/Recommended/)
    await fixture.program.accept(reply(first, 'go with A', there))
    await expect.poll(() => shown(first)).toMatch(/Decided: A/)
    const { session } = await fixture.program.store
      .accept(reply(first, 'thanks', there))
      .then((accepted) => (accepted.kind === 'accepted' ? accepted : { session: '' }))
    await fixture.program.accept(action(first, `${session}:0:decision:reopen`, there))
    await expect.poll(() => shown(first)).toMatch(/opened the decision again/)
    const second = await open('Weekly sales forecast for 90 bakeries, 12 weeks ahead', there)
    expect(shown(second)).not.toMatch(/Decided before/)
  })
})
