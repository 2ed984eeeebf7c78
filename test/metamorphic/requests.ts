/**
 * Requests of every field as clauses, each with other ways of saying the same: what the tests of this folder change.
 * A clause is a sentence of its own, so that their order may change too.
 */
import type { Brief } from '../../src/design/brief/brief.js'
import type { ProposalSet } from '../../src/design/proposal.js'
import { proposeFrom } from '../../src/design/propose.js'
import { solve } from '../../src/design/proposing/solve.js'
import { readRequest } from '../../src/design/request.js'

export interface Clauses {
  readonly name: string
  /** What is wanted; stands first unless the order is what is changed. */
  readonly wanted: readonly [string, ...string[]]
  /** Facts, each with other words for the same. */
  readonly facts: readonly (readonly [string, ...string[]])[]
}

export const requests: readonly Clauses[] = [
  {
    name: 'forecast',
    wanted: [
      'Forecast daily sales for 40 stores, 63 days ahead',
      'We need a 63-day-ahead forecast of daily sales for 40 stores',
      'Predict daily sales of 40 stores for the next 63 days',
    ],
    facts: [
      ['We have 3 years of history', 'There are 36 months of history', 'The history goes back three years'],
      [
        'p99 under 50 ms',
        'The 99th percentile of the latency is below 0.05 s',
        'Latency p99 < 50 milliseconds',
      ],
      ['It runs on CPU only', 'No GPU, CPU only'],
    ],
  },
  {
    name: 'signals',
    wanted: [
      'Activity recognition from a wrist accelerometer with 6 activities',
      'Recognise 6 activities from the accelerometer of a wrist',
      'Classify 6 activities by a wrist accelerometer',
    ],
    facts: [
      ['30 subjects were recorded', 'The recordings are of 30 people'],
      ['There are 12,000 labelled windows', '12k windows are labelled'],
      ['It is sampled at 50 Hz', 'The sample rate is 50 Hz'],
      ['It runs on CPU only', 'No GPU, CPU only'],
    ],
  },
  {
    name: 'table',
    wanted: [
      'Predict churn of customers from a table with 50,000 rows and 80 columns',
      'Predict customer churn from a table: 50k rows, 80 columns',
      'Churn prediction for customers; the table has 50000 rows and 80 columns',
    ],
    facts: [
      ['It runs every night on a CPU', 'It runs nightly on a CPU'],
      ['Every answer must be explained', 'It must be explainable'],
      ['The budget is $100', 'Budget 100 dollars'],
    ],
  },
  {
    name: 'pictures',
    wanted: [
      'Classify 5,000 labelled photos into 8 product categories',
      'Image classification: 8 product categories, 5K labelled photos',
      'Sort photos into 8 product categories; 5000 photos are labelled',
    ],
    facts: [
      ['One T4 for training and serving', 'One NVIDIA T4 for training and serving'],
      [
        'p95 under 80 ms',
        'p95 latency below 0.08 s',
        'The 95th percentile of latency is under 80 milliseconds',
      ],
      ['PyTorch', 'We use PyTorch'],
    ],
  },
  {
    name: 'texts',
    wanted: [
      'Route English support tickets to 12 teams; 20,000 tickets are labelled',
      'Text classification of English support tickets into 12 teams, 20K labelled tickets',
    ],
    facts: [
      ['CPU only', 'No GPU'],
      ['p95 under 100 ms', 'p95 latency below 0.1 seconds'],
      ['The team has 3 people', 'We are a team of 3'],
    ],
  },
  {
    name: 'recommender',
    wanted: [
      'Recommend products: 1.2 million items, 3.5M users, mostly implicit clicks',
      'A product recommender for 1,200,000 items and 3,500,000 users with implicit clicks',
      'Product recommendations: 12 lakh items, 3.5 million users, implicit clicks',
    ],
    facts: [
      ['p95 under 80 ms', 'p95 latency below 0.08 s'],
      ['One A10G', 'A single NVIDIA A10G'],
    ],
  },
  {
    name: 'several tasks',
    wanted: [
      'One model for a table of 400,000 rows and 60 columns: classification of default and regression of the loss amount',
      'A multi-task model, classification of default and regression of the loss amount, from a table with 400K rows and 60 columns',
    ],
    facts: [
      ['CPU only', 'No GPU'],
      ['The budget is $200', 'Budget 200 USD'],
    ],
  },
  {
    name: 'anomalies',
    wanted: [
      'Streaming anomaly detection for 2,000 hosts with 30 metrics each, measured every 10 seconds, without labels',
      'Detect anomalies in a stream: 2000 hosts, 30 metrics each, every 10 s, no labels',
    ],
    facts: [
      ['At most 20 alerts a day', 'No more than 20 alerts per day'],
      ['CPU only', 'No GPU'],
    ],
  },
  {
    name: 'control',
    wanted: [
      'Learn continuous control of a 6-DoF arm with a fast simulator, 4096 environments in parallel',
      'Reinforcement learning for a 6-DoF arm, continuous torques, fast simulator with 4096 parallel environments',
    ],
    facts: [
      ['It decides at 100 Hz', 'The control rate is 100 Hz'],
      ['JAX', 'We use JAX'],
    ],
  },
  {
    name: 'sounds',
    wanted: [
      'Identify 40 bird species in audio clips of 5 s, 6,000 labelled recordings',
      'Audio classification: 40 bird species, clips of 5 seconds, 6K labelled recordings',
    ],
    facts: [
      ['It runs on a Raspberry Pi 4', 'The device is a Raspberry Pi 4'],
      ['Several calls may overlap', 'Overlapping calls happen'],
    ],
  },
  {
    name: 'documents',
    wanted: [
      'Extract 14 fields from scanned invoices, 3,000 annotated documents in German and English',
      'Information extraction: 14 fields of scanned invoices in German and English, 3K annotated documents',
    ],
    facts: [
      ['One RTX 4090', '1x RTX 4090'],
      ['Everything is air-gapped', 'It must run air-gapped'],
    ],
  },
  {
    name: 'molecules',
    wanted: [
      'Predict the solubility of small molecules (regression), 4,200 measured compounds',
      'Solubility regression for small molecules from 4200 measured compounds',
    ],
    facts: [
      ['We want the uncertainty of every answer', 'Uncertainty is wanted for each prediction'],
      ['The budget is $50', 'Budget 50 dollars'],
    ],
  },
]

export const said = ({ wanted, facts }: Clauses): string =>
  [wanted[0], ...facts.map(([first]) => first)].join('. ')

export interface Designed {
  readonly brief: Brief
  readonly set: ProposalSet | undefined
}

/** Designs that were asked for, by their words. */
const known = new Map<string, Designed>()

/** Reads and designs, with what nobody said assumed; once for the same words. */
export function designOf(text: string): Designed {
  const designed = known.get(text) ?? designAnew(text)
  known.set(text, designed)
  return designed
}

/** Throws for words that are no request to design for. */
function requestOf(text: string) {
  const request = readRequest(text)
  if (request.kind !== 'design')
    throw new Error(`Expected a request to design for. Received: ${request.kind}: ${text}`)
  return request
}

export const read = (text: string): Brief => requestOf(text).brief

export function designAnew(text: string): Designed {
  const request = requestOf(text)
  const result = proposeFrom(request.brief, solve(request.brief), request.notes)
  return { brief: request.brief, set: result.kind === 'set' ? result.set : undefined }
}

/** The facts with their values alone, by their names. */
export function factsOf(brief: Brief): ReadonlyMap<string, string> {
  const facts = new Map<string, string>()
  if (brief.domain) facts.set('domain', brief.domain.value)
  if (brief.task) facts.set('task', brief.task.value)
  for (const section of ['data', 'targets', 'constraints', 'team'] as const)
    for (const [key, fact] of Object.entries(brief[section]))
      if (fact) facts.set(`${section}.${key}`, JSON.stringify(inSeconds(fact.value)))
  return facts
}

const secondsPer: Readonly<Record<string, number>> = {
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  quarter: 7_889_400,
  year: 31_557_600,
}

/** Lengths of time are the same in any unit. */
function inSeconds(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('unit' in value) || !('value' in value)) return value
  const per = secondsPer[String(value.unit)]
  return per === undefined ? value : Number(value.value) * per
}

/** What a person would call the design: the recommended family and the families shown. */
export const shape = ({ set }: Designed) => ({
  recommended: set?.proposals.find(({ id }) => id === set.recommendation.id)?.family,
  families: set?.proposals.map(({ family }) => family).sort(),
})

export const recommendedOf = ({ set }: Designed) =>
  set?.proposals.find(({ id }) => id === set.recommendation.id)
