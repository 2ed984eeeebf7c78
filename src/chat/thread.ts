/** Names one conversation on one platform, and its text key. */

export type Platform = 'slack' | 'discord' | 'web'

/** One conversation; `thread` is known once the root message is posted (or from the start, where the request came in a thread). */
export interface ThreadRef {
  readonly platform: Platform
  /** Team, guild, or `local`. */
  readonly space: string
  readonly channel: string
  readonly thread?: string
}

/** The text key of a thread, `slack:T1:C1:17.2`; parts are percent-encoded so that no part can forge another. */
export function threadKey(ref: ThreadRef & { thread: string }): string {
  return [ref.platform, ref.space, ref.channel, ref.thread].map(encodeURIComponent).join(':')
}

/** Whether the thread is known already. */
export function hasThread(ref: ThreadRef): ref is ThreadRef & { thread: string } {
  return ref.thread !== undefined
}
