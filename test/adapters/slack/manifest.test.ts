/**
 * The app's manifest asks for what the adapter uses, and for nothing else: events, scopes, names. A workspace that
 * grants exactly this has a whole conversation.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { parseSync } from 'oxc-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { neededScopes } from '../../../adapters/slack/check.js'
import { eventFromMessage } from '../../../adapters/slack/events.js'
import { type ListenerOptions, listen } from '../../../adapters/slack/listeners.js'
import { examples } from '../../../src/messages/from-receipt.js'
import { type Message, type Slack, startSlack } from '../../servers/slack/server.js'
import { type Halves, startHalves } from '../../slack/halves.js'
import { readPayload } from './reading.js'

const folder = new URL('../../../adapters/slack/', import.meta.url)

/** Lengths as [docs.slack.dev: app manifest reference] gives them; a shortcut's name as the form of the settings does. */
const manifest = z
  .strictObject({
    display_information: z.strictObject({
      name: z.string().max(35),
      description: z.string().max(140),
      long_description: z.string().min(174).max(4_000),
      background_color: z.string().regex(/^#[0-9a-f]{6}$/),
    }),
    features: z.strictObject({
      app_home: z.strictObject({
        home_tab_enabled: z.literal(true),
        messages_tab_enabled: z.literal(true),
        messages_tab_read_only_enabled: z.literal(false),
      }),
      bot_user: z.strictObject({
        display_name: z
          .string()
          .max(80)
          .regex(/^[a-z0-9._-]+$/),
        always_online: z.literal(true),
      }),
      agent_view: z.strictObject({
        agent_description: z.string().max(300),
        suggested_prompts: z.array(z.strictObject({ title: z.string(), message: z.string() })).max(4),
      }),
      shortcuts: z.array(
        z.strictObject({
          name: z.string().max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      ),
      slash_commands: z.array(
        z.strictObject({
          command: z.string().max(32).startsWith('/'),
          description: z.string().max(2_000),
          usage_hint: z.string().max(1_000),
          should_escape: z.literal(true),
        }),
      ),
    }),
    oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.strictObject({
      event_subscriptions: z.strictObject({ bot_events: z.array(z.string()) }),
      interactivity: z.strictObject({ is_enabled: z.literal(true) }),
      org_deploy_enabled: z.literal(false),
      socket_mode_enabled: z.literal(true),
      token_rotation_enabled: z.literal(false),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')))
const { features } = manifest
const scopes = manifest.oauth_config.scopes.bot
const events = manifest.settings.event_subscriptions.bot_events

const histories = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

/** The scopes of the bot's token that a method takes [docs.slack.dev/reference/methods/<method>]. */
const ofMethods: Readonly<Record<string, readonly string[]>> = {
  'agents.sessions.setStatus': ['chat:write'],
  // With an app-level token of connections:write, which no manifest can ask for.
  'apps.connections.open': [],
  'assistant.threads.setStatus': ['chat:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'auth.test': [],
  // Not chat:write.public: where the app is no member it joins, or it would hear no reply.
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': histories,
  'conversations.join': ['channels:join'],
  // mpim:write is for conversations of several, which the adapter opens none of.
  'conversations.open': ['im:write'],
  'conversations.replies': histories,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
}

/** The scopes that an event takes [docs.slack.dev/reference/events/<event>]. */
const ofEvents: Readonly<Record<string, readonly string[]>> = {
  agent_session_stopped: [],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
}

/** [docs.slack.dev/reference/scopes/commands; docs.slack.dev/ai/agent-sessions] */
const ofFeatures = { slash_commands: ['commands'], shortcuts: ['commands'], agent_view: ['assistant:write'] }

/** What `listen` registers with Bolt. */
function registered() {
  const heard: Record<'event' | 'command' | 'shortcut' | 'view' | 'action', unknown[]> = {
    event: [],
    command: [],
    shortcut: [],
    view: [],
    action: [],
  }
  const kinds = Object.keys(heard) as (keyof typeof heard)[]
  const recorder = Object.fromEntries(kinds.map((kind) => [kind, (of: unknown) => heard[kind].push(of)]))
  listen(recorder as unknown as App, {} as ListenerOptions)
  return heard
}

/** Every method of the Web API that the adapter's sources call, found by its name on a real client. */
function methodsCalled(): string[] {
  const client = new WebClient() as unknown as Record<string, unknown>
  const isMethod = (path: readonly string[]) => {
    let at: unknown = client
    for (const name of path)
      at = Object.hasOwn(Object(at), name) ? (at as Record<string, unknown>)[name] : undefined
    return typeof at === 'function' && path.length > 1
  }
  const found = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, callee } = node as { type?: unknown; callee?: unknown }
    if (type === 'CallExpression') {
      const names = namesOf(callee)
      for (const length of [2, 3])
        if (isMethod(names.slice(-length))) found.add(names.slice(-length).join('.'))
    }
    for (const child of Object.values(node)) visit(child)
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')))
    visit(parseSync(file, readFileSync(new URL(file, folder), 'utf8')).program)
  return [...found].sort()
}

/** `place.client.chat.update` -> ['client', 'chat', 'update']; as much of it as is plain names. */
function namesOf(node: unknown): string[] {
  const { type, object, property, computed } = node as Record<string, unknown>
  if (type !== 'MemberExpression' || computed === true) return []
  return [...namesOf(object), String((property as { name?: unknown }).name)]
}

const sorted = (some: Iterable<unknown>) => [...new Set([...some].map(String))].sort()

describe('the manifest', () => {
  it('subscribes to the events that are listened to, and to no other', () => {
    const types = events.map((name) => name.replace(/^message\..*/, 'message'))
    expect(sorted(registered().event)).toEqual(sorted(types))
    expect(sorted(events)).toEqual(events)
  })

  it.each([
    ['message.channels', 'channel'],
    ['message.groups', 'group'],
    ['message.im', 'im'],
    ['message.mpim', 'mpim'],
  ])('%s brings replies that are read', (name, channel_type) => {
    expect(events).toContain(name)
    const reply = {
      type: 'message',
      channel: 'C1',
      channel_type,
      user: 'U1',
      text: 'one T4',
      ts: '2.0',
      thread_ts: '1.0',
    }
    const reading = { origin: { team: 'T1' }, bot: 'UBOT', known: () => ({}), at: 0 }
    expect(eventFromMessage(reply, 'Ev1', reading)).toMatchObject({ kind: 'reply', text: 'one T4' })
  })

  it('asks for the scopes of the methods, events and features that are used, and for no other', () => {
    expect(methodsCalled()).toEqual(sorted(Object.keys(ofMethods)))
    expect(sorted(events)).toEqual(sorted(Object.keys(ofEvents)))
    expect(features).toMatchObject(
      Object.fromEntries(Object.keys(ofFeatures).map((name) => [name, expect.anything()])),
    )
    const used = [ofMethods, ofEvents, ofFeatures].flatMap((table) => Object.values(table).flat())
    expect(scopes).toEqual(sorted(used))
    // `doctor` looks for the same.
    expect(sorted(Object.keys(neededScopes))).toEqual(scopes)
  })

  it('names the command and the shortcuts that are listened to', () => {
    const heard = registered()
    const callbacks = heard.shortcut.map((of) =>
      typeof of === 'object' && of !== null && 'callback_id' in of ? of.callback_id : of,
    )
    expect(sorted(features.shortcuts.map(({ callback_id }) => callback_id))).toEqual(sorted(callbacks))
    expect(features.shortcuts.map(({ type }) => type).sort()).toEqual(['global', 'message'])
    expect(features.slash_commands.map(({ command }) => command)).toEqual(['/ml-architect'])
    for (const { command } of features.slash_commands)
      expect(heard.command.some((of) => of instanceof RegExp && of.test(command))).toBe(true)
  })

  it('suggests problems that the program shows as examples', () => {
    const messages = features.agent_view.suggested_prompts.map(({ message }) => message)
    expect(messages.length).toBeGreaterThan(1)
    for (const message of messages) expect(examples).toContain(message)
  })
})

describe('docs/slack.md', () => {
  const text = readFileSync(new URL('../../../docs/slack.md', import.meta.url), 'utf8')

  it('says of every scope what it is for, and of no other', () => {
    const [table = ''] = text.split('| scope | for |\n|---|---|\n').slice(1)
    const rows = table.split('\n\n')[0]?.split('\n') ?? []
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    )
    // The app-level token's own scope stands there too.
    expect(sorted(named)).toEqual(sorted([...scopes, 'connections:write']))
    expect(named).toHaveLength(new Set(named).size)
  })

  it('links to what there is', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    const local = links.filter((link) => !link.startsWith('http'))
    expect(local.length).toBeGreaterThan(3)
    for (const link of local) {
      const [file = '', anchor] = link.split('#')
      const target = readFileSync(new URL(file, new URL('../../../docs/', import.meta.url)), 'utf8')
      if (anchor !== undefined)
        expect(
          target.split('\n').map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-')),
        ).toContain(anchor)
    }
  })
})

describe('a workspace that grants what the manifest asks for', () => {
  let slack: Slack
  let halves: Halves
  afterEach(async () => {
    await halves.stop()
    await slack.stop()
  })

  const read = ({ botId, blocks, text }: Message): string =>
    (botId !== undefined && readPayload({ blocks: blocks ?? [] })) || text

  async function message(words: RegExp, channel: string, thread?: string): Promise<Message> {
    const find = () =>
      slack
        .user('T1', 'ann')
        .sees(channel, thread)
        .findLast((one) => words.test(read(one)))
    await expect.poll(() => find() !== undefined, { message: `No message of ${words}` }).toBe(true)
    return find() as Message
  }

  it('has a whole conversation, and refuses nothing', async () => {
    slack = await startSlack({
      app: { events, commands: features.slash_commands.map(({ command }) => command) },
      workspaces: [
        {
          id: 'T1',
          scopes,
          people: [{ name: 'ann', isAdmin: true }, 'ben'],
          channels: [
            { name: 'general', withoutBot: true },
            { name: 'ml-team', withoutBot: true },
            { name: 'secret', kind: 'private' },
          ],
        },
      ],
    })
    halves = await startHalves(slack, 'socket')
    const ann = slack.user('T1', 'ann')

    await ann.says('secret', '@ml-architect notify #ml-team')
    await message(/#ml-team is told/, 'secret')

    // By command, in channels that the app joins as it first speaks there.
    await ann.command('/ml-architect', examples[0], 'general')
    const root = await message(/63-day trajectory/, 'general')
    const questions = await message(/would change the design/, 'general', root.ts)
    expect(await ann.presses(questions, 'Use your assumptions')).toMatchObject({ ok: true })
    await message(/side by side/, 'general', root.ts)
    await message(/proposed: Design a time series/, 'ml-team')
    await slack.user('T1', 'ben').says('general', 'what if we only have one T4?', { thread: root.ts })
    await message(/Training device.*T4/, 'general', root.ts)

    // By a mention in a private channel, in direct messages, and from the App Home.
    const { message: mention } = await ann.says('secret', `@ml-architect ${examples[4]}`)
    await message(/would change the design|side by side/, 'secret', mention.ts)
    const { message: direct } = await ann.says('dm', examples[2])
    await message(/would change the design|side by side/, 'dm', direct.ts)
    await ann.opensHome('home')
    await expect.poll(() => JSON.stringify(ann.home()?.view ?? {})).toContain('63-day trajectory')
    await ann.opensHome('messages')
    await expect.poll(() => slack.team('T1').prompts.size).toBe(1)
    for (const { callback_id } of features.shortcuts.filter(({ type }) => type === 'global'))
      await ann.usesShortcut(callback_id)
    await expect.poll(() => ann.modal()?.view.callback_id).toBe('brief')

    await slack.settled()
    const refused = slack.calls.flatMap(({ method, answer }) =>
      answer.ok ? [] : [`${method} ${answer.error}`],
    )
    // That it is not there yet is how it learns to join.
    expect(refused.filter((one) => one !== 'chat.postMessage not_in_channel')).toEqual([])
    for (const name of ['general', 'ml-team'])
      expect(slack.channel('T1', name).members).toContain(slack.team('T1').bot.id)
    const called = sorted(slack.calls.map(({ method }) => method))
    expect(called.filter((method) => !Object.hasOwn(ofMethods, method))).toEqual([])
    for (const method of ['conversations.join', 'files.completeUploadExternal', 'users.info'])
      expect(called).toContain(method)
  }, 90_000)
})
