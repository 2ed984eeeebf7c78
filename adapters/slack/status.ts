/**
 * What is being done in a thread, as Slack shows it beside the composer; where the app is an agent, with Slack's own
 * Stop. It may be lost, and goes by itself when a message follows or after two minutes.
 */
import type { Destination } from '../../src/chat/contract.js'
import type { Place, Places } from './places.js'

export function createStatus(places: Places) {
  /** Threads that this process has shown as worked on. */
  const processing = new Set<string>()

  /** Slack offers Stop while a session is `processing` [docs.slack.dev: agents.sessions.setStatus]. */
  async function session({ client, channel, thread = '' }: Place, isWorking: boolean): Promise<void> {
    const key = `${channel}:${thread}`
    if (isWorking === processing.has(key)) return
    if (isWorking) processing.add(key)
    else processing.delete(key)
    await client.agents.sessions.setStatus({
      channel_id: channel,
      thread_ts: thread,
      status: isWorking ? 'processing' : 'active',
    })
  }

  /** @param text `''` for nothing any more. Never throws. */
  return async (to: Destination, text: string): Promise<void> => {
    try {
      const place = await places.of(to)
      if (place.thread === undefined) return
      const { client, channel, thread } = place
      await Promise.allSettled([
        client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status: text }),
        session(place, text !== ''),
      ])
    } catch {
      // A workspace without this: the root message says that something is being designed.
    }
  }
}
