/**
 * "What would 4 GPUs bring?", "can it run on a Raspberry Pi?": the design under a fact that is only supposed, beside
 * the one that there is. The brief stays as it was until somebody says "do it".
 */
import type { Brief } from '../../design/brief/brief.js'
import { sameFacts } from '../../design/brief/facts-of.js'
import { figureLabels } from '../../design/figure-labels.js'
import type { CitedProposal, Impossible, Proposal, ProposalSet } from '../../design/proposal.js'
import { proposeFrom } from '../../design/propose.js'
import { solve } from '../../design/proposing/solve.js'
import { judged } from '../../design/request.js'
import { revision } from '../../design/revision.js'
import type { Answer } from './answer.js'
import { amended, type Present } from './changes.js'
import { changedFacts } from './fitting.js'
import { sayConflicts } from './impossible.js'
import { bullets, literal } from './prose.js'
import { beginning } from './words.js'

const asksWhatItBrings = [
  /\bwhat (would|will|could|does|do|might)\b.*\b(bring|change|do|give|gain|mean|cost|happen|buy|look like|improve|save|win)\b/,
  /\bwhat (happens|changes|difference)\b/,
  /\b(would|will|does|do|could|is|are)\b.*\b(help|matter|worth|pay off|make a difference|change (anything|much|something)|enough|suffice|sufficient|better|faster|cheaper|smaller|slower)\b.*\?/,
  /\b(can|could|would|will|does|do)\b.*\b(run|work|fit|train|serve|deploy|hold|cope|scale|handle)\w*\b.*\?/,
  /\bhow (much|long|fast|big|large|many)\b.*\b(would|will|on|with|if|without)\b/,
  /\bhow (much|many|far|would|could|can|do|does)\b.*\b(faster|slower|cheaper|smaller|better|worse|change|improve|differ)\b/,
  /\b(was|wie|wurde|wurden|kann|konnte|lauft|passt|reicht|reichen)\b.*\b(bringen|bringt|andern|andert|passier\w*|kosten|helfen|hilft|laufen|lauft|lauft's|passt|reichen|reicht|schneller|billiger)\b/,
  /\b(lauft|laufen|passt|passen|funktioniert|geht|reicht)\b.*\b(auf|in|mit)\b.*\?/,
  /\b(que|cuanto|puede|podria|funciona\w*|cabe|corre|bastaria|bastan?)\b.*\b(aporta\w*|cambia\w*|pasa\w*|traer\w*|ganar\w*|funciona\w*|correr|cabe|caber|bastaria|basta|mejor)\b|\b(funciona|funcionaria|cabe|corre) en\b/,
  /\b(que|qu'|combien|peut|pourrait|ca|cela|est-ce)\b.*\b(apporte\w*|change\w*|donne\w*|gagne\w*|passe\w*|tourne\w*|marche\w*|suffi\w*|tient)\b/,
]
/** These revise at once: whoever says "what if" has the case before them. */
const revises =
  /^\W*(what|how about|and|ok|so)? ?(if|about if)\b|^\W*(what if|how about|suppose|assume|assuming|was wenn|y si|et si)\b/
/** Questions for what is there: why it is so, and what the design itself would change its mind for. */
const asksReason =
  /^\W*(why|warum|wieso|weshalb|pourquoi|por que)\b|\b(your|the) (mind|recommendation|choice|decision)\b|\bwhere\b.*\bfrom\b|\b(per|a|each|pro|al|par) (month|year|day|hour|request|answer|monat|jahr|mes|mois)\b|^\W*what (does|do|is|are|did)\b.*\bmeans?\W*$/

/** "Is an LSTM better than a transformer?" */
const comparesModels =
  /\b(better|worse|faster|slower|cheaper|smaller|besser|mejor|mieux)\b.*\b(than|als|que)\b/

/** "Could you make B smaller?" asks for it to be done. */
const instructs =
  /^\W*(please )?(can|could|would|will|kannst|konntest|puedes|podrias|peux-tu|pourrais-tu) (you|du|tu)?\b.{0,12}\b(make|halve|double|cut|reduce|lower|raise|drop|remove|use|change|switch|mach\w*|halbier\w*|haz|hacerlo|reduce|rends|rendre)\b/

/** Whether a sentence supposes something; whether that something can be read is for `suppose` to say. */
export function supposes(sentence: string): boolean {
  const words = beginning(sentence)
  if (instructs.test(words) || revises.test(words) || asksReason.test(words) || comparesModels.test(words))
    return false
  return asksWhatItBrings.some((pattern) => pattern.test(words))
}

/** What a sentence supposes: the brief that would be, and how its words were understood. */
export interface Case {
  readonly brief: Brief
  readonly notes: readonly string[]
}

const asksEnough = /\b(enough|sufficient|genug|suficiente\w*|assez|suffisant\w*)\b/

/** "Can we do it without a GPU?": any question that holds a fact asks what it would bring; none changes the design. */
export function asksWithFacts(sentence: string): boolean {
  const words = beginning(sentence)
  if (/^\W*(and |ok |so |but )?(what|how) about\b/.test(words)) return false
  return /\?\s*$/.test(words) && !instructs.test(words) && !revises.test(words) && !asksReason.test(words)
}

/**
 * @param isCase whether the sentence is one that supposes
 * @returns undefined where it supposes nothing that can be designed for
 */
export function caseOf(sentence: string, present: Present, isCase = supposes): Case | undefined {
  if (!isCase(sentence)) return undefined
  const change = amended(sentence, { brief: present.brief, present }, true)
  if (!change || sameFacts(change.brief, present.brief)) return undefined
  // "Is 3 years enough?" speaks of what there is, not of how far ahead.
  const facts = changedFacts(present.brief, change.brief)
  if (asksEnough.test(beginning(sentence)) && facts.join() === 'data.horizon') return undefined
  return judged(change.brief).kind === 'design' ? change : undefined
}

/** @param nth how many cases were supposed before in the same message */
export function answerCase(sentence: string, { brief, notes }: Case, present: Present, nth: number): Answer {
  const result = proposeFrom(brief, solve(brief), notes)
  return result.kind === 'set'
    ? sideBySide(sentence, present, result.set, notes, nth)
    : nothing(result.impossible, present)
}

/** The supposed proposals are cited by the letters after those of the present ones: E to H, those of a second case I to L. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const perSet = 4
/** More cases in one message have no letters left. */
export const mostCases = Math.floor(letters.length / perSet) - 1
const supposedId = (id: string, nth: number): string =>
  letters[letters.indexOf(id) + perSet * (nth + 1)] ?? id

function sideBySide(
  sentence: string,
  { set, it }: Present,
  then: ProposalSet,
  notes: readonly string[],
  nth: number,
): Answer {
  const { facts, figures, notes: changes } = revision(set, then, 0)
  const same = then.proposals.find(({ family }) => family === it.family)
  const moved = then.proposals.flatMap((after) => {
    const before = set.proposals.find(({ family }) => family === after.family)
    const lines = figures.flatMap(({ proposal, figure }) =>
      before && proposal === after.name
        ? [
            `${figureLabels[figure].toLowerCase()} {{${before.id}.${figure}}} → {{${supposedId(after.id, nth)}.${figure}}}`,
          ]
        : [],
    )
    return before && lines.length > 0 ? [`${before.id} ${literal(before.name)}: ${lines.join(', ')}`] : []
  })
  const blocks = [
    `**Only supposed, nothing is changed.** ${verdict(sentence, it, same, then, nth)}`.trim(),
    ...notes.map(literal),
    ...(facts.length > 0
      ? [
          bullets(
            facts.map((fact) => `${literal(fact.label)}: ${literal(fact.before)} → ${literal(fact.after)}`),
          ),
        ]
      : []),
    moved.length > 0 ? `${movesTitle}\n${bullets(moved)}` : 'No figure would move.',
    bullets(changes.map((note) => supposedLetters(note, nth))),
    'Write _do it_ and the design follows.',
  ]
  return {
    text: blocks.join('\n\n'),
    cites: [
      ...set.proposals.map(({ id, figures, unknown }) => ({ id, figures, unknown })),
      ...then.proposals.map(
        ({ id, figures, unknown }): CitedProposal => ({ id: supposedId(id, nth), figures, unknown }),
      ),
    ],
  }
}

/** Prose about the supposed set cites its letters. */
const supposedLetters = (text: string, nth: number) =>
  text.replace(/\{\{([A-D])\./g, (_, id: string) => `{{${supposedId(id, nth)}.`)

/** Over the figures of a case. */
export const movesTitle = '**What that would move**'

const yesNo =
  /^\W*(lauft|passt|geht|funktioniert|funciona|cabe|tourne)\b|^\W*(can|could|would|will|does|do|kann|konnte|lauft|passt|puede|podria|funciona|cabe|est-ce|peut|ca)\b.*\b(run|fit|work|train|serve|deploy|hold|cope|handle|scale|lauf\w*|passt|passen|funciona\w*|correr|cabe|caber|tourn\w*|march\w*|tient|tenir)\b/

/** Whether the proposal that is spoken of could still be built, and how fast it would answer. */
function verdict(
  sentence: string,
  it: Proposal,
  same: Proposal | undefined,
  then: ProposalSet,
  nth: number,
): string {
  if (!yesNo.test(beginning(sentence))) return ''
  if (same) {
    const id = supposedId(same.id, nth)
    return `Yes: ${it.id} ${literal(it.name)} can be built then; it would answer in {{${id}.latency}} and take {{${id}.servingMemory}} while serving.`
  }
  const reason = then.rejected.find(({ family }) => family === it.family)?.reason
  return `Not ${it.id} ${literal(it.name)}${reason ? `: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}` : '.'}`
}

const nothing = ({ flags }: Impossible, { it }: Present): Answer => ({
  text: [
    `**Only supposed, nothing is changed.** With that nothing could be built, neither ${it.id} ${literal(it.name)} nor another.`,
    ...sayConflicts(flags),
  ].join('\n\n'),
})

/** "Do it", "yes, take it": what was supposed becomes the design. */
const accepts =
  /^\W*((ok(ay)?|yes|yeah|sure|great|good|fine|perfect|please|ja|gut|si|vale|oui|d'accord)[,.! ]*)*(do it|do that|make it so|take it|take that|apply (it|that)|go ahead|go for it|let's do (it|that)|change it|use that|mach das|machen wir( das)?|ubernimm das|hazlo|hagamoslo|aplicalo|fais-le|faisons-le|allez-y|on le fait|yes|yeah|ja|si|oui|please do)?\W*$/
export const acceptsIt = (text: string): boolean =>
  text.trim() !== '' && text.length < 60 && accepts.test(beginning(text))
