/**
 * Slack as a chat platform. Posting needs tokens alone, so a worker posts with an adapter that never listens; `start`
 * opens the way in, over HTTP or Socket Mode.
 */
import type { App } from '@slack/bolt'
import type { ChatAdapter } from '../../src/chat/contract.js'
import { ConfigFault } from '../../src/errors.js'
import { createAnswers } from './answers.js'
import { createBolt, type Reach } from './app.js'
import { createClients } from './client.js'
import { createDelivery } from './delivery.js'
import { codeOfSlack } from './faults.js'
import { createUploads, type FileOf } from './files.js'
import { createHome } from './home.js'
import { createIdentities } from './identities.js'
import { listen } from './listeners.js'
import { createPace } from './pace.js'
import { createPeople } from './people.js'
import { createPlaces } from './places.js'
import { createStatus } from './status.js'
import { createThreadWords } from './thread-words.js'
import type { Workspaces } from './workspaces.js'

export interface SlackAdapterOptions {
  readonly workspaces: Workspaces
  /** Another server that speaks the Web API, with its path. */
  readonly apiUrl?: string
  readonly publicUrl?: string
  readonly fileOf: FileOf
  /** How Slack reaches this process; absent where the adapter only posts. */
  readonly reach?: Reach
  /** Told of faults that no person can be told of. */
  readonly onError: (error: Error) => void
  /** How long one call of Slack's API may take, in ms. */
  readonly callTimeoutMs?: number
  readonly now?: () => number
}

/** Refusals of a token that no time mends. */
const badToken: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
])

export function createSlackAdapter(options: SlackAdapterOptions): ChatAdapter {
  const { workspaces, apiUrl, publicUrl, fileOf, reach, onError, callTimeoutMs, now = Date.now } = options
  const lost = (error: unknown) => onError(error instanceof Error ? error : new Error('unexpected'))
  const clientOf = createClients(apiUrl, callTimeoutMs)
  const identities = createIdentities(clientOf)
  const people = createPeople(clientOf, now)
  const places = createPlaces({ workspaces, clientOf, now })
  const delivery = createDelivery({
    places,
    identities,
    pace: createPace(now),
    uploads: createUploads({ fileOf, onError: lost, now }),
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
    ...(publicUrl !== undefined && { publicUrl }),
  })
  let bolt: App | undefined

  /** Who we are: without it a mention of us is told from others by its place alone, until Slack can be asked. */
  async function introduce(): Promise<void> {
    for (const workspace of await workspaces.list())
      await identities.learn(workspace, workspace.team).catch((error: unknown) => {
        const problem = tokenProblem(error)
        if (problem !== undefined) throw new ConfigFault([problem])
        lost(error)
      })
  }

  return {
    platform: 'slack',

    async start(accept, views) {
      if (!reach) throw new RangeError('Expected a way by which Slack reaches the adapter.')
      await introduce()
      bolt = createBolt({
        reach,
        workspaces,
        ...(apiUrl !== undefined && { apiUrl }),
        botUserOf: (team) => identities.known(team).botUserId,
        onError,
      })
      listen(bolt, {
        accept,
        views,
        workspaces,
        identities,
        people,
        answers: createAnswers({ delivery, identities, publicUrl }),
        home: createHome({ accept, views, identities, publicUrl }),
        now,
        onLost: lost,
      })
      // The HTTP server is the program's own.
      if (reach.kind === 'socket') await connecting(bolt)
    },

    deliver: delivery.deliver,
    update: delivery.update,
    find: delivery.find,
    status: createStatus(places),
    wordsBefore: createThreadWords({ workspaces, clientOf, identities }),

    async stop() {
      if (reach?.kind === 'socket') await bolt?.stop()
      bolt = undefined
    },
  }
}

/** Contract: throws a ConfigFault for an app token that Slack refuses. */
async function connecting(bolt: App): Promise<void> {
  try {
    await bolt.start()
  } catch (error) {
    const code = codeOfSlack(error)
    if (code === undefined) throw error
    throw new ConfigFault([
      `SLACK_APP_TOKEN is refused by Slack (${code}): make one with the scope connections:write under "Basic Information" of the app's settings.`,
    ])
  }
}

/** The sentence for a bot token that Slack refuses; undefined for any other error. */
function tokenProblem(error: unknown): string | undefined {
  const code = codeOfSlack(error)
  return code !== undefined && badToken.has(code)
    ? `SLACK_BOT_TOKEN is refused by Slack (${code}): copy it anew from "OAuth & Permissions" of the app's settings.`
    : undefined
}
