import { ErrorCode, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietLogger } from './quiet-logger.js'
import { type Slack, type SlackOptions, startSlack } from './server.js'

const clientOf = (slack: Slack, token: string) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2000,
    logger: quietLogger,
  })

/** The code that a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? (error as { code: string }).code
  }
  return 'ok'
}

let slack: Slack
let client: WebClient
const start = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  client = clientOf(slack, 'xoxb-T1')
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

describe('who may do what', () => {
  beforeEach(() =>
    start({
      workspaces: [
        {
          id: 'T1',
          people: ['ann', { name: 'owner', isOwner: true, isAdmin: true }],
          channels: [
            'general',
            { name: 'apart', withoutBot: true },
            { name: 'secret', kind: 'private', withoutBot: true },
            { name: 'old', archived: true },
            { name: 'news', readOnly: true },
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

describe('files', () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')

  it('takes an upload in three steps and shares it where told', async () => {
    await start()
    await client.filesUploadV2({ channel_id: 'CT1GENERAL', file: png, filename: 'a.png', title: 'Layers' })
    const [message] = slack.channel('T1', 'general').messages.values()
    const id = message?.files?.[0] as string
    expect(slack.file('T1', id)?.content).toEqual(png)
    const { file } = await client.files.info({ file: id })
    expect(file).toMatchObject({ title: 'Layers', mimetype: 'image/png', size: 8 })
    const fetched = await fetch(file?.url_private as string, { headers: { authorization: 'Bearer xoxb-T1' } })
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png)
    expect((await fetch(file?.url_private as string)).status).toBe(404)
  })

  it('shows a file in a message only when it is uploaded, and looked at', async () => {
    let now = 1_800_000_000_000
    await start({ now: () => now, fileProcessingMs: 2000 })
    const { upload_url, file_id } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: png.length,
    })
    const id = file_id as string
    const show = () =>
      refusal(
        client.chat.postMessage({
          channel: 'CT1GENERAL',
          text: 'x',
          blocks: [{ type: 'image', alt_text: 'Layers', slack_file: { id } }],
        }),
      )
    expect(await show()).toBe('invalid_blocks')
    expect(await refusal(client.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found')
    const short = await fetch(upload_url as string, { method: 'POST', body: new Uint8Array(png.subarray(1)) })
    expect(short.status).toBe(400)
    expect((await fetch(upload_url as string, { method: 'POST', body: new Uint8Array(png) })).status).toBe(
      200,
    )
    await client.files.completeUploadExternal({ files: [{ id, title: 'Layers' }] })
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('')
    expect(await show()).toBe('invalid_blocks')
    now += 2000
    expect(await show()).toBe('ok')
  })

  it('shares a file whose permanent link is in the message', async () => {
    await start()
    const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'a.md', length: 2 })
    await fetch(upload_url as string, { method: 'POST', body: 'ab' })
    const done = await client.files.completeUploadExternal({ files: [{ id: file_id as string }] })
    const text = `<${done.files?.[0]?.permalink}|a.md>`
    const posted = await client.chat.postMessage({ channel: 'CT1GENERAL', text })
    expect((posted.message as { files?: { id: string }[] }).files?.map(({ id }) => id)).toEqual([file_id])
    const { file } = await client.files.info({ file: file_id as string })
    expect(file?.shares?.public).toMatchObject({ CT1GENERAL: [{ ts: posted.ts }] })
  })
})

describe('what goes wrong on purpose', () => {
  beforeEach(() => start())
  const post = (text: string) => client.chat.postMessage({ channel: 'CT1GENERAL', text })
  const stored = () => [...slack.channel('T1', 'general').messages.values()].map(({ text }) => text)

  it('fails before or after the message is stored', async () => {
    slack.fail({ method: 'chat.postMessage', how: { kind: 'status', status: 503 } })
    slack.fail({ method: 'chat.postMessage', how: { kind: 'status', status: 500, stored: true } })
    slack.fail({ method: 'chat.postMessage', how: { kind: 'drop' } })
    slack.fail({ method: 'chat.postMessage', how: { kind: 'drop', stored: true } })
    for (const text of ['a', 'b', 'c', 'd']) expect(await refusal(post(text))).not.toBe('ok')
    expect(stored()).toEqual(['b', 'd'])
    expect(await refusal(post('e'))).toBe('ok')
  })

  it('limits, errs and dawdles as told, so often and so late as told', async () => {
    slack.fail({ method: 'chat.postMessage', after: 1, how: { kind: 'ratelimited', retryAfterSeconds: 7 } })
    expect(await refusal(post('a'))).toBe('ok')
    expect(await post('b').catch((error: unknown) => error)).toMatchObject({ retryAfter: 7 })
    slack.fail({ method: '*', times: 2, how: { kind: 'error', error: 'fatal_error' } })
    expect([await refusal(post('c')), await refusal(client.auth.test())]).toEqual([
      'fatal_error',
      'fatal_error',
    ])
    slack.fail({ method: 'chat.postMessage', how: { kind: 'slow', ms: 60 } })
    const started = performance.now()
    await post('d')
    expect(performance.now() - started).toBeGreaterThan(50)
    expect(stored()).toEqual(['a', 'd'])
  })
})

describe('rates', () => {
  it('lets a channel have one post a second, and an update about every second', async () => {
    let now = 1_800_000_000_000
    await start({ strictRates: true, now: () => now })
    const post = (channel = 'CT1GENERAL') => client.chat.postMessage({ channel, text: 'x' })
    const { ts } = await post()
    expect(await post().catch((error: unknown) => error)).toMatchObject({ retryAfter: 1 })
    expect((await post('UT1ANN')).ok).toBe(true)
    now += 1000
    expect((await post()).ok).toBe(true)
    const update = () => client.chat.update({ channel: 'CT1GENERAL', ts: ts as string, text: 'y' })
    for (let n = 0; n < 50; n++) await update()
    expect(await update().catch((error: unknown) => error)).toMatchObject({ retryAfter: 60 })
  })
})

describe('streams and agents', () => {
  beforeEach(() => start())
  const channel = 'CT1GENERAL'

  it('streams a message, in a channel only to somebody named', async () => {
    const { message } = await slack.user('T1', 'ann').says('general', 'a question')
    const thread = { channel, thread_ts: message.ts }
    expect(await refusal(client.chat.startStream(thread))).toBe('missing_recipient_team_id')
    const to = { ...thread, recipient_team_id: 'T1', recipient_user_id: 'UT1ANN' }
    const { ts } = await client.chat.startStream({ ...to, markdown_text: 'one ' })
    const at = { channel, ts: ts as string }
    await client.chat.appendStream({ ...at, markdown_text: 'two' })
    expect(await refusal(client.chat.appendStream({ ...at, markdown_text: 'x'.repeat(12_001) }))).toBe(
      'msg_too_long',
    )
    await client.chat.appendStream({
      ...at,
      chunks: [{ type: 'task_update', id: 't', title: 'Size', status: 'complete' }],
    })
    await client.chat.stopStream({ ...at, blocks: [{ type: 'divider' }] })
    const stored = slack.channel('T1', 'general').messages.get(ts as string)
    expect(stored).toMatchObject({ text: 'one two', stream: { state: 'completed' }, threadTs: message.ts })
    expect(await refusal(client.chat.appendStream({ ...at, markdown_text: 'x' }))).toBe(
      'message_not_in_streaming_state',
    )
  })

  it('shows a status until the app speaks', async () => {
    const { message } = await slack.user('T1', 'ann').says('general', 'a question')
    const at = { channel_id: channel, thread_ts: message.ts }
    const status = () => slack.status('T1', 'general', message.ts)
    await client.assistant.threads.setStatus({ ...at, status: 'is estimating' })
    expect(status()).toBe('is estimating')
    await client.assistant.threads.setStatus({ ...at, status: '' })
    expect(status()).toBe('')
    await client.assistant.threads.setStatus({ ...at, status: 'is estimating' })
    await client.chat.postMessage({ channel, thread_ts: message.ts, text: 'done' })
    expect(status()).toBe('')
    const prompts = Array.from({ length: 5 }, () => ({ title: 'a', message: 'b' }))
    expect(await refusal(client.assistant.threads.setSuggestedPrompts({ ...at, prompts }))).toBe(
      'invalid_arguments',
    )
    expect(await refusal(client.agents.sessions.setStatus({ ...at, status: 'busy' }))).toBe(
      'invalid_arguments',
    )
    expect(await client.agents.sessions.setStatus({ ...at, status: 'processing' })).toMatchObject({
      status: 'processing',
    })
  })
})
