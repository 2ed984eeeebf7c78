/**
 * Posts messages into Slack, changes them, and finds them again. What Slack limits or interrupts is left to the
 * queue; what it does not take as it is goes in plain words.
 */
import type { Destination, MessageRef } from '../../src/chat/contract.js'
import { DeliveryDelayed } from '../../src/errors.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { shorten } from '../../src/messages/plain.js'
import { callTimeoutMs as usualCallTimeoutMs } from './client.js'
import { faultOf, isAboutContent } from './faults.js'
import { recipeKey, type Uploaded, type Uploads } from './files.js'
import { type Identities, permalink } from './identities.js'
import { inWords, withoutPictures } from './in-words.js'
import { message as limits, page } from './limits.js'
import type { Pace } from './pace.js'
import { hasPart, inOrder, isWhole, metadataOf, type Posted, partOf } from './parts.js'
import type { Place, Places } from './places.js'
import { renderMessage, type SlackPayload } from './render.js'
import { escapeMrkdwn } from './render-inline.js'

export interface DeliveryOptions {
  readonly places: Places
  readonly pace: Pace
  readonly identities: Identities
  readonly uploads: Uploads
  readonly publicUrl?: string
  readonly callTimeoutMs?: number
  readonly now?: () => number
}

/** Messages of a channel that are looked through, newest first, for one that has no thread to look in. */
const mostPages = 10
const noFiles: ReadonlyMap<string, Uploaded> = new Map()

export type SlackDelivery = ReturnType<typeof createDelivery>

export function createDelivery({
  places,
  identities,
  pace,
  uploads,
  publicUrl,
  callTimeoutMs = usualCallTimeoutMs,
  now = Date.now,
}: DeliveryOptions) {
  /** What a look found of messages that are not whole: what is delivered there next goes on behind it. */
  const begun = new Map<string, Posted[]>()
  const beginning = ({ channel, thread = '' }: Place, id: string) => `${channel}:${thread}:${id}`
  /** The last moment to begin a call of a delivery: it ends before its worker gives it up and another tries. */
  const beginWithinMs = 1.9 * callTimeoutMs

  /** Undefined where Slack does not tell now: then a link is words. */
  const addressOf = async (space: string) =>
    (await identities.learn(await places.workspaceOf(space), space).catch(() => undefined))?.address

  /** What a message refers to, on Slack; the beginning of its id is its session. */
  const filesOf = async (message: OutgoingMessage, { client, only }: Place) =>
    only ? noFiles : uploads.of(client, message, message.id.split(':')[0] ?? '')

  async function render(
    message: OutgoingMessage,
    place: Place,
    files: ReadonlyMap<string, Uploaded>,
  ): Promise<SlackPayload[]> {
    const linksThreads = message.blocks.some(({ kind }) => kind === 'thread')
    const address = linksThreads ? await addressOf(place.space) : undefined
    const payloads = renderMessage(message, {
      ...(publicUrl !== undefined && { publicUrl }),
      fileId(recipe) {
        const file = files.get(recipeKey(recipe))
        return file?.isReady ? file.id : undefined
      },
      linkTo: (thread) => permalink(address, thread),
    })
    return payloads.flatMap((payload) => withFiles(payload, files))
  }

  /** As many messages as a try before this one made of it, where that is possible: it may have had no files. */
  async function renderAgain(message: OutgoingMessage, place: Place, parts: number | undefined) {
    const payloads = await render(message, place, await filesOf(message, place))
    return parts === undefined || parts === payloads.length ? payloads : render(message, place, noFiles)
  }

  /** Posts what of a message is not there yet, part after part. */
  async function post(message: OutgoingMessage, place: Place, until: number): Promise<MessageRef> {
    const { client, channel, only } = place
    const sent = begun.get(beginning(place, message.id)) ?? []
    begun.set(beginning(place, message.id), sent)

    async function put(payload: SlackPayload, part: Omit<Posted, 'ts'>): Promise<void> {
      keepPace(pace.take(channel))
      if (now() > until) throw new DeliveryDelayed('Slack is slow: the rest of the message follows.')
      // All parts stand together: those of a root message in its thread.
      const root = place.thread ?? sent[0]?.ts
      const { text, blocks } = payload
      const body = { channel, text, blocks: [...blocks], ...(root !== undefined && { thread_ts: root }) }
      const ts =
        only === undefined
          ? (
              await client.chat.postMessage({
                ...body,
                unfurl_links: false,
                unfurl_media: false,
                metadata: metadataOf(message.id, part),
              })
            ).ts
          : (await client.chat.postEphemeral({ ...body, user: only })).message_ts
      if (ts === undefined) throw new Error('Slack told no ts of what it took.')
      sent.push({ ...part, ts })
    }

    /** As it is; where Slack does not take that, without pictures; where not that either, in plain words. */
    async function putPart(payload: SlackPayload, part: number, parts: number): Promise<void> {
      const isInWords = sent.some((one) => one.part === part)
      for (const form of isInWords ? [] : [payload, withoutPictures(payload)])
        if (form)
          try {
            return await put(form, { part, parts })
          } catch (error) {
            if (!isAboutContent(error)) throw error
          }
      const words = inWords(payload)
      for (const [piece, one] of words.entries())
        if (!sent.some((before) => before.part === part && before.piece === piece))
          await put(one, { part, parts, piece, pieces: words.length })
    }

    try {
      // Before there is much work in it.
      keepPace(pace.waitMs(channel))
      const payloads = await renderAgain(message, place, sent[0]?.parts)
      for (const [part, payload] of payloads.entries())
        if (!hasPart(sent, part)) await putPart(payload, part, payloads.length)
    } catch (error) {
      throw faultOf(error, sent.length > 0, callTimeoutMs)
    }
    return refOf(place, inOrder(sent))
  }

  /** Our messages of an id, in the order of their parts: in its thread, or among the newest of the channel. */
  async function posted(place: Place, id: string): Promise<Posted[]> {
    const { client, channel, thread } = place
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
      if (cursor === undefined || isWhole(found) || (thread === undefined && found.length > 0)) break
    }
    // The other parts of a root message stand in its thread.
    const [root] = inOrder(found)
    if (root && thread === undefined && !isWhole(found)) return posted({ ...place, thread: root.ts }, id)
    return inOrder(found)
  }

  const inFaults = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw faultOf(error, false, callTimeoutMs)
    }
  }

  return {
    async deliver(message: OutgoingMessage, to: Destination): Promise<MessageRef> {
      const until = now() + beginWithinMs
      return inFaults(async () => {
        const place = await places.of(to)
        try {
          await places.enter(place)
          return await places.asMember(place, () => post(message, place, until))
        } finally {
          begun.delete(beginning(place, message.id))
        }
      })
    },

    async find(to: Destination, messageId: string): Promise<MessageRef | undefined> {
      return inFaults(async () => {
        const place = await places.of(to)
        // What one person saw for a moment is not kept by Slack: it is shown again.
        if (place.only) return undefined
        const found = await places.asMember(place, () => posted(place, messageId))
        begun.delete(beginning(place, messageId))
        if (isWhole(found)) return refOf(place, found)
        if (found.length > 0) begun.set(beginning(place, messageId), found)
        return undefined
      })
    },

    async update(ref: MessageRef, message: OutgoingMessage): Promise<void> {
      return inFaults(async () => {
        const place = await places.of({ kind: 'thread', thread: ref.thread })
        const payloads = await render(message, place, await filesOf(message, place))
        const change = async (forms: readonly SlackPayload[]) => {
          for (const [i, ts] of ref.id.split(',').entries()) {
            const isLast = i === ref.id.split(',').length - 1
            const { text, blocks } = (isLast ? together(forms.slice(i)) : forms[i]) ?? empty
            await place.client.chat.update({ channel: place.channel, ts, text, blocks: [...blocks] })
          }
        }
        await change(payloads).catch((error: unknown) => {
          if (!isAboutContent(error)) throw error
          return change(payloads.flatMap(inWords))
        })
      })
    },
  }
}

function keepPace(waitMs: number): void {
  if (waitMs > 0) throw new DeliveryDelayed('The channel gets messages as fast as Slack takes them.', waitMs)
}

/** Of a changed message that takes fewer messages than before. */
const empty: SlackPayload = { text: '…', blocks: [] }

/** What does not fit into as many messages as there were stands in the last of them, in plain words. */
function together(forms: readonly SlackPayload[]): SlackPayload | undefined {
  if (forms.length < 2) return forms[0]
  const words = forms.flatMap(inWords).map(({ text }) => text)
  return { text: shorten(words.join('\n'), limits.text), blocks: [] }
}

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
