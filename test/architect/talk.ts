/** A conversation with the offline architect as the workers hold it, without session or queue. */
import type { Entry, Step, UserEntry } from '../../src/architect/architect.js'
import { createOfflineArchitect } from '../../src/architect/offline.js'
import type { Brief } from '../../src/design/brief/brief.js'
import { compose } from '../../src/messages/compose.js'
import { renderMarkdown } from '../../src/messages/markdown.js'
import type { OutgoingMessage } from '../../src/messages/message.js'
import { recipesFor, type SessionView } from '../../src/messages/recipe.js'
import { entryOf, parseHead } from '../../src/session/head.js'

const context = {
  signal: new AbortController().signal,
  onStatus: () => undefined,
  checkpoint: async () => undefined,
}

export const words = (text: string, more: Partial<UserEntry> = {}): UserEntry => ({
  kind: 'user',
  at: 0,
  user: { id: 'U1' },
  text,
  ...more,
})

const newHead = parseHead({
  version: '1',
  id: 'ABCDEFGHIJKLMNOP',
  tenant: 'web:local',
  requester: '{"id":"U1"}',
  thread: '{"platform":"web","space":"local","channel":"chat"}',
  title: 'title',
  state: 'intake',
  createdAt: '0',
  updatedAt: '0',
})

interface Held {
  readonly transcript: readonly Entry[]
  readonly brief: Brief | undefined
}

export interface Talk {
  readonly say: (...unread: (string | UserEntry)[]) => Promise<Step>
  readonly shown: () => string
  readonly transcript: readonly Entry[]
  readonly brief: () => Brief | undefined
  readonly fork: () => Talk
}

/** @param held where the conversation stands; absent for a new one */
export function startTalk(held: Held = { transcript: [], brief: undefined }): Talk {
  const architect = createOfflineArchitect()
  const transcript: Entry[] = [...held.transcript]
  let brief = held.brief
  let rounds = transcript.filter(({ kind }) => kind === 'ask').length

  /** Says something, or several things at once, and gives the architect's step. */
  async function say(...unread: (string | UserEntry)[]): Promise<Step> {
    const entries = unread.map((entry) => (typeof entry === 'string' ? words(entry) : entry))
    const step = await architect.next({ brief, transcript: [...transcript], unread: entries }, context)
    const { brief: known, ...decided } = step
    if (known) brief = known
    const head = { ...newHead, rounds: decided.kind === 'ask' ? rounds++ : rounds }
    const entry = entryOf(decided, { head, transcript, by: { id: 'U1' }, at: 0 })
    transcript.push(...entries, entry)
    return step
  }

  /** What the newest entry looks like in the thread. */
  function shown(): string {
    const index = transcript.length - 1
    const entry = transcript[index]
    if (!entry) return ''
    const view: SessionView = {
      session: 'ABCDEFGHIJKLMNOP',
      short: 'ABCD',
      thread: { platform: 'web', space: 'local', channel: 'chat' },
      title: 'title',
      state: 'proposed',
      openRound: entry.kind === 'ask' ? entry.round : 0,
      revision: 0,
    }
    const messages: OutgoingMessage[] = recipesFor(index, entry).map((recipe, i) =>
      compose(`ABCDEFGHIJKLMNOP:${i}`, recipe, view, entry),
    )
    return messages.map(({ blocks }) => renderMarkdown(blocks)).join('\n')
  }

  /** The same conversation, to be gone on with in another way. */
  const fork = (): Talk => startTalk({ transcript, brief })

  return { say, shown, transcript, brief: () => brief, fork }
}

/** The families of a proposing step, the recommended first. */
export function familiesOf(step: Step): string[] {
  if (step.kind !== 'propose') throw new Error(`Expected proposals. Received: ${step.kind}`)
  return step.set.proposals.map(({ family }) => family)
}
