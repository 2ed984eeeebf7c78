/** Where a number comes from that is no figure: a size, a batch, a fact, a shape, or a sentence that has it. */
import { grouped, plain } from '../../design/brief/facts.js'
import type { Token } from '../../design/brief/tokens.js'
import type { Proposal, ProposalSet, TrainingPlan } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, literal, ownFigures } from './prose.js'

const mostPlaces = 6

/** @param tokens of the question; undefined where it names no number */
export function explainNumbers(
  tokens: readonly Token[],
  proposals: readonly Proposal[],
  set: ProposalSet,
): Answer | undefined {
  const numbers = tokens.flatMap(({ kind, value }) =>
    kind === 'number' && value !== undefined ? [value] : [],
  )
  const answers = [...new Set(numbers)].map((n) => explain(n, proposals, set))
  return answers.length > 0 ? { text: answers.join('\n\n'), cites: set.proposals.map(cited) } : undefined
}

function explain(n: number, proposals: readonly Proposal[], set: ProposalSet): string {
  const said = facts(n, set)
  if (said.length > 0) return `**${grouped(n)}**\n${bullets(said)}`
  const inside = proposals.map((proposal) => ({ proposal, places: placesIn(proposal, n) }))
  const blocks = inside
    .filter(({ places }) => places.length > 0)
    .map(
      ({ proposal: { id, name }, places }) =>
        `in ${id} ${literal(name)}\n${bullets(places.slice(0, mostPlaces))}`,
    )
  if (blocks.length === 0) return `**${grouped(n)}** is no number of these proposals.`
  return [`**${grouped(n)}**`, ...blocks].join('\n')
}

/** Facts that have the number: said, or assumed and why it matters. */
function facts(n: number, { understood, assumptions }: ProposalSet): string[] {
  const has = (value: string) => isIn(n, value)
  return [
    ...understood
      .filter(({ value }) => has(value))
      .map(({ label, value }) => `from your words: ${literal(label)}, ${literal(value)}`),
    ...assumptions
      .filter(({ value }) => has(value))
      .map(
        ({ label, value, effect }) =>
          `assumed: ${literal(label)}, ${literal(value)}${effect ? `. ${literal(effect)}` : ''}`,
      ),
  ]
}

function placesIn(proposal: Proposal, n: number): string[] {
  const { training, tradeoffs, parts, inputs, outputs } = proposal
  const size = tradeoffs.filter(({ aspect, thisApproach }) => aspect === 'Size' && isIn(n, thisApproach))
  const tensors = [...inputs, ...outputs].filter(({ shape }) => shape.includes(n))
  const rows = parts.flatMap((part) => (part.kind === 'network' ? part.layers : []))
  const layers = rows.filter(
    ({ outputShape, params, description }) => outputShape.includes(n) || params === n || isIn(n, description),
  )
  return [
    ...size.map(({ thisApproach }) => `size: ${ownFigures(thisApproach, proposal)}`),
    ...steps(training, n),
    ...tensors.map(
      ({ name, shape, meaning }) => `\`${name}\` ${literal(`[${shape.join(', ')}]`)}: ${literal(meaning)}`,
    ),
    ...layers.map(
      ({ path, description, outputShape, params }) =>
        `layer \`${path}\`: ${literal(description)}, output ${literal(`[${outputShape.join(', ')}]`)}, ${grouped(params)} parameters`,
    ),
    ...sentencesWith(proposal, n),
  ]
}

/** The numbers of training by gradient steps, with what they follow from. */
function steps({ steps: plan, deviceCount }: TrainingPlan, n: number): string[] {
  if (!plan) return []
  const {
    microBatchSize,
    gradientAccumulation,
    effectiveBatchSize,
    epochs,
    warmupSteps,
    totalSteps,
    learningRate,
  } = plan
  const lines: readonly (readonly [number, string])[] = [
    [
      effectiveBatchSize,
      `batch: ${grouped(effectiveBatchSize)} = ${microBatchSize} at once x ${gradientAccumulation} accumulated x ${deviceCount} ${deviceCount === 1 ? 'device' : 'devices'}`,
    ],
    [
      microBatchSize,
      `at once on a device: the most that fits and suits the batch of ${grouped(effectiveBatchSize)}`,
    ],
    [epochs, `epochs: ${epochs}, ${grouped(totalSteps)} steps in all`],
    [
      totalSteps,
      `steps: ${grouped(totalSteps)} over ${epochs} epochs in batches of ${grouped(effectiveBatchSize)}`,
    ],
    [warmupSteps, `warm-up: ${grouped(warmupSteps)} of ${grouped(totalSteps)} steps`],
    [learningRate, `learning rate at its highest: ${learningRate}`],
  ]
  return lines.filter(([value]) => value === n).map(([, line]) => line)
}

/** What is written of the proposal and has the number. */
function sentencesWith(proposal: Proposal, n: number): string[] {
  const { overview, training, risks, plan, assumptions } = proposal
  const prose = [
    overview,
    training.loss,
    training.optimizer,
    ...training.regularization,
    ...training.evaluation,
    ...risks,
    ...plan,
    ...assumptions,
  ]
  return prose.filter((text) => isIn(n, text)).map((text) => ownFigures(text, proposal))
}

/** The number as it is written, `97,146` or `97146`, and no part of another. */
function isIn(n: number, text: string): boolean {
  const forms = [...new Set([grouped(n), plain(n), String(n)])].map((form) => form.replace('.', '\\.'))
  return new RegExp(`(?<![\\d.,])(?:${forms.join('|')})(?![\\d]|[.,]\\d)`).test(text)
}
