/** What Slack's refusals mean for a delivery. Decided here and nowhere else. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { DeliveryDelayed, DeliveryRefused } from '../../src/errors.js'

/** Trying again changes nothing [docs.slack.dev: errors of chat.postMessage, chat.update, conversations.open]. */
const forGood: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'as_user_not_supported',
  'cannot_dm_bot',
  'cannot_reply_to_message',
  'cant_update_message',
  'channel_is_archived',
  'channel_not_found',
  'edit_window_closed',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'is_archived',
  'is_inactive',
  'message_limit_exceeded',
  'message_not_found',
  'messages_tab_disabled',
  'method_not_supported_for_channel_type',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'slack_connect_canvas_sharing_blocked',
  'team_access_not_granted',
  'thread_not_found',
  'token_expired',
  'token_revoked',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
])

/** Slack says that it did nothing, and that it may do it later. */
const notNow: ReadonlySet<string> = new Set(['service_unavailable', 'team_added_to_org', 'accesslimited'])

/** Blocks that Slack does not take although they are within the limits that it publishes. */
const ofBlocks: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
])

/** The platform's own name of what it refused; undefined for anything else. */
export function codeOfSlack(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined
}

export const isAboutBlocks = (error: unknown): boolean => ofBlocks.has(codeOfSlack(error) ?? '')

/**
 * The delivery fault that an error of the Web API means. An error that leaves open whether the call was carried out
 * (a dropped connection, HTTP 5xx, `internal_error`) is returned as it is.
 */
export function faultOf(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError)
    return new DeliveryDelayed('Slack asks to wait.', error.retryAfter * 1_000, { cause: error })
  const code = codeOfSlack(error)
  if (code !== undefined) {
    if (forGood.has(code) || ofBlocks.has(code))
      return new DeliveryRefused(`Slack refuses the message: ${code}.`, { cause: error })
    if (notNow.has(code))
      return new DeliveryDelayed(`Slack cannot now: ${code}.`, undefined, { cause: error })
  }
  return error
}

/** Whether nothing can have reached Slack: nobody answered at its address. */
export function neverArrived(error: unknown): boolean {
  const cause = error instanceof WebAPIRequestError ? error.original.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}

/** Whether the call may have been carried out, although no good answer came. */
export const isAmbiguous = (error: unknown): boolean =>
  error instanceof WebAPIHTTPError || (error instanceof WebAPIRequestError && !neverArrived(error))
