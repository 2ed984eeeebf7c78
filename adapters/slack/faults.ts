/** What Slack's refusals mean for a delivery. Decided here and nowhere else. */
import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { DeliveryDelayed, DeliveryRefused } from '../../src/errors.js'
import type { Obstacle } from '../../src/messages/from-obstacle.js'
import { callTimeoutMs } from './client.js'
import { pace } from './limits.js'

/** Slack's own names of what is in a message's way [docs.slack.dev: errors of chat.postMessage, conversations.open]. */
const obstacles: Readonly<Record<string, Obstacle>> = {
  cannot_reply_to_message: 'thread-gone',
  channel_is_archived: 'archived',
  channel_not_found: 'not-a-member',
  is_archived: 'archived',
  is_inactive: 'archived',
  message_not_found: 'thread-gone',
  not_in_channel: 'not-a-member',
  restricted_action: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_locked: 'thread-gone',
  restricted_action_thread_only_channel: 'restricted',
  thread_not_found: 'thread-gone',
}

/** Slack says that it did nothing, and that it may do it later. */
const notNow: ReadonlySet<string> = new Set([
  'accesslimited',
  'message_limit_exceeded',
  'service_unavailable',
  'team_added_to_org',
])

/** The limit on a channel's or a workspace's messages, where it comes without HTTP 429 [docs: chat.postMessage]. */
const tooFast: ReadonlySet<string> = new Set(['rate_limited', 'ratelimited'])

/** Slack does not say whether it did anything. */
const unclear: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout'])

/** What a message holds beside words that Slack does not take, although it is within the limits that it publishes. */
const ofContent: ReadonlySet<string> = new Set([
  'attachment_payload_limit_exceeded',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'slack_connect_blocked_file_type',
  'slack_connect_canvas_sharing_blocked',
  'slack_connect_file_link_sharing_blocked',
  'slack_connect_file_upload_sharing_blocked',
])

/** The platform's own name of what it refused; undefined for anything else, such as the page of a proxy. */
export function codeOfSlack(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined
  const code: unknown = error.data.error
  return typeof code === 'string' && /^[a-z][a-z0-9_]{2,79}$/.test(code) ? code : undefined
}

export const isAboutContent = (error: unknown): boolean => ofContent.has(codeOfSlack(error) ?? '')

/** Whether Slack told that it did not do what was asked. */
export function isRefusal(error: unknown): boolean {
  const code = codeOfSlack(error)
  return code !== undefined && !unclear.has(code) && !notNow.has(code) && !tooFast.has(code)
}

/**
 * The delivery fault that an error of the Web API means. An error that leaves open whether the call was carried out
 * (a dropped connection, HTTP 5xx, `internal_error`) is returned as it is. A code that is not known is a refusal:
 * with it Slack says that it did nothing.
 * @param isBegun some of the message is posted
 * @param settleMs how long after a call was given up it may still be carried out
 */
export function faultOf(error: unknown, isBegun = false, settleMs = callTimeoutMs): unknown {
  const delayed = (message: string, retryAfterMs?: number, mayBePosted = isBegun) =>
    new DeliveryDelayed(message, retryAfterMs, { cause: error, mayBePosted })
  if (error instanceof DeliveryDelayed) return isBegun ? delayed(error.message, error.retryAfterMs) : error
  if (error instanceof WebAPIRateLimitedError) return delayed('Slack asks to wait.', error.retryAfter * 1_000)
  if (isTimeout(error)) return delayed('Slack did not answer in time.', settleMs, true)
  if (neverArrived(error)) return delayed('Slack cannot be reached.')
  const code = codeOfSlack(error)
  if (code === undefined || unclear.has(code)) return error
  if (tooFast.has(code)) return delayed('Slack asks to wait.', pace.everyMs)
  if (notNow.has(code)) return delayed(`Slack cannot now: ${code}.`)
  return new DeliveryRefused(`Slack refuses the message: ${code}.`, {
    cause: error,
    obstacle: obstacles[code] ?? 'unknown',
  })
}

/** The call was given up, and may still be carried out. */
const isTimeout = (error: unknown): boolean =>
  error instanceof WebAPIRequestError && error.original.name === 'TimeoutError'

/** Whether nothing can have reached Slack: nobody answered at its address. */
function neverArrived(error: unknown): boolean {
  const cause = error instanceof WebAPIRequestError ? error.original.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}
