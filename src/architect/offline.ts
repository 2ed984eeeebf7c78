/** The architect that needs nothing but the design core: deterministic, the same conversation gives the same step. */
import type { Architect } from './architect.js'
import { decide } from './offline/decide.js'

export function createOfflineArchitect(): Architect {
  return {
    name: 'offline',
    next: async (conversation, { signal, onStatus }) => {
      signal.throwIfAborted()
      onStatus('Designing')
      return decide(conversation)
    },
  }
}
