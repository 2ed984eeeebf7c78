/** Designs for pictures and sounds as the tests ask for them: the proposals of given facts. */
import type { Proposal, ProposalSet } from '../../../../src/design/proposal.js'
import { propose } from '../../../../src/design/propose.js'
import { briefOf, type Facts } from '../language/briefs.js'

export type { Facts }

/** Throws where nothing can be built. */
export function setFor(domain: 'vision' | 'audio' | 'signals', asked: Facts): ProposalSet {
  const proposed = propose(briefOf(domain, asked))
  if (proposed.kind !== 'set')
    throw new Error(`Expected proposals. Received: ${JSON.stringify(proposed.impossible.rejected)}`)
  return proposed.set
}

export function proposalOf(set: ProposalSet, family: string): Proposal {
  const found = set.proposals.find((one) => one.family === family)
  if (!found)
    throw new Error(`Expected ${family}. Received: ${set.proposals.map((one) => one.family).join(', ')}`)
  return found
}

/** Everything that a person reads of a proposal. */
export const textOf = (proposal: Proposal): string => JSON.stringify(proposal)
