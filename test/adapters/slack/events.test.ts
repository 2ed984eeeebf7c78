import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventFromBrief,
  eventFromCommand,
  eventFromMessage,
  eventFromPress,
  eventFromShortcut,
  pressedAt,
  type Reading,
  tenantOf,
} from '../../../adapters/slack/events.js'
import { parseAction } from '../../../src/chat/action.js'
import type { Person } from '../../../src/chat/contract.js'

const reading = (over: Partial<Reading> & { people?: Record<string, Partial<Person>> } = {}): Reading => ({
  origin: { team: 'T1' },
  bot: 'UBOT',
  known: (id) => over.people?.[id] ?? {},
  at: 1_700_000_000_000,
  ...over,
})
const said = (over: object = {}) => ({
  type: 'message',
  channel: 'C1',
  channel_type: 'channel',
  user: 'U1',
  text: 'we have one T4',
  ts: '2.0',
  thread_ts: '1.0',
  ...over,
})
const read = (over: object = {}, more: Parameters<typeof reading>[0] = {}) =>
  eventFromMessage(said(over), 'Ev1', reading(more))

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('<@UBOT> x', '<!channel>', '<@U1|', '&lt;script&gt;', '*b*', '\u0000', '\u202e', '```'),
)

describe('what is said in Slack', () => {
  it('is a reply in a thread, and says whether the thread is ours', () => {
    expect(read({ parent_user_id: 'UBOT' })).toEqual({
      kind: 'reply',
      id: 'Ev1',
      messageId: '2.0',
      tenant: 'slack:T1',
      thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: '1.0' },
      user: { id: 'U1' },
      at: 1_700_000_000_000,
      text: 'we have one T4',
      parentIsOurs: true,
    })
    expect(read({ parent_user_id: 'U2' })).toMatchObject({ parentIsOurs: false })
    // Who we are is not known yet: no thread is taken for ours.
    expect(read({ parent_user_id: 'UBOT' }, { bot: undefined })).toMatchObject({ parentIsOurs: false })
  })

  it('is a request where it mentions us, in a channel and in a thread, as either of the two events', () => {
    const mention = { text: '<@UBOT> forecast sales' }
    const root = { ...mention, thread_ts: undefined }
    expect(read({ ...root, type: 'app_mention' })).toMatchObject({
      kind: 'request',
      text: 'forecast sales',
      thread: { thread: '2.0' },
    })
    for (const type of ['app_mention', 'message'])
      expect(read({ ...mention, type })).toMatchObject({
        kind: 'request',
        text: 'forecast sales',
        messageId: '2.0',
        thread: { thread: '1.0' },
      })
    // The channel's event of the same words is not for us to read: the mention is.
    expect(read(root)).toBeUndefined()
  })

  it('takes nobody for us whose id only begins like ours', () => {
    expect(read({ text: '<@UBOT2> forecast sales' })).toMatchObject({
      kind: 'reply',
      text: '@UBOT2 forecast sales',
    })
    expect(read({ text: '<@UBOT|ml-architect> forecast sales' })).toMatchObject({ kind: 'request' })
  })

  it('is a request where it begins a conversation with us', () => {
    expect(read({ channel: 'D1', channel_type: 'im', thread_ts: undefined })).toMatchObject({
      kind: 'request',
      thread: { channel: 'D1', thread: '2.0' },
    })
    expect(read({ channel: 'D1', channel_type: 'im', parent_user_id: 'U1' })).toMatchObject({
      kind: 'reply',
      thread: { thread: '1.0' },
    })
  })

  it.each([
    ['talk of a channel', { thread_ts: undefined }],
    ['a root that got replies', { thread_ts: '2.0' }],
    ['bots', { bot_id: 'B1' }],
    ['ourselves', { user: 'UBOT' }],
    ['an edit', { subtype: 'message_changed' }],
    ['a deletion', { subtype: 'message_deleted' }],
    ['somebody joining', { subtype: 'channel_join' }],
    ['what nobody wrote', { user: undefined }],
    ['another event', { type: 'reaction_added' }],
    ['no channel', { channel: undefined }],
    ['what is no event', { ts: 5 }],
  ])('is not read where it is %s', (_, over) => {
    expect(read(over)).toBeUndefined()
  })

  it.each(['file_share', 'thread_broadcast', 'me_message'])('is read where it comes as %s', (subtype) => {
    expect(read({ subtype })).toMatchObject({ kind: 'reply', text: 'we have one T4' })
  })

  it('comes from whoever the directory says they are', () => {
    const ann = { name: 'Ann', isAdmin: true, timeZone: 'Europe/Amsterdam' }
    expect(read({}, { people: { U1: ann } })?.user).toEqual({ id: 'U1', ...ann })
    expect(read({}, { people: { U2: ann } })?.user).toEqual({ id: 'U1' })
  })

  it('never throws, whatever the payload holds', () => {
    const part = fc.oneof(words, fc.constantFrom('C1', 'U1', 'UBOT', '1.0', 'im', 'message', 'app_mention'))
    const body = fc.record(
      {
        type: part,
        subtype: part,
        channel: part,
        channel_type: part,
        user: part,
        bot_id: part,
        text: part,
        ts: part,
        thread_ts: part,
        parent_user_id: part,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(body, fc.anything()), words, (event, id) => {
        const first = eventFromMessage(event, id, reading())
        expect(eventFromMessage(event, id, reading())).toEqual(first)
        if (first) expect(first.id).toBe(id)
      }),
    )
  })
})

describe('a slash command', () => {
  const body = (text: string) => ({
    text,
    channel_id: 'C1',
    user_id: 'U1',
    user_name: 'ann',
    trigger_id: '13.17',
    channel_name: 'general',
  })

  it('is a request that begins no thread yet, known by its trigger', () => {
    expect(eventFromCommand(body('p &lt; 0.05 &amp; more'), reading())).toEqual({
      kind: 'request',
      id: 'command:13.17',
      tenant: 'slack:T1',
      thread: { platform: 'slack', space: 'T1', channel: 'C1' },
      user: { id: 'U1', name: 'ann' },
      at: 1_700_000_000_000,
      text: 'p < 0.05 & more',
    })
  })

  it('calls people by the name that they show', () => {
    const people = { U1: { name: 'Ann Lee', isAdmin: false } }
    expect(eventFromCommand(body('x'), reading({ people })).user).toEqual({
      id: 'U1',
      name: 'Ann Lee',
      isAdmin: false,
    })
  })

  it('throws for no words', () => {
    fc.assert(
      fc.property(words, (text) => {
        const event = eventFromCommand(body(text), reading())
        expect(event).toEqual(eventFromCommand(body(text), reading()))
        expect(event.text).toBe(event.text.trim())
      }),
    )
  })
})

describe('what is pressed and sent', () => {
  const user = { id: 'U1', username: 'ann' }
  const container = (over: object) => ({ channel_id: 'C1', message_ts: '2.0', ...over })

  it('belongs to the thread in which its message stands', () => {
    const message = { ts: '2.0', thread_ts: '1.0' }
    const inThread = { user, channel: { id: 'C1' }, container: container({ thread_ts: '1.0' }), message }
    expect(pressedAt(inThread)).toMatchObject({
      user: { id: 'U1', name: 'ann' },
      place: { channel: 'C1', thread: '1.0' },
      shownAt: { channel: 'C1', thread: '1.0' },
    })
  })

  it('belongs to the thread that its message begins, and is answered beside it while there is none', () => {
    const root = { user, channel: { id: 'C1' }, container: container({}), message: { ts: '2.0' } }
    expect(pressedAt(root)).toMatchObject({ place: { thread: '2.0' }, shownAt: { channel: 'C1' } })
    expect(pressedAt(root).shownAt).not.toHaveProperty('thread')
    // Slack names the root as the thread once there are replies.
    const replied = { ...root, message: { ts: '2.0', thread_ts: '2.0' } }
    expect(pressedAt(replied)).toMatchObject({ place: { thread: '2.0' }, shownAt: { thread: '2.0' } })
  })

  it('begins no thread at what only one person sees', () => {
    const alone = { user, channel: { id: 'C1' }, container: container({ is_ephemeral: true }) }
    expect(pressedAt(alone).place).toEqual({ channel: 'C1' })
    const inThread = { ...alone, container: container({ is_ephemeral: true, thread_ts: '1.0' }) }
    expect(pressedAt(inThread).place).toEqual({ channel: 'C1', thread: '1.0' })
  })

  it('is answered in the direct messages where it is pressed on the App Home', () => {
    expect(pressedAt({ user, container: { type: 'view', view_id: 'V1' } }).place).toEqual({ channel: 'U1' })
  })

  it('is an action with its values, by the id that it was given', () => {
    const pressed = pressedAt({ user, channel: { id: 'C1' }, message: { ts: '2.0' } })
    const people = { U1: { isAdmin: true } }
    const event = eventFromPress('press:3.0', 'ABC:1:round:form', pressed, reading({ people }), { rate: 'x' })
    expect(event).toEqual({
      kind: 'action',
      id: 'press:3.0',
      tenant: 'slack:T1',
      thread: { platform: 'slack', space: 'T1', channel: 'C1', thread: '2.0' },
      user: { id: 'U1', name: 'ann', isAdmin: true },
      at: 1_700_000_000_000,
      action: 'ABC:1:round:form',
      values: { rate: 'x' },
    })
    expect(parseAction(event.action)).toMatchObject({ choice: 'form' })
  })

  it('takes a message as the request of whoever asked for it, in its thread', () => {
    const body = {
      user: { id: 'U2', username: 'ben' },
      channel: { id: 'C1' },
      message: { ts: '2.0', thread_ts: '1.0', text: '<@UBOT> p &lt; 1 <https://a.example|data>', user: 'U1' },
      action_ts: '9.1',
    }
    expect(eventFromShortcut(body, reading())).toMatchObject({
      kind: 'request',
      id: 'shortcut:9.1:U2',
      user: { id: 'U2', name: 'ben' },
      thread: { channel: 'C1', thread: '1.0' },
      text: 'p < 1 data (https://a.example)',
    })
  })

  it('takes the words of a form as they were typed', () => {
    fc.assert(
      fc.property(words, (text) => {
        const event = eventFromBrief(text, 'V1', { id: 'U1', name: 'ann' }, reading())
        expect(event).toMatchObject({ id: 'view:V1', text, thread: { channel: 'U1' } })
      }),
    )
  })
})

describe('a team', () => {
  it('is the workspace, or the organisation that installed the app as a whole', () => {
    expect(tenantOf({ team: 'T1' })).toBe('slack:T1')
    expect(tenantOf({ team: 'T1', enterprise: 'E1' })).toBe('slack:E1')
    const event = read({}, { origin: { team: 'T1', enterprise: 'E1' } })
    // Where to answer is still the workspace.
    expect(event).toMatchObject({ tenant: 'slack:E1', thread: { space: 'T1' } })
  })
})
