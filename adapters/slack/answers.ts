/**
 * What a receipt becomes: something that is shown to one person, at once and beside the conversation. It needs no
 * token where Slack gave an address for answers; a file, which cannot be shown so, comes as a direct message.
 */
import type { RespondFn } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Receipt } from '../../src/chat/contract.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { sentence } from '../../src/messages/message.js'
import type { SlackDelivery } from './delivery.js'
import type { Place } from './events.js'
import { type Identities, permalink } from './identities.js'
import { responses } from './limits.js'
import { type RenderContext, renderMessage, type SlackPayload } from './render.js'

export interface Asker {
  readonly team: string
  readonly user: string
  readonly place: Place
}

/** The message that a receipt shows; undefined where the thread itself is the answer. */
export function messageOf(receipt: Receipt): OutgoingMessage | undefined {
  return receipt.kind === 'answer' || receipt.kind === 'refused' ? receipt.message : undefined
}

/** An answer as Slack messages; what it has of files comes apart. */
export function payloadsOf(
  message: OutgoingMessage,
  { publicUrl, address }: { readonly publicUrl?: string | undefined; readonly address?: string | undefined },
): SlackPayload[] {
  const context: RenderContext = {
    ...(publicUrl !== undefined && { publicUrl }),
    fileId: () => undefined,
    linkTo: (thread) => permalink(address, thread),
  }
  return renderMessage(message, context).map(({ text, blocks }) => ({ text, blocks }))
}

/** Where files go, as an answer says it. */
export const filesFollow = (message: OutgoingMessage): OutgoingMessage =>
  message.files && message.files.length > 0
    ? {
        ...message,
        blocks: [
          ...message.blocks,
          ...sentence(message.id, 'The files are in our direct messages.', 'muted').blocks,
        ],
      }
    : message

export function createAnswers({
  delivery,
  identities,
  publicUrl,
}: {
  readonly delivery: Pick<SlackDelivery, 'deliver'>
  readonly identities: Pick<Identities, 'known'>
  readonly publicUrl: string | undefined
}) {
  const payloads = (message: OutgoingMessage, { team }: Asker) =>
    payloadsOf(filesFollow(message), { publicUrl, address: identities.known(team).address })

  /** Sends the files of an answer to whoever asked. */
  async function sendFiles(message: OutgoingMessage, { team, user }: Asker): Promise<void> {
    if (!message.files || message.files.length === 0) return
    const thread = { platform: 'slack' as const, space: team, channel: user }
    await delivery.deliver({ ...message, id: `files:${message.id}` }, { kind: 'channel', thread })
  }

  return {
    payloads,
    sendFiles,

    /** By the address that Slack gave; what it does not take any more is shown in the conversation instead. */
    async respond(
      message: OutgoingMessage,
      asker: Asker,
      respond: RespondFn,
      client: WebClient,
    ): Promise<void> {
      for (const [i, { text, blocks }] of payloads(message, asker).entries()) {
        const thread = asker.place.thread
        const body = { text, blocks: [...blocks], ...(thread !== undefined && { thread_ts: thread }) }
        if (i >= responses) await show(client, asker, { text, blocks })
        else
          await respond({ ...body, response_type: 'ephemeral', replace_original: false }).catch(() =>
            show(client, asker, { text, blocks }),
          )
      }
      await sendFiles(message, asker)
    },

    /** In the conversation, to whoever asked alone. */
    async show(message: OutgoingMessage, asker: Asker, client: WebClient): Promise<void> {
      for (const payload of payloads(message, asker)) await show(client, asker, payload)
      await sendFiles(message, asker)
    },
  }
}

export type Answers = ReturnType<typeof createAnswers>

/** In a conversation of two there is nobody else to hide it from, and an ephemeral message would not stay. */
async function show(
  client: WebClient,
  { user, place }: Asker,
  { text, blocks }: SlackPayload,
): Promise<void> {
  const body = {
    channel: place.channel,
    text,
    blocks: [...blocks],
    ...(place.thread !== undefined && { thread_ts: place.thread }),
  }
  if (/^[DUW]/.test(place.channel)) await client.chat.postMessage(body)
  else await client.chat.postEphemeral({ ...body, user })
}
