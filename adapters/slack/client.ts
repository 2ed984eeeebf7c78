/** Makes the Web API clients: one for each workspace, each with its own token and nothing that two could share. */
import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Workspace } from './workspaces.js'

/** How long one call may take; a worker waits longer (see its own time-out) before it gives a send up. */
export const callTimeoutMs = 10_000

/** Slack's libraries log tokens and texts at debug; what matters of a failed call is its error, which we get. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

/**
 * Options of every client, made anew for each: Bolt and the Socket Mode client write into what they are given.
 * No `headers`, into which a client writes its token for all to see. No retries: a message whose sending failed may
 * have arrived, so the queue decides, after a look; what Slack limits waits in the queue too, not in a worker.
 */
export const clientOptions = (apiUrl: string | undefined, timeoutMs = callTimeoutMs): WebClientOptions => ({
  ...(apiUrl !== undefined && { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  logger: silentLogger,
  // A redirect could lead the token elsewhere.
  fetch: (url, init) => fetch(url, { ...init, redirect: 'error' }),
})

export type ClientOf = (workspace: Workspace) => WebClient

/** @param apiUrl another server that speaks the Web API, with its path; Slack's own where left out */
export function createClients(apiUrl: string | undefined, timeoutMs = callTimeoutMs): ClientOf {
  const clients = new Map<string, WebClient>()
  return ({ botToken }) => {
    const known = clients.get(botToken)
    if (known) return known
    const client = new WebClient(botToken, clientOptions(apiUrl, timeoutMs))
    clients.set(botToken, client)
    return client
  }
}
