/** What was used in a month (UTC), by a person and by the team. Counted by the session scripts, read here. */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { monthOf } from '../session/accept.js'
import * as keys from '../session/keys.js'
import { reaching } from '../session/script.js'

const count = z.coerce.number().nonnegative().default(0)
const counted = z.object({
  requests: count,
  designs: count,
  revisions: count,
  decisions: count,
  /** Opinions on designs. */
  useful: count,
  'not-useful': count,
  /** US dollars paid for model calls. */
  usd: count,
})
export type Used = z.infer<typeof counted>

export interface Usage {
  /** `2026-11`. */
  readonly month: string
  readonly person: Used
  readonly team: Used
  /** Designs that the person has started within the hour. */
  readonly thisHour: number
}

/** Throws StoreUnavailable. */
export async function usageOf(redis: Redis, tenant: string, user: string, now: number): Promise<Usage> {
  const month = monthOf(now)
  const [person, team, hour] = await reaching(redis, () =>
    Promise.all([
      redis.hgetall(keys.usageKey(tenant, user, month)),
      redis.hgetall(keys.tenantUsageKey(tenant, month)),
      redis.get(keys.requestsKey(tenant, user)),
    ]),
  )
  return {
    month,
    person: counted.parse(person),
    team: counted.parse(team),
    thisHour: Number(hour ?? 0),
  }
}
