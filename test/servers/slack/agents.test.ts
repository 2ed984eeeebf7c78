import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, refusal } from './clients.js'
import { type Message, type Slack, type SlackOptions, startSlack } from './server.js'

let slack: Slack
let client: WebClient
const start = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  client = clientOf(slack)
}
afterEach(() => slack.stop())

describe('streams and agents', () => {
  beforeEach(() => start())
  const channel = 'CT1GENERAL'

  const asked = async () => (await slack.user('T1', 'ann').says('general', 'a question')).message
  const begin = async (more: object = {}) => {
    const thread_ts = (await asked()).ts
    const to = { channel, thread_ts, recipient_team_id: 'T1', recipient_user_id: 'UT1ANN' }
    const { ts } = await client.chat.startStream({ ...to, ...more })
    return { channel, ts: ts as string }
  }
  const stored = ({ ts }: { ts: string }) => slack.channel('T1', 'general').messages.get(ts) as Message

  it('streams text to somebody named, and stays in one way of streaming', async () => {
    const thread = { channel, thread_ts: (await asked()).ts }
    expect(await refusal(client.chat.startStream(thread))).toBe('missing_recipient_team_id')
    const at = await begin({ markdown_text: 'one ' })
    await client.chat.appendStream({ ...at, markdown_text: 'two' })
    const append = (more: object) => refusal(client.chat.appendStream({ ...at, ...more }))
    expect(await append({ markdown_text: 'x'.repeat(12_001) })).toBe('msg_too_long')
    expect(await append({ chunks: [{ type: 'markdown_text', text: 'x' }] })).toBe('streaming_mode_mismatch')
    expect(await append({})).toBe('markdown_text_or_chunks_required')
    expect(await refusal(client.chat.update({ ...at, text: 'x' }))).toBe('streaming_state_conflict')
    await client.chat.stopStream({ ...at, blocks: [{ type: 'divider' }] })
    expect(stored(at)).toMatchObject({ text: 'one two', stream: { state: 'completed' } })
    expect(await append({ markdown_text: 'x' })).toBe('message_not_in_streaming_state')
  })

  it('streams tasks and blocks, until the person stops it', async () => {
    const at = await begin({ chunks: [{ type: 'task_update', id: 't', title: 'Size', status: 'pending' }] })
    const wrong = [{ type: 'task_update' as const, id: 't', title: 'Size', status: 'busy' as 'error' }]
    expect(await refusal(client.chat.appendStream({ ...at, chunks: wrong }))).toBe('invalid_chunks')
    await client.chat.appendStream({ ...at, chunks: [{ type: 'blocks', blocks: [{ type: 'divider' }] }] })
    await slack.user('T1', 'ann').stops(stored(at))
    const late = { ...at, chunks: [{ type: 'markdown_text' as const, text: 'late' }] }
    expect(await refusal(client.chat.appendStream(late))).toBe('stopped_by_user')
    expect(await refusal(client.chat.stopStream(at))).toBe('ok')
    expect(stored(at).stream?.chunks.map(({ type }) => type)).toEqual(['task_update', 'blocks'])
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
    expect(await refusal(client.agents.sessions.setStatus({ ...at, status: 'busy' }))).toBe('invalid_status')
    expect(await client.agents.sessions.setStatus({ ...at, status: 'processing' })).toMatchObject({
      status: 'processing',
    })
  })
})
describe('time', () => {
  it('takes a status away after two minutes', async () => {
    let now = 1_800_000_000_000
    await start({ now: () => now })
    const { message } = await slack.user('T1', 'ann').says('general', 'a question')
    const at = { channel_id: 'CT1GENERAL', thread_ts: message.ts }
    await client.assistant.threads.setStatus({ ...at, status: 'is estimating' })
    now += 119_000
    expect(slack.status('T1', 'general', message.ts)).toBe('is estimating')
    now += 1000
    expect(slack.status('T1', 'general', message.ts)).toBe('')
  })
})
