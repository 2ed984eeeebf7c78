/** What a name points at in a design: an entry of proposals and one of them. Pure. */
import type { Entry, ProposeEntry } from '../architect/architect.js'
import type { Ref } from '../chat/ref.js'
import type { Proposal } from '../design/proposal.js'
import { type OutgoingMessage, sentence } from '../messages/message.js'
import type { Design } from '../session/designs.js'
import { viewOf } from '../session/head.js'

/** Networks whose code can be written. */
export const networksIn = (proposals: readonly Proposal[]): number =>
  proposals.flatMap(({ parts }) => parts).filter(({ kind }) => kind === 'network').length

/** A message where the design has no such thing. */
export type Pointed =
  | {
      readonly index: number
      readonly entry: ProposeEntry
      readonly proposal: ProposeEntry['set']['proposals'][number]
    }
  | { readonly message: OutgoingMessage }

/** The entry of the revision that is named, or of the newest; and its proposal. */
export function pointed(
  { head }: Design,
  transcript: readonly Entry[],
  ref: Ref | undefined,
  id: string,
): Pointed {
  const { short } = viewOf(head)
  const index = transcript.findLastIndex(
    (entry) =>
      entry.kind === 'propose' &&
      (ref?.revision === undefined || (entry.revision?.number ?? 0) === ref.revision),
  )
  const entry = transcript[index]
  if (entry?.kind !== 'propose') {
    const what = ref?.revision === undefined ? 'no proposals yet' : `no revision ${ref.revision}`
    return { message: sentence(id, `${short} has ${what}.`, 'warning') }
  }
  const chosen =
    head.state === 'decided' && head.decision?.entry === index ? head.decision.proposal : undefined
  const wanted = ref?.proposal ?? chosen ?? entry.set.recommendation.id
  const proposal = entry.set.proposals.find((one) => one.id === wanted)
  if (!proposal) {
    const ids = entry.set.proposals.map((one) => one.id).join(', ')
    return { message: sentence(id, `${short} has no proposal ${wanted}. It has ${ids}.`, 'warning') }
  }
  return { index, entry, proposal }
}
