/** Recipe + transcript -> message: the one entrance to everything the program says in a thread. Pure. */
import type { Entry } from '../architect/architect.js'
import type { OutgoingMessage } from './message.js'
import type { MessageRecipe, SessionView } from './recipe.js'

/**
 * @param id the message's stable id, `<session>:<n>`
 * @param entry the entry the recipe names; undefined for `opening`
 */
export function compose(id: string, _recipe: MessageRecipe, view: SessionView, entry: Entry | undefined): OutgoingMessage {
  return { id, fallback: `${view.title} ${entry?.kind ?? ''}`, blocks: [] }
}
