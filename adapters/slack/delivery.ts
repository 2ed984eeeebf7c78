/**
 * Posts messages into Slack, changes them, and finds them again. A message may be several of Slack's; each carries
 * our id and its part in its metadata, by which it is found after a send whose end is not known.
 */
import type { WebClient } from '@slack/web-api'
import type { Destination, MessageRef } from '../../src/chat/contract.js'
import { DeliveryDelayed, DeliveryRefused } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { renderPlain } from '../../src/messages/plain.js'
import type { ClientOf } from './client.js'
import { codeOfSlack, faultOf, isAboutBlocks } from './faults.js'
import { type FileOf, recipeKey, type Uploaded, uploadAll } from './files.js'
import { type Identities, permalink } from './identities.js'
import { message as limits, page } from './limits.js'
import type { Pace } from './pace.js'
import { renderMessage, type SlackPayload } from './render.js'
import { escapeMrkdwn } from './render-inline.js'
import type { Workspace, Workspaces } from './workspaces.js'

export interface DeliveryOptions {
  readonly workspaces: Workspaces
  readonly clientOf: ClientOf
  readonly pace: Pace
  readonly identities: Identities
  readonly fileOf: FileOf
  readonly publicUrl?: string
}

const eventType = 'ml_architect_message'
/** Messages of a channel that are looked through, newest first, for one that has no thread to look in. */
const mostPages = 10

/** Where something is posted: a conversation, and the thread in it. */
interface Place {
  readonly client: WebClient
  readonly space: string
  readonly channel: string
  readonly thread?: string
  readonly only?: string
}

/** A message of ours in Slack. */
interface Posted {
  readonly ts: string
  readonly part: number
  readonly parts: number
}

export type SlackDelivery = ReturnType<typeof createDelivery>

export function createDelivery({
  workspaces,
  clientOf,
  identities,
  pace,
  fileOf,
  publicUrl,
}: DeliveryOptions) {
  /** Parts that a look found of messages that are not whole: what is delivered next begins behind them. */
  const begun = new Map<string, readonly Posted[]>()

  async function workspaceOf(team: string): Promise<Workspace> {
    const workspace = await workspaces.of(team)
    if (!workspace) throw new DeliveryRefused('The app is not installed in this workspace.')
    return workspace
  }

  async function placeOf(to: Destination): Promise<Place> {
    if (to.kind !== 'user') {
      const { space, channel, thread } = to.thread
      const client = clientOf(await workspaceOf(space))
      // A person stands for the conversation with them.
      const where = /^[UW]/.test(channel) ? await conversationWith(client, channel) : channel
      return {
        client,
        space,
        channel: where,
        ...(to.kind === 'thread' && thread !== undefined && { thread }),
        ...(to.kind === 'thread' && to.only && { only: to.only.id }),
      }
    }
    const space = to.tenant.replace(/^slack:/, '')
    const client = clientOf(await workspaceOf(space))
    return { client, space, channel: await conversationWith(client, to.user.id) }
  }

  /** Undefined where Slack does not tell now: then a link is words. */
  const addressOf = async (space: string) =>
    (await identities.learn(await workspaceOf(space), space).catch(() => undefined))?.address

  async function conversationWith(client: WebClient, user: string): Promise<string> {
    const { channel } = await client.conversations.open({ users: user })
    if (!channel?.id) throw new DeliveryRefused('Slack opens no conversation with this person.')
    return channel.id
  }

  /** @param session of the message's id, for its files */
  async function render(message: OutgoingMessage, place: Place): Promise<SlackPayload[]> {
    const session = message.id.split(':')[0] ?? ''
    const files = place.only ? new Map() : await uploadAll(place.client, message, session, fileOf)
    const linksThreads = message.blocks.some(({ kind }) => kind === 'thread')
    const address = linksThreads ? await addressOf(place.space) : undefined
    const payloads = renderMessage(message, {
      ...(publicUrl !== undefined && { publicUrl }),
      fileId: (recipe) => files.get(recipeKey(recipe))?.id,
      linkTo: (thread) => permalink(address, thread),
    })
    return payloads.flatMap((payload) => withFiles(payload, files))
  }

  async function post(message: OutgoingMessage, place: Place): Promise<MessageRef> {
    const { client, channel } = place
    const earlier = begun.get(message.id) ?? []
    begun.delete(message.id)
    const waitMs = pace.take(channel)
    if (waitMs > 0)
      throw new DeliveryDelayed('The channel gets messages as fast as Slack takes them.', waitMs)
    const payloads = await render(message, place)
    const sent: Posted[] = [...earlier]
    const put = async (payload: SlackPayload, part: number, parts: number) => {
      // All parts stand together: those of a root message in its thread.
      const root = place.thread ?? sent[0]?.ts
      const body = { channel, ...payload, ...(root !== undefined && { thread_ts: root }) }
      const ts =
        place.only === undefined
          ? (
              await client.chat.postMessage({
                ...body,
                unfurl_links: false,
                unfurl_media: false,
                metadata: { event_type: eventType, event_payload: { id: message.id, part, parts } },
              })
            ).ts
          : (await client.chat.postEphemeral({ ...body, user: place.only })).message_ts
      if (ts === undefined) throw new Error('Slack told no ts of what it took.')
      sent.push({ ts, part, parts })
    }
    for (const [part, payload] of payloads.entries()) {
      if (sent.some((one) => one.part === part)) continue
      try {
        await put(payload, part, payloads.length)
      } catch (error) {
        // Blocks that Slack does not take, though they are within what it publishes: the same in plain words.
        if (!isAboutBlocks(error)) throw error
        await put(inWords(message), part, part + 1)
        break
      }
    }
    return refOf(place, sent)
  }

  /** Joins a public channel; false where that cannot be. */
  async function join({ client, channel }: Place): Promise<boolean> {
    try {
      await client.conversations.join({ channel })
      return true
    } catch (error) {
      if (codeOfSlack(error) === undefined) throw error
      return false
    }
  }

  /** Our messages of an id: in its thread, or among the newest of the channel. */
  async function posted({ client, channel, thread }: Place, id: string): Promise<Posted[]> {
    const found: Posted[] = []
    let cursor: string | undefined
    for (let n = 0; thread !== undefined || n < mostPages; n++) {
      const common = {
        channel,
        limit: page.messages,
        include_all_metadata: true,
        ...(cursor !== undefined && { cursor }),
      }
      const answer =
        thread === undefined
          ? await client.conversations.history(common)
          : await client.conversations.replies({ ...common, ts: thread })
      for (const message of answer.messages ?? []) {
        const one = partOf(message, id)
        if (one) found.push(one)
      }
      cursor = answer.response_metadata?.next_cursor || undefined
      if (cursor === undefined || found.some((one) => isWhole(one, found))) break
    }
    return found.sort((a, b) => a.part - b.part)
  }

  return {
    async deliver(message: OutgoingMessage, to: Destination): Promise<MessageRef> {
      return inFaults(async () => {
        const place = await placeOf(to)
        try {
          return await post(message, place)
        } catch (error) {
          if (codeOfSlack(error) !== 'not_in_channel' || !(await join(place))) throw error
          return await post(message, place)
        }
      })
    },

    async find(to: Destination, messageId: string): Promise<MessageRef | undefined> {
      return inFaults(async () => {
        const place = await placeOf(to)
        // What one person saw for a moment is not kept by Slack: it is shown again.
        if (place.only) return undefined
        const found = await posted(place, messageId)
        const [first] = found
        if (!first) return undefined
        if (isWhole(first, found)) return refOf(place, found)
        begun.set(messageId, found)
        return undefined
      })
    },

    async update(ref: MessageRef, message: OutgoingMessage): Promise<void> {
      return inFaults(async () => {
        const to: Destination = { kind: 'thread', thread: ref.thread }
        const place = await placeOf(to)
        const payloads = await render(message, place)
        const tss = ref.id.split(',')
        for (const [part, ts] of tss.entries()) {
          const payload = payloads[part] ?? { text: '…', blocks: [] }
          // What does not fit into as many messages as there were stands in the last of them, in plain words.
          const rest = part === tss.length - 1 && payloads.length > tss.length
          const body = rest ? inWords(message) : payload
          const change = (now: SlackPayload) =>
            place.client.chat.update({ channel: place.channel, ts, ...now })
          await change(body).catch((error: unknown) => {
            if (!isAboutBlocks(error)) throw error
            return change(inWords(message))
          })
        }
      })
    },

    /** May be lost, never throws. Slack takes it away by itself when a message follows, or after two minutes. */
    async status(to: Destination, text: string): Promise<void> {
      try {
        const place = await placeOf(to)
        if (place.thread === undefined) return
        await place.client.assistant.threads.setStatus({
          channel_id: place.channel,
          thread_ts: place.thread,
          status: text,
        })
      } catch {
        // A workspace without this: the root message says that something is being designed.
      }
    },
  }
}

/** What a message of the platform is of ours. */
function partOf(
  message: { ts?: string; metadata?: { event_type?: string; event_payload?: object } },
  id: string,
): Posted | undefined {
  const { ts, metadata } = message
  if (ts === undefined || metadata?.event_type !== eventType) return undefined
  const payload = metadata.event_payload as { id?: unknown; part?: unknown; parts?: unknown } | undefined
  if (payload?.id !== id) return undefined
  return { ts, part: Number(payload.part ?? 0), parts: Number(payload.parts ?? 1) }
}

const isWhole = ({ parts }: Posted, found: readonly Posted[]): boolean => found.length >= parts

/** Replies name the thread by its root: the first message where it stands in none. */
function refOf({ space, channel, thread }: Place, sent: readonly Posted[]): MessageRef {
  const root = thread ?? sent[0]?.ts
  return {
    id: sent.map(({ ts }) => ts).join(','),
    thread: { platform: 'slack', space, channel, ...(root !== undefined && { thread: root }) },
  }
}

/**
 * The files of a payload as links to what was uploaded: to post such a link shares the file with who reads it
 * [docs.slack.dev: working with files]. Where the payload is full they are a message of their own.
 */
function withFiles(
  { files = [], ...said }: SlackPayload,
  uploaded: ReadonlyMap<string, Uploaded>,
): SlackPayload[] {
  const links = files.flatMap((recipe) => {
    const link = uploaded.get(recipeKey(recipe))?.permalink
    return link === undefined ? [] : [`<${link}|${escapeMrkdwn(recipe.name)}>`]
  })
  if (links.length === 0) return [said]
  const words = `Files: ${links.join(' · ')}`
  const block = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: words } }
  const blocks = [...said.blocks, block]
  const fits = blocks.length <= limits.blocks && Buffer.byteLength(JSON.stringify(blocks)) <= limits.bytes
  return fits ? [{ ...said, blocks }] : [said, { text: 'The files of this message', blocks: [block] }]
}

const inWords = (message: OutgoingMessage): SlackPayload => ({
  text: escapeMrkdwn(renderPlain(message.blocks, limits.text)),
  blocks: [],
})

async function inFaults<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw faultOf(error)
  }
}
