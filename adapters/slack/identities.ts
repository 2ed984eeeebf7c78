/** Who the app is in each workspace, and the workspace's address: asked once, remembered by the process. */
import type { ClientOf } from './client.js'
import type { Workspace } from './workspaces.js'

export interface Identity {
  readonly botUserId?: string
  /** `https://acme.slack.com` */
  readonly address?: string
}

export interface Identities {
  /** What is known without asking; nothing before `learn`. */
  known(team: string): Identity
  /** Throws the Web API's error where Slack refuses the token or cannot be reached. */
  learn(workspace: Workspace, team?: string): Promise<Identity>
}

export function createIdentities(clientOf: ClientOf): Identities {
  const known = new Map<string, Identity>()
  return {
    known: (team) => known.get(team) ?? {},
    async learn(workspace, team) {
      const found = team === undefined ? undefined : known.get(team)
      if (found) return found
      const { user_id, url, team_id } = await clientOf(workspace).auth.test()
      const identity: Identity = {
        ...(user_id !== undefined && { botUserId: user_id }),
        ...(url !== undefined && { address: url.replace(/\/+$/, '') }),
      }
      if (team !== undefined) known.set(team, identity)
      if (team_id !== undefined) known.set(team_id, identity)
      return identity
    },
  }
}

/** Slack's permalink of a message, made as Slack makes it; undefined where the address or the message is not known. */
export function permalink(
  address: string | undefined,
  { channel, thread }: { readonly channel: string; readonly thread?: string },
): string | undefined {
  if (address === undefined || thread === undefined || /^[UW]/.test(channel)) return undefined
  return `${address}/archives/${channel}/p${thread.replace('.', '')}`
}
