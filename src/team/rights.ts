/** Who may do what. Pure. */
import type { ChatEvent, Person } from '../chat/contract.js'

/**
 * The admins that the settings name; where they name none, those whom the platform says are (the owners and admins of
 * a workspace, who may manage a server, whoever sits at this machine).
 * @param adminUsers as `<platform>:<id>`
 */
export const isAdmin = (
  { thread, user }: Pick<ChatEvent, 'thread' | 'user'>,
  adminUsers: readonly string[],
): boolean =>
  adminUsers.length > 0 ? adminUsers.includes(`${thread.platform}:${user.id}`) : user.isAdmin === true

/** Who asked for a design may end it, and so may an admin. */
export const mayEnd = (requester: Person, event: ChatEvent, adminUsers: readonly string[]): boolean =>
  requester.id === event.user.id || isAdmin(event, adminUsers)
