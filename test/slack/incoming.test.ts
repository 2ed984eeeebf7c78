/** What comes in from Slack: accepted once however often it is sent, and not at all where it is not from Slack. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signatureOf } from '../servers/slack/http-delivery.js'
import type { Delivery, Heard, SlackOptions } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { connectSlack, type SlackSide, type Transport } from '../support/slack.js'
import { type Delivering, ours, startDelivering, until, wordsOf } from './delivering.js'

let server: TestRedis
let program: Delivering
let side: SlackSide
beforeEach(async () => {
  server = await startRedis()
})
afterEach(async () => {
  await side.stop()
  await program.stop()
  await server.stop()
})

async function start(transport: Transport, slack: SlackOptions = {}) {
  program = await startDelivering({
    redisUrl: server.url,
    slack,
    architect: scriptedArchitect(({ unread }) => ({
      kind: 'say',
      text: `heard: ${unread.map(({ text }) => text).join(' | ')}`,
    })),
  })
  side = await connectSlack(program.slack, transport, program.behind)
  return { slack: program.slack, ann: program.slack.user('T1', 'ann') }
}

/** The texts that were accepted, in order. */
const accepted = () =>
  program.taken.flatMap(({ event, receipt }) =>
    receipt.kind === 'accepted' && event.kind !== 'action' ? [event.text] : [],
  )
/** Of something that mentioned us: the delivery that says so. */
const mention = ({ deliveries }: Heard): Delivery => {
  const found = deliveries.find(({ payload }) => (payload.event as { type?: string }).type === 'app_mention')
  if (!found) throw new Error('Expected a mention.')
  return found
}

describe.each(['http', 'socket'] as const)('over %s', (transport) => {
  it('what Slack sends again is taken once, in either of its two forms', async () => {
    const { slack, ann } = await start(transport)
    const said = await ann.says('general', '@ml-architect Forecast sales')
    // A mention comes as a message too.
    expect(said.deliveries).toHaveLength(2)
    for (const delivery of said.deliveries)
      expect(await slack.repeat(delivery, { retryNum: 1, retryReason: 'http_timeout' })).toMatchObject({
        ok: true,
      })
    expect(accepted()).toEqual(['Forecast sales'])
    await program.startWorker()
    const opening = await until(
      () => ours(slack)[0]?.message,
      (found) => found !== undefined,
    )
    const reply = await ann.says('general', '@ml-architect and weekly', {
      thread: opening?.threadTs ?? said.message.ts,
    })
    for (const delivery of reply.deliveries) await slack.repeat(delivery)
    expect(accepted()).toEqual(['Forecast sales', 'and weekly'])
  })

  it("ignores our own messages and other bots'", async () => {
    const { slack, ann } = await start(transport)
    await program.startWorker()
    const said = await ann.says('general', '@ml-architect Forecast sales')
    await until(
      () => ours(slack).length,
      (posted) => posted === 2,
    )
    await slack.settled()
    const before = program.taken.length
    const own = slack.deliveries.filter(
      ({ payload }) => (payload.event as { bot_id?: string }).bot_id !== undefined,
    )
    expect(own.length).toBeGreaterThan(1)
    const { payload } = mention(said)
    const event = {
      ...(payload.event as object),
      bot_id: 'B9',
      user: 'U9',
      ts: '9.9',
      client_msg_id: undefined,
    }
    await slack.repeat({ ...mention(said), payload: { ...payload, event_id: 'Ev9', event } })
    expect(program.taken).toHaveLength(before)
    expect(accepted()).toEqual(['Forecast sales'])
  })

  it('is acknowledged at once while the Web API takes 2.5 s', async () => {
    const { slack, ann } = await start(transport)
    await program.startWorker()
    await ann.says('general', '@ml-architect Forecast sales')
    await until(
      () => ours(slack).length,
      (posted) => posted === 2,
    )
    slack.slow(2_500)
    const acks = [
      await ann.command('/ml-architect', 'help', 'general'),
      await ann.command('/ml-architect', 'Count photos', 'general'),
      await ann.says('general', '@ml-architect Rank articles'),
      await ann.opensHome(),
    ]
    for (const { ok, ms } of acks) {
      expect(ok).toBe(true)
      expect(ms).toBeLessThan(1_000)
    }
    slack.heal()
  })

  it.each<[string, () => unknown]>([
    ['stopped', () => server.kill()],
    ['hangs', () => server.pause()],
  ])(
    'a command while Redis %s is answered within 3 s, and words come again when it is back',
    async (_, leave) => {
      const { slack, ann } = await start(transport, { retryDelaysMs: [1_500, 2_500, 2_500] })
      await ann.says('general', '@ml-architect Before')
      await leave()
      const ack = await ann.command('/ml-architect', 'Forecast sales', 'general')
      expect(ack).toMatchObject({ ok: true })
      expect(ack.ms).toBeLessThan(3_000)
      const shown = ann.sees('general').find(({ onlyFor }) => onlyFor === ann.id)
      expect(shown && wordsOf(shown)).toMatch(/Redis.*not accepted.*send it again/)

      const heard = ann.says('general', '@ml-architect While away')
      await until(
        () => slack.deliveries.filter(({ attempts }) => attempts.length > 0 && attempts[0]?.error).length,
        (failed) => failed > 0,
      )
      server.resume()
      await server.restart()
      const { deliveries } = await heard
      expect(deliveries.every(({ attempts }) => attempts.at(-1)?.error === undefined)).toBe(true)
      expect(Math.max(...deliveries.map(({ attempts }) => attempts.length))).toBeGreaterThan(1)
      expect(accepted()).toEqual(['Before', 'While away'])
    },
  )
})

describe('over http', () => {
  const send = (body: string, headers: Record<string, string>, address: string) =>
    fetch(address, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

  it.each(['wrong', 'missing'] as const)('refuses a %s signature, of anything', async (signature) => {
    const { ann } = await start('http', { retryDelaysMs: [] })
    expect(await ann.command('/ml-architect', 'Forecast sales', 'general', { signature })).toMatchObject({
      status: 401,
    })
    expect(await ann.says('general', '@ml-architect Forecast', { twist: { signature } })).toMatchObject({
      status: 401,
    })
    expect(program.taken).toEqual([])
  })

  it('refuses a timestamp of more than five minutes ago, and takes clocks that differ by less', async () => {
    const { ann } = await start('http', { retryDelaysMs: [] })
    const says = (text: string, ageSeconds: number) =>
      ann.says('general', `@ml-architect ${text}`, { twist: { ageSeconds } })
    expect(await says('old', 310)).toMatchObject({ status: 401 })
    expect(await says('late', 280)).toMatchObject({ ok: true })
    expect(await says('early', -280)).toMatchObject({ ok: true })
    expect(accepted()).toEqual(['late', 'early'])
  })

  it('takes the very same request once', async () => {
    const addresses: string[] = []
    const { slack, ann } = await start('http')
    const real = globalThis.fetch
    globalThis.fetch = (input, init) => {
      addresses.push(String(input))
      return real(input, init)
    }
    const said = await ann.says('general', '@ml-architect Forecast sales').finally(() => {
      globalThis.fetch = real
    })
    const address = addresses.find((each) => each.endsWith('/slack/events')) ?? ''
    const body = JSON.stringify({
      ...mention(said).payload,
      event_id: 'Ev77',
      event: { ...(mention(said).payload.event as object), ts: '77.000001' },
    })
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const headers = {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(slack.app.signingSecret, timestamp, body),
    }
    for (let n = 0; n < 3; n++) expect((await send(body, headers, address)).status).toBe(200)
    expect(accepted()).toEqual(['Forecast sales', 'Forecast sales'])
    // Not a letter of it may differ.
    expect((await send(body.replace('sales', 'wages'), headers, address)).status).toBe(401)
  })

  it('takes what did not arrive at first from the delivery after it', async () => {
    const { slack, ann } = await start('http', { retryDelaysMs: [300, 300, 300] })
    const real = globalThis.fetch
    let lost = 0
    // The first deliveries of the two forms never arrive.
    globalThis.fetch = (input, init) =>
      String(input).endsWith('/slack/events') && lost++ < 2
        ? Promise.reject(new Error('no route'))
        : real(input, init)
    const said = await ann.says('general', '@ml-architect Forecast sales').finally(() => {
      globalThis.fetch = real
    })
    expect(said.deliveries.map(({ attempts }) => attempts.map(({ retryNum }) => retryNum))).toEqual([
      [0, 1],
      [0, 1],
    ])
    expect(accepted()).toEqual(['Forecast sales'])
    await slack.settled()
  })
})

describe('over a socket', () => {
  it.each<['disconnect' | 'drop', string]>([
    ['disconnect', 'Slack asks for a new connection'],
    ['drop', 'the connection breaks'],
  ])('%s: nothing that is said meanwhile is lost, or taken twice', async (how) => {
    const { slack, ann } = await start('socket', { retryDelaysMs: [500, 4_000, 6_000], ackWithinMs: 1_500 })
    await program.startWorker()
    const { message } = await ann.says('general', '@ml-architect Forecast sales')
    await until(
      () => ours(slack).length,
      (posted) => posted === 2,
    )
    const before = ann.says('general', 'one', { thread: message.ts })
    slack.sockets[how]()
    const during = ann.says('general', 'two', { thread: message.ts })
    await until(
      () => slack.sockets.connectionsMade,
      (made) => made > 1,
    )
    await until(
      () => slack.sockets.connections,
      (open) => open === 1,
    )
    await ann.says('general', 'three', { thread: message.ts })
    expect(await before).toMatchObject({ ok: true })
    expect(await during).toMatchObject({ ok: true })
    expect(accepted().sort()).toEqual(['Forecast sales', 'one', 'three', 'two'])
    await until(
      () =>
        ours(slack)
          .map(({ words }) => words)
          .join('\n'),
      (words) => ['one', 'two', 'three'].every((each) => words.includes(each)),
    )
    const said = ours(slack).map(({ name }) => name)
    expect(new Set(said).size).toBe(said.length)
  })
})
