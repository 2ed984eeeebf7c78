/**
 * Bolt: verifies, parses and acknowledges what Slack sends, over HTTP on the program's own server or over Socket
 * Mode. Which workspace's token an event is handled with is decided for each event.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import {
  App,
  type Authorize,
  HTTPReceiver,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt'
import type { Hono } from 'hono'
import { clientOptions, silentLogger } from './client.js'
import type { Workspaces } from './workspaces.js'

/** How Slack reaches us. */
export type Reach =
  | { readonly kind: 'http'; readonly signingSecret: string; readonly app: Hono }
  | { readonly kind: 'socket'; readonly appToken: string }

/** The address that Slack's app settings name, under PUBLIC_URL. */
export const eventsPath = '/slack/events'

export interface BoltOptions {
  readonly reach: Reach
  readonly workspaces: Workspaces
  readonly apiUrl?: string
  /** The app's own user of a workspace, once it is known. */
  readonly botUserOf: (team: string) => string | undefined
  /** Told of faults of ours while a payload was handled; they are answered with HTTP 500, or not acknowledged. */
  readonly onError: (error: Error) => void
}

export function createBolt({ reach, workspaces, apiUrl, botUserOf, onError }: BoltOptions): App {
  const authorize: Authorize<boolean> = async ({ teamId, enterpriseId }) => {
    const team = teamId ?? enterpriseId ?? ''
    const workspace = await workspaces.of(team)
    if (!workspace) throw new Error('The app is not installed in this workspace.')
    const botUserId = botUserOf(team)
    return {
      botToken: workspace.botToken,
      ...(teamId !== undefined && { teamId }),
      ...(enterpriseId !== undefined && { enterpriseId }),
      ...(botUserId !== undefined && { botUserId }),
    }
  }
  const app = new App({
    authorize,
    receiver: acceptedFirst(reach.kind === 'http' ? overHttp(reach) : overSocket(reach, apiUrl)),
    clientOptions: clientOptions(apiUrl),
    logger: silentLogger,
    // What is ours is told apart by us, also while the app's own user is not known.
    ignoreSelf: false,
  })
  app.error(async (error) => {
    onError(error)
    // What was not handled is not acknowledged.
    throw error
  })
  return app
}

/**
 * Bolt acknowledges an event before anybody has seen it. Here its acknowledgement waits until the listeners are done,
 * so that what a dying process had not accepted is delivered again.
 */
function acceptedFirst(receiver: Receiver): Receiver {
  return {
    init(app) {
      const processEvent = async (event: ReceiverEvent) => {
        if (event.body.type !== 'event_callback') return app.processEvent(event)
        await app.processEvent({ ...event, ack: async () => undefined })
        await event.ack()
      }
      // All that a receiver needs of it.
      receiver.init({ processEvent } as App)
    },
    start: (...given) => receiver.start(...given),
    stop: (...given) => receiver.stop(...given),
  }
}

/** Bolt's receiver on the program's own server: it checks the signature of the raw body. */
function overHttp({ signingSecret, app }: Extract<Reach, { kind: 'http' }>): Receiver {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: eventsPath, logger: silentLogger })
  app.post(eventsPath, (c) => {
    const { incoming, outgoing } = c.env as { incoming: IncomingMessage; outgoing: ServerResponse }
    receiver.requestListener(incoming, outgoing)
    return RESPONSE_ALREADY_SENT
  })
  return receiver
}

function overSocket({ appToken }: Extract<Reach, { kind: 'socket' }>, apiUrl: string | undefined): Receiver {
  return new SocketModeReceiver({
    appToken,
    logger: silentLogger,
    // The shortest pause without a connection when Slack asks for a new one; what it sends then, it sends again.
    clientPingTimeout: 3_000,
    installerOptions: { clientOptions: clientOptions(apiUrl) },
    // Not acknowledged: Slack delivers it again.
    processEventErrorHandler: async () => false,
  })
}
