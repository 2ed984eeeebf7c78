/** What a proposal is made of: its parts, layer by layer, and the layers that a question names. */

import { grouped } from '../../design/brief/facts.js'
import type { LayerRow, Part, Proposal, TensorRow } from '../../design/proposal.js'
import { type Answer, cited } from './answer.js'
import { bullets, capital, literal, ownFigures } from './prose.js'

/** More rows are a file: the blueprint has them all. */
const mostRows = 40

export function architecture(proposals: readonly Proposal[]): Answer {
  return { text: proposals.map(one).join('\n\n'), cites: proposals.map(cited) }
}

function one(proposal: Proposal): string {
  const { id, name, parts, inputs, outputs } = proposal
  return [
    `**Architecture of ${id} ${literal(name)}**: {{${id}.params}} parameters`,
    bullets([
      `input: ${inputs.map(tensor).join('; ')}`,
      ...parts.flatMap((part) => partLines(part, proposal)),
      `output: ${outputs.map(tensor).join('; ')}`,
    ]),
  ].join('\n')
}

const tensor = ({ name, shape, meaning }: TensorRow) =>
  `\`${name}\` ${literal(shapeOf(shape))}${meaning ? ` (${literal(meaning)})` : ''}`
const shapeOf = (shape: readonly number[]) => `[${shape.join(', ')}]`

function partLines(part: Part, proposal: Proposal): string[] {
  if (part.kind === 'estimator') return [`${literal(part.role)}: ${ownFigures(part.description, proposal)}`]
  const rows = part.layers.slice(0, mostRows).map((row) => layerLine(row))
  const left = part.layers.length - rows.length
  const role = proposal.parts.length > 1 ? [`${capital(literal(part.role))}, layer by layer:`] : []
  return [...role, ...rows, ...(left > 0 ? [`and ${left} more rows: the blueprint has them all`] : [])]
}

function layerLine({ path, description, outputShape, params, times }: LayerRow): string {
  const repeats = times > 1 ? `, ${times} times` : ''
  return `\`${path}\` ${literal(description)} → ${literal(shapeOf(outputShape))}, ${grouped(params)} parameters${repeats}`
}

const common = new Set(
  'the and has have with how many parameters params weights layer layers does are what which model'.split(
    ' ',
  ),
)

/** @param words folded; the layers whose path or kind they name, undefined where they name none */
export function namedLayers(words: string, proposals: readonly Proposal[]): Answer | undefined {
  const rowsOf = ({ parts }: Proposal) =>
    parts.flatMap((part) => (part.kind === 'network' ? part.layers : []))
  // `trend_forecast` names one layer, "the encoder" all of it.
  const whole = new Set(words.split(/[^a-z0-9_]+/).filter((word) => word.includes('_')))
  const isWhole = ({ path }: LayerRow) =>
    path
      .toLowerCase()
      .split(/[^a-z0-9_]+/)
      .some((name) => whole.has(name))
  const exact = proposals.some((proposal) => rowsOf(proposal).some(isWhole))
  const said = new Set(words.split(/[^a-z0-9]+/).filter((word) => word.length > 2 && !common.has(word)))
  const found = proposals.flatMap((proposal) => {
    const named = rowsOf(proposal).filter((row) => {
      if (exact) return isWhole(row)
      const { path, kind } = row
      return [...path.toLowerCase().split(/[^a-z0-9]+/), kind.replace(/_/g, '')].some((segment) =>
        said.has(segment),
      )
    })
    return named.length > 0 ? [{ proposal, named }] : []
  })
  if (found.length === 0) return undefined
  const blocks = found.map(({ proposal: { id, name }, named }) => {
    const total = named.reduce((sum, { params }) => sum + params, 0)
    const sum = named.length > 1 ? `: together ${grouped(total)} parameters` : ''
    return `**${id} ${literal(name)}**${sum}\n${bullets(named.slice(0, mostRows).map(layerLine))}`
  })
  return { text: blocks.join('\n\n'), cites: found.map(({ proposal }) => cited(proposal)) }
}
