/** Sets of proposals from real requests, and a proposal around any spec. */
import { readFileSync } from 'node:fs'
import type { Proposal, ProposalSet } from '../../src/design/proposal.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import { layerRows } from '../../src/design/spec/layer-rows.js'
import { type ModelSpec, parseSpec } from '../../src/design/spec/spec.js'
import { design } from '../../src/output/design-output.js'

const requests = {
  trajectory: 'Design a time series forecasting model for 63-day trajectory prediction',
  sales: 'Weekly sales forecast for 40 stores, 12 weeks ahead',
  energy: 'Hourly energy forecast for 320 buildings, 48 hours ahead, p99 < 50 ms on one T4',
} as const

export function setOf(text: string): ProposalSet {
  const { set } = design({ text, answers: [] })
  if (!set) throw new Error(`Expected proposals for: ${text}`)
  return set
}

export const sampleSets: readonly (readonly [string, ProposalSet])[] = Object.entries(requests).map(
  ([name, text]) => [name, setOf(text)] as const,
)

export const sampleSet: ProposalSet = setOf(requests.trajectory)

/** The first proposal with another network in its place. */
export function proposalOf(spec: ModelSpec, name: string = spec.name): Proposal {
  const inferred = inferSpec(spec)
  const [first] = sampleSet.proposals
  if (!inferred.ok || !first) throw new Error(`Expected a spec that infers. Received: ${name}`)
  const layers = layerRows(inferred.typed)
  const params = layers.reduce((total, row) => total + row.params, 0)
  return { ...first, name, parts: [{ role: 'model', kind: 'network', spec, layers, params }] }
}

export function specOf(fixture: string): ModelSpec {
  const parsed = parseSpec(
    JSON.parse(readFileSync(new URL(`../fixtures/specs/${fixture}.json`, import.meta.url), 'utf8')),
  )
  if (!parsed.ok) throw new Error(`Expected a valid spec. Received: ${fixture}`)
  return parsed.spec
}
