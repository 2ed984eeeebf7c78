import type { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, refusal } from './clients.js'
import { type Slack, type SlackOptions, startSlack, usualScopes } from './server.js'

let slack: Slack
let client: WebClient
const start = async (options: SlackOptions = {}) => {
  slack = await startSlack(options)
  client = clientOf(slack)
}
afterEach(() => slack.stop())

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

  it('shares no file where the bot is not, though it may write there', async () => {
    const scopes = [...usualScopes, 'chat:write.public']
    await start({ workspaces: [{ id: 'T1', scopes, channels: [{ name: 'apart', withoutBot: true }] }] })
    const upload = client.filesUploadV2({ channel_id: 'CT1APART', content: 'x', filename: 'a.md' })
    expect(await refusal(upload)).toBe('not_in_channel')
    expect(await refusal(client.chat.postMessage({ channel: 'CT1APART', text: 'x' }))).toBe('ok')
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
