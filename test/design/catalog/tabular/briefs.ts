/** Briefs of tables, several tasks, anomalies and graphs, as facts: what a reader may make of any request. */
import fc from 'fast-check'
import { type Brief, type Domain, emptyBrief } from '../../../../src/design/brief/brief.js'
import type { Fact } from '../../../../src/design/brief/fact.js'
import { type Task, tasksOf } from '../../../../src/design/brief/tasks.js'
import type { Proposal, ProposalSet } from '../../../../src/design/proposal.js'
import { type Proposed, propose } from '../../../../src/design/propose.js'

export const stated = <T>(value: T): Fact<T> => ({ value, source: 'stated' })

type Section<K extends 'data' | 'targets' | 'constraints' | 'team'> = {
  readonly [F in keyof Brief[K]]?: NonNullable<Brief[K][F]> extends Fact<infer V> ? V : never
}

/** Facts by their value alone. */
export interface Facts {
  readonly task?: Task
  readonly data?: Section<'data'>
  readonly targets?: Section<'targets'>
  readonly constraints?: Section<'constraints'>
  readonly team?: Section<'team'>
}

const facts = (section: object | undefined) =>
  Object.fromEntries(
    Object.entries(section ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, stated(value)]),
  )

export function briefOf(domain: Domain, { task, data, targets, constraints, team }: Facts): Brief {
  return {
    ...emptyBrief('a request'),
    domain: stated(domain),
    ...(task && { task: stated(task) }),
    data: facts(data) as Brief['data'],
    targets: facts(targets) as Brief['targets'],
    constraints: facts(constraints) as Brief['constraints'],
    team: facts(team) as Brief['team'],
  }
}

/** The proposals of a design; throws where there are none. */
export function setOf(domain: Domain, said: Facts): ProposalSet {
  const proposed: Proposed = propose(briefOf(domain, said))
  if (proposed.kind !== 'set') throw new Error('Expected proposals. Received: none')
  return proposed.set
}

export const familiesOf = ({ proposals }: ProposalSet): string[] => proposals.map(({ family }) => family)
export const first = ({ proposals, recommendation }: ProposalSet): Proposal => {
  const found = proposals.find(({ id }) => id === recommendation.id)
  if (!found) throw new Error('Expected the recommended proposal among the others.')
  return found
}
export const proposalOf = ({ proposals }: ProposalSet, family: string): Proposal => {
  const found = proposals.find((proposal) => proposal.family === family)
  if (!found) throw new Error(`Expected ${family}. Received: ${proposals.map((p) => p.family).join(', ')}`)
  return found
}

/** Small and large alike, and from five on: of one there is nothing to learn. */
const count = (max: number) =>
  fc.oneof(fc.integer({ min: 5, max: 50 }), fc.integer({ min: 5, max: 100_000 }), fc.integer({ min: 5, max }))
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const span = fc.record({
  value: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.001, max: 10, noNaN: true })),
  unit: fc.constantFrom('millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'step'),
})

const data = fc.record({
  rows: maybe(count(100_000_000)),
  labelled: maybe(count(10_000_000)),
  featureCount: maybe(fc.integer({ min: 1, max: 2000 })),
  classes: maybe(fc.integer({ min: 2, max: 200 })),
  positives: maybe(count(100_000)),
  positiveRate: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  dated: maybe(fc.boolean()),
  intermittent: maybe(fc.boolean()),
  horizon: maybe(span),
  historyLength: maybe(span),
  frequency: maybe(span),
  seriesCount: maybe(count(1_000_000)),
  channels: maybe(fc.integer({ min: 1, max: 500 })),
  sampleRateHz: maybe(count(50_000)),
  labels: maybe(fc.constantFrom('none', 'few', 'enough')),
  nodes: maybe(count(1_000_000_000)),
  edges: maybe(count(1_000_000_000)),
  manyGraphs: maybe(fc.boolean()),
  contentFeatures: maybe(fc.boolean()),
  tasks: maybe(fc.integer({ min: 1, max: 8 })),
  taskKinds: maybe(fc.subarray(['classification', 'regression'])),
  modalities: maybe(fc.subarray(['table', 'series', 'text'])),
})
const targets = fc.record({
  latency: maybe(
    fc.record({
      ms: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      percentile: fc.constantFrom(50, 95, 99),
    }),
  ),
  alertsPerDay: maybe(fc.integer({ min: 0, max: 1000 })),
  uncertainty: maybe(fc.boolean()),
  metric: maybe(fc.constantFrom('auc', 'f1', 'mae')),
})
const constraints = fc.record({
  interpretability: maybe(fc.constantFrom('must', 'wish')),
  budgetUsd: maybe(fc.constantFrom(1, 50, 5000)),
  trainingHours: maybe(fc.constantFrom(0.1, 2, 48)),
  memoryBytes: maybe(fc.constantFrom(64_000, 1e8, 1e10)),
  streaming: maybe(fc.boolean()),
  deployment: maybe(fc.constantFrom('online', 'batch', 'edge')),
  excludedFamilies: maybe(fc.subarray(['neural', 'trees', 'linear', 'graph network'])),
  framework: maybe(fc.constantFrom('pytorch', 'keras', 'flax')),
  trainingDevice: maybe(
    fc.constantFrom({ id: 'l4', count: 1 }, { id: 't4', count: 2 }, { id: 'cpu-core-avx2', count: 4 }),
  ),
})

/** Any facts, sensible together or not, for one of the field's tasks or none. */
export const anyFacts = (domain: Domain): fc.Arbitrary<Facts> =>
  fc.record({
    task: maybe(fc.constantFrom(...(tasksOf[domain] as readonly Task[]))),
    data,
    targets,
    constraints,
  }) as fc.Arbitrary<Facts>

/** Text of a proposal in which a number may be broken: what a person reads of it. */
export const wordsOf = ({ proposals, recommendation, rejected }: ProposalSet): string =>
  [
    ...proposals.flatMap((p) => [
      p.name,
      p.overview,
      ...p.plan,
      ...p.risks,
      ...p.training.evaluation,
      p.training.loss,
      p.training.schedule,
      ...p.training.regularization,
      ...p.inputs.map(({ meaning }) => meaning),
      ...p.outputs.map(({ meaning }) => meaning),
      ...p.tradeoffs.flatMap(({ thisApproach, alternative }) => [thisApproach, alternative]),
    ]),
    recommendation.why,
    recommendation.switchFact,
    ...rejected.map(({ reason }) => reason),
  ].join('\n')
