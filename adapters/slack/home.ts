/** The App Home and the prompts of the messages tab, from Redis alone; shown when somebody opens them. */
import type { WebClient } from '@slack/web-api'
import type { ChatEvent, Receipt, Views } from '../../src/chat/contract.js'
import { examples } from '../../src/messages/from-receipt.js'
import type { MessageBlock } from '../../src/messages/message.js'
import { commandEvent, type Reading, tenantOf } from './events.js'
import { type Identities, permalink } from './identities.js'
import { prompts } from './limits.js'
import { homeView } from './view-home.js'

export interface HomeOptions {
  readonly accept: (event: ChatEvent) => Promise<Receipt>
  readonly views: Pick<Views, 'designs'>
  readonly identities: Pick<Identities, 'known'>
  readonly publicUrl: string | undefined
}

export type Home = ReturnType<typeof createHome>

/** The most designs that are looked up; the view shows as many as fit. */
const mostDesigns = 30

export function createHome({ accept, views, identities, publicUrl }: HomeOptions) {
  /** What the core answers to a command, as blocks. */
  async function answer(words: string, user: string, reading: Reading): Promise<readonly MessageBlock[]> {
    const asked = { user: { id: user }, place: { channel: user } }
    const receipt = await accept(commandEvent(words, `home:${user}:${reading.at}:${words}`, asked, reading))
    return receipt.kind === 'answer' || receipt.kind === 'refused' ? receipt.message.blocks : []
  }

  return {
    async publish(user: string, reading: Reading, client: WebClient): Promise<void> {
      const [designs, profile, usage] = await Promise.all([
        views.designs(tenantOf(reading.origin), mostDesigns),
        answer('profile', user, reading),
        answer('usage', user, reading),
      ])
      const { address } = identities.known(reading.origin.team)
      const view = homeView(
        { designs, examples, profile, usage },
        {
          ...(publicUrl !== undefined && { publicUrl }),
          fileId: () => undefined,
          linkTo: (thread) => permalink(address, thread),
        },
      )
      await client.views.publish({ user_id: user, view })
    },

    /** Problems to begin with, in the messages tab. */
    async suggest(channel: string, client: WebClient): Promise<void> {
      await client.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        title: 'Problems to begin with',
        prompts: examples.slice(0, prompts).map((message) => ({ title: titleOf(message), message })),
      })
    },
  }
}

/** The first words of an example. */
const titleOf = (example: string): string => example.split(/\s+/).slice(0, 5).join(' ')
