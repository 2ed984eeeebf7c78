/** Slack's own Web API client against the local Slack, for the tests of it. */
import { WebClient } from '@slack/web-api'
import { quietLogger } from './quiet-logger.js'
import type { Slack } from './server.js'

export const clientOf = (slack: Slack, token = 'xoxb-T1') =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 5000,
    logger: quietLogger,
  })

/** The code that a call was refused with, or `ok`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? (error as { code: string }).code
  }
  return 'ok'
}
