/**
 * What Slack tells of people beyond their ids: names, whether they run the workspace, their time zone. Asked only
 * after a payload was acknowledged, and remembered for a while by this process.
 */
import type { Person } from '../../src/chat/contract.js'
import type { ClientOf } from './client.js'
import type { Workspace } from './workspaces.js'

export interface People {
  /** What is remembered; nothing where that is nothing. */
  known(team: string, id: string): Partial<Person>
  /** Asks Slack where nothing is remembered. Where it does not answer, nothing is known. */
  learn(team: string, workspace: Workspace, id: string): Promise<Partial<Person>>
}

/** Roles change rarely; an admin who is none any more keeps the right for so long. */
const rememberMs = 10 * 60_000
const most = 10_000

export function createPeople(clientOf: ClientOf, now: () => number = Date.now): People {
  const remembered = new Map<string, { readonly until: number; readonly person: Partial<Person> }>()
  const keyOf = (team: string, id: string) => `${team}:${id}`

  function known(team: string, id: string): Partial<Person> {
    const found = remembered.get(keyOf(team, id))
    return found && found.until > now() ? found.person : {}
  }

  return {
    known,
    async learn(team, workspace, id) {
      const found = known(team, id)
      if (found.isAdmin !== undefined) return found
      try {
        const { user } = await clientOf(workspace).users.info({ user: id })
        const name = user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name
        const person: Partial<Person> = {
          ...(name ? { name } : {}),
          ...(user?.tz ? { timeZone: user.tz } : {}),
          isAdmin: user?.is_admin === true || user?.is_owner === true,
        }
        remembered.delete(keyOf(team, id))
        remembered.set(keyOf(team, id), { until: now() + rememberMs, person })
        const [oldest] = remembered.keys()
        if (remembered.size > most && oldest !== undefined) remembered.delete(oldest)
        return person
      } catch {
        // They are known by their id alone, and as nobody's admin.
        return {}
      }
    },
  }
}
