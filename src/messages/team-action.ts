/** Buttons of answers that belong to no session: they do what a command does. */
import { type Action, teamSession } from '../chat/action.js'
import type { CommandName } from '../chat/commands.js'

/** @param argument in `[A-Za-z0-9_.-]`, at most 40 characters; see formatAction */
export const teamAction = (name: CommandName, argument: string): Action => ({
  session: teamSession,
  round: 0,
  question: name,
  choice: argument,
})
