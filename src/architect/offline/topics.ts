/** What people ask about a design besides its figures: what it is, how good, where to begin, what can go wrong. */
import type { Proposal, ProposalSet, TensorRow } from '../../design/proposal.js'
import { bullets, literal, lowered, ownFigures } from './prose.js'

interface Topic {
  readonly about: RegExp
  readonly answer: (proposal: Proposal, set: ProposalSet) => string
}

export const row = ({ tradeoffs }: Proposal, aspect: string) =>
  tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)?.thisApproach
const tensor = ({ name, shape, meaning: means }: TensorRow) =>
  `\`${name}\` ${literal(`[${shape.join(', ')}]`)}: ${literal(means)}`
export const title = ({ id, name }: Proposal) => `${id} ${literal(name)}`

/** The first that matches is answered. */
export const topics: readonly Topic[] = [
  {
    about:
      /^(?!.*\b(memory|ram|vram|budget|money|time|gpus?|power|speicher|memoria)\b).*\b(enough|sufficient|suffice|too little|too few|genug|genugend|suficiente\w*|assez|suffisant\w*)\b|\bhow much data\b|\bmore data\b/,
    answer: enoughData,
  },
  {
    about:
      /\b(what|which) data\b|\bdata (do|does|is|are|must|should)\b.*\b(need|look|bring|prepare|collect)\w*|\b(welche daten|que datos|quelles donnees)\b/,
    answer: (proposal) =>
      `**Data for ${title(proposal)}**\n${bullets([...proposal.plan.slice(0, 1), ...proposal.inputs.map(tensor)])}`,
  },
  {
    about:
      /\b(how long|how much time|how many (weeks|days|months)|wie lange|cuanto tiempo|combien de temps)\b.*\b(build|implement|ship|develop|set ?up|finish|take us|need to|bauen|umsetzen|construir|implementar|construire|developper)\b|\beffort\b|\bwork ?load\b|\baufwand\b/,
    answer: (proposal) =>
      `The plan of ${title(proposal)} has ${proposal.plan.length} steps. How long people take for them is not computed: it depends on your data and your team. What is computed: one training takes {{trainingTime}} on ${deviceWords(proposal)}.\n${bullets(proposal.plan)}`,
  },
  {
    about:
      /\b(first|next|erste\w*|nachste\w*|primer\w*|siguiente|premiere?|prochaine?) (step|thing|schritt|paso|etape)s?\b/,
    answer: (proposal) => {
      const [first = '', second] = proposal.plan
      return `**First step of ${title(proposal)}**\n${bullets([first])}${second ? `\nThen: ${second}` : ''}\nThe whole plan has ${proposal.plan.length} steps: _show the plan of ${proposal.id}_.`
    },
  },
  {
    about:
      /\b(accura\w*|precise|how good|how well|error rate|quality|reliab\w*|trust|genau\w*|qualitat|precis\w+|calidad|qualite)\b/,
    answer: (proposal, set) =>
      `No accuracy can be computed before your data is seen, so none is promised. What is known:\n${bullets(set.proposals.map((p) => `${title(p)}: ${ownFigures(row(p, 'Performance') ?? 'nothing yet', p)}`))}\nWhat holds ${proposal.id} at its size: ${row(proposal, 'Size') ?? 'nothing'}.\nHow it will be judged:\n${bullets(proposal.training.evaluation)}`,
  },
  {
    about: /\b(code|python|script|notebook|repo|repository|download)\b/,
    answer: ({ id, files }) =>
      `Code is not generated in the thread. The blueprint of ${id} names the files to write:\n${bullets(files.map(({ path, purpose }) => `\`${path}\` - ${purpose}`))}`,
  },
  {
    about: /\b(plan|start|begin|next steps?|how to build|implement\w*|roadmap|steps|schritte|pasos|etapes)\b/,
    answer: (proposal) => `**Plan of ${title(proposal)}**\n${bullets(proposal.plan)}`,
  },
  {
    about:
      /\brisks?\b|\b(wrong|fails?|failures?|breaks?|mistakes?)\b|\brisik\w+\b|\briesgos?\b|\brisques?\b|\blimitations?\b|\bweakness\w*\b/,
    answer: (proposal) => `**Risks of ${title(proposal)}**\n${bullets(proposal.risks)}`,
  },
  {
    about:
      /\b(pros|cons|advantages?|disadvantages?|downsides?|drawbacks?|strengths?|trade-?offs?|vorteile?|nachteile?|ventajas?|desventajas?|avantages?|inconvenients?)\b/,
    answer: (proposal) =>
      `**${title(proposal)}, beside ${literal(proposal.alternativeName)}**\n${bullets(proposal.tradeoffs.map(({ aspect, thisApproach, alternative }) => `${literal(aspect)}: ${thisApproach}. Beside it: ${lowered(alternative)}`))}\n**Risks**\n${bullets(proposal.risks)}`,
  },
  {
    about:
      /\b(evaluat\w*|tested|test set|split|metrics?|validat\w*|judged?|measured?|benchmark\w*|bewerte\w*|evalua\w*|metrik\w*|metricas?)\b/,
    answer: (proposal) => `**How ${title(proposal)} is judged**\n${bullets(proposal.training.evaluation)}`,
  },
  {
    about:
      /\b(loss|optimi[sz]er|schedule|learning rate|batch( size)?|epochs?|regulari[sz]ation|hyper-?param\w*|how .*\btrain(ed)?\b|training (strategy|setup|recipe))\b/,
    answer: training,
  },
  {
    about: /\b(inputs?|outputs?|features does it|eingabe|ausgabe|entradas?|salidas?|entrees?|sorties?)\b/,
    answer: (proposal) => {
      const tensors = (rows: Proposal['inputs']) => rows.map(tensor)
      return `**Input of ${title(proposal)}**\n${bullets(tensors(proposal.inputs))}\n**Output**\n${bullets(tensors(proposal.outputs))}`
    },
  },
  {
    about:
      /\b(alternatives?|what else|other (options?|approaches|models?)|rejected|left out|ruled out|considered|alternativen?|alternativas?)\b/,
    answer: (_, { proposals, rejected }) =>
      [
        `Proposed: ${proposals.map(title).join(', ')}.`,
        ...(rejected.length > 0
          ? [
              `Considered and left out:\n${bullets(rejected.map(({ name, reason }) => `${literal(name)}: ${literal(reason)}`))}`,
            ]
          : []),
      ].join('\n'),
  },
  {
    about: /\b(when)\b.*\b(use|take|choose|prefer|better)\b|\bwann\b/,
    answer: (proposal) =>
      `**When to take ${title(proposal)}**: ${lowered(row(proposal, 'Take it when') ?? 'as the facts are')}.`,
  },
  {
    about:
      /\b(monthly|per month|a month|running costs?|serving costs?|cost to (run|serve|host)|in production cost|betriebskosten)\b/,
    answer: (proposal) =>
      `What serving costs a month is not computed: it depends on the traffic and on what your machines cost. What is: one answer of ${title(proposal)} takes {{latency|range}} and {{servingMemory}} on one device${row(proposal, 'Capacity') ? `; ${row(proposal, 'Capacity')}` : ''}.`,
  },
  {
    about:
      /\b(summar\w*|sum up|tl;?dr|in short|overview|recap|zusammenfass\w*|resum\w*)\b|\b(show|list)\b.*\bproposals?\b/,
    answer: (_, { proposals, recommendation }) =>
      `${bullets(proposals.map((p) => `**${title(p)}**: {{${p.id}.params}} parameters, answers in {{${p.id}.latency}}, trains in {{${p.id}.trainingTime}}`))}\nRecommended: ${recommendation.id}. ${recommendation.why}\n${recommendation.switchFact}`,
  },
]

function enoughData(proposal: Proposal, set: ProposalSet): string {
  const scarce = set.flags.filter(({ id }) => scarcityFlags.includes(id))
  const sizes = set.proposals.flatMap((p) => {
    const size = row(p, 'Size')
    return size ? [`${title(p)}: ${ownFigures(size, p)}`] : []
  })
  const verdict =
    scarce.length > 0
      ? `Not for everything: ${scarce.map(({ conflict, arithmetic }) => literal(`${conflict} ${arithmetic}`)).join(' ')}`
      : 'For what is proposed, yes: what is learned from scratch is held to the values that there are to learn from.'
  const { why, id } = set.recommendation
  return `${verdict}\n${bullets(sizes)}${proposal.id === id ? `\n${why}` : ''}`
}
/** Too few examples for the classes, too little data, a horizon longer than the history. */
const scarcityFlags = ['C06', 'C07', 'C21']

function training({ training: plan, ...proposal }: Proposal): string {
  const { steps } = plan
  return `**Training of ${proposal.id} ${literal(proposal.name)}**\n${bullets([
    `loss: ${plan.loss}`,
    `optimizer: ${plan.optimizer}`,
    `schedule: ${plan.schedule}`,
    ...(plan.regularization.length > 0 ? [`regularization: ${plan.regularization.join('; ')}`] : []),
    ...(steps
      ? [
          `batch: ${steps.effectiveBatchSize} = ${steps.microBatchSize} at once x ${steps.gradientAccumulation} accumulated x ${plan.deviceCount}; ${steps.epochs} epochs`,
        ]
      : []),
    `precision: ${plan.precision}`,
    `distribution: ${plan.distribution}`,
  ])}`
}

const deviceWords = ({ training: { deviceCount } }: Proposal) =>
  deviceCount === 1 ? 'the training device' : `${deviceCount} devices`
