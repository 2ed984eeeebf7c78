/** The contract of chat adapters over both ways by which Slack reaches us. */
import { chatAdapterContract } from '../../contracts/chat-adapter.js'
import { type Said, startSlack } from '../../servers/slack/server.js'
import { connectSlack } from '../../support/slack.js'
import { readPayload } from './reading.js'

for (const transport of ['http', 'socket'] as const)
  chatAdapterContract(`Slack over ${transport}`, async (behind) => {
    const slack = await startSlack({
      workspaces: [{ id: 'T1', people: ['ann', { name: 'somebody-else', id: 'somebody-else' }] }],
    })
    const side = await connectSlack(slack, transport, behind)
    const ann = slack.user('T1', 'ann')
    const said = new Map<string, Said>()

    /** Says it once; the same delivery again is Slack repeating itself. */
    async function say(delivery: string, speak: () => Promise<Said>): Promise<void> {
      const before = said.get(delivery)
      if (!before) said.set(delivery, await speak())
      else for (const one of before.deliveries) await slack.repeat(one)
      await slack.settled()
    }

    return {
      ...side,
      async newThread() {
        const { message } = await ann.says('general', 'Something else entirely')
        await slack.settled()
        return {
          kind: 'thread',
          thread: { platform: 'slack', space: 'T1', channel: message.channel, thread: message.ts },
        }
      },
      async seen({ kind, ...to }, user = 'ann') {
        if (kind === 'user' || !('thread' in to)) return []
        return slack
          .user('T1', user)
          .sees(to.thread.channel, to.thread.thread)
          .map((message) => readPayload({ blocks: message.blocks ?? [] }) || message.text)
      },
      statusSeen: async (to) =>
        to.kind === 'user' ? '' : slack.status('T1', to.thread.channel, to.thread.thread ?? ''),
      write: (to, text, delivery) =>
        say(delivery, () =>
          ann.says(to.thread.channel, text, to.thread.thread ? { thread: to.thread.thread } : {}),
        ),
      request: (text, delivery) => say(delivery, () => ann.says('general', `@ml-architect ${text}`)),
      async stop() {
        await side.stop()
        await slack.stop()
      },
    }
  })
