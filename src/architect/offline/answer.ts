/** An answer to a question about the proposals: prose, and the proposals whose figures it cites. */
import type { CitedProposal } from '../../design/proposal.js'

export interface Answer {
  readonly text: string
  readonly cites?: readonly CitedProposal[]
}

/** What a message needs to say figures of a proposal, and no more: an entry of the transcript holds it. */
export const cited = ({ id, figures, unknown }: CitedProposal): CitedProposal => ({ id, figures, unknown })
