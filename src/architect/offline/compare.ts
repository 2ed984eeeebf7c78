/** Proposals side by side, figure by figure, with how far apart they are. */
import { plain } from '../../design/brief/facts.js'
import { figureLabels } from '../../design/figure-labels.js'
import type { FigureName, Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal } from './prose.js'

/** What is compared where nobody says on what. */
const usual = [
  'params',
  'latency',
  'trainingMemory',
  'trainingTime',
  'trainingCost',
] as const satisfies readonly FigureName[]

/** @param named the proposals to compare; fewer than two mean all of them, or the one with the rest */
export function compare(
  named: readonly Proposal[],
  figures: readonly FigureName[],
  set: ProposalSet,
): Answer {
  const [only] = named
  const alone = named.length === 1 && figures.length > 0
  const proposals = named.length > 1 || alone ? named : set.proposals
  const asked = figures.length > 0 ? figures : usual
  const blocks = asked.map((figure) => block(figure, proposals))
  const aspects = figures.length === 0 && named.length === 2 ? [kinds(named)] : []
  return {
    text: [...blocks, ...aspects].join('\n\n'),
    cites: (alone && only ? [only] : proposals).map(cited),
  }
}

function block(figure: FigureName, proposals: readonly Proposal[]): string {
  const lines = proposals.map(({ id, name }) => `${id} ${literal(name)}: {{${id}.${figure}|range}}`)
  const verdict = ratio(figure, proposals)
  return `**${figureLabels[figure]}**\n${bullets(lines)}${verdict ? `\n${verdict}` : ''}`
}

/** How many times the least is in the most: "B takes 12 times as much as A". */
function ratio(figure: FigureName, proposals: readonly Proposal[]): string | undefined {
  const known = proposals
    .flatMap(({ id, figures }) => (figures[figure] ? [{ id, value: figures[figure].value }] : []))
    .sort((a, b) => a.value - b.value)
  const [least, most] = [known[0], known.at(-1)]
  if (!least || !most || least.id === most.id || least.value <= 0) return undefined
  const times = most.value / least.value
  if (times < 1.05) return `${least.id} and ${most.id} are as good as equal.`
  return `${most.id} takes ${plain(Number(times.toPrecision(times < 10 ? 2 : 3)))} times as much as ${least.id}.`
}

/** What no figure says of two proposals: how they are run and explained. */
function kinds([a, b]: readonly Proposal[]): string {
  if (!a || !b) return ''
  const row = (proposal: Proposal, aspect: string) =>
    proposal.tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)?.thisApproach ?? ''
  return ['Complexity', 'Known future', 'Explanation']
    .map((aspect) => `**${aspect}**\n${bullets([a, b].map((p) => `${p.id}: ${row(p, aspect)}`))}`)
    .join('\n\n')
}
