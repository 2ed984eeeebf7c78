/**
 * Shows what a turn is doing, at most once a second and thread: the newest text wins, and any may be lost. A turn that
 * is over in a moment shows nothing; what is over is cleared at once.
 */
import type { ChatAdapter, Platform } from '../src/chat/contract.js'
import { type ThreadRef, threadKey } from '../src/chat/thread.js'

const everyMs = 1_000
/** A line that comes and goes within this time is no news, and costs the platform's calls. */
const firstAfterMs = 250

interface Line {
  /** What is to be seen, and what is seen: `''` for nothing yet. */
  text: string
  shown: string
  /** While it runs nothing is shown. */
  timer: NodeJS.Timeout | undefined
}

export function createStatusLine(adapterFor: (platform: Platform) => ChatAdapter | undefined) {
  /** Of the threads whose turn says something, until it is over. */
  const lines = new Map<string, Line>()

  function show(thread: ThreadRef, text: string) {
    adapterFor(thread.platform)
      ?.status({ kind: 'thread', thread }, text)
      .catch(() => undefined)
  }

  function update(line: Line, thread: ThreadRef) {
    if (line.timer || line.text === line.shown) return
    show(thread, line.text)
    line.shown = line.text
    wait(line, thread, everyMs)
  }

  function wait(line: Line, thread: ThreadRef, ms: number) {
    line.timer = setTimeout(() => {
      line.timer = undefined
      update(line, thread)
    }, ms)
    line.timer.unref()
  }

  return (thread: ThreadRef, text: string): void => {
    if (thread.thread === undefined) return
    const key = threadKey({ ...thread, thread: thread.thread })
    const line = lines.get(key)
    if (text === '') {
      clearTimeout(line?.timer)
      lines.delete(key)
      if (line && line.shown !== '') show(thread, '')
    } else if (line) {
      line.text = text
      update(line, thread)
    } else {
      const begun: Line = { text, shown: '', timer: undefined }
      lines.set(key, begun)
      wait(begun, thread, firstAfterMs)
    }
  }
}
