/** "Drop B", "anything but A": a proposal that is not wanted, ruled out by the name of its family. */
import type { Brief } from '../../design/brief/brief.js'
import { familyOf } from '../../design/catalog/asked.js'
import type { ProposalSet } from '../../design/proposal.js'
import { namedProposals, tokensOf } from './mentions.js'
import { type Changed, withFact } from './scaled.js'
import { beginning } from './words.js'

const unwanted =
  /^\W*(?:please |ok,? |then )*(?:drop|remove|exclude|discard|forget(?: about)?|scrap|get rid of|anything but|everything but|not|no|without|(?:i|we) (?:don't|do not) (?:want|like|need)|streiche?|ohne|nicht|alles ausser|quita|sin|tout sauf|sans|enleve)\s+(?:the |proposal |option |design )*(?:[a-d]|\p{L}[\p{L} -]{2,30})[\s.!]*$/u

/** @param sentence as it was written; undefined where it names no single proposal that can be ruled out alone */
export function excluded(sentence: string, brief: Brief, set: ProposalSet): Changed | undefined {
  if (!unwanted.test(beginning(sentence))) return undefined
  const named = namedProposals(tokensOf(capitals(sentence)), set.proposals)
  const [proposal] = named
  const family = proposal && named.length === 1 ? familyOf(proposal.family) : undefined
  if (!proposal || !family) return undefined
  const others = set.proposals
    .filter(({ id }) => id !== proposal.id)
    .flatMap((p) => familyOf(p.family)?.ruledOutBy ?? [])
  const words = family.ruledOutBy.filter((word) => !others.includes(word))
  if (words.length === 0) return undefined
  const all = [...new Set([...(brief.constraints.excludedFamilies?.value ?? []), ...words])]
  const wanted = brief.constraints.wantedFamilies?.value.filter((word) => !words.includes(word))
  const after = withFact(brief, 'constraints.excludedFamilies', all, sentence)
  return {
    brief: wanted ? withFact(after, 'constraints.wantedFamilies', wanted, sentence) : after,
    notes: [`Not wanted any more: ${proposal.id} ${proposal.name}.`],
  }
}

/** "drop b" names a proposal as "drop B" does. */
const capitals = (sentence: string) =>
  sentence.replace(/\b[a-d](?=[\s.!]*$)/, (letter) => letter.toUpperCase())
