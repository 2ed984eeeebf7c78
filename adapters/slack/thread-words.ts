/** What people wrote in a thread before they brought it to us. Nothing of bots, and nothing of ours. */
import type { ThreadRef } from '../../src/chat/contract.js'
import { DeliveryRefused } from '../../src/errors.js'
import type { ClientOf } from './client.js'
import { faultOf } from './faults.js'
import type { Identities } from './identities.js'
import { page } from './limits.js'
import { plainWords } from './words.js'
import type { Workspaces } from './workspaces.js'

export interface ThreadWordsOptions {
  readonly workspaces: Workspaces
  readonly clientOf: ClientOf
  readonly identities: Identities
}

/** Of a longer thread the newest are wanted, and Slack gives the oldest first. */
const mostPages = 5

/** @returns oldest first. Throws a delivery fault, or the Web API's error, where Slack does not tell. */
export function createThreadWords({ workspaces, clientOf, identities }: ThreadWordsOptions) {
  return async ({ space, channel, thread }: ThreadRef, messageId: string): Promise<readonly string[]> => {
    const workspace = await workspaces.of(space)
    if (!workspace || thread === undefined) throw new DeliveryRefused('There is no such thread for us.')
    const { botUserId } = identities.known(space)
    const words: string[] = []
    let cursor: string | undefined
    for (let n = 0; n < mostPages; n++) {
      const answer = await clientOf(workspace)
        .conversations.replies({
          channel,
          ts: thread,
          latest: messageId,
          limit: page.messages,
          ...(cursor !== undefined && { cursor }),
        })
        .catch((error: unknown) => {
          throw faultOf(error)
        })
      for (const { ts, text, user, bot_id } of answer.messages ?? [])
        if (ts !== messageId && user !== undefined && bot_id === undefined && user !== botUserId && text)
          words.push(plainWords(text, botUserId))
      cursor = answer.response_metadata?.next_cursor || undefined
      if (cursor === undefined) break
    }
    return words
  }
}
