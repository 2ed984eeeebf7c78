/** What people ask about a design besides its figures: how good it will be, where to begin, code, words they do not know. */
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal } from './prose.js'

const asks =
  /^\W*(what|how|which|when|who|can|could|is|are|will|does|do|show|give|tell|explain|where)\b|\?\s*$/

const topics: readonly {
  readonly about: RegExp
  readonly answer: (proposal: Proposal, set: ProposalSet) => string
}[] = [
  {
    about: /\b(accura\w*|precise|how good|how well|error rate|quality|reliab\w*|trust)\b/,
    answer: ({ id, name, training, tradeoffs }) => {
      const prior = tradeoffs.find(({ aspect }) => aspect === 'Performance')?.thisApproach
      return `No accuracy can be computed before your data is seen, so none is promised. What is known of ${id} ${literal(name)}: ${prior ?? 'nothing yet'}. How it will be judged:\n${bullets(training.evaluation)}`
    },
  },
  {
    about: /\b(code|python|script|notebook|repo|repository|download)\b/,
    answer: ({ id, files }) =>
      `Code is not generated in this version. The blueprint of ${id} names the files to write:\n${bullets(files.map(({ path, purpose }) => `\`${path}\` - ${purpose}`))}`,
  },
  {
    about: /\b(plan|start|begin|next steps?|first step|how to build|implement\w*|roadmap)\b/,
    answer: ({ id, name, plan }) => `**Plan of ${id} ${literal(name)}**\n${bullets(plan)}`,
  },
  {
    about: /\brisks?\b|\bgo wrong\b|\bdownsides?\b|\bdrawbacks?\b/,
    answer: ({ id, name, risks }) => `**Risks of ${id} ${literal(name)}**\n${bullets(risks)}`,
  },
]

/** Words of a blueprint, in one sentence each. */
const terms: readonly (readonly [RegExp, string])[] = [
  [
    /\bpinball\b|\bquantile loss\b/,
    'Pinball loss: the error of a quantile; a P90 forecast pays 9 times as much for being too low as for being too high.',
  ],
  [
    /\bwape\b/,
    'WAPE: the sum of absolute errors over the sum of actual values, as a share; it stays defined where single values are zero.',
  ],
  [/\bmase\b/, 'MASE: the mean absolute error over that of the naive forecast; under 1 beats it.'],
  [
    /\b(back ?test\w*|rolling origin)\b/,
    'Rolling-origin backtest: the forecast is made as of several past dates, each time with only what was known then, and compared with what came.',
  ],
  [
    /\bcoverage\b/,
    'Coverage: the share of actual values inside the interval; a P10-P90 interval should hold 80% of them.',
  ],
  [/\blook-?back\b/, 'Look-back: how many past steps the model reads for one forecast.'],
  [/\bhorizon\b/, 'Horizon: how far ahead is predicted.'],
  [
    /\b(p10|p50|p90|quantiles?)\b/,
    'P10, P50, P90: values that the future stays under with 10, 50 and 90% probability.',
  ],
  [/\b(flops?)\b/, 'FLOPs: arithmetic of one forecast; a multiply-accumulate counts as 2.'],
]
const asksMeaning =
  /\b(mean|means|meaning|stand for|stands for|define|definition)\b|^\W*(what('s| is| are))\b/

/** @param proposals those that are named; the recommended one stands where none is */
export function topic(words: string, proposals: readonly Proposal[], set: ProposalSet): Answer | undefined {
  if (!asks.test(words)) return undefined
  const meant = proposals[0] ?? set.proposals.find(({ id }) => id === set.recommendation.id)
  const found = meant && topics.find(({ about }) => about.test(words))
  if (found) return { text: ownFigures(found.answer(meant, set), meant), cites: [cited(meant)] }
  const term = asksMeaning.test(words) ? terms.find(([pattern]) => pattern.test(words)) : undefined
  return term && { text: term[1] }
}

/** A proposal's prose cites its own figures without a letter; in a reply they need one. */
const ownFigures = (text: string, { id }: Proposal) =>
  text.replace(/\{\{([a-zA-Z]+(?:\|range)?)\}\}/g, `{{${id}.$1}}`)
