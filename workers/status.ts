/**
 * Shows what a turn is doing, at most once a second and thread: the newest text wins, and any may be
 * lost. What is over is cleared at once.
 */
import type { ChatAdapter, Platform } from '../src/chat/contract.js'
import { type ThreadRef, threadKey } from '../src/chat/thread.js'

const everyMs = 1_000

export function createStatusLine(adapterFor: (platform: Platform) => ChatAdapter | undefined) {
  const waiting = new Map<string, { text: string; timer: NodeJS.Timeout | undefined }>()

  function show(thread: ThreadRef, text: string) {
    adapterFor(thread.platform)
      ?.status({ kind: 'thread', thread }, text)
      .catch(() => undefined)
  }

  return (thread: ThreadRef, text: string): void => {
    if (thread.thread === undefined) return
    const key = threadKey({ ...thread, thread: thread.thread })
    const current = waiting.get(key)
    if (text === '') {
      clearTimeout(current?.timer)
      waiting.delete(key)
      show(thread, '')
      return
    }
    if (current) {
      current.text = text
      return
    }
    show(thread, text)
    const entry: { text: string; timer: NodeJS.Timeout | undefined } = { text, timer: undefined }
    entry.timer = setTimeout(() => {
      waiting.delete(key)
      if (entry.text !== text) show(thread, entry.text)
    }, everyMs)
    entry.timer.unref()
    waiting.set(key, entry)
  }
}
