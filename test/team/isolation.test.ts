/** Two teams with the same people's ids, channels and threads: nothing of the one reaches the other, nor who may not. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { renderFile } from '../../adapters/files.js'
import { createOfflineArchitect } from '../../src/architect/offline.js'
import { formatAction, roundChoices, wholeRound } from '../../src/chat/action.js'
import type { ChatEvent, Person, Receipt } from '../../src/chat/contract.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import { teamAction } from '../../src/messages/team-action.js'
import { connectStore } from '../../src/session/connection.js'
import { createDesigns } from '../../src/session/designs.js'
import { notifyKey, sessionKeys } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { createViews } from '../../src/session/views.js'
import { loadProfile } from '../../src/team/profile.js'
import { createDigestRunner } from '../../workers/digest.js'
import { action, reply, request } from '../support/events.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram, type Program, quietLog } from '../support/workers.js'

let server: TestRedis
let program: Program
let redis: ReturnType<typeof connectStore>
beforeAll(async () => {
  server = await startRedis()
  redis = connectStore(server.url, 2_000, () => undefined)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})
const offline = createOfflineArchitect()
const start = async (adminUsers: readonly string[] = []) => {
  program = createProgram(
    server,
    scriptedArchitect((conversation, context) => offline.next(conversation, context)),
    { adminUsers },
  )
  await program.startWorker()
}
beforeEach(() => reaching(redis, () => redis.flushall()))
afterEach(() => program.close())

/** The same thread and channel ids in both workspaces, as far as their platform allows it. */
const thread = '17.1'
const ada: Person = { id: 'U1', name: 'Adalind', isAdmin: true }
const bob: Person = { id: 'U2', name: 'Bob' }
/** Of the other team, with Ada's id. */
const cy: Person = { id: 'U1', name: 'Zoltan', isAdmin: true }

/** Who does something where: the team's workspace is named like its tenant. */
const by = (team: 'T1' | 'T2', user: Person, at?: string) => ({
  tenant: `slack:${team}`,
  user,
  thread: { platform: 'slack' as const, space: team, channel: 'C1', ...(at !== undefined && { thread: at }) },
})
const sales = (what: string) =>
  `Weekly sales forecast for 40 ${what}, 12 weeks ahead, 3 years of history, promotions known, one T4, point forecasts`

async function words(event: ChatEvent): Promise<string> {
  const receipt: Receipt = await program.accept(event)
  if (receipt.kind !== 'answer' && receipt.kind !== 'refused') throw new Error(receipt.kind)
  return renderMarkdown(receipt.message.blocks)
}
const told = (team: 'T1' | 'T2') =>
  program.platform.posts
    .filter(({ ref }) => ref.thread.space === team)
    .map(({ message }) => `${message.fallback}\n${renderMarkdown(message.blocks)}`)
    .join('\n')
const stateOf = (session: string) => program.store.redis.hget(sessionKeys(session).head, 'state')

/** A design that is decided: its session, and how people name it. */
async function decidedDesign(
  team: 'T1' | 'T2',
  user: Person,
  what: string,
): Promise<{ session: string; short: string }> {
  const session = await program.open(request(sales(what), by(team, user, thread)))
  const isIn = (...states: string[]) =>
    expect.poll(async () => states.includes((await stateOf(session)) ?? ''), { timeout: 20_000 }).toBe(true)
  await isIn('clarifying', 'proposed')
  // What it asks, it may assume.
  if ((await stateOf(session)) === 'clarifying')
    await program.accept(action(thread, `${session}:1:round:assume`, by(team, user, thread)))
  await isIn('proposed')
  await program.accept(reply(thread, 'go with A because of the promotions', by(team, user, thread)))
  await isIn('decided')
  return { session, short: session.slice(0, 4) }
}
/** Everything that was to be said is said. */
const isAtRest = async () =>
  (await program.store.redis.zcard('{ml-architect}:unread')) +
    (await program.store.redis.zcard('{ml-architect}:undelivered')) ===
  0

describe('of two teams', () => {
  it('neither sees, changes or is told what the other does', { timeout: 90_000 }, async () => {
    await start()
    await words(request('profile set PyTorch only, $7,531 for a training', by('T1', ada)))
    await words(request('notify <#C9|walnut-team>', by('T1', ada)))
    const mine = await decidedDesign('T1', ada, 'walnut bakeries')
    const theirs = await decidedDesign('T2', cy, 'pretzel bakeries')
    await expect.poll(isAtRest, { timeout: 20_000 }).toBe(true)
    // What would cross over: a similar problem that was decided, the profile, the notices.
    expect(told('T1')).toMatch(/walnut bakeries[\s\S]*team profile/)
    const stray = new RegExp(`walnut|7,?531|Adalind|${mine.short}|${mine.session}`, 'i')
    expect(told('T2')).toMatch(/pretzel/)
    expect(told('T2')).not.toMatch(stray)
    expect(told('T2')).not.toMatch(/Decided before|team profile/)
    expect(told('T1')).not.toMatch(new RegExp(`pretzel|Zoltan|${theirs.short}`))

    const asked = [
      'status',
      'history',
      'history walnut',
      'usage',
      'profile',
      'notify',
      `show ${mine.short}`,
      `show ${mine.short}-A`,
      `show ${mine.session}`,
      `export ${mine.short}`,
      `export ${mine.short} json`,
      `cancel ${mine.short}`,
      `forget ${mine.short}`,
    ]
    for (const text of asked) {
      const answer = await words(request(text, by('T2', cy)))
      // A name that was asked for may be said back.
      expect(answer.replaceAll(mine.short, '').replaceAll('"walnut"', ''), text).not.toMatch(
        /walnut|7,?531|Adalind/,
      )
    }
    const compared = await words(request(`compare ${theirs.short} ${mine.short}`, by('T2', cy)))
    expect(compared).toMatch(new RegExp(`no design ${mine.short} here`))
    expect(await words(request('usage', by('T2', cy)))).toMatch(/Requests \| 1 \| 1/)
    expect(await words(request('usage', by('T1', ada)))).toMatch(/Requests \| 1 \| 1/)
    expect(await words(request('history', by('T2', cy)))).toMatch(theirs.short)

    // Their buttons, pressed by us; and words in their thread.
    const values = [
      `${mine.session}:1:choose:B`,
      `${mine.session}:0:decision:reopen`,
      `${mine.session}:0:decision:why`,
      formatAction({
        session: mine.session,
        round: 0,
        question: wholeRound,
        choice: roundChoices.cancel,
      }),
      formatAction({ session: mine.session, round: 0, question: wholeRound, choice: roundChoices.stop }),
      ...(['show', 'export', 'cancel', 'forget'] as const).map((name) =>
        formatAction(teamAction(name, name === 'forget' ? mine.session : mine.short)),
      ),
    ]
    for (const value of values)
      for (const at of [by('T2', cy, thread), { ...by('T1', ada, thread), tenant: 'slack:T2' }]) {
        const answer = await words(action(thread, value, { ...at, values: { why: 'theirs' } }))
        expect(answer, value).not.toMatch(/walnut|7,?531|Adalind/)
      }
    const forged = reply(thread, 'what if we had one CPU?', {
      ...by('T1', ada, thread),
      tenant: 'slack:T2',
    })
    expect(await program.accept(forged)).toEqual({ kind: 'ignored' })
    const views = createViews({ redis: program.store.redis, renderFile })
    expect((await views.designs('slack:T2', 20)).map(({ session }) => session)).toEqual([theirs.session])
    expect(await views.design('slack:T2', mine.session)).toBeUndefined()
    const said = await createDesigns(program.store.redis).transcript(mine.session)
    const entry = said.findIndex(({ kind }) => kind === 'propose')
    const file = { session: mine.session, entry, proposal: 'A', form: 'markdown' as const }
    expect(await views.file('slack:T1', file)).toBeDefined()
    expect(await views.file('slack:T2', file)).toBeUndefined()

    // The other team's settings are its own, and its digest is of its own designs.
    await words(request('notify <#C9|bread-team> decided', by('T2', cy)))
    const digests = createDigestRunner({
      redis: program.store.redis,
      adapterFor: () => program.platform.adapter(),
      log: quietLog,
      worker: 'digests',
    })
    for (const tenant of ['slack:T1', 'slack:T2']) await digests.run(tenant, Date.now() + 1_000)
    const digest = (team: string) =>
      program.platform.posts.find(({ message }) => message.id.startsWith(`digest:slack:${team}`))
    expect(renderMarkdown(digest('T1')?.message.blocks ?? [])).toMatch(/walnut/)
    expect(digest('T2')?.ref.thread).toMatchObject({ space: 'T2', channel: 'C9' })
    expect(told('T2')).toMatch(/1 design, 1 decision/)
    expect(told('T2')).not.toMatch(stray)
    expect(told('T1')).not.toMatch(/pretzel|Zoltan/)

    expect(await stateOf(mine.session)).toBe('decided')
    expect(await program.store.redis.hget(sessionKeys(mine.session).head, 'stop')).toBeNull()
    expect((await loadProfile(program.store.redis, 'slack:T2')).changes).toEqual([])
    await words(request('notify off', by('T2', cy)))
    expect(await program.store.redis.exists(notifyKey('slack:T1'))).toBe(1)
    await words(action(undefined, formatAction(teamAction('forget', theirs.session)), by('T2', cy)))
    expect(await program.store.exists(theirs.session)).toBe(false)
    expect(await program.store.exists(mine.session)).toBe(true)
    expect(program.complaints).toEqual([])
  })
})

describe('within a team', () => {
  /** What only admins may do, and with another's design only they and whoever asked for it. */
  const onlyAdmins = ['profile set two A10G', 'profile clear all', 'notify <#C9|team>', 'notify off']
  const cancelButton = (session: string) =>
    formatAction({ session, round: 0, question: wholeRound, choice: roundChoices.cancel })

  async function isRefused(session: string, user: Person) {
    const refused = /is for (admins|who asked)/
    for (const text of onlyAdmins) expect(await words(request(text, by('T1', user))), text).toMatch(refused)
    const form = action(undefined, formatAction(teamAction('profile', 'save')), {
      ...by('T1', user),
      values: { hardware: 'one H100' },
    })
    expect(await words(form)).toMatch(refused)
    for (const name of ['cancel', 'forget'] as const) {
      expect(await words(request(`${name} ${session.slice(0, 4)}`, by('T1', user)))).toMatch(refused)
      expect(await words(reply(thread, name, by('T1', user, thread)))).toMatch(refused)
      const button = formatAction(teamAction(name, name === 'forget' ? session : session.slice(0, 4)))
      expect(await words(action(thread, button, by('T1', user, thread)))).toMatch(refused)
    }
    expect(await words(action(thread, cancelButton(session), by('T1', user, thread)))).toMatch(refused)
    expect(await stateOf(session)).toBe('decided')
    expect(await program.store.redis.exists(notifyKey('slack:T1'))).toBe(0)
    expect((await loadProfile(program.store.redis, 'slack:T1')).changes).toEqual([])
  }

  it('who is no admin sets nothing, and cannot cancel or forget another’s design', async () => {
    await start()
    const { session } = await decidedDesign('T1', ada, 'bakeries')
    await isRefused(session, bob)
    // Whom another team's platform calls an admin is a stranger here.
    await isRefused(session, { ...bob, isAdmin: false })
    expect(await program.accept(action(thread, cancelButton(session), by('T1', ada, thread)))).toMatchObject({
      kind: 'accepted',
    })
    await expect.poll(() => stateOf(session)).toBe('cancelled')
  })

  it('the admins that the settings name go before those of the platform', async () => {
    await start(['slack:U2', 'web:U3'])
    const { session } = await decidedDesign('T1', { id: 'U9', name: 'Dan' }, 'bakeries')
    await isRefused(session, ada)
    await isRefused(session, { id: 'U3', name: 'Eve' })
    expect(await words(request('profile set two A10G', by('T1', bob)))).toMatch(/A10G/)
    expect(await words(request('notify <#C9|team>', by('T1', bob)))).toMatch(/is told/)
    expect(await program.accept(action(thread, cancelButton(session), by('T1', bob, thread)))).toMatchObject({
      kind: 'accepted',
    })
    await expect.poll(() => stateOf(session)).toBe('cancelled')
    const forgetting = formatAction(teamAction('forget', session))
    expect(await words(action(undefined, forgetting, by('T1', bob)))).toMatch(/is forgotten/)
  })
})
