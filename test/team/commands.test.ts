/** A team's commands through the entrance that platforms use, on a real Redis. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Step } from '../../src/architect/architect.js'
import { feedback, formatAction } from '../../src/chat/action.js'
import type { ChatEvent, Receipt } from '../../src/chat/contract.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { teamAction } from '../../src/messages/team-action.js'
import { afterEntry, entryOf } from '../../src/session/head.js'
import { createIntake } from '../../src/session/intake.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { action, reply, request } from '../support/events.js'
import { begin, useStore } from '../support/session.js'
import { teamOn } from '../support/team.js'

const ids = ['7KAMAAAAAAAAAAAA', 'QRSTBBBBBBBBBBBB', 'UVWXCCCCCCCCCCCC']
const fixture = useStore({ clock: () => Date.UTC(2026, 10, 24, 9) })
let forgotten: string[] = []
let accept: (event: ChatEvent) => Promise<Receipt>
let count = 0

beforeEach(() => {
  count = 0
  forgotten = []
  const store = fixture.another({ newId: () => ids[count++] ?? '' })
  accept = createIntake({
    store,
    team: teamOn(store, { onForgotten: async (session) => void forgotten.push(session) }),
    wake: { turn: async () => undefined, delivery: async () => undefined },
    onWakeFailed: () => undefined,
  })
})

/** Opens a design in a thread and takes the architect's steps. */
async function design(thread: string, text: string, ...steps: readonly Step[]): Promise<string> {
  const event = request(text)
  const receipt = await accept({ ...event, thread: { ...event.thread, thread } })
  if (receipt.kind !== 'accepted') throw new Error(receipt.kind)
  await takeSteps(receipt.session, steps)
  return receipt.session
}

async function takeSteps(session: string, steps: readonly Step[]) {
  for (const [i, step] of steps.entries()) {
    if (i > 0) await fixture.store.accept(reply('17.1', 'more'))
    const turn = await begin(fixture.store, session)
    const said: Entry[] = turn.events.flatMap((one) => (one.kind === 'user' ? [one] : []))
    const transcript = [...turn.transcript, ...said]
    const made = entryOf(step, { head: turn.head, transcript, by: { id: 'U1', name: 'Ada' }, at: 5 })
    const change = afterEntry(turn.head, made, step.brief)
    await fixture.store.commit(turn, { entries: [...said, made], change, consumed: turn.events.length })
  }
}

const propose: Step = { kind: 'propose', set: sampleSet }
const revise: Step = {
  kind: 'propose',
  set: sampleSet,
  revision: { number: 1, facts: [], figures: [], notes: [] },
}
const decide: Step = { kind: 'decide', proposal: 'B', text: 'Decided: B', cites: [], why: 'we know it' }

async function answer(event: ChatEvent | string): Promise<OutgoingMessage> {
  const receipt = await accept(typeof event === 'string' ? request(event) : event)
  if (receipt.kind !== 'answer') throw new Error(`Expected an answer. Received: ${receipt.kind}`)
  expect(receipt.audience).toBe('user')
  return receipt.message
}
const words = async (event: ChatEvent | string) => renderMarkdown((await answer(event)).blocks)
const other = { user: { id: 'U2', name: 'Bob' } }
const admin = { user: { id: 'U3', isAdmin: true } }

describe('status and history', () => {
  it('list what is open, and all there is, newest first', async () => {
    expect(await words('history')).toMatch(/no designs yet/)
    expect(await words('status')).toMatch(/Nothing is being designed/)
    await design('17.1', 'Forecast sales of 40 stores', propose)
    await design('17.2', 'Detect churn of subscribers')
    expect(await words('status')).toMatch(/1 design open[\s\S]*QRST[\s\S]*is being designed/)
    const history = await words('history')
    expect(history.indexOf('QRST')).toBeLessThan(history.indexOf('7KAM'))
    expect(history).toMatch(/7KAM\*\* \| Forecast sales of 40 stores \| proposed \| A /)
  })

  it('find words in requests, titles and choices, whatever their accents and case', async () => {
    await design('17.1', 'Prévoir les ventes de 40 magasins', propose)
    await design('17.2', 'Detect churn')
    expect(await words('history PREVOIR magasins')).toMatch(/7KAM/)
    expect(await words('history PREVOIR magasins')).not.toMatch(/QRST/)
    expect(await words('history nothing')).toMatch(/No design holds "nothing"/)
  })

  it('offer buttons that show a design', async () => {
    await design('17.1', 'Forecast sales', propose)
    const { blocks } = await answer('history')
    expect(blocks).toContainEqual({
      kind: 'actions',
      actions: [{ label: 'Show 7KAM', action: teamAction('show', '7KAM') }],
    })
    const pressed = action(undefined, formatAction(teamAction('show', '7KAM')))
    expect(await words(pressed)).toMatch(/7KAM: Forecast sales/)
  })
})

describe('show and compare', () => {
  it('show a design, a proposal, and what is not there', async () => {
    await design('17.1', 'Forecast sales', propose, revise, decide)
    expect(await words('show 7kam')).toMatch(/Decided, revision 1[\s\S]*B .*\(chosen\)[\s\S]*we know it/)
    expect(await words('show 7KAM-A')).toMatch(/7KAM-A[\s\S]*Architecture Proposal/)
    expect(await words('show 7KAM-0B')).toMatch(/7KAM-0B[\s\S]*Architecture Proposal/)
    expect(await words('show 7KAM-9A')).toMatch(/no revision 9/)
    expect(await words('show ZZZZ')).toMatch(/no design ZZZZ here/)
    expect(await words(request('show 7KAM', { tenant: 'slack:T2' }))).toMatch(/no design 7KAM here/)
  })

  it('compare two designs by what is chosen or recommended, or by name', async () => {
    await design('17.1', 'Forecast sales', propose, revise, decide)
    await design('17.2', 'Forecast energy', propose)
    expect(await words('compare 7KAM QRST')).toMatch(/7KAM-B .* beside QRST-A /)
    const table = await words('compare 7KAM-0A 7KAM-1B')
    expect(table).toMatch(/Parameters/)
    expect(table).toMatch(/same facts/)
    expect(await words('compare 7KAM ZZZZ')).toMatch(/no design ZZZZ/)
  })

  it('say when there is nothing to show yet', async () => {
    await design('17.1', 'Forecast sales')
    expect(await words('show 7KAM')).toMatch(/Is being designed/)
    expect(await words('show 7KAM-A')).toMatch(/no proposals yet/)
    expect(await words('export 7KAM')).toMatch(/no proposals yet/)
  })
})

describe('export', () => {
  it('gives recipes of files that lie in the design', async () => {
    const session = await design('17.1', 'Forecast sales', propose, decide)
    const { files } = await answer('export 7KAM')
    expect(files?.map(({ name }) => name)).toEqual([
      '7KAM.md',
      '7KAM.json',
      '7KAM-decision.md',
      '7KAM-code.zip',
    ])
    expect(files?.every((file) => file.session === session)).toBe(true)
    expect(await answer('export 7KAM-B json')).toMatchObject({
      files: [{ kind: 'proposal', form: 'json', proposal: 'B', entry: 1 }],
    })
  })

  it('has no record of what was not decided', async () => {
    await design('17.1', 'Forecast sales', propose)
    expect(await words('export 7KAM decision')).toMatch(/nothing is decided yet/)
  })
})

describe('in a thread', () => {
  it('commands mean its design, and other words go on to the architect', async () => {
    const session = await design('17.1', 'Forecast sales', propose)
    expect(await words(reply('17.1', 'show'))).toMatch(/7KAM: Forecast sales/)
    expect(await words(reply('17.1', 'usage'))).toMatch(/Usage in 2026-11/)
    expect(await accept(reply('17.1', 'compare A and B'))).toMatchObject({ kind: 'accepted', session })
  })

  it('of others they are nobody’s business', async () => {
    const strange = reply('99.9', 'help', { parentIsOurs: false })
    expect(await accept(strange)).toEqual({ kind: 'ignored' })
  })
})

describe('usage', () => {
  it('counts requests, designs, revisions and decisions of the person and the team', async () => {
    await design('17.1', 'Forecast sales', propose, revise, decide)
    await accept(request('another', other))
    const mine = await words('usage')
    expect(mine).toMatch(/Requests \| 1 \| 2/)
    expect(mine).toMatch(/Designs proposed \| 1 \| 1/)
    expect(mine).toMatch(/Revisions \| 1 \| 1/)
    expect(mine).toMatch(/Decisions \| 1 \| 1/)
    expect(await words(request('usage', other))).toMatch(/Requests \| 1 \| 2/)
    expect(await words(request('usage', { tenant: 'slack:T2' }))).toMatch(/Requests \| 0 \| 0/)
  })
})

describe('feedback', () => {
  const opinion = (session: string, choice: string) =>
    formatAction({ session, round: 1, question: feedback, choice })

  it('is thanked for, counted once a person, and changed by saying it anew', async () => {
    const session = await design('17.1', 'Forecast sales', propose)
    expect(await words(action(undefined, opinion(session, 'useful')))).toMatch(/Thank you/)
    expect(await words(action(undefined, opinion(session, 'useful')))).toMatch(/Thank you/)
    await words(action(undefined, opinion(session, 'useful'), other))
    expect(await words('usage')).toMatch(/Found useful \| 1 \| 2/)
    expect(await words(action(undefined, opinion(session, 'not-useful')))).toMatch(/what is missing/)
    expect(await words('usage')).toMatch(/Found useful \| 0 \| 1 \|\n\| Found not useful \| 1 \| 1/)
  })

  it("is taken of the team's own designs alone, and only of the two kinds", async () => {
    const session = await design('17.1', 'Forecast sales', propose)
    const stranger = { tenant: 'slack:T2' }
    expect(await words(action(undefined, opinion(session, 'useful'), stranger))).toMatch(/not here/)
    expect(await words(action(undefined, opinion(session, 'usd')))).toMatch(/not here/)
    expect(await words('usage')).toMatch(/Found useful \| 0 \| 0/)
  })
})

describe('cancel and forget', () => {
  it('are for who asked and for admins', async () => {
    const session = await design('17.1', 'Forecast sales', propose)
    for (const name of ['cancel', 'forget'])
      expect(await words(request(`${name} 7KAM`, other))).toMatch(
        /is for who asked for the design, and admins/,
      )
    expect(await accept(request('cancel 7KAM', admin))).toMatchObject({ kind: 'accepted', session })
    const turn = await begin(fixture.store, session)
    expect(turn.events).toMatchObject([{ kind: 'action', action: `${session}:0:round:cancel` }])
  })

  it('ask before anything is forgotten, and leave nothing that names it', async () => {
    const session = await design('17.1', 'Forecast secret sales', propose)
    const { blocks } = await answer('forget 7KAM')
    expect(blocks[1]).toMatchObject({
      kind: 'actions',
      actions: [{ action: teamAction('forget', session), style: 'danger' }],
    })
    const press = formatAction(teamAction('forget', session))
    expect(await words(action(undefined, press, other))).toMatch(/is for who asked/)
    expect(await words(action(undefined, press, { tenant: 'slack:T2' }))).toMatch(/not here any more/)
    expect(await words(action(undefined, press))).toMatch(/^The design is forgotten/)
    expect(forgotten).toEqual([session])
    for (const key of await fixture.redis.keys('*')) {
      expect(key).not.toContain(session)
      expect(String(await fixture.redis.dump(key))).not.toMatch(/secret|7KAM/)
    }
    expect(await words('show 7KAM')).toMatch(/no design 7KAM/)
  })
})

describe('what is no command', () => {
  it('gets the command that was meant, or what is missing, and costs no request', async () => {
    expect(await words('hlep')).toMatch(/Did you mean `help`/)
    expect(await words('show')).toMatch(/which design/)
    expect(await words('profile our customers')).toMatch(/profile set/)
    expect(await words('usage')).toMatch(/Requests \| 0 \| 0/)
  })

  it('is a problem to design for', async () => {
    expect(await accept(request('show me how to forecast sales'))).toMatchObject({ kind: 'accepted' })
  })
})
