/** A design as lists show it. Pure. */
import type { ListedDesign } from '../messages/from-designs.js'
import type { Design } from '../session/designs.js'
import { viewOf } from '../session/head.js'

export function listedOf({ head, hasWork }: Design): ListedDesign {
  return {
    view: viewOf(head),
    state: hasWork ? 'designing' : head.state,
    thread: head.thread,
    updatedAt: head.updatedAt,
  }
}
