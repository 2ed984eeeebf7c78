/**
 * The workspaces that the app is installed in, and their tokens. A token is looked up for each event and each
 * delivery by the workspace's id, and nowhere else kept: what belongs to one workspace is never used for another.
 */

export interface Workspace {
  /** `T…`; absent where the one token of the settings is all that is known. */
  readonly team?: string
  /** `xoxb-…` */
  readonly botToken: string
}

/** Where tokens come from: the settings now; a store of installations can stand here too. */
export interface Workspaces {
  /** Undefined where the app is not installed. From memory or a store, never from the platform. */
  of(team: string): Promise<Workspace | undefined>
  /** Those that are looked at when the adapter starts. */
  list(): Promise<readonly Workspace[]>
}

/** The one workspace whose token the settings name; whatever reaches us with a good signature is from there. */
export function oneWorkspace(botToken: string): Workspaces {
  const workspace: Workspace = { botToken }
  return { of: async () => workspace, list: async () => [workspace] }
}

/** Several workspaces, each by its own token. */
export function workspacesOf(list: readonly Required<Workspace>[]): Workspaces {
  const byTeam = new Map(list.map((workspace) => [workspace.team, workspace]))
  return { of: async (team) => byTeam.get(team), list: async () => list }
}
