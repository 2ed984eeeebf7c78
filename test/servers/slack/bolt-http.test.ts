import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App, SlashCommand } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { startOverHttp } from './bolt-apps.js'
import type { Slack, SlackOptions } from './server.js'

let slack: Slack
let app: App
const start = async (options: SlackOptions, listen: (app: App) => void, processBeforeResponse = false) => {
  ;({ slack, app } = await startOverHttp(options, listen, processBeforeResponse))
}
afterEach(async () => {
  await app.stop()
  await slack.stop()
})
const textsOf = (name: string, place = 'general', thread?: string) =>
  slack
    .user('T1', name)
    .sees(place, thread)
    .map(({ text }) => text)

describe('commands', () => {
  it('reach the app, and the answer reaches the person alone', async () => {
    const seen: SlashCommand[] = []
    await start({}, (bolt) =>
      bolt.command('/ml-architect', async ({ command, ack }) => {
        seen.push(command)
        await ack('On it.')
      }),
    )
    const ack = await slack.user('T1', 'ann').command('/ml-architect', 'rank <news> & more', 'general')
    expect(ack).toMatchObject({ ok: true, status: 200, attempts: 1 })
    expect(seen[0]).toMatchObject({
      command: '/ml-architect',
      text: 'rank &lt;news&gt; &amp; more',
      team_id: 'T1',
      channel_id: 'CT1GENERAL',
      channel_name: 'general',
      user_id: 'UT1ANN',
    })
    expect(textsOf('ann')).toEqual(['On it.'])
    expect(textsOf('ben')).toEqual([])
  })

  it('tell when the app’s answer is none that Slack shows, and when it comes too late', async () => {
    await start({ ackWithinMs: 150 }, (bolt) =>
      bolt.command('/ml-architect', async ({ command, ack }) => {
        if (command.text === 'late') await new Promise((resolve) => setTimeout(resolve, 300))
        await ack({ blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }] })
      }),
    )
    const ann = slack.user('T1', 'ann')
    const wrong = await ann.command('/ml-architect', '', 'general')
    expect(wrong).toMatchObject({ ok: false, error: 'invalid_command_response: invalid_blocks' })
    const late = await ann.command('/ml-architect', 'late', 'general')
    expect(late).toMatchObject({ ok: false, status: 0, error: 'http_timeout', attempts: 1 })
  })

  it('bring a response_url for five answers within half an hour', async () => {
    let now = Date.now()
    const urls: string[] = []
    await start({ now: () => now }, (bolt) =>
      bolt.command('/ml-architect', async ({ command, ack, respond }) => {
        urls.push(command.response_url)
        await ack()
        await respond({ text: 'seen by all', response_type: 'in_channel' })
      }),
    )
    const answer = async (url: string | undefined, body: object) => {
      const response = await fetch(url as string, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return [response.status, await response.text()]
    }
    await slack.user('T1', 'ann').command('/ml-architect', '', 'general')
    await expect.poll(() => textsOf('ben')).toEqual(['seen by all'])
    expect(await answer(urls[0], { text: '' })).toEqual([400, '{"ok":false,"error":"no_text"}'])
    for (let n = 2; n <= 5; n++) expect(await answer(urls[0], { text: `${n}` })).toEqual([200, 'ok'])
    expect(await answer(urls[0], { text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}'])
    await slack.user('T1', 'ann').command('/ml-architect', '', 'general')
    now += 30 * 60_000 + 1
    expect(await answer(urls[1], { text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}'])
  })
})

describe('what people say', () => {
  const heard: string[] = []
  const record = (bolt: App) => {
    heard.length = 0
    bolt.event('app_mention', async ({ event, body }) => {
      heard.push(`app_mention ${body.event_id} ${event.ts} ${event.text}`)
    })
    bolt.event('message', async ({ event, body, context }) => {
      const text = 'text' in event ? event.text : ''
      const retry = context.retryNum === undefined ? '' : ` retry ${context.retryNum} ${context.retryReason}`
      heard.push(`message ${event.subtype ?? ''} ${body.event_id} ${event.ts} ${text}${retry}`)
    })
    bolt.event('member_joined_channel', async ({ event }) => {
      heard.push(`member_joined_channel ${event.user}`)
    })
  }
  const kinds = () => heard.map((each) => each.split(' ')[0]).sort()

  it('arrives as message and as app_mention where the app is named, with one ts and two event ids', async () => {
    await start({}, record)
    const said = await slack.user('T1', 'ann').says('general', '@ml-architect rank <news>')
    expect(kinds()).toEqual(['app_mention', 'message'])
    expect(heard.every((each) => each.includes(`${said.message.ts} <@UT1BOT> rank &lt;news&gt;`))).toBe(true)
    expect(new Set(said.deliveries.map(({ payload }) => payload.event_id)).size).toBe(2)
    await slack.user('T1', 'ann').says('dm', '@ml-architect hello')
    expect(kinds()).toEqual(['app_mention', 'message', 'message'])
  })

  it('is edited and deleted, in a thread too', async () => {
    await start({}, record)
    const ann = slack.user('T1', 'ann')
    const { message: root } = await ann.says('general', 'first')
    const { message } = await ann.says('general', 'reply', { thread: root.ts })
    await ann.edits(message, 'better')
    await ann.deletes(message)
    const subtypes = heard.map((each) => each.split(' ')[1])
    expect(subtypes).toEqual(['', '', 'message_changed', 'message_deleted'])
    expect(textsOf('ann', 'general', root.ts)).toEqual(['first'])
  })

  it('reaches the app only where it is, and where its scopes let it hear', async () => {
    const channels = ['general', { name: 'apart', withoutBot: true }]
    const scopes = ['app_mentions:read', 'channels:history', 'channels:read']
    await start({ workspaces: [{ id: 'T1', channels, scopes }] }, record)
    const ann = slack.user('T1', 'ann')
    expect((await ann.says('apart', '@ml-architect hello')).deliveries).toEqual([])
    expect((await ann.says('dm', 'hello')).deliveries).toEqual([])
    await ann.invites('bot', 'apart')
    await ann.says('apart', '@ml-architect hello')
    expect(kinds()).toEqual(['app_mention', 'member_joined_channel', 'message'])
  })

  it('of the app itself comes back as an event, which Bolt drops', async () => {
    await start({}, record)
    await app.client.chat.postMessage({ token: 'xoxb-T1', channel: 'CT1GENERAL', text: 'from me' })
    await slack.settled()
    expect(slack.deliveries.map(({ payload }) => payload.event)).toMatchObject([
      { bot_id: 'BT1', text: 'from me' },
    ])
    expect(heard).toEqual([])
  })

  it('is refused unsigned, wrongly signed or stale', async () => {
    await start({ retryDelaysMs: [] }, record)
    const ann = slack.user('T1', 'ann')
    for (const twist of [{ signature: 'missing' }, { signature: 'wrong' }, { ageSeconds: 301 }] as const)
      expect(await ann.says('general', 'hello', { twist })).toMatchObject({ ok: false, status: 401 })
    expect(heard).toEqual([])
    expect(await ann.says('general', 'hello', { twist: { ageSeconds: 200 } })).toMatchObject({ ok: true })
  })

  it('does not come again where the app asks for that', async () => {
    await start({}, record)
    const server = createServer((_, response) => response.writeHead(500, { 'x-slack-no-retry': '1' }).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    slack.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(await slack.user('T1', 'ann').says('general', 'hello')).toMatchObject({ ok: false, attempts: 1 })
    server.close()
  })

  it('comes again with the same event id, on failure or when told', async () => {
    let isDown = true
    const listen = (bolt: App) => {
      record(bolt)
      bolt.use(async ({ next }) => {
        if (isDown) throw new Error('down')
        await next()
      })
    }
    await start({ retryDelaysMs: [1, 1, 1] }, listen, true)
    const ann = slack.user('T1', 'ann')
    const failed = await ann.says('general', 'hello')
    expect(failed).toMatchObject({ ok: false, attempts: 4 })
    isDown = false
    expect(await slack.repeat(failed.deliveries[0] as never)).toMatchObject({ ok: true })
    const { event_id } = failed.deliveries[0]?.payload ?? {}
    expect(heard).toEqual([`message  ${event_id} ${failed.message.ts} hello retry 4 http_timeout`])
  })
})

describe('several workspaces', () => {
  it('are answered each with its own token', async () => {
    await start({ workspaces: [{ id: 'T1' }, { id: 'T2' }] }, (bolt) =>
      bolt.event('app_mention', async ({ say }) => {
        await say('here')
      }),
    )
    await Promise.all(
      ['T1', 'T2', 'T1', 'T2'].map((id) => slack.user(id, 'ann').says('general', '@ml-architect')),
    )
    const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage')
    await expect.poll(() => posts().length).toBe(4)
    for (const { args, bearer, team } of posts())
      expect([bearer, args.channel]).toEqual([`xoxb-${team}`, `C${team}GENERAL`])
  })

  it('can lose the app', async () => {
    const gone: string[] = []
    await start({ workspaces: [{ id: 'T1' }, { id: 'T2' }] }, (bolt) =>
      bolt.event('app_uninstalled', async ({ body }) => {
        gone.push(body.team_id)
      }),
    )
    slack.uninstall('T2')
    await slack.settled()
    expect(gone).toEqual(['T2'])
    expect((await slack.user('T2', 'ann').says('general', '@ml-architect')).deliveries).toEqual([])
  })
})
