/** What the pictures show, in words and with the same numbers: their alternative texts. Plain text, no Markdown. */
import type { Part, Proposal, ProposalSet, TensorRow } from '../design/proposal.js'
import { formatCount, formatRange, formatShape } from './format.js'
import { shorten } from './plain.js'

/** Platforms cut or refuse longer alternative texts (Slack: 2,000 characters). */
const mostCharacters = 1900

/** The layer diagram of a proposal. */
export function describeLayers({ id, name, parts, inputs, outputs }: Proposal): string {
  const words = [
    `Layers of ${id} ${name}.`,
    `Input: ${inputs.map(tensor).join('; ')}.`,
    ...parts.map(part),
    `Output: ${outputs.map(tensor).join('; ')}.`,
  ]
  return shorten(words.join(' '), mostCharacters)
}

const tensor = ({ name, shape }: TensorRow) => `${name} ${formatShape(shape)}`

function part(one: Part): string {
  const ahead = one.serves === 'ahead' ? ' It works ahead of requests.' : ''
  if (one.kind === 'estimator') return `${one.role}: ${one.description}.${ahead}`
  const rows = one.layers.map(({ path, description, outputShape, times, params }) => {
    const repeated = times > 1 ? ` x ${formatCount(times)}` : ''
    const counted = params > 0 ? `, ${formatCount(params)} parameters` : ''
    return `${path}${repeated}: ${description}, gives ${formatShape(outputShape)}${counted}`
  })
  const from = one.pretrained === undefined ? '' : `, starts from ${one.pretrained}`
  return `${one.role}: ${formatCount(one.params)} parameters${from}.${ahead} ${rows.join('; ')}.`
}

/** The chart of the proposals. */
export function describeChart({ proposals, recommendation }: ProposalSet): string {
  const rows = proposals.map(({ id, name, figures, prior }) => {
    const mark = id === recommendation.id ? ' (recommended)' : ''
    return `${id} ${name}${mark}: latency ${formatRange(figures.latency)}, expected quality ${formatQuality(prior.value)}, memory ${formatRange(figures.servingMemory)}.`
  })
  return shorten(
    [
      'The proposals by latency and expected quality; the area of a circle is the memory of serving.',
      ...rows,
    ].join(' '),
    mostCharacters,
  )
}

/** A working weight between 0 and 1. */
export const formatQuality = (value: number): string => value.toFixed(2)
