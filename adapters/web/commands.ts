/** What people type and press for the team rather than for one design, as the web chat tells the core of it. Pure. */
import { formatAction, parseAction, teamSession } from '../../src/chat/action.js'
import { readCommand } from '../../src/chat/commands.js'
import type { ActionEvent, RequestEvent, ThreadRef } from '../../src/chat/contract.js'
import { withChannelLink } from './channel.js'
import { type FormFields, pressId, type Sender, tenant, wordsField } from './events.js'

/** Where what stands in no thread comes from: the first page, the team's page, the list of designs. */
const place: ThreadRef = { platform: 'web', space: 'local', channel: 'chat' }

/** A command that a page runs for its visitor; undefined for words that are none, which would open a design. */
export function commandEvent(words: string, eventId: string, sender: Sender): RequestEvent | undefined {
  const text = withChannelLink(words, false)
  if (readCommand(text, false)?.kind !== 'command') return undefined
  return { kind: 'request', id: eventId, tenant, thread: place, user: sender.user, at: sender.at, text }
}

/** Choices of the team's page for notices, where `here` means the one channel. */
export const noticeChoices = { on: 'here', off: 'off' } as const

/**
 * A button or form of an answer that no thread keeps. Undefined for what is no action of the team; which of those a
 * person may take is the core's to say.
 */
export function eventFromTeamPress(
  fields: FormFields,
  eventId: string,
  sender: Sender,
): ActionEvent | RequestEvent | undefined {
  const action = parseAction(fields.action ?? '')
  if (action?.session !== teamSession) return undefined
  const text = formatAction(action)
  const start = wordsField('')
  const values = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value.trim()]] : [],
    ),
  )
  const id = pressId(eventId, text, values)
  if (action.question === 'notify' && action.choice === noticeChoices.on)
    return commandEvent(`notify ${noticeChoices.on}`, id, sender)
  return {
    kind: 'action',
    id,
    tenant,
    thread: place,
    user: sender.user,
    at: sender.at,
    action: text,
    ...(Object.keys(values).length > 0 && { values }),
  }
}
