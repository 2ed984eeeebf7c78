import { App, SocketModeReceiver } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { quietLogger } from './quiet-logger.js'
import { type Slack, type SlackOptions, startSlack } from './server.js'

let slack: Slack
let apps: App[] = []

const begin = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  apps = []
}
/** A real Bolt app over Socket Mode. Several may run beside each other. */
async function connect(listen: (app: App) => void, clientPingTimeout = 5000): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
  const receiver = new SocketModeReceiver({
    appToken: slack.app.appToken,
    installerOptions: { clientOptions },
    // Also how long Bolt waits before it connects again, and how late a pong may be.
    clientPingTimeout,
    logger: quietLogger,
  })
  const app = new App({ token: 'xoxb-T1', receiver, clientOptions, logger: quietLogger })
  listen(app)
  apps.push(app)
  await app.start()
  return app
}
afterEach(async () => {
  await Promise.all(apps.map((app) => app.stop()))
  await slack.stop()
})
const ann = () => slack.user('T1', 'ann')

describe('Socket Mode', () => {
  it('opens with the app-level token and carries commands, events and presses', async () => {
    await begin()
    const heard: unknown[] = []
    await connect((app) => {
      app.command('/ml-architect', async ({ ack }) => ack('On it.'))
      app.event('app_mention', async ({ event }) => {
        heard.push(event.text)
      })
      app.action('go', async ({ ack, action }) => {
        heard.push(action.type)
        await ack()
      })
    })
    expect(slack.calls.find(({ method }) => method === 'apps.connections.open')?.bearer).toBe('xapp-local')
    const ack = await ann().command('/ml-architect', 'rank', 'general')
    expect(ack).toMatchObject({ ok: true, status: 200, body: { text: 'On it.' } })
    expect(
      ann()
        .sees('general')
        .map(({ text }) => text),
    ).toEqual(['On it.'])
    expect(await ann().says('general', '@ml-architect hello')).toMatchObject({ ok: true })
    const { ts } = await (apps[0] as App).client.chat.postMessage({
      channel: 'CT1GENERAL',
      text: 'x',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
        },
      ],
    })
    const message = slack.channel('T1', 'general').messages.get(ts as string)
    expect(await ann().presses(message as never, 'Go')).toMatchObject({ ok: true })
    expect(heard).toEqual(['<@UT1BOT> hello', 'button'])
  })

  it('comes back after being told to go, and after a broken line', async () => {
    await begin()
    await connect((app) => app.command('/ml-architect', async ({ ack }) => ack('On it.')), 400)
    for (const part of [() => slack.sockets.disconnect(), () => slack.sockets.drop()]) {
      const before = slack.sockets.connectionsMade
      part()
      await expect.poll(() => slack.sockets.connections).toBe(0)
      expect(await ann().command('/ml-architect', '', 'general')).toMatchObject({
        error: 'connection_failed',
      })
      await expect.poll(() => slack.sockets.connections).toBe(1)
      expect(slack.sockets.connectionsMade).toBe(before + 1)
      expect(await ann().command('/ml-architect', '', 'general')).toMatchObject({ ok: true })
    }
  })

  it('sends an event again that came while nobody was connected', async () => {
    await begin({ retryDelaysMs: Array.from({ length: 30 }, () => 100) })
    const heard: unknown[] = []
    await connect(
      (app) =>
        app.event('app_mention', async ({ event, context }) => {
          heard.push([event.text, context.retryNum !== undefined && context.retryNum > 0])
        }),
      400,
    )
    slack.sockets.disconnect()
    await expect.poll(() => slack.sockets.connections).toBe(0)
    const said = await ann().says('general', '@ml-architect hello')
    expect(said.ok).toBe(true)
    expect(said.deliveries.every(({ attempts }) => attempts.length > 1)).toBe(true)
    expect(heard).toEqual([['<@UT1BOT> hello', true]])
  })

  it('gives each envelope to one of several connections', async () => {
    await begin()
    const counts = [0, 0]
    for (const index of [0, 1])
      await connect((app) =>
        app.command('/ml-architect', async ({ ack }) => {
          counts[index] = (counts[index] ?? 0) + 1
          await ack()
        }),
      )
    expect(slack.sockets.connections).toBe(2)
    for (let n = 0; n < 6; n++) await ann().command('/ml-architect', '', 'general')
    expect(counts).toEqual([3, 3])
  })

  /** A connection of our own, that answers nothing. */
  const listen = async () => {
    const opened = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: 'Bearer xapp-local' },
    })
    const { url } = (await opened.json()) as { url: string }
    const frames: { type: string; retry_attempt?: number; reason?: string }[] = []
    const socket = new WebSocket(url)
    socket.on('message', (data) => frames.push(JSON.parse(String(data))))
    await expect.poll(() => frames.length).toBe(1)
    return { socket, frames }
  }

  it('sends an event again that nobody acknowledges, and gives up', async () => {
    await begin({ ackWithinMs: 30, retryDelaysMs: [1, 1] })
    const { frames } = await listen()
    expect(await ann().says('general', 'hello')).toMatchObject({
      ok: false,
      error: 'http_timeout',
      attempts: 3,
    })
    const events = frames.filter(({ type }) => type === 'events_api')
    expect(events.map((each) => each.retry_attempt)).toEqual([0, 1, 2])
    expect(await ann().command('/ml-architect', '', 'general')).toMatchObject({ ok: false, attempts: 1 })
  })

  it('pings, and turns away the eleventh connection', async () => {
    await begin({ pingEveryMs: 20 })
    const all = await Promise.all(Array.from({ length: 10 }, listen))
    await new Promise((resolve) => all[0]?.socket.once('ping', resolve))
    const { frames } = await listen()
    expect(frames[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' })
    expect(slack.sockets.connections).toBe(10)
  })

  it('lets nobody in without a ticket, nor twice with one', async () => {
    await begin()
    const opened = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: 'Bearer xapp-local' },
    })
    const { url } = (await opened.json()) as { url: string }
    const result = (address: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address)
        socket.on('message', (data) => resolve(JSON.parse(String(data)).type))
        socket.on('error', () => resolve('refused'))
      })
    expect([
      await result(url),
      await result(url),
      await result(url.replace(/ticket=\w+/, 'ticket=x')),
    ]).toEqual(['hello', 'refused', 'refused'])
  })
})
