/** A person in a workspace, for tests: what they do, how the app answers, what they see. */

import { showAnswer, takeViewAnswer } from './answers.js'
import type { Core } from './core.js'
import type { Ack, Deliveries, Delivery, DeliveryKind, Twist } from './delivery.js'
import { buttonNamed, chooserNamed } from './finding.js'
import { checkFilled, type Filled, missingIn, optionOf, stateOf } from './form-state.js'
import { changeMessage, channelType, messageEvent, removeMessage, storeMessage } from './messages.js'
import { openViewsOf, presentView } from './methods/views.js'
import {
  actionPayload,
  closedPayload,
  commandPayload,
  isMessage,
  pressed,
  type Scene,
  shortcutPayload,
  submissionPayload,
  suggestionPayload,
} from './payloads.js'
import type { Fields } from './rules/check.js'
import { typedBlocks, typedCommand, typedText } from './typing.js'
import {
  type Channel,
  channelNamed,
  directMessages,
  isRoot,
  isSeenBy,
  type Member,
  type Message,
  memberNamed,
  newId,
  type StoredView,
  type Workspace,
} from './world.js'

/** How the app took the events of one thing that happened; the numbers are those of the worst delivery. */
export interface Heard extends Ack {
  readonly deliveries: readonly Delivery[]
}
export interface Said extends Heard {
  readonly message: Message
}

/** Where to write: a channel's name or id, or `dm` for the direct messages with the bot. */
type Place = string

export interface Person {
  readonly id: string
  readonly name: string
  command(command: string, text: string, channel: Place, twist?: Twist): Promise<Ack>
  says(
    channel: Place,
    text: string,
    how?: { thread?: string; broadcast?: boolean; twist?: Twist },
  ): Promise<Said>
  edits(message: Message, text: string): Promise<Said>
  deletes(message: Message): Promise<Heard>
  /** Presses a button by its label, action_id or value, and confirms where asked. */
  presses(target: Message | StoredView, button: string, twist?: Twist): Promise<Ack>
  /** Chooses in a select, radio buttons, a date picker …, by the label beside it, its placeholder or action_id. */
  selects(target: Message | StoredView, input: string, choice: string | readonly string[]): Promise<Ack>
  /** Fills in without telling the app: what is there goes along with the next press or the submission. */
  fills(target: Message | StoredView, filled: Filled): void
  submits(view: StoredView, filled?: Filled): Promise<Ack>
  closes(view: StoredView): Promise<Ack | undefined>
  opensHome(tab?: 'home' | 'messages'): Promise<Heard>
  usesShortcut(callbackId: string, message?: Message): Promise<Ack>
  /** Types into a select whose options the app gives. */
  looksUp(target: Message | StoredView, input: string, typed: string): Promise<Ack>
  joins(channel: Place): Promise<Heard>
  /** Adds the bot, or another person, to a channel. */
  invites(who: string, channel: Place): Promise<Heard>
  /** Presses Slack's own stop button while the session is processing. */
  stops(message: Message): Promise<Heard>
  startsAssistantThread(): Promise<Heard>
  /** What this person can read, oldest first: the channel, or one thread with its root. */
  sees(channel: Place, thread?: string): readonly Message[]
  /** The modal on top. */
  modal(): StoredView | undefined
  home(): StoredView | undefined
}

export interface PersonParts {
  readonly core: Core
  readonly deliveries: Deliveries
  /** Runs something that emits events, and gives the deliveries it caused. */
  emitting(twist: Twist | undefined, act: () => void): readonly Delivery[]
  /** What people filled in, by person and message or view. */
  readonly filled: Map<string, Filled>
}

export function createPerson(parts: PersonParts, workspace: Workspace, user: Member): Person {
  const { core, deliveries } = parts
  const scene: Scene = { core, workspace, user }
  const place = (name: Place): Channel =>
    name === 'dm' ? directMessages(workspace, user.id) : channelNamed(workspace, name)
  const placeOf = (message: Message) => workspace.channels.get(message.channel) as Channel

  const send = (kind: DeliveryKind, payload: Fields, twist?: Twist) =>
    deliveries.send(kind, payload, twist).done
  const happens = async (act: () => void, twist?: Twist): Promise<Heard> => heard(parts.emitting(twist, act))

  const keyOf = (target: Message | StoredView) =>
    `${user.id} ${isMessage(target) ? `${target.channel} ${target.ts}` : target.id}`
  const blocksOf = (target: Message | StoredView) => (isMessage(target) ? target.blocks : target.view.blocks)
  const valuesOf = (target: Message | StoredView) => {
    const known = parts.filled.get(keyOf(target)) ?? {}
    return stateOf(blocksOf(target), known)
  }
  const fill = (target: Message | StoredView, filled: Filled) => {
    checkFilled(blocksOf(target), filled)
    parts.filled.set(keyOf(target), { ...parts.filled.get(keyOf(target)), ...filled })
  }
  const present = (target: Message | StoredView) => {
    const isThere = isMessage(target)
      ? placeOf(target).messages.has(target.ts) && isSeenBy(target, user.id)
      : target.open && target.user === user.id
    if (!isThere) throw new Error(`${user.name} does not see that. Received: ${keyOf(target)}`)
  }

  return {
    id: user.id,
    name: user.name,

    async command(command, text, channelName, twist) {
      const channel = place(channelName)
      if (!core.app.commands.includes(command))
        throw new Error(`Expected a command of ${core.app.commands.join(', ')}. Received: ${command}`)
      const payload = commandPayload(
        scene,
        channel,
        command,
        typedCommand(workspace, text, core.app.escapesCommands),
      )
      const ack = await send('slash_commands', payload, twist)
      return ack.ok ? showAnswer(core, { workspace, channel, user }, ack) : ack
    },

    async says(channelName, text, how = {}) {
      const channel = place(channelName)
      let message: Message | undefined
      const all = await happens(() => {
        message = storeMessage(core, workspace, channel, {
          user: user.id,
          sent: {
            text: typedText(workspace, text),
            blocks: typedBlocks(workspace, text),
            ...(how.broadcast ? { reply_broadcast: true } : {}),
          },
          ...(how.thread ? { threadTs: how.thread } : {}),
          clientMsgId: newId('m'),
        })
        const isMentioned = message.text.includes(`<@${workspace.bot.id}>`)
        if (isMentioned && channel.kind !== 'im') {
          const { channel_type: _, ...rest } = messageEvent(core, workspace, channel, message)
          core.emit(workspace, { ...rest, type: 'app_mention' })
        }
      }, how.twist)
      return { ...all, message: message as unknown as Message }
    },

    async edits(message, text) {
      const all = await happens(() =>
        changeMessage(core, workspace, placeOf(message), message, {
          text: typedText(workspace, text),
          blocks: typedBlocks(workspace, text),
        }),
      )
      return { ...all, message }
    },

    deletes: (message) => happens(() => removeMessage(core, workspace, placeOf(message), message)),

    async presses(target, button, twist) {
      present(target)
      const found = buttonNamed(blocksOf(target), button)
      return send('interactive', actionPayload(scene, target, found, valuesOf(target)), twist)
    },

    async selects(target, name, choice) {
      present(target)
      const { block, element } = chooserNamed(blocksOf(target), name)
      if (element.type === 'overflow') {
        const action = pressed(block, element, { selected_option: optionOf(element, String(choice)) })
        return send('interactive', actionPayload(scene, target, action, valuesOf(target)))
      }
      fill(target, { [String(element.action_id)]: choice })
      const values = valuesOf(target)
      if (block.type === 'input' && block.dispatch_action !== true)
        return { ok: true, status: 0, body: undefined, ms: 0, attempts: 0 }
      const held = values[String(block.block_id)]?.[String(element.action_id)] ?? {}
      return send('interactive', actionPayload(scene, target, pressed(block, element, held), values))
    },

    fills: fill,

    async submits(view, filled = {}) {
      present(view)
      fill(view, filled)
      const values = valuesOf(view)
      const missing = missingIn(view.view.blocks, values)
      if (missing.length > 0) throw new Error(`These must be filled in first: ${missing.join(', ')}`)
      const ack = await send('interactive', submissionPayload(scene, view, values))
      return ack.ok ? takeViewAnswer(core, workspace, view, ack) : ack
    },

    async closes(view) {
      present(view)
      const isCleared = view.view.clear_on_close === true
      for (const each of isCleared ? openViewsOf(workspace, user.id) : [view]) each.open = false
      if (view.view.notify_on_close !== true) return undefined
      return send('interactive', closedPayload(scene, view, isCleared))
    },

    opensHome: (tab = 'home') =>
      happens(() => {
        const known = workspace.homes.get(user.id)
        core.emit(workspace, {
          type: 'app_home_opened',
          user: user.id,
          channel: directMessages(workspace, user.id).id,
          tab,
          ...(tab === 'home' && known ? { view: presentView(core, workspace, known) } : {}),
          event_ts: core.newTs(),
        })
      }),

    usesShortcut: (callbackId, message) => send('interactive', shortcutPayload(scene, callbackId, message)),

    async looksUp(target, name, typed) {
      present(target)
      const { block, element } = chooserNamed(blocksOf(target), name)
      const payload = suggestionPayload(scene, target, block, element, typed, valuesOf(target))
      return send('interactive', payload)
    },

    joins: (channelName) => happens(() => enter(core, workspace, place(channelName), user.id)),
    invites: (who, channelName) =>
      happens(() => {
        const guest = who === 'bot' ? workspace.bot : memberNamed(workspace, who)
        enter(core, workspace, place(channelName), guest.id, user.id)
      }),

    stops: (message) =>
      happens(() => {
        const root = message.threadTs ?? message.ts
        const streaming = [...placeOf(message).messages.values()].filter(
          (each) => (each.threadTs ?? each.ts) === root && each.stream?.state === 'in_progress',
        )
        for (const { stream } of streaming) if (stream) stream.state = 'stopped_by_user'
        core.emit(workspace, {
          type: 'agent_session_stopped',
          channel: message.channel,
          user: user.id,
          thread_ts: root,
          streaming_message_ts: streaming.map(({ ts }) => ts),
          event_ts: core.newTs(),
        })
      }),

    startsAssistantThread: () =>
      happens(() => {
        const channel = directMessages(workspace, user.id)
        const root = storeMessage(core, workspace, channel, {
          user: workspace.bot.id,
          botId: workspace.botId,
          sent: { text: 'New Assistant Thread' },
        })
        core.emit(workspace, {
          type: 'assistant_thread_started',
          assistant_thread: {
            user_id: user.id,
            context: {},
            channel_id: channel.id,
            thread_ts: root.ts,
          },
          event_ts: core.newTs(),
        })
      }),

    sees(channelName, thread) {
      const channel = place(channelName)
      if (!channel.members.has(user.id) && channel.kind !== 'public') return []
      return [...channel.messages.values()].filter(
        (message) =>
          isSeenBy(message, user.id) &&
          (thread === undefined
            ? isRoot(message) || message.isBroadcast === true
            : message.ts === thread || message.threadTs === thread),
      )
    },
    modal: () => openViewsOf(workspace, user.id).at(-1),
    home: () => workspace.homes.get(user.id),
  }
}

function enter(core: Core, workspace: Workspace, channel: Channel, who: string, inviter?: string): void {
  if (channel.members.has(who)) return
  channel.members.add(who)
  core.emit(workspace, {
    type: 'member_joined_channel',
    user: who,
    channel: channel.id,
    channel_type: channelType(channel) === 'channel' ? 'C' : 'G',
    team: workspace.id,
    ...(inviter ? { inviter } : {}),
    event_ts: core.newTs(),
  })
}

async function heard(deliveries: readonly Delivery[]): Promise<Heard> {
  const acks = await Promise.all(deliveries.map(({ done }) => done))
  const worst = acks.find(({ ok }) => !ok) ?? acks[0]
  return { ...(worst ?? { ok: true, status: 0, body: undefined, ms: 0, attempts: 0 }), deliveries }
}
