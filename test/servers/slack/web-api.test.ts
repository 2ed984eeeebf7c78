import { ErrorCode, type WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, refusal } from './clients.js'
import { type Slack, type SlackOptions, startSlack, usualScopes } from './server.js'

let slack: Slack
let client: WebClient
const start = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  client = clientOf(slack)
}
afterEach(() => slack.stop())

describe('posting', () => {
  beforeEach(() => start())
  const channel = 'CT1GENERAL'
  const post = (more: object = {}) => client.chat.postMessage({ channel, text: 'hello', ...more })

  it('says who it is', async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      team_id: 'T1',
      user_id: 'UT1BOT',
      bot_id: 'BT1',
    })
  })

  it('stores messages in order, each with a ts of its own', async () => {
    const first = await post({ text: 'one' })
    const second = await post({ text: 'two', blocks: [{ type: 'divider' }] })
    expect(second.ts && first.ts && second.ts > first.ts).toBe(true)
    expect(second.message).toMatchObject({ bot_id: 'BT1', app_id: 'A1', blocks: [{ type: 'divider' }] })
    expect(second.message?.blocks?.[0]).toHaveProperty('block_id')
    const { messages } = await client.conversations.history({ channel })
    expect(messages?.map(({ text }) => text)).toEqual(['two', 'one'])
  })

  it('threads, pages through a thread with its root on every page, and shows metadata only when asked', async () => {
    const root = await post({ text: 'root' })
    const thread_ts = root.ts as string
    for (const n of [1, 2, 3])
      await post({
        text: `reply ${n}`,
        thread_ts,
        metadata: { event_type: 'sent', event_payload: { id: `a:${n}` } },
      })
    const page = await client.conversations.replies({ channel, ts: thread_ts, limit: 2 })
    expect(page.messages?.map(({ text }) => text)).toEqual(['root', 'reply 1'])
    expect(page.has_more).toBe(true)
    expect(page.messages?.[1]).not.toHaveProperty('metadata')
    const cursor = page.response_metadata?.next_cursor as string
    await post({ text: 'reply 4', thread_ts })
    const rest = await client.conversations.replies({
      channel,
      ts: thread_ts,
      limit: 10,
      cursor,
      include_all_metadata: true,
    })
    expect(rest.messages?.map(({ text }) => text)).toEqual(['root', 'reply 2', 'reply 3', 'reply 4'])
    expect(rest.messages?.[1]?.metadata).toEqual({ event_type: 'sent', event_payload: { id: 'a:2' } })
    const { messages } = await client.conversations.history({ channel })
    expect(messages?.map(({ text, reply_count }) => [text, reply_count])).toEqual([['root', 4]])
    expect(await refusal(client.conversations.replies({ channel, ts: thread_ts, cursor: 'nonsense' }))).toBe(
      'invalid_cursor',
    )
    expect(await refusal(client.conversations.replies({ channel, ts: '1.000001' }))).toBe('thread_not_found')
  })

  it('changes and deletes only what the app posted', async () => {
    const { ts } = await post()
    const said = await slack.user('T1', 'ann').says('general', 'mine')
    await client.chat.update({ channel, ts: ts as string, text: 'changed' })
    expect(slack.channel('T1', 'general').messages.get(ts as string)).toMatchObject({ text: 'changed' })
    const theirs = { channel, ts: said.message.ts }
    expect(await refusal(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message')
    expect(await refusal(client.chat.delete(theirs))).toBe('cant_delete_message')
    await client.chat.delete({ channel, ts: ts as string })
    expect(await refusal(client.chat.update({ channel, ts: ts as string, text: 'x' }))).toBe(
      'message_not_found',
    )
  })

  it('changes what is sent and keeps the rest, as chat.update does', async () => {
    const metadata = { event_type: 'sent', event_payload: { id: 'a:1' } }
    const { ts } = await post({ blocks: [{ type: 'divider' }], metadata })
    const at = { channel, ts: ts as string }
    const message = () => slack.channel('T1', 'general').messages.get(at.ts)
    await client.chat.update({ ...at, text: 'two', blocks: [{ type: 'divider', block_id: 'second' }] })
    expect(message()).toMatchObject({ text: 'two', blocks: [{ block_id: 'second' }], metadata })
    expect(message()?.editedTs).toBeUndefined()
    await client.chat.update({ ...at, text: 'three', metadata: {} as never })
    expect(message()).toMatchObject({ text: 'three', blocks: undefined, metadata: undefined })
    expect(message()?.editedTs).toBeDefined()
    expect(await refusal(client.chat.update({ ...at, text: 'x'.repeat(4001) }))).toBe('msg_too_long')
    expect(await refusal(client.chat.update({ ...at, text: 'x', file_ids: ['FNONE'] }))).toBe(
      'file_not_found',
    )
  })

  it('shows an ephemeral message to one person, in no history', async () => {
    await client.chat.postEphemeral({ channel, user: 'UT1ANN', text: 'between us' })
    const textsOf = (name: string) =>
      slack
        .user('T1', name)
        .sees('general')
        .map(({ text }) => text)
    expect(textsOf('ann')).toEqual(['between us'])
    expect(textsOf('ben')).toEqual([])
    expect((await client.conversations.history({ channel })).messages).toEqual([])
    expect(await refusal(client.chat.postEphemeral({ channel, user: 'UNOBODY', text: 'x' }))).toBe(
      'user_not_found',
    )
  })

  it('opens direct messages, by their id or by the person', async () => {
    const opened = await client.conversations.open({ users: 'UT1ANN' })
    await client.chat.postMessage({ channel: opened.channel?.id as string, text: 'one' })
    await client.chat.postMessage({ channel: 'UT1ANN', text: 'two' })
    expect(
      slack
        .user('T1', 'ann')
        .sees('dm')
        .map(({ text }) => text),
    ).toEqual(['one', 'two'])
    expect(await refusal(client.conversations.open({ users: 'UNOBODY' }))).toBe('user_not_found')
  })

  it('gives the pointers of what is wrong with blocks', async () => {
    const error = await post({ blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      code: ErrorCode.PlatformError,
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]'],
        },
      },
    })
    expect(slack.channel('T1', 'general').messages.size).toBe(0)
  })

  it('refuses with Slack’s codes', async () => {
    expect(await refusal(post({ text: '' }))).toBe('no_text')
    expect(await refusal(post({ text: 'x'.repeat(40_001) }))).toBe('msg_too_long')
    const sections = Array.from({ length: 5 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(3000) },
    }))
    expect(await refusal(post({ blocks: sections }))).toBe('msg_blocks_too_long')
    expect(await refusal(post({ channel: 'CNONE' }))).toBe('channel_not_found')
    expect(await refusal(post({ thread_ts: '1234567890.000001' }))).toBe('thread_not_found')
    expect(await refusal(post({ thread_ts: '0' }))).toBe('invalid_thread_ts')
    expect(await refusal(post({ metadata: { event_type: 'a b', event_payload: {} } }))).toBe(
      'invalid_metadata_format',
    )
    expect(await refusal(post({ username: 'Somebody' }))).toBe('missing_scope')
    expect(await refusal(client.apiCall('chat.shout'))).toBe('unknown_method')
  })
})

describe('threads as strict as Slack’s', () => {
  it('takes a reply to a thread that is not there, and shows it to nobody', async () => {
    await start({ strictThreads: true })
    const post = client.chat.postMessage({ channel: 'CT1GENERAL', text: 'x', thread_ts: '1700000000.000001' })
    expect(await refusal(post)).toBe('ok')
    expect(slack.user('T1', 'ann').sees('general')).toEqual([])
  })

  it('shows an ephemeral message in a thread only where somebody has replied', async () => {
    await start({ strictThreads: true })
    const channel = 'CT1GENERAL'
    const post = (more: object = {}) => client.chat.postMessage({ channel, text: 'hello', ...more })
    const { ts } = await post()
    const thread_ts = ts as string
    const whisper = (text: string) => client.chat.postEphemeral({ channel, user: 'UT1ANN', text, thread_ts })
    await whisper('into the void')
    await post({ text: 'reply', thread_ts })
    await whisper('seen')
    const texts = slack
      .user('T1', 'ann')
      .sees('general', thread_ts)
      .map(({ text }) => text)
    expect(texts).toEqual(['hello', 'reply', 'seen'])
  })
})

describe('who may do what', () => {
  beforeEach(() =>
    start({
      workspaces: [
        {
          id: 'T1',
          scopes: [...usualScopes, 'chat:write.public', 'channels:read', 'groups:read'],
          people: ['ann', { name: 'owner', isOwner: true, isAdmin: true }],
          channels: [
            'general',
            { name: 'apart', withoutBot: true },
            { name: 'secret', kind: 'private', withoutBot: true },
            { name: 'old', archived: true },
            { name: 'news', postingRefusal: 'restricted_action' },
          ],
        },
        { id: 'T2', scopes: ['chat:write'], channels: ['general', { name: 'apart', withoutBot: true }] },
      ],
    }),
  )
  const postTo = (name: string) =>
    client.chat.postMessage({ channel: slack.channel('T1', name).id, text: 'x' })

  it('refuses tokens that are missing, unknown, revoked or of the wrong kind', async () => {
    const tokenless = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })
    expect([tokenless.status, await tokenless.json()]).toEqual([200, { ok: false, error: 'not_authed' }])
    expect(await refusal(clientOf(slack, 'xoxb-other').auth.test())).toBe('invalid_auth')
    expect(await refusal(clientOf(slack, 'xapp-local').auth.test())).toBe('not_allowed_token_type')
    expect(await refusal(client.apps.connections.open({}))).toBe('not_allowed_token_type')
    slack.revoke('T1')
    expect(await refusal(client.auth.test())).toBe('token_revoked')
    slack.revoke('T1', 'account_inactive')
    expect(await refusal(client.auth.test())).toBe('account_inactive')
  })

  it('keeps the workspaces apart', async () => {
    const other = clientOf(slack, 'xoxb-T2')
    expect(await other.auth.test()).toMatchObject({ team_id: 'T2' })
    expect(await refusal(other.chat.postMessage({ channel: 'CT1GENERAL', text: 'x' }))).toBe(
      'channel_not_found',
    )
    await other.chat.postMessage({ channel: 'CT2GENERAL', text: 'x' })
    expect(slack.channel('T1', 'general').messages.size).toBe(0)
    expect(slack.calls.at(-1)).toMatchObject({ bearer: 'xoxb-T2', team: 'T2', method: 'chat.postMessage' })
  })

  it('knows where the bot may write', async () => {
    expect(await refusal(postTo('apart'))).toBe('ok')
    expect(await refusal(postTo('secret'))).toBe('channel_not_found')
    expect(await refusal(postTo('old'))).toBe('is_archived')
    expect(await refusal(postTo('news'))).toBe('restricted_action')
    const other = clientOf(slack, 'xoxb-T2')
    expect(await refusal(other.chat.postMessage({ channel: 'CT2APART', text: 'x' }))).toBe('not_in_channel')
  })

  it('lets the bot read only where it is, and join only what is public', async () => {
    const channel = 'CT1APART'
    expect(await refusal(client.conversations.history({ channel }))).toBe('not_in_channel')
    await client.conversations.join({ channel })
    expect((await client.conversations.history({ channel })).ok).toBe(true)
    expect(await refusal(client.conversations.join({ channel: 'CT1SECRET' }))).toBe('channel_not_found')
    expect(await refusal(client.conversations.join({ channel: 'CT1OLD' }))).toBe('is_archived')
    const { channels } = await client.conversations.list({
      types: 'public_channel,private_channel',
      exclude_archived: true,
    })
    expect(channels?.map(({ name }) => name)).toEqual(['general', 'apart', 'news'])
  })

  it('says which scope is missing', async () => {
    const other = clientOf(slack, 'xoxb-T2')
    const error = await other.users.info({ user: 'UT2ANN' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
    })
    expect(await refusal(other.conversations.history({ channel: 'CT2GENERAL' }))).toBe('missing_scope')
  })

  it('tells about people', async () => {
    const { user } = await client.users.info({ user: 'UT1OWNER' })
    expect(user).toMatchObject({ is_admin: true, is_owner: true, tz: 'Europe/Amsterdam' })
    expect(await refusal(client.users.info({ user: 'UNOBODY' }))).toBe('user_not_found')
  })
})
