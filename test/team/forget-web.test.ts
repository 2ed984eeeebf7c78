/** Forgetting reaches what the web chat shows of a design elsewhere: answers in other threads, notices, the digest. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Adapters, startAdapters } from '../../adapters/main.js'
import { type AdapterRegistry, createAdapterRegistry } from '../../adapters/registry.js'
import { createOfflineArchitect } from '../../src/architect/offline.js'
import { formatAction } from '../../src/chat/action.js'
import { readConfig } from '../../src/config.js'
import { teamAction } from '../../src/messages/team-action.js'
import { connectStore } from '../../src/session/connection.js'
import { createDesigns } from '../../src/session/designs.js'
import { reaching } from '../../src/session/script.js'
import { createDigestRunner } from '../../workers/digest.js'
import { startWorkers, type Workers } from '../../workers/main.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { tracesOf } from '../support/traces.js'
import { createBrowser, textOf } from '../support/web-chat.js'
import { quietLog } from '../support/workers.js'

const config = { ...readConfig({}), port: 0 }
let server: TestRedis
let redis: ReturnType<typeof connectStore>
beforeAll(async () => {
  server = await startRedis()
  redis = connectStore(server.url, 2_000, () => undefined)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})

let adapters: Adapters
let registry: AdapterRegistry
let workers: Workers
let browser: ReturnType<typeof createBrowser>
beforeEach(async () => {
  await reaching(redis, () => redis.flushall())
  const common = { config, redisUrl: server.url }
  adapters = await startAdapters({ ...common, log: quietLog })
  registry = createAdapterRegistry({ ...common, onError: () => undefined })
  workers = await startWorkers({
    ...common,
    log: quietLog,
    architect: createOfflineArchitect(),
    adapters: registry.adapters,
  })
  browser = createBrowser(adapters.addresses[0] ?? '')
})
afterEach(async () => {
  await workers.stop(100)
  await registry.stop()
  await adapters.stop()
})

/** The path of a thread with proposals, and the session of its design. */
async function designed(text: string): Promise<{ path: string; session: string }> {
  const path = (await browser.post('/', { text })).headers.get('location')?.split('#')[0] ?? ''
  await expect.poll(async () => textOf(await browser.page(path))).toMatch(/assumed/)
  await browser.post(path, { text: 'go on with your assumptions' })
  await expect.poll(async () => textOf(await browser.page(path))).toMatch(/Choose A/)
  const designs = await createDesigns(redis).newest('web:local', 10)
  const own = designs.find(({ head }) => `/t/${head.thread.thread}` === path)
  return { path, session: own?.head.id ?? '' }
}

async function digest() {
  const runner = createDigestRunner({
    redis,
    adapterFor: (platform) => registry.adapters.get(platform),
    log: quietLog,
    worker: 'w1',
  })
  await runner.run('web:local', Date.now() + 1_000)
}

describe('a forgotten design', () => {
  it('is not named any more wherever the web chat told of it, and of others it is told on', async () => {
    await browser.post('/team/act', { action: 'team:0:notify:here' })
    const gone = await designed(
      'Weekly sales forecast for walnuts, 12 weeks ahead, 3 years of history, one T4',
    )
    const kept = await designed('Sort 40,000 photos of shoes into 12 classes, 50 ms on one T4')
    const [short, other] = [gone, kept].map(({ session }) => session.slice(0, 4))
    await digest()
    await expect.poll(async () => textOf(await browser.page('/'))).toContain('Designs of the week')
    for (const text of [
      `show ${short}`,
      `show ${short}-A`,
      'history',
      `compare ${short}-A ${other}-A`,
      `export ${short} markdown`,
      `cancel ${short}`,
      `show ${other}`,
      `forget ${short}`,
    ])
      await browser.post(kept.path, { text })
    const before = await tracesOf(redis, [gone.session, `${short}`, 'walnuts'])
    expect(before.some((key) => key.includes('notices:items'))).toBe(true)

    const action = formatAction(teamAction('forget', gone.session))
    const asked =
      /name="message" value="(receipt:[^"]*)"(?:(?!name="message")[\s\S])*Forget it for good/.exec(
        await browser.page(kept.path),
      )
    const pressed = await browser.post(`${kept.path}/act`, { message: asked?.[1] ?? '', action })
    expect(pressed.status).toBe(303)

    await expect.poll(() => tracesOf(redis, [gone.session, `${short}`, 'walnuts'])).toEqual([])
    const page = textOf(await browser.page(kept.path))
    expect(page).toContain('The design is forgotten.')
    expect(page.match(/told of a design, among others, that was forgotten/g)).toHaveLength(2)
    expect(page).toContain(`show ${other}`)
    expect(textOf(await browser.page('/'))).toMatch(/told of a design, among others, that was forgotten/)
  })
})
