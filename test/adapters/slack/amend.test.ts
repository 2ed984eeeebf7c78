/** Edits and deletions in Slack: what a person has changed before anybody read it counts as they left it. */
import { afterEach, describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../src/chat/contract.js'
import { type Listening, listening } from './listening.js'

let team: Listening
let events: ChatEvent[] = []
afterEach(() => team.stop())

async function start() {
  events = []
  team = await listening(async (event) => {
    events.push(event)
    return { kind: 'accepted', session: 'ABCDEFGHIJKLMNOP' }
  })
  return { ann: team.slack.user('T1', 'ann'), slack: team.slack }
}

describe('a person in Slack', () => {
  it('changes a reply, and takes one back', async () => {
    const { ann, slack } = await start()
    const { message: root } = await ann.says('general', '@ml-architect Forecast sales')
    const { message } = await ann.says('general', 'one T4', { thread: root.ts })
    await ann.edits(message, 'two T4 &amp; more')
    await ann.deletes(message)
    await slack.settled()
    const amended = events.filter(({ kind }) => kind === 'amend')
    expect(amended).toMatchObject([
      {
        messageId: message.ts,
        thread: { thread: root.ts },
        user: { id: ann.id },
        text: expect.stringContaining('two T4'),
      },
      { messageId: message.ts, thread: { thread: root.ts }, text: '' },
    ])
    expect(events.filter(({ kind }) => kind === 'reply')).toHaveLength(1)
  })

  it('changes a request that mentions us, which is read without the mention', async () => {
    const { ann, slack } = await start()
    const { message } = await ann.says('general', '@ml-architect Forecast sales')
    await ann.edits(message, '@ml-architect Forecast weekly sales')
    await slack.settled()
    expect(events.find(({ kind }) => kind === 'amend')).toMatchObject({
      messageId: message.ts,
      thread: { thread: message.ts },
      text: 'Forecast weekly sales',
    })
  })
})
