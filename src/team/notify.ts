/** Which channel a team is told in, of what, and when its digest comes. One hash; deliver.lua reads it too. */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { type NoticeKind, type NotifyChange, noticeKinds } from '../chat/commands.js'
import type { ChatEvent } from '../chat/contract.js'
import type { ThreadRef } from '../chat/thread.js'
import { CorruptRecord } from '../errors.js'
import { personSchema, threadSchema } from '../session/head.js'
import * as keys from '../session/keys.js'
import { reaching } from '../session/script.js'

const settingSchema = z.object({
  channel: threadSchema,
  /** As people name the channel. */
  name: z.string(),
  /** The first letters of the kinds. */
  events: z.string().transform((letters) => noticeKinds.filter((kind) => letters.includes(kind.charAt(0)))),
  by: personSchema,
  timeZone: z.string(),
})
export type NotifySetting = z.infer<typeof settingSchema>

/** Undefined where nobody is told. Throws StoreUnavailable, CorruptRecord. */
export async function loadNotify(redis: Redis, tenant: string): Promise<NotifySetting | undefined> {
  const stored = await reaching(redis, () => redis.hgetall(keys.notifyKey(tenant)))
  if (Object.keys(stored).length === 0) return undefined
  const parsed = settingSchema.safeParse(stored)
  if (!parsed.success) throw new CorruptRecord('A stored notify setting does not have its form.')
  return parsed.data
}

/** Where a channel is that was named: by its link, or where the words stand. Undefined for a bare name. */
export function channelOf(
  named: string,
  { thread }: ChatEvent,
): { channel: ThreadRef; name: string } | undefined {
  const { platform, space } = thread
  const [, id, label] = /^<#([^|>]+)(?:\|([^>]*))?>$/.exec(named) ?? []
  if (id !== undefined)
    return { channel: { platform, space, channel: id }, name: label ? `#${label}` : named }
  if (/^here$/i.test(named))
    return { channel: { platform, space, channel: thread.channel }, name: 'this channel' }
  return undefined
}

/** The zone that was given, else that of whoever sets it, else UTC. */
export const zoneOf = (change: Extract<NotifyChange, { kind: 'on' }>, { user }: ChatEvent): string =>
  change.timeZone ?? user.timeZone ?? 'UTC'

/** Throws StoreUnavailable. */
export async function saveNotify(
  redis: Redis,
  { tenant, user }: ChatEvent,
  setting: { channel: ThreadRef; name: string; events: readonly NoticeKind[]; timeZone: string },
): Promise<void> {
  const { id, name } = user
  const fields = {
    channel: JSON.stringify(setting.channel),
    name: setting.name,
    events: setting.events.map((kind) => kind.charAt(0)).join(''),
    by: JSON.stringify(name === undefined ? { id } : { id, name }),
    timeZone: setting.timeZone,
  }
  await reaching(redis, () => redis.hset(keys.notifyKey(tenant), fields))
}

/** Throws StoreUnavailable. */
export async function dropNotify(redis: Redis, tenant: string): Promise<void> {
  await reaching(redis, () => redis.del(keys.notifyKey(tenant)))
}
