/** The team's commands on a store, for tests. */
import type { SessionStore } from '../../src/session/store.js'
import { createTeam, type Team, type TeamOptions } from '../../src/team/commands.js'

export const teamOn = (store: SessionStore, over: Partial<TeamOptions> = {}): Team =>
  createTeam({
    redis: store.redis,
    store,
    adminUsers: [],
    limits: { requestsPerUserPerHour: 20, userUsd: 20, teamUsd: 200 },
    scheduleDigest: async () => undefined,
    onForgotten: async () => undefined,
    ...over,
  })
