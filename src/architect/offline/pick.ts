/** A proposal is chosen: "go with B", "B it is", "let's take the GRU", "nehmen wir B". */
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import type { Entry } from '../architect.js'
import { namedProposals, superlative, tokensOf } from './mentions.js'
import { folded, ordinalWords, placeOf, sentences } from './words.js'

const takes = [
  "(?:let'?s |let us |we(?:'ll| will| should)? |i(?:'ll| will|'d| would)? |ok(?:ay)?,? |then |please |just |yes,? )*(?:go(?:ing)? (?:with|for|ahead with)|take|choose|chose|pick(?:ed)?|select(?:ed)?|settle[ds]? (?:on|for)|decide[ds]? (?:on|for|to (?:take|build|use))|opt(?:ed)? for|prefer|use|build|do|try|start with|ship|want|like)",
  'wir (?:nehmen|bauen|wahlen|machen|gehen mit)|nehmen wir|nimm|ich (?:nehme|wahle|will|mochte)|lass(?:t)? uns|machen wir|entscheid\\w+ (?:uns |mich )?fur',
  'vamos con|elijo|elegimos|tomamos|tomemos|me quedo con|nos quedamos con|escogemos|escojo|prefiero|usemos|usamos',
  'prenons|on prend|je prends|nous prenons|je choisis|on choisit|va pour|partons sur|on part sur|allons-y avec|je prefere|utilisons',
].join('|')
const taking = new RegExp(`^\\W*(?:${takes})\\s+(.*)$`)
/** "B it is", "B please", "B wins", "I like B best"; a letter alone. */
const naming =
  /^\W*((?:option |proposal |variant |the )?[\w -]{1,40}?)(?:,? (?:it is|then|please|bitte|wins|for me|por favor|s'il vous plait|looks (?:good|best|great)|is (?:fine|good|great|perfect|our choice|the one|what we want)|sounds good))[\s!.]*$/
const bare = /^\W*(?:option |proposal |variant |design )?([a-d])\W*$/
const asking =
  /\?\s*$|^\W*(should|would|could|can|shall|why|what|which|is|are|how|does|do we|do you|sollen|soll|deberia|devrait)\b/
const refusing = /\b(not|don't|dont|never|rather than|instead of|nicht|kein\w*|no|ne|pas)\b/
/** What follows is no part of the choice: "go with A, but with 4 GPUs". */
const more = /(?:[,;]|\s)\s*(?:but|and|with only|except|aber|und|pero|mais|et)\s+(.*)$/

export interface Pick {
  readonly proposal: Proposal
  /** What is said besides, which may be a change. */
  readonly rest: string
  readonly why?: string
}

/** "Go with B because it is simpler". */
const reason = /[,\s]\s*(?:because|since|weil|denn|porque|ya que|parce qu['e]|car)\s*(\S.{3,})$/is

function pickOf(whole: string, set: ProposalSet): Pick | undefined {
  const because = reason.exec(whole)
  const why = because?.[1]
    ?.trim()
    .replace(/[.!]+$/, '')
    .slice(0, 300)
  const sentence = because ? whole.slice(0, because.index) : whole
  const said = sentence.slice(0, 200)
  const words = folded(said)
  if (asking.test(words)) return undefined
  const further = more.exec(words)
  const end = further?.index ?? words.length
  const [choice, rest] = [
    words.slice(0, end),
    further ? said.slice(words.length - (further[1] ?? '').length) : '',
  ]
  if (refusing.test(choice)) return undefined
  const object = taking.exec(choice)?.[1] ?? naming.exec(choice)?.[1]
  const letter = bare.exec(choice)?.[1]
  // "A and B" names two.
  const others = rest === '' ? [] : namedProposals(tokensOf(rest), set.proposals)
  if (others.length > 0 || bare.test(folded(rest))) return undefined
  const proposal = letter
    ? byLetter(letter, set)
    : object === undefined
      ? undefined
      : meant(object, said, end, set)
  return proposal && { proposal, rest, ...(why && { why }) }
}

/**
 * "Forget it, go with B", "let's take B, what is the first step?": a choice, alone or among other words.
 * @param sentence one sentence as it was written
 */
export function pickIn(sentence: string, set: ProposalSet): Pick | undefined {
  const whole = pickOf(sentence, set)
  if (whole) return whole
  const clauses = sentence.split(/\s*[,;:]\s+|\s+[-–—]\s+/)
  for (const [at, clause] of clauses.entries()) {
    const pick = clauses.length > 1 ? pickOf(clause, set) : undefined
    if (!pick) continue
    const others = clauses
      .filter((_, i) => i !== at)
      .filter((other) => !/^\W*(no|nah|ok(ay)?|well|fine|forget it|never mind|yes|alright)\W*$/i.test(other))
    return { ...pick, rest: [...others, pick.rest].filter((words) => words !== '').join(', ') }
  }
  return undefined
}

const byLetter = (letter: string, { proposals }: ProposalSet) =>
  proposals.find(({ id }) => id === letter.toUpperCase())

/** The one proposal that the object of the choice names; none where it names several or something else. */
function meant(object: string, said: string, end: number, set: ProposalSet): Proposal | undefined {
  const { proposals, recommendation } = set
  const lone =
    /^(?:the |option |proposal |variant |approach |design |number )*([a-d])(?: then| please| now| first| instead)?\W*$/.exec(
      object,
    )?.[1]
  if (lone) return byLetter(lone, set)
  if (
    /\b(recommend\w*|suggest\w*|your (choice|favou?rite|pick|advice)|empfehlung|empfohlene\w*|recomendad\w+|recommandee?)\b/.test(
      object,
    )
  )
    return proposals.find(({ id }) => id === recommendation.id)
  const ordinal = new RegExp(`\\b(${ordinalWords})\\b(?: (?:one|option|proposal))?\\W*$`).exec(object)?.[1]
  const place = ordinal === undefined ? undefined : placeOf(ordinal, proposals.length)
  if (place !== undefined) return proposals[place]
  const best = superlative(object, proposals)
  if (best) return best
  const named = namedProposals(tokensOf(said.slice(0, end)), proposals)
  return named.length === 1 ? named[0] : undefined
}

/** What was chosen last in a thread, and the set that it was chosen from. */
export interface Chosen extends Omit<Pick, 'rest'> {
  readonly set: ProposalSet
}

/** Read again from the transcript: a choice is what a person said, so it is kept where their words are. */
export function chosenIn(transcript: readonly Entry[]): Chosen | undefined {
  let set: ProposalSet | undefined
  let chosen: Chosen | undefined
  for (const entry of transcript) {
    if (entry.kind === 'propose') set = entry.set
    if (entry.kind === 'decide') {
      const proposal = set?.proposals.find(({ id }) => id === entry.proposal)
      if (set && proposal) chosen = { proposal, set }
    }
    if (entry.kind !== 'user' || !set) continue
    for (const sentence of sentences(entry.text)) {
      const pick = pickIn(sentence, set)
      if (pick) chosen = { proposal: pick.proposal, set }
    }
  }
  return chosen
}
