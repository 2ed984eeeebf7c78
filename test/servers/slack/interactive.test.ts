import type { App, BlockAction } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { startOverHttp } from './bolt-apps.js'
import { clientOf, refusal } from './clients.js'
import type { Slack, SlackOptions } from './server.js'

let slack: Slack
let app: App
const start = async (options: SlackOptions, listen: (app: App) => void) => {
  ;({ slack, app } = await startOverHttp(options, listen))
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

const button = (label: string, action_id: string) => ({
  type: 'button' as const,
  text: { type: 'plain_text' as const, text: label },
  action_id,
  value: `value of ${label}`,
})

describe('buttons and inputs', () => {
  const blocks = [
    {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: 'Choose' },
      accessory: button('Stop', 'stop'),
    },
    { type: 'actions' as const, elements: [button('Yes', 'yes'), button('No', 'no')] },
    {
      type: 'input' as const,
      label: { type: 'plain_text' as const, text: 'Budget' },
      element: { type: 'plain_text_input' as const, action_id: 'budget' },
    },
    {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: 'Hardware' },
      accessory: {
        type: 'static_select' as const,
        action_id: 'hardware',
        options: ['T4', 'A100'].map((each) => ({
          text: { type: 'plain_text' as const, text: each },
          value: each,
        })),
      },
    },
    {
      type: 'context_actions' as const,
      elements: [
        {
          type: 'feedback_buttons' as const,
          action_id: 'feedback',
          positive_button: { text: { type: 'plain_text' as const, text: 'Good' }, value: 'good' },
          negative_button: { text: { type: 'plain_text' as const, text: 'Bad' }, value: 'bad' },
        },
      ],
    },
  ]
  const pressed: BlockAction[] = []
  const posted = async () => {
    pressed.length = 0
    await start({}, (bolt) =>
      bolt.action(/.*/, async ({ ack, body, respond }) => {
        pressed.push(body as BlockAction)
        await ack()
        if (pressed.at(-1)?.actions[0]?.action_id === 'yes')
          await respond({ text: 'Done.', replace_original: true })
      }),
    )
    const { ts } = await app.client.chat.postMessage({
      token: 'xoxb-T1',
      channel: 'CT1GENERAL',
      text: 'Choose',
      blocks,
    })
    return slack.channel('T1', 'general').messages.get(ts as string) as never
  }

  it('are pressed by their words, and bring all that an app needs to know', async () => {
    const message = await posted()
    const ann = slack.user('T1', 'ann')
    ann.fills(message, { Budget: '500 euro' })
    expect(await ann.presses(message, 'No')).toMatchObject({ ok: true, status: 200 })
    expect(pressed[0]).toMatchObject({
      type: 'block_actions',
      team: { id: 'T1' },
      user: { id: 'UT1ANN' },
      channel: { id: 'CT1GENERAL', name: 'general' },
      container: { type: 'message', channel_id: 'CT1GENERAL', is_ephemeral: false },
      message: { bot_id: 'BT1', text: 'Choose' },
      actions: [{ type: 'button', action_id: 'no', value: 'value of No' }],
    })
    expect(JSON.stringify(pressed[0]?.state)).toContain(
      '"budget":{"type":"plain_text_input","value":"500 euro"}',
    )
    await ann.presses(message, 'Stop')
    await ann.presses(message, 'Bad')
    expect(pressed.slice(1).map(({ actions }) => actions[0])).toMatchObject([
      { action_id: 'stop' },
      { action_id: 'feedback', type: 'feedback_buttons', value: 'bad', text: { text: 'Bad' } },
    ])
    await expect(ann.presses(message, 'Maybe')).rejects.toThrow('among Stop, Yes, No, Good, Bad')
  })

  it('are chosen by their words', async () => {
    const message = await posted()
    const ann = slack.user('T1', 'ann')
    await ann.selects(message, 'Hardware', 'A100')
    expect(pressed[0]?.actions[0]).toMatchObject({
      action_id: 'hardware',
      selected_option: { value: 'A100' },
    })
    await expect(ann.selects(message, 'Hardware', 'TPU')).rejects.toThrow('among T4, A100')
  })

  it('let the app replace the message they stand in, once pressed', async () => {
    const message = await posted()
    await slack.user('T1', 'ann').presses(message, 'Yes')
    await expect.poll(() => textsOf('ben')).toEqual(['Done.'])
    await expect(slack.user('T1', 'ann').presses(message, 'Yes')).rejects.toThrow('No such button')
  })
})

describe('views', () => {
  const modal = (title: string) => ({
    type: 'modal' as const,
    callback_id: 'answers',
    notify_on_close: true,
    title: { type: 'plain_text' as const, text: title },
    submit: { type: 'plain_text' as const, text: 'Send' },
    blocks: [
      {
        type: 'input' as const,
        block_id: 'budget',
        label: { type: 'plain_text' as const, text: 'Budget' },
        element: { type: 'plain_text_input' as const, action_id: 'words' },
      },
      {
        type: 'input' as const,
        block_id: 'task',
        optional: true,
        label: { type: 'plain_text' as const, text: 'Task' },
        element: {
          type: 'radio_buttons' as const,
          action_id: 'choice',
          options: ['Rank', 'Classify'].map((each) => ({
            text: { type: 'plain_text' as const, text: each },
            value: each,
          })),
        },
      },
    ],
  })
  const errors: string[] = []
  const told: unknown[] = []
  const withModal = async (now?: () => number) => {
    errors.length = 0
    told.length = 0
    await start(now ? { now } : {}, (bolt) => {
      bolt.shortcut('ask', async ({ ack, shortcut, client }) => {
        await ack()
        const open = () => client.views.open({ trigger_id: shortcut.trigger_id, view: modal('Answer') })
        for (const attempt of [open, open])
          await attempt().catch((error: { data: { error: string } }) => errors.push(error.data.error))
      })
      bolt.view('answers', async ({ ack, view }) => {
        told.push(view.state.values)
        const words = view.state.values.budget?.words?.value
        if (words === 'none') await ack({ response_action: 'errors', errors: { budget: 'Some is needed' } })
        else if (words === 'more') await ack({ response_action: 'update', view: modal('More') })
        else await ack()
      })
      bolt.view({ callback_id: 'answers', type: 'view_closed' }, async ({ ack, body }) => {
        told.push(body.type)
        await ack()
      })
      bolt.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Designs' } }] },
        })
      })
    })
    return slack.user('T1', 'ann')
  }
  const opened = async () => {
    const ann = await withModal()
    await ann.usesShortcut('ask')
    await expect.poll(() => ann.modal()?.view.title).toMatchObject({ text: 'Answer' })
    return { ann, view: ann.modal() as never }
  }

  it('are opened with a trigger, once', async () => {
    await opened()
    await expect.poll(() => errors).toEqual(['exchanged_trigger_id'])
  })

  it('are not opened with an old trigger', async () => {
    let now = Date.now()
    const ann = await withModal(() => now)
    slack.slow(20)
    const ack = await ann.usesShortcut('ask')
    now += 3001
    expect(ack.ok).toBe(true)
    await expect.poll(() => errors[0]).toBe('expired_trigger_id')
    expect(ann.modal()).toBeUndefined()
  })

  it('are submitted with what was filled in, and stay open when the app finds errors', async () => {
    const { ann, view } = await opened()
    await expect(ann.submits(view)).rejects.toThrow('Budget')
    const ack = await ann.submits(view, { Budget: 'none', Task: 'Rank' })
    expect(ack.body).toEqual({ response_action: 'errors', errors: { budget: 'Some is needed' } })
    expect(told[0]).toMatchObject({
      budget: { words: { type: 'plain_text_input', value: 'none' } },
      task: { choice: { type: 'radio_buttons', selected_option: { value: 'Rank' } } },
    })
    await ann.submits(view, { Budget: 'more' })
    expect(ann.modal()?.view.title).toMatchObject({ text: 'More' })
    await ann.submits(view, { Budget: '5' })
    expect(ann.modal()).toBeUndefined()
  })

  it('tell the app when they are closed', async () => {
    const { ann, view } = await opened()
    await ann.closes(view)
    expect([told, ann.modal()]).toEqual([['view_closed'], undefined])
  })

  it('are stacked at most three high, and changed by id or by hash', async () => {
    const { ann } = await opened()
    const client = clientOf(slack)
    const push = () => client.views.push({ trigger_id: trigger(), view: modal('Next') })
    const trigger = () => {
      void ann.usesShortcut('nothing')
      return String(slack.deliveries.at(-1)?.payload.trigger_id)
    }
    await push()
    const { view } = await push()
    expect(view).toMatchObject({ previous_view_id: expect.stringMatching(/^V/), title: { text: 'Next' } })
    expect(await refusal(push())).toBe('push_limit_reached')
    const change = { view_id: view?.id as string, view: modal('Changed') }
    expect(await refusal(client.views.update({ ...change, hash: 'old' }))).toBe('hash_conflict')
    await client.views.update({ ...change, hash: view?.hash as string })
    expect(ann.modal()?.view.title).toMatchObject({ text: 'Changed' })
    const tooLong = { ...modal('x'.repeat(25)) }
    expect(await refusal(client.views.update({ view_id: view?.id as string, view: tooLong }))).toBe(
      'invalid_arguments',
    )
    expect(await refusal(client.views.update({ view_id: 'VNONE', view: modal('x') }))).toBe('not_found')
  })

  it('make the home tab', async () => {
    const ann = await withModal()
    await ann.opensHome()
    await expect.poll(() => ann.home()?.view.blocks).toMatchObject([{ type: 'header' }])
  })
})

describe('what else people do', () => {
  it('use a shortcut on a message, and look up options that the app gives', async () => {
    const told: unknown[] = []
    const element = { type: 'external_select' as const, action_id: 'team', min_query_length: 1 }
    await start({}, (bolt) => {
      bolt.shortcut({ type: 'message_action', callback_id: 'design' }, async ({ ack, shortcut }) => {
        told.push([shortcut.message.text, shortcut.channel.name])
        await ack()
      })
      bolt.options('team', async ({ ack, payload }) => {
        const option = { text: { type: 'plain_text' as const, text: `Team ${payload.value}` }, value: 't1' }
        await ack({ options: [option] })
      })
    })
    const ann = slack.user('T1', 'ann')
    const { message } = await ann.says('general', 'rank news')
    await ann.usesShortcut('design', message)
    expect(told).toEqual([['rank news', 'general']])
    const blocks = [{ type: 'actions' as const, elements: [element] }]
    const { ts } = await app.client.chat.postMessage({
      token: 'xoxb-T1',
      channel: 'CT1GENERAL',
      text: 'x',
      blocks,
    })
    const select = slack.channel('T1', 'general').messages.get(ts as string) as never
    expect((await ann.looksUp(select, 'team', 'x')).body).toMatchObject({ options: [{ value: 't1' }] })
  })

  it('start a thread with the agent, and stop it', async () => {
    const told: unknown[] = []
    await start({}, (bolt) => {
      bolt.event('assistant_thread_started', async ({ event }) => {
        told.push(event.assistant_thread)
      })
      bolt.event('agent_session_stopped', async ({ event }) => {
        told.push({ thread_ts: event.thread_ts, streaming: event.streaming_message_ts })
      })
    })
    const ann = slack.user('T1', 'ann')
    await ann.startsAssistantThread()
    const [root] = ann.sees('dm')
    const at = { token: 'xoxb-T1', channel: root?.channel as string, thread_ts: root?.ts as string }
    const { ts } = await app.client.chat.startStream({ ...at, markdown_text: 'one' })
    await ann.stops(root as never)
    expect(told).toEqual([
      { user_id: 'UT1ANN', channel_id: 'DT1ANN', thread_ts: root?.ts, context: {} },
      { thread_ts: root?.ts, streaming: [ts] },
    ])
  })
})
