/** What people do in Slack through the real Bolt: what is accepted, what is answered, and who sees it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatAction } from '../../../src/chat/action.js'
import type { ChatEvent, Receipt } from '../../../src/chat/contract.js'
import { fromRefusal, type RefusalCode } from '../../../src/messages/from-receipt.js'
import type { OutgoingMessage } from '../../../src/messages/message.js'
import type { Message, Person, Slack, StoredView } from '../../servers/slack/server.js'
import { type Listening, type ListeningOptions, listening, posted, read, saying } from './listening.js'

let events: ChatEvent[]
let answer: (event: ChatEvent) => Receipt
let team: Listening
let slack: Slack
let ann: Person
let ben: Person
/** Complaints that the test brings about. */
let expected: number

const accepted: Receipt = { kind: 'accepted', session: 'ABCDEFGHIJKLMNOP' }
const telling = (message: OutgoingMessage, more: object = {}): Receipt => ({
  kind: 'answer',
  audience: 'user',
  message,
  ...more,
})
const refusing = (code: RefusalCode): Receipt => ({
  kind: 'refused',
  code,
  message: fromRefusal('receipt:1', code),
})
const button = (choice: string, label: string) => ({
  label,
  action: { session: 'ABCDEFGHIJKLMNOP', round: 1, question: 'rate', choice },
})

async function start(options: ListeningOptions = {}) {
  events = []
  expected = 0
  answer = () => accepted
  team = await listening(async (event) => {
    events.push(event)
    return answer(event)
  }, options)
  slack = team.slack
  ann = slack.user('T1', 'ann')
  ben = slack.user('T1', 'ben')
}
beforeEach(() => start())
afterEach(async () => {
  expect(team.side.complaints).toHaveLength(expected)
  await team.stop()
})

/** Calls that did something; who somebody is may be asked at any time. */
const calls = () =>
  slack.calls
    .map(({ method }) => method)
    .filter((name) => !['auth.test', 'users.info', 'apps.connections.open'].includes(name))
const shown = (person: Person, channel = 'general', thread?: string) =>
  person
    .sees(channel, thread)
    .filter(({ botId }) => botId !== undefined)
    .map(read)
const modalOf = async (person: Person): Promise<StoredView> => {
  await expect.poll(() => person.modal()).toBeDefined()
  return person.modal() as StoredView
}
/** A message of ours, posted as a worker posts it. */
async function post(message: OutgoingMessage, thread?: string): Promise<Message> {
  const place = { platform: 'slack' as const, space: 'T1', channel: 'CT1GENERAL' }
  const ref = await team.side.poster.deliver(message, {
    kind: 'thread',
    thread: { ...place, ...(thread !== undefined && { thread }) },
  })
  const found = slack.channel('T1', 'general').messages.get(ref.id.split(',')[0] ?? '')
  if (!found) throw new Error('Expected the message to be there.')
  return found
}
/** A thread of ours that has a reply already. */
async function thread(): Promise<Message> {
  const root = await post(saying('Designing.', { id: 'ABCDEFGHIJKLMNOP:0' }))
  await ben.says('general', 'go on', { thread: root.ts })
  events.length = 0
  return root
}

describe.each(['http', 'socket'] as const)('a command over %s', (transport) => {
  beforeEach(async () => {
    await team.stop()
    await start({ transport })
  })

  it('is acknowledged without words where the thread is the answer', async () => {
    const ack = await ann.command('/ml-architect', 'Forecast sales & more', 'general')
    expect(ack).toMatchObject({ ok: true })
    expect(events).toMatchObject([
      {
        kind: 'request',
        text: 'Forecast sales & more',
        tenant: 'slack:T1',
        thread: { space: 'T1', channel: 'CT1GENERAL' },
        user: { id: 'UT1ANN', name: 'ann' },
      },
    ])
    expect(posted(slack)).toEqual([])
    expect(calls()).toEqual([])
  })

  it('is answered in its acknowledgement, for whoever asked alone', async () => {
    answer = () => telling(saying('I design models.'))
    const ack = await ann.command('/ml-architect', 'help', 'general')
    expect(ack).toMatchObject({ ok: true, body: { response_type: 'ephemeral', text: 'I design models.' } })
    expect(shown(ann)).toEqual(['I design models.'])
    expect(shown(ben)).toEqual([])
    // No call of Slack's API is needed for that.
    expect(calls()).toEqual([])
  })

  it('is answered in as many messages as it takes, in order, for whoever asked alone', async () => {
    // More than the five for which Slack's address is good.
    const paragraphs = Array.from({ length: 7 }, (_, i) => `${i}: ${'word '.repeat(1_800)}`)
    answer = () => telling(saying('Long.', { blocks: paragraphs.map((text) => ({ kind: 'text', text })) }))
    const ack = await ann.command('/ml-architect', 'history', 'general')
    expect(ack).toMatchObject({ ok: true })
    await expect.poll(() => shown(ann).join('')).toContain('6: word')
    const seen = shown(ann)
    expect(seen.length).toBeGreaterThan(5)
    const order = [...seen.join('').matchAll(/(\d): word/g)].map(([, n]) => Number(n))
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(shown(ben)).toEqual([])
    expect(posted(slack).every(({ onlyFor }) => onlyFor === ann.id)).toBe(true)
  })
})

describe('a command', () => {
  it('gives files in the direct messages, and says so', async () => {
    await team.stop()
    await start({
      fileOf: async ({ session, entry }) =>
        session === 'ABCDEFGHIJKLMNOP' && entry === 3
          ? { name: 'adr.md', mediaType: 'text/markdown', content: '# Decision' }
          : undefined,
    })
    answer = () =>
      telling(
        saying('The decision.', {
          files: [
            { kind: 'decision', session: 'ABCDEFGHIJKLMNOP', entry: 3, form: 'markdown', name: 'adr.md' },
          ],
        }),
      )
    await ann.command('/ml-architect', 'export 7K2M decision', 'general')
    await expect.poll(() => shown(ann, 'dm').join('\n')).toMatch(/adr\.md/)
    expect(shown(ann)).toEqual([expect.stringMatching(/The decision\.[\s\S]*direct messages/)])
    expect(shown(ben)).toEqual([])
    const [file] = [...slack.team('T1').files.values()]
    expect(file?.content?.toString()).toBe('# Decision')
    // The file is in the conversation with her alone.
    expect(posted(slack).filter(({ onlyFor }) => onlyFor === undefined)).toMatchObject([
      { channel: 'DT1ANN' },
    ])
  })

  it.each(['too-many-requests', 'not-allowed'] as const)(
    'that is refused (%s) says so to one alone',
    async (code) => {
      answer = () => refusing(code)
      await ann.command('/ml-architect', 'Forecast sales', 'general')
      expect(shown(ann)).toEqual([expect.stringContaining(fromRefusal('', code).fallback)])
      expect(shown(ben)).toEqual([])
    },
  )

  it('is answered where it was asked when the address for answers fails', async () => {
    const long = Array.from({ length: 2 }, (_, i) => `${i}: ${'word '.repeat(1_800)}`)
    answer = () => telling(saying('Long.', { blocks: long.map((text) => ({ kind: 'text', text })) }))
    slack.fail({ method: 'response_url', how: { kind: 'status', status: 500 } })
    slack.fail({ method: 'response_url', how: { kind: 'drop' } })
    await ann.command('/ml-architect', 'history', 'general')
    await expect.poll(() => shown(ann).join('')).toMatch(/0: word[\s\S]*1: word/)
    expect(calls()).toEqual(['chat.postEphemeral', 'chat.postEphemeral'])
    expect(shown(ben)).toEqual([])
  })
})

describe('a new request by form', () => {
  it('is asked for by an empty command, and begins in the direct messages', async () => {
    expect(await ann.command('/ml-architect', '  ', 'general')).toMatchObject({ ok: true, body: undefined })
    const modal = await modalOf(ann)
    expect(events).toEqual([])
    expect(await ann.submits(modal, { 'words:0:text': 'Forecast sales < 5 & more' })).toMatchObject({
      ok: true,
    })
    expect(events).toMatchObject([
      { kind: 'request', text: 'Forecast sales < 5 & more', thread: { channel: ann.id } },
    ])
    expect(ann.modal()).toBeUndefined()
  })

  it('stays open with the words where it is refused, and is sent again from there', async () => {
    await ann.command('/ml-architect', '', 'general')
    const modal = await modalOf(ann)
    answer = () => refusing('too-many-requests')
    const ack = await ann.submits(modal, { 'words:0:text': 'Forecast sales' })
    expect(ack).toMatchObject({ ok: true, body: { response_action: 'errors' } })
    expect(JSON.stringify(ack.body)).toContain(fromRefusal('', 'too-many-requests').fallback)
    expect(ann.modal()).toBeDefined()
    answer = () => accepted
    await ann.submits(modal)
    expect(ann.modal()).toBeUndefined()
    expect(events.map((event) => event.kind === 'request' && event.text)).toEqual([
      'Forecast sales',
      'Forecast sales',
    ])
  })

  it('answers a command that was written into it, in the direct messages', async () => {
    answer = () => telling(saying('I design models.'))
    await ann.usesShortcut('design')
    expect(await ann.submits(await modalOf(ann), { 'words:0:text': 'help' })).toMatchObject({ ok: true })
    expect(ann.modal()).toBeUndefined()
    await expect.poll(() => shown(ann, 'dm')).toEqual(['I design models.'])
  })

  it('is asked for by a shortcut from anywhere', async () => {
    expect(await ben.usesShortcut('design')).toMatchObject({ ok: true })
    expect((await modalOf(ben)).view.callback_id).toBe('brief')
  })
})

describe('words', () => {
  it('that mention us begin a thread, and are accepted before they are acknowledged', async () => {
    const said = await ann.says('general', '@ml-architect forecast sales')
    expect(said.ok).toBe(true)
    expect(events).toMatchObject([
      {
        kind: 'request',
        text: 'forecast sales',
        messageId: said.message.ts,
        thread: { thread: said.message.ts },
      },
    ])
    await slack.settled()
    expect(posted(slack)).toEqual([])
  })

  it('in a thread come twice where they mention us, of one message', async () => {
    const { message } = await ann.says('general', 'our sales')
    await ann.says('general', '@ml-architect forecast them', { thread: message.ts })
    await slack.settled()
    expect(events.map(({ messageId, thread }) => [messageId, thread.thread])).toEqual([
      [events[0]?.messageId, message.ts],
      [events[0]?.messageId, message.ts],
    ])
    expect(events.every(({ kind }) => kind === 'request')).toBe(true)
  })

  it('in the direct messages are a request, then replies', async () => {
    const { message } = await ann.says('dm', 'Forecast sales')
    await ann.says('dm', 'we have one T4', { thread: message.ts })
    expect(events).toMatchObject([
      { kind: 'request', text: 'Forecast sales', thread: { channel: 'DT1ANN', thread: message.ts } },
      { kind: 'reply', text: 'we have one T4', thread: { channel: 'DT1ANN', thread: message.ts } },
    ])
  })

  it('in a thread of ours are a reply to us; those of others are left alone', async () => {
    const root = await thread()
    await ann.says('general', 'we have one T4', { thread: root.ts })
    const { message } = await ben.says('general', 'lunch?')
    await ann.says('general', 'yes', { thread: message.ts })
    expect(events).toMatchObject([
      { kind: 'reply', text: 'we have one T4', parentIsOurs: true },
      { kind: 'reply', text: 'yes', parentIsOurs: false },
    ])
  })

  it('come again where the store was away, and are not acknowledged before', async () => {
    let isAway = 2
    answer = () => (isAway-- > 0 ? refusing('store-unavailable') : accepted)
    const said = await ann.says('general', '@ml-architect forecast sales')
    expect(said.ok).toBe(true)
    expect(events).toHaveLength(3)
    expect(new Set(events.map(({ id }) => id)).size).toBe(1)
    expect((team.side.complaints as Error[]).splice(0).map(({ name }) => name)).toEqual([
      'StoreUnavailable',
      'StoreUnavailable',
    ])
    expect(posted(slack)).toEqual([])
  })

  it('are answered to one alone: in the channel while there is no thread, in the thread once there is one', async () => {
    answer = () => telling(saying('I design models.'))
    await ann.says('general', '@ml-architect help')
    await expect.poll(() => shown(ann)).toEqual(['I design models.'])
    expect(shown(ben)).toEqual([])

    answer = () => accepted
    const root = await thread()
    answer = () => telling(saying('Nothing is running.'))
    await ann.says('general', 'status', { thread: root.ts })
    await expect.poll(() => shown(ann, 'general', root.ts)).toContain('Nothing is running.')
    expect(shown(ben, 'general', root.ts)).not.toContain('Nothing is running.')
  })

  it('are answered in the direct messages where they were said, to stay', async () => {
    answer = () => telling(saying('I design models.'))
    const { message } = await ann.says('dm', 'help')
    await expect
      .poll(() => shown(ann, 'dm').concat(shown(ann, 'dm', message.ts)))
      .toContain('I design models.')
    expect(posted(slack)).toMatchObject([{ channel: 'DT1ANN' }])
  })
})

describe('a message that is taken by its menu', () => {
  it('is the request of whoever took it, in its thread', async () => {
    const { message } = await ann.says('general', 'Sales of 40 stores, 12 weeks ahead')
    expect(await ben.usesShortcut('design_from_message', message)).toMatchObject({ ok: true })
    expect(events).toMatchObject([
      {
        kind: 'request',
        text: 'Sales of 40 stores, 12 weeks ahead',
        user: { id: ben.id, name: 'ben' },
        thread: { channel: 'CT1GENERAL', thread: message.ts },
      },
    ])
  })

  it('is refused to whoever took it alone, where they see it', async () => {
    answer = () => refusing('too-many-requests')
    const { message } = await ann.says('general', 'Sales of 40 stores')
    await ben.usesShortcut('design_from_message', message)
    await expect.poll(() => shown(ben)).toEqual([expect.stringContaining('more new designs')])
    expect(shown(ann)).toEqual([])
    // There is no thread yet.
    expect(posted(slack)[0]?.threadTs).toBeUndefined()
  })

  it('without words is refused in words', async () => {
    answer = () => refusing('empty')
    const { message } = await ann.says('general', '@ml-architect')
    events.length = 0
    await ben.usesShortcut('design_from_message', message)
    expect(events).toMatchObject([{ text: '' }])
    await expect.poll(() => shown(ben)).toEqual([expect.stringContaining('no words')])
  })
})

describe('a button', () => {
  const asking = saying('How many series?', {
    id: 'ABCDEFGHIJKLMNOP:1',
    blocks: [
      { kind: 'text', text: 'How many series?' },
      { kind: 'actions', actions: [button('few', 'Few'), button('many', 'Many')] },
    ],
  })

  it('is an action of its thread, once for each press', async () => {
    const root = await thread()
    const message = await post(asking, root.ts)
    expect(await ben.presses(message, 'Many')).toMatchObject({ ok: true })
    expect(await ben.presses(message, 'Many')).toMatchObject({ ok: true })
    expect(events).toMatchObject([
      {
        kind: 'action',
        action: formatAction(button('many', '').action),
        user: { id: ben.id, name: 'ben' },
        thread: { channel: 'CT1GENERAL', thread: root.ts },
      },
      { kind: 'action' },
    ])
    const [first, second] = events
    expect(first?.id).not.toBe(second?.id)
    // Slack repeating itself is no second press.
    const delivery = slack.deliveries.findLast(({ kind }) => kind === 'interactive')
    if (delivery) await slack.repeat(delivery)
    expect(events[2]?.id).toBe(second?.id)
  })

  it('is answered in its thread to whoever pressed it alone', async () => {
    const root = await thread()
    const message = await post(asking, root.ts)
    answer = () => refusing('unknown-session')
    await ben.presses(message, 'Many')
    await expect
      .poll(() => shown(ben, 'general', root.ts))
      .toContainEqual(expect.stringContaining('not here any more'))
    expect(shown(ann, 'general', root.ts)).not.toContainEqual(expect.stringContaining('not here any more'))
    // What it stands in stays as it is.
    expect(shown(ann, 'general', root.ts)).toContainEqual(expect.stringContaining('How many series?'))
  })

  it('is answered beside its message where that has no thread', async () => {
    const root = await post(asking)
    answer = () => refusing('unknown-session')
    await ben.presses(root, 'Many')
    await expect.poll(() => shown(ben)).toContainEqual(expect.stringContaining('not here any more'))
    expect(events).toMatchObject([{ thread: { thread: root.ts } }])
    const [answered] = posted(slack).filter(({ onlyFor }) => onlyFor !== undefined)
    expect(answered?.threadTs).toBeUndefined()
  })

  it('of what only one person sees begins no thread that nobody sees', async () => {
    answer = () => telling({ ...asking, id: 'receipt:1' })
    await ann.command('/ml-architect', 'history', 'general')
    const only = posted(slack)[0] as Message
    expect(only.onlyFor).toBe(ann.id)
    answer = () => telling(saying('That one.'))
    await ann.presses(only, 'Many')
    await expect.poll(() => shown(ann)).toContain('That one.')
    expect(events.at(-1)?.thread).toEqual({ platform: 'slack', space: 'T1', channel: 'CT1GENERAL' })
    expect(shown(ben)).toEqual([])
  })

  it('is answered where it stands when the address for answers fails', async () => {
    const root = await thread()
    const message = await post(asking, root.ts)
    answer = () => refusing('unknown-session')
    slack.fail({ method: 'response_url', how: { kind: 'status', status: 404 } })
    await ben.presses(message, 'Many')
    await expect
      .poll(() => shown(ben, 'general', root.ts))
      .toContainEqual(expect.stringContaining('not here any more'))
    expect(calls()).toContain('chat.postEphemeral')
    expect(shown(ann, 'general', root.ts)).not.toContainEqual(expect.stringContaining('not here any more'))
  })
})

describe('a choice', () => {
  it('in a list is an action at once', async () => {
    const root = await thread()
    const options = Array.from({ length: 12 }, (_, i) => ({
      label: `${i} of twelve ways to say it`,
      action: { session: 'ABCDEFGHIJKLMNOP', round: 1, question: 'rate', choice: `c${i}` },
    }))
    const message = await post(
      saying('Which?', { id: 'ABCDEFGHIJKLMNOP:2', blocks: [{ kind: 'select', label: 'Which?', options }] }),
      root.ts,
    )
    expect(await ben.selects(message, 'Choose', '7 of twelve ways to say it')).toMatchObject({ ok: true })
    expect(events).toMatchObject([{ kind: 'action', action: 'ABCDEFGHIJKLMNOP:1:rate:c7' }])
  })
})

describe('a form', () => {
  const form = (id = 'ABCDEFGHIJKLMNOP:3'): OutgoingMessage =>
    saying('Two questions.', {
      id,
      blocks: [
        {
          kind: 'form',
          submit: {
            label: 'Answer',
            action: { session: 'ABCDEFGHIJKLMNOP', round: 1, question: 'round', choice: 'form' },
            style: 'primary',
          },
          fields: [
            {
              id: 'series-count',
              label: 'How many series?',
              options: [
                { id: 'few', label: 'fewer than 10' },
                { id: 'many', label: 'more than 10' },
              ],
              default: 'many',
              freeText: true,
            },
            {
              id: 'step',
              label: 'Time step?',
              options: [
                { id: 'hour', label: 'hourly' },
                { id: 'day', label: 'daily' },
              ],
              default: 'day',
              freeText: true,
            },
          ],
        },
      ],
    })

  it('is answered by its choices in the message; what nobody touched counts as it was assumed', async () => {
    const root = await thread()
    const message = await post(form(), root.ts)
    expect(await ben.selects(message, 'choice:0:series-count', 'few')).toMatchObject({ ok: true })
    expect(events).toEqual([])
    expect(await ben.presses(message, 'Answer')).toMatchObject({ ok: true })
    expect(events).toMatchObject([
      {
        kind: 'action',
        action: 'ABCDEFGHIJKLMNOP:1:round:form',
        values: { 'series-count': 'few', step: 'day' },
        thread: { thread: root.ts },
      },
    ])
  })

  it('is answered in a modal, where words count before the choice', async () => {
    const root = await thread()
    const message = await post(form(), root.ts)
    expect(await ben.presses(message, 'Answer in words')).toMatchObject({ ok: true })
    expect(events).toEqual([])
    const modal = await modalOf(ben)
    await ben.submits(modal, { 'words:0:series-count': 'about 40', 'choice:0:step': 'hour' })
    expect(events).toMatchObject([
      {
        action: 'ABCDEFGHIJKLMNOP:1:round:form',
        values: { 'series-count': 'about 40', step: 'hour' },
        user: { id: ben.id, name: 'ben' },
        thread: { channel: 'CT1GENERAL', thread: root.ts },
      },
    ])
    expect(ben.modal()).toBeUndefined()
  })

  it('keeps what was written where it is refused, and says why in the modal', async () => {
    const root = await thread()
    await ben.presses(await post(form(), root.ts), 'Answer in words')
    const modal = await modalOf(ben)
    answer = () => refusing('store-unavailable')
    const ack = await ben.submits(modal, { 'words:0:series-count': 'about 40' })
    expect(ack).toMatchObject({ ok: true, body: { response_action: 'errors' } })
    expect(JSON.stringify(ack.body)).toContain('does not answer')
    answer = () => accepted
    await ben.submits(modal)
    expect(events.at(-1)).toMatchObject({ values: { 'series-count': 'about 40' } })
    expect(ben.modal()).toBeUndefined()
  })

  it('is answered to whoever sent it alone, where they see it', async () => {
    const root = await post(form())
    await ben.presses(root, 'Answer in words')
    answer = () => telling(saying('Noted.'))
    await ben.submits(await modalOf(ben), {})
    await expect.poll(() => shown(ben)).toContain('Noted.')
    expect(shown(ann)).not.toContain('Noted.')
  })

  it('of what only one person sees is answered to them', async () => {
    answer = () => telling(form('receipt:2'))
    await ann.command('/ml-architect', 'profile', 'general')
    await ann.presses(posted(slack)[0] as Message, 'Answer in words')
    answer = () => telling(saying('Profile changed.'))
    await ann.submits(await modalOf(ann), { 'words:0:step': 'weekly' })
    await expect.poll(() => shown(ann)).toContain('Profile changed.')
    expect(shown(ben)).toEqual([])
  })
})

describe('a payload', () => {
  it('is not heard where its signature is wrong, missing or old', async () => {
    for (const twist of [{ signature: 'wrong' }, { signature: 'missing' }, { ageSeconds: 400 }] as const)
      expect(await ann.command('/ml-architect', 'Forecast', 'general', twist)).toMatchObject({
        ok: false,
        status: 401,
      })
    expect(events).toEqual([])
  })
})
