/** The team's profile in Redis: its standing facts, and who changed what. */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { ChatEvent } from '../chat/contract.js'
import { asBrief, type Profile, profileRows } from '../design/brief/profile.js'
import { CorruptRecord } from '../errors.js'
import * as keys from '../session/keys.js'
import { dedupeMs } from '../session/limits.js'
import { profileOfRecord } from '../session/records.js'
import { reaching, runScript, scripts } from '../session/script.js'

const changeSchema = z.object({
  at: z.number(),
  by: z.string(),
  /** Each fact that changed, in words; `none` where it was or is not there. */
  facts: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
})
export type ProfileChanged = z.infer<typeof changeSchema>

const keptChanges = 50
/** Two people at once try again; more would be a fault. */
const mostTries = 5

export interface StoredProfile {
  readonly profile: Profile
  /** Newest first. */
  readonly changes: readonly ProfileChanged[]
}

/** Throws StoreUnavailable, CorruptRecord. */
export async function loadProfile(redis: Redis, tenant: string): Promise<StoredProfile> {
  const [stored, log] = await reaching(redis, () =>
    Promise.all([
      redis.get(keys.profileKey(tenant)),
      redis.lrange(keys.profileLogKey(tenant), 0, keptChanges - 1),
    ]),
  )
  return {
    profile: profileOfRecord(stored ?? ''),
    changes: log.map((text) => changeSchema.parse(JSON.parse(text))),
  }
}

/**
 * Changes the profile and notes who did; whoever changes it in between loses nothing.
 * @returns what changed; nothing where the profile stays as it was
 * Throws StoreUnavailable, CorruptRecord.
 */
export async function changeProfile(
  redis: Redis,
  event: ChatEvent,
  change: (before: Profile) => Profile,
  now: number,
): Promise<ProfileChanged['facts']> {
  const key = keys.profileKey(event.tenant)
  for (let i = 0; i < mostTries; i++) {
    const stored = (await reaching(redis, () => redis.get(key))) ?? ''
    const before = profileOfRecord(stored)
    const after = change(before)
    const facts = differences(before, after)
    if (facts.length === 0) return []
    const entry = { at: now, by: event.user.name || event.user.id, facts }
    const written = await runScript(
      redis,
      scripts.profile,
      [key, keys.profileLogKey(event.tenant), keys.eventSeenKey(event.thread, event.id)],
      [stored, JSON.stringify(after), JSON.stringify(entry), keptChanges, dedupeMs],
    )
    if (written !== 'changed') return facts
  }
  throw new CorruptRecord('The profile changes faster than it can be written.')
}

function differences(before: Profile, after: Profile): ProfileChanged['facts'] {
  return profileRows.flatMap(({ label, read }) => {
    const [was, is] = [read(asBrief(before))?.value, read(asBrief(after))?.value]
    return was === is ? [] : [{ label, before: was ?? 'none', after: is ?? 'none' }]
  })
}
