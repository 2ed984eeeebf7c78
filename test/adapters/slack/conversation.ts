/** The messages of a conversation with the offline architect, as a worker composes them for a Slack thread. */
import type { Entry } from '../../../src/architect/architect.js'
import { compose } from '../../../src/messages/compose.js'
import type { OutgoingMessage } from '../../../src/messages/message.js'
import { recipesFor } from '../../../src/messages/recipe.js'
import { afterEntry, parseHead, titleOf, viewOf, withChange } from '../../../src/session/head.js'
import { startTalk, words } from '../../architect/talk.js'

export interface Exchange {
  readonly said: string
  readonly messages: readonly OutgoingMessage[]
}

/** @param lines what a person writes, in order; `assume` leaves the open questions to the architect */
export async function converse(lines: readonly string[]): Promise<Exchange[]> {
  const talk = startTalk()
  let head = parseHead({
    version: '1',
    id: 'K7M2QABCDEFGHIJK',
    tenant: 'slack:T1',
    requester: '{"id":"U1","name":"Ada"}',
    thread: '{"platform":"slack","space":"T1","channel":"C1","thread":"1700000000.000100"}',
    title: titleOf(lines[0] ?? ''),
    state: 'intake',
    createdAt: '0',
    updatedAt: '0',
  })
  let next = 1
  const exchanges: Exchange[] = []
  for (const line of lines) {
    await talk.say(line === 'assume' ? words('', { assumeRest: true }) : line)
    const index = talk.transcript.length - 1
    const entry = named(talk.transcript[index])
    head = withChange(head, afterEntry(head, entry, talk.brief()))
    const view = viewOf(head)
    const messages = recipesFor(index, entry).map((recipe) =>
      compose(`${head.id}:${next++}`, recipe, view, entry),
    )
    const opening = compose(`${head.id}:0`, { kind: 'opening' }, view, undefined)
    exchanges.push({ said: line, messages: exchanges.length === 0 ? [opening, ...messages] : messages })
  }
  return exchanges
}

/** The talk knows people by id only. */
function named(entry: Entry | undefined): Entry {
  if (!entry) throw new Error('Expected the architect to say something')
  return entry.kind === 'decide' ? { ...entry, by: { id: 'U1', name: 'Ada' } } : entry
}
