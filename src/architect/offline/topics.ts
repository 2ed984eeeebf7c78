/** What people ask about a design besides its figures: what it is, how good, where to begin, what can go wrong. */
import type { Assumption, Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { architecture } from './layers.js'
import { bullets, literal, lowered, ownFigures } from './prose.js'
import { meaning } from './terms.js'

const asks =
  /^\W*(what|how|which|when|who|can|could|is|are|will|does|do|show|give|tell|explain|where|list|describe|summari[sz]e|was|wie|welche\w*|wann|wer|zeig\w*|erklar\w*|ist|sind|que|cual\w*|como|cuando|muestra\w*|explica\w*|es|son|quel\w*|comment|quand|montre\w*|explique\w*|est|tl;?dr|pros|sum(mary| up))\b|\?\s*$/

interface Topic {
  readonly about: RegExp
  readonly answer: (proposal: Proposal, set: ProposalSet) => string
}

const row = ({ tradeoffs }: Proposal, aspect: string) =>
  tradeoffs.find((tradeoff) => tradeoff.aspect === aspect)?.thisApproach
const title = ({ id, name }: Proposal) => `${id} ${literal(name)}`

/** The first that matches is answered. */
const topics: readonly Topic[] = [
  {
    about:
      /\b(enough|sufficient|suffice|too little|too few|genug|genugend|suficiente\w*|assez|suffisant\w*)\b.*\b(data|rows?|examples?|samples?|labels?|images?|history|series|it|that|daten|datos|donnees)\b|\b(data|rows?|examples?|labels?|images?|history|daten|datos|donnees)\b.*\b(enough|sufficient|suffice|genug|suficiente\w*|assez|suffisant\w*)\b|\bhow much data\b|\bmore data\b/,
    answer: enoughData,
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
      /\brisks?\b|\bgo(es)? wrong\b|\brisik\w+\b|\briesgos?\b|\brisques?\b|\blimitations?\b|\bweakness\w*\b/,
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
      const tensors = (rows: Proposal['inputs']) =>
        rows.map(
          ({ name, shape, meaning: means }) =>
            `\`${name}\` ${literal(`[${shape.join(', ')}]`)}: ${literal(means)}`,
        )
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

/** "What is B?", "how does the GRU work?", "tell me about C". */
const asksItself =
  /\b(how (does|do|would)|tell me (more )?about|explain|describe|what('s| is| are| does)|more (about|on)|details?|wie funktioniert|was ist|erklar\w*|que es|como funciona|explica|c'est quoi|comment (fonctionne|marche)|explique)\b/

/** @param words folded; @param proposals those that are named; @param it the one that is meant where none is */
export function topic(words: string, proposals: readonly Proposal[], set: ProposalSet): Answer | undefined {
  if (!asks.test(words)) return undefined
  const meant = proposals[0] ?? set.proposals.find(({ id }) => id === set.recommendation.id)
  const term = proposals.length === 0 ? meaning(words) : undefined
  if (term && /\b(mean|means|meaning|stands? for|define|bedeutet|heisst|significa|signifie)\b/.test(words))
    return { text: term }
  // "What is pinball loss?", and not "what is the loss?".
  if (
    term &&
    /^\W*(what|was|que|qu)('s| is| are| ist| sind| es| son|'est-ce que)\s+(?!the\b|our\b|your\b|my\b|d(er|ie|as)\b|el\b|la\b|le\b)/.test(
      words,
    )
  )
    return { text: term }
  if (!meant) return undefined
  if (
    /\b(architectur\w*|architektur|arquitectura|layers?|schichten|capas|couches|structure|diagram)\b/.test(
      words,
    )
  )
    return architecture(proposals.length > 0 ? proposals : [meant])
  const found = topics.find(({ about }) => about.test(words))
  if (found) return { text: ownFigures(found.answer(meant, set), meant), cites: set.proposals.map(cited) }
  if (
    asksItself.test(words) &&
    (proposals.length > 0 || /\b(it|this|that|recommended|es|das|esto|eso|ca|cela)\b/.test(words))
  )
    return {
      text: (proposals.length > 0 ? proposals : [meant]).map((p) => about(p)).join('\n\n'),
      cites: set.proposals.map(cited),
    }
  // "B?" and no more
  if (proposals.length > 0 && words.trim().split(/\s+/).length <= 3)
    return { text: proposals.map((p) => about(p)).join('\n\n'), cites: set.proposals.map(cited) }
  const fact = factAsked(words, set)
  if (fact) return fact
  return term === undefined ? undefined : { text: term }
}

function about(proposal: Proposal): string {
  const explained = row(proposal, 'Explanation')
  return ownFigures(
    [
      `**${title(proposal)}**: ${proposal.overview}`,
      ...(explained ? [`${explained}.`] : []),
      `When to take it: ${lowered(row(proposal, 'Take it when') ?? 'as the facts are')}.`,
    ].join(' '),
    proposal,
  )
}

/** "Which budget did you use?", "how many series?": a fact by its label, said or assumed. */
export function factAsked(words: string, { understood, assumptions }: ProposalSet): Answer | undefined {
  const named = (facts: readonly Assumption[]) =>
    facts.filter(({ label }) =>
      label
        .toLowerCase()
        .split(/[^a-z]+/)
        .every((word) => word.length < 3 || words.includes(word)),
    )
  const said = named(understood).map(
    ({ label, value }) => `${literal(label)}: **${literal(value)}**, from your words`,
  )
  const taken = named(assumptions).map(
    ({ label, value, effect }) =>
      `${literal(label)}: **${literal(value)}**, assumed${effect ? `. ${literal(effect)}` : ''}`,
  )
  return said.length + taken.length > 0 ? { text: bullets([...said, ...taken]) } : undefined
}
