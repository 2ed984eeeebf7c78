/** The team's standing facts: who may change them, and what designs make of them. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createOfflineArchitect } from '../../src/architect/offline.js'
import { formatAction } from '../../src/chat/action.js'
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import { emptyProfile, readProfile } from '../../src/design/brief/profile.js'
import { compose } from '../../src/messages/compose.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { teamAction } from '../../src/messages/team-action.js'
import { afterEntry, entryOf, viewOf } from '../../src/session/head.js'
import { createIntake } from '../../src/session/intake.js'
import { readConversation } from '../../workers/conversation.js'
import { action, request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'
import { teamOn } from '../support/team.js'

const fixture = useStore()
let accept: (event: ChatEvent) => Promise<Receipt>
beforeEach(() => {
  accept = createIntake({
    store: fixture.store,
    team: teamOn(fixture.store),
    wake: { turn: async () => undefined, delivery: async () => undefined },
    onWakeFailed: () => undefined,
  })
})

const admin = { user: { id: 'U1', name: 'Ada', isAdmin: true } }
async function words(event: ChatEvent): Promise<string> {
  const receipt = await accept(event)
  if (receipt.kind !== 'answer') throw new Error(receipt.kind)
  return renderMarkdown(receipt.message.blocks)
}
const said = (text: string) => words(request(text, admin))

describe('the profile', () => {
  it('is changed by words, shows what it holds and who changed what', async () => {
    expect(await said('profile')).toMatch(/profile is empty/)
    expect(await said('profile set two A10G, PyTorch only, $2,000 budget')).toMatch(
      /Training device: none → 2 x NVIDIA A10G.*Budget: none → \$2,000.*Framework: none → PyTorch/,
    )
    await said('profile: budget $500')
    const shown = await said('profile')
    expect(shown).toMatch(/Budget:\*\* \$500/)
    expect(shown).toMatch(/Ada \| Budget: \$2,000 → \$500/)
    expect(await said('profile clear budget')).toMatch(/Budget: \$500 → none/)
    expect(await said('profile clear')).toMatch(/Framework: PyTorch → none/)
    expect(await said('profile')).toMatch(/profile is empty/)
  })

  it('is saved by the form, field by field', async () => {
    const save = action(undefined, formatAction(teamAction('profile', 'save')), {
      ...admin,
      values: { hardware: 'one T4', privacy: 'EU hosting', budget: '', nonsense: 'x' },
    })
    expect(await words(save)).toMatch(/Training device: none → 1 x NVIDIA T4/)
    expect(await said('profile')).toMatch(/NVIDIA T4/)
  })

  it('is for admins to change, for all to see, and for no other team', async () => {
    await said('profile set two A10G')
    expect(await words(request('profile set one T4'))).toMatch(/is for admins/)
    expect(
      await words(
        action(undefined, formatAction(teamAction('profile', 'save')), { values: { hardware: 'T4' } }),
      ),
    ).toMatch(/is for admins/)
    const shown = await words(request('profile'))
    expect(shown).toMatch(/A10G/)
    expect(shown).not.toMatch(/\[Save\]/)
    expect(await words(request('profile', { tenant: 'slack:T2' }))).toMatch(/profile is empty/)
  })

  it('says what it can hold where nothing was read', async () => {
    expect(await said('profile set we like cats')).toMatch(/no fact for it was read/)
    expect(await said('profile clear cats')).toMatch(/no fact "cats"/)
  })

  it('loses no change that two people make at once', async () => {
    await Promise.all([
      said('profile set two A10G'),
      said('profile set $700 budget'),
      said('profile set PyTorch only'),
    ])
    const shown = await said('profile')
    for (const fact of [/A10G/, /\$700/, /PyTorch/]) expect(shown).toMatch(fact)
  })

  it('takes one event once, however often it comes', async () => {
    const event = request('profile set two A10G', admin)
    await accept(event)
    await accept(event)
    expect((await said('profile')).match(/\| Ada \|/g)).toHaveLength(1)
  })
})

describe('a design', () => {
  it('begins with the profile, says so, and lets what is said of the problem go before it', async () => {
    await said('profile set two A10G, TensorFlow only, $2,000 budget')
    const event = request('Forecast daily sales of 200 stores 63 days ahead with PyTorch, 3 years of history')
    const receipt = await accept(event)
    const session = receipt.kind === 'accepted' ? receipt.session : ''
    const turn = await begin(fixture.store, session)
    const { conversation, fresh } = readConversation(turn)
    const step = await createOfflineArchitect().next(
      { ...conversation, unread: fresh.map((entry) => ({ ...entry, assumeRest: true })) },
      { signal: new AbortController().signal, onStatus: () => undefined, checkpoint: async () => undefined },
    )
    expect(step.brief?.constraints.trainingDevice).toMatchObject({ source: 'profile', value: { count: 2 } })
    expect(step.brief?.constraints.framework).toMatchObject({ source: 'stated', value: 'pytorch' })
    const entry = entryOf(step, { head: turn.head, transcript: [], by: { id: 'U1' }, at: 1 })
    const change = afterEntry(turn.head, entry, step.brief)
    const next = await fixture.store.commit(turn, { entries: [...fresh, entry], change, consumed: 1 })
    const shown = renderMarkdown(
      compose('x:1', { kind: 'entry', entry: 1, part: 0 }, viewOf(next.head), entry).blocks,
    )
    expect(shown).toMatch(/From the team profile[\s\S]*Training device: \*\*2 x NVIDIA A10G/)
    expect(shown).toMatch(/Taken from your words[\s\S]*Framework: \*\*PyTorch/)
    await fixture.store.accept({ ...event, id: 'later', messageId: 'later', thread: { ...event.thread } })
  })
})

it('standing facts are read from words, those of one problem are not', () => {
  const { constraints, team } = readProfile(
    'forecast 63 days, one T4, latency under 20 ms, 3 engineers',
    emptyProfile,
  )
  expect(Object.keys({ ...constraints, ...team }).sort()).toEqual(['servingDevice', 'size', 'trainingDevice'])
})
