/** Buttons of answers that belong to no session: they do what a command does. */
import { type Action, teamSession } from '../chat/action.js'
import type { CommandName } from '../chat/commands.js'
import type { Button } from './message.js'

/** @param argument in `[A-Za-z0-9_.-]`, at most 40 characters, see formatAction; `_` stands between two */
export const teamAction = (name: CommandName, argument: string): Action => ({
  session: teamSession,
  round: 0,
  question: name,
  choice: argument,
})

export const commandButton = (label: string, name: CommandName, argument: string): Button => ({
  label,
  action: teamAction(name, argument),
})
