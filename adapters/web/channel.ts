/** Channels of the web chat: it has one, and no list of others that a name could be chosen from. Pure. */
import { readCommand } from '../../src/chat/commands.js'

/** The one channel of the web chat: the notices of the first page. */
const channel = 'notices'
const named = /^(\/?notify:?\s+)(?:#([^\s<>|]+)|here(?=\s|$))/i

/** `notify #anything`, whose channel nobody here could choose from a list, with the link that other platforms make of it. */
export function withChannelLink(text: string, inThread: boolean): string {
  const linked = text.replace(
    named,
    (_, start: string, name?: string) => `${start}<#${channel}|${name ?? channel}>`,
  )
  return readCommand(linked, inThread)?.kind === 'command' ? linked : text
}
