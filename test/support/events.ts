/** Events as a platform would send them, for tests. */
import type { ActionEvent, ReplyEvent, RequestEvent } from '../../src/chat/contract.js'

let count = 0
/** Unique within this process. */
export const nextId = (prefix = 'e') => `${prefix}${process.pid}-${++count}`

const base = (channel: string, thread?: string) => ({
  id: nextId(),
  messageId: nextId('m'),
  tenant: 'slack:T1',
  thread: { platform: 'slack' as const, space: 'T1', channel, ...(thread !== undefined && { thread }) },
  user: { id: 'U1', name: 'Ada' },
  at: 1_700_000_000_000,
})

export function request(
  text = 'Forecast sales',
  over: Partial<RequestEvent> & { channel?: string } = {},
): RequestEvent {
  const { channel = 'C1', ...rest } = over
  return { ...base(channel), kind: 'request', text, ...rest }
}

export function reply(
  thread: string,
  text: string,
  over: Partial<ReplyEvent> & { channel?: string } = {},
): ReplyEvent {
  const { channel = 'C1', ...rest } = over
  return { ...base(channel, thread), kind: 'reply', text, parentIsOurs: true, ...rest }
}

export function action(
  thread: string | undefined,
  value: string,
  over: Partial<ActionEvent> & { channel?: string } = {},
): ActionEvent {
  const { channel = 'C1', ...rest } = over
  return { ...base(channel, thread), kind: 'action', action: value, ...rest }
}
