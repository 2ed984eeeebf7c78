/** Where messages go: a destination as a conversation of Slack's, with the workspace's own client, and as a member. */
import type { WebClient } from '@slack/web-api'
import type { Destination } from '../../src/chat/contract.js'
import { DeliveryRefused } from '../../src/errors.js'
import type { ClientOf } from './client.js'
import { codeOfSlack, isRefusal } from './faults.js'
import type { Workspace, Workspaces } from './workspaces.js'

/** A conversation, and the thread in it. */
export interface Place {
  readonly client: WebClient
  readonly space: string
  readonly channel: string
  readonly thread?: string
  readonly only?: string
}

export type Places = ReturnType<typeof createPlaces>

/** How long a channel is remembered as joined: somebody may take us out again. */
const rememberMs = 10 * 60_000
const mostJoined = 10_000

export function createPlaces({
  workspaces,
  clientOf,
  now = Date.now,
}: {
  readonly workspaces: Workspaces
  readonly clientOf: ClientOf
  readonly now?: () => number
}) {
  /** Channels that we were in at a moment, or could not join. */
  const joined = new Map<string, number>()

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

  async function conversationWith(client: WebClient, user: string): Promise<string> {
    const { channel } = await client.conversations.open({ users: user })
    if (!channel?.id) throw new DeliveryRefused('Slack opens no conversation with this person.')
    return channel.id
  }

  /** Joins a public channel; false where Slack does not let us. */
  async function join({ client, channel }: Place): Promise<boolean> {
    try {
      await client.conversations.join({ channel })
      return true
    } catch (error) {
      if (!isRefusal(error)) throw error
      return false
    }
  }

  /** Where a conversation begins we must be: Slack tells us of no reply in a channel that we are not in. */
  async function enter(place: Place): Promise<void> {
    const isRoot = place.thread === undefined && place.channel.startsWith('C')
    if (!isRoot || now() - (joined.get(place.channel) ?? 0) < rememberMs) return
    await join(place)
    if (joined.size >= mostJoined) joined.clear()
    joined.set(place.channel, now())
  }

  /** Does it again after joining, where it needs us to be in the channel. */
  async function asMember<T>(place: Place, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const cause = error instanceof DeliveryRefused ? error.cause : error
      if (codeOfSlack(cause) !== 'not_in_channel' || !(await join(place))) throw error
      return await work()
    }
  }

  return {
    /** Throws DeliveryRefused where the app is not installed. */
    workspaceOf,
    /** Opens the conversation with a person where it goes to one. Throws the Web API's errors. */
    of: placeOf,
    enter,
    asMember,
  }
}
