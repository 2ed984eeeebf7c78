import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, refusal } from './clients.js'
import { type Slack, type SlackOptions, startSlack } from './server.js'

let slack: Slack
let client: WebClient
const start = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  client = clientOf(slack)
}
afterEach(() => slack.stop())

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

describe('what goes wrong beside the methods', () => {
  beforeEach(() => start())

  it('loses an upload, or its answer', async () => {
    const upload = () => client.filesUploadV2({ channel_id: 'CT1GENERAL', content: 'ab', filename: 'a.md' })
    slack.fail({ method: 'upload', how: { kind: 'status', status: 500 } })
    slack.fail({ method: 'upload', how: { kind: 'drop', stored: true } })
    await expect(upload()).rejects.toThrow()
    await expect(upload()).rejects.toThrow()
    expect([...slack.team('T1').files.values()].map(({ content }) => content?.toString())).toEqual([
      undefined,
      'ab',
    ])
    expect(await refusal(upload())).toBe('ok')
  })

  it('loses what is sent to a response_url', async () => {
    slack.sendTo(slack.url)
    await slack.user('T1', 'ann').command('/ml-architect', '', 'general')
    const url = String(slack.deliveries[0]?.payload.response_url)
    const headers = { 'content-type': 'application/json' }
    const respond = async () => (await fetch(url, { method: 'POST', headers, body: '{"text":"x"}' })).status
    slack.fail({ method: 'response_url', how: { kind: 'ratelimited', retryAfterSeconds: 3 } })
    slack.fail({ method: 'response_url', how: { kind: 'status', status: 500, stored: true } })
    expect([await respond(), await respond(), await respond()]).toEqual([429, 500, 200])
    expect(slack.user('T1', 'ann').sees('general')).toHaveLength(2)
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
