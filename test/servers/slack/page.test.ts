import { App, type BlockAction } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { quietLogger } from './quiet-logger.js'
import { type Slack, startSlack } from './server.js'

let slack: Slack
let app: App
afterEach(async () => {
  await app.stop()
  await slack.stop()
})

const show = async (path: string) => (await fetch(`${slack.url}${path}`)).text()
const act = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${slack.url}/act`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({ team: 'T1', as: 'ann', place: 'general', ...fields }),
  })

/** A real app over Socket Mode. */
async function start(listen: (app: App) => void): Promise<void> {
  slack = await startSlack()
  app = new App({
    token: 'xoxb-T1',
    appToken: slack.app.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logger: quietLogger,
  })
  listen(app)
  await app.start()
}
const feed = () => show('/feed?team=T1&as=ann&place=general')
const targetIn = (page: string) => /name="target" value="([\w.]+)"/.exec(page)?.[1] ?? ''
const plain = (text: string) => ({ type: 'plain_text' as const, text })

describe('the page', () => {
  it('shows what was posted, escaped, and lets a person write and press', async () => {
    await start((bolt) => {
      bolt.command('/ml-architect', async ({ ack, command, client }) => {
        await ack()
        await client.chat.postMessage({
          channel: command.channel_id,
          text: 'x',
          blocks: [
            { type: 'header', text: plain('<script>') },
            {
              type: 'table',
              rows: [[{ type: 'raw_text', text: 'Parameters' }], [{ type: 'raw_text', text: '25,326' }]],
            },
            { type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('<script>') }] },
          ],
        })
      })
      bolt.action('go', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'Pressed.', replace_original: true })
      })
    })
    expect((await act({ do: 'write', text: '/ml-architect rank news' })).status).toBe(303)
    const page = await feed()
    expect(page).toContain('<h3>&lt;script&gt;</h3>')
    expect(page).toContain('25,326')
    expect(page).not.toContain('<script>')
    const target = targetIn(page)
    await act({ do: 'press go', target })
    expect(await feed()).toContain('Pressed.')

    const gone = await act({ do: 'press go', target })
    expect(decodeURIComponent(gone.headers.get('location') ?? '')).toContain('No such button')
    expect(await show('/?note=<b>')).toContain('&lt;b&gt;')
    expect((await act({ do: 'write', text: 'x' }, { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('takes along what was filled in, in a message and in a modal', async () => {
    const told: unknown[] = []
    const input = {
      type: 'input' as const,
      block_id: 'budget',
      label: plain('Budget'),
      element: { type: 'plain_text_input' as const, action_id: 'words' },
    }
    await start((bolt) => {
      bolt.action<BlockAction>('ask', async ({ ack, body, client }) => {
        await ack()
        told.push(body.state?.values.budget?.words?.value)
        const view = {
          type: 'modal' as const,
          callback_id: 'm',
          title: plain('More'),
          submit: plain('Send'),
          blocks: [input],
        }
        await client.views.open({ trigger_id: body.trigger_id, view })
      })
      bolt.view('m', async ({ ack, view }) => {
        told.push(view.state.values.budget?.words?.value)
        await ack()
      })
    })
    const blocks = [
      input,
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'ask', text: plain('Ask') }],
      },
    ]
    await app.client.chat.postMessage({ channel: 'CT1GENERAL', text: 'x', blocks })
    await act({ do: 'press ask', target: targetIn(await feed()), 'field:words': 'in the message' })
    const modal = await show('/?team=T1&as=ann&place=general')
    expect(modal).toContain('<h3>More</h3>')
    await act({ do: 'submit', target: targetIn(modal), 'field:words': 'in the modal' })
    expect(told).toEqual(['in the message', 'in the modal'])
    expect(await show('/?team=T1&as=ann&place=general')).not.toContain('<h3>More</h3>')
  })
})
