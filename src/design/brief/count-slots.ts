/**
 * Which fact a count is in which field: 50,000 customers are the users of a recommender, the rows of a table, the
 * series of a forecast.
 */
import type { Domain } from './brief.js'
import type { CountRole } from './nouns.js'

/** The fact that a count is, by name in the brief; `candidate rows` are rows where no other noun is nearer to one. */
export type CountSlot =
  | 'series'
  | 'channels'
  | 'features'
  | 'rows'
  | 'candidate rows'
  | 'labelled'
  | 'classes'
  | 'items'
  | 'users'
  | 'interactions'
  | 'documents'
  | 'fields'
  | 'nodes'
  | 'edges'
  | 'actions'
  | 'tasks'
  | 'logged decisions'
  | 'environments'
  | 'concurrency'
  | 'image size'
  | 'tokens'
  | 'model size'
  | 'team'
  | 'alerts'
  | 'sessions'
  | 'graphs'
  | 'subjects'

type FieldSlots = Partial<Readonly<Record<Domain, CountSlot | null>>> & { readonly other: CountSlot | null }

/** Rows of the fields whose examples are rows of one kind or another. */
const asRows = {
  tabular: 'candidate rows',
  multi_task: 'candidate rows',
  multimodal: 'candidate rows',
} as const

/** By role, the fact in each field; `null` where it is none. */
const slots: Readonly<Record<CountRole, FieldSlots>> = {
  series: { reinforcement_learning: 'logged decisions', signals: 'labelled', other: 'series' },
  entity: {
    ...asRows,
    time_series: 'series',
    anomaly_detection: 'series',
    graph: 'nodes',
    signals: 'subjects',
    other: null,
  },
  sensors: {
    tabular: 'features',
    multi_task: 'features',
    time_series: 'series',
    anomaly_detection: 'series',
    graph: 'nodes',
    signals: 'channels',
    other: null,
  },
  items: {
    ...asRows,
    time_series: 'series',
    language: 'labelled',
    anomaly_detection: 'candidate rows',
    graph: 'nodes',
    audio: 'labelled',
    other: 'items',
  },
  users: {
    ...asRows,
    time_series: 'series',
    anomaly_detection: 'candidate rows',
    graph: 'nodes',
    signals: 'subjects',
    other: 'users',
  },
  instances: {
    ...asRows,
    time_series: 'series',
    anomaly_detection: 'candidate rows',
    reinforcement_learning: 'logged decisions',
    graph: 'nodes',
    recommendation: 'interactions',
    other: null,
  },
  persons: {
    ...asRows,
    time_series: 'series',
    anomaly_detection: 'candidate rows',
    reinforcement_learning: null,
    graph: 'nodes',
    recommendation: 'users',
    signals: 'subjects',
    other: null,
  },
  events: {
    ...asRows,
    anomaly_detection: 'candidate rows',
    reinforcement_learning: 'logged decisions',
    graph: 'edges',
    time_series: null,
    signals: 'labelled',
    other: 'interactions',
  },
  channels: {
    time_series: 'channels',
    anomaly_detection: 'channels',
    signals: 'channels',
    other: 'features',
  },
  features: { signals: null, other: 'features' },
  rows: {
    vision: 'labelled',
    audio: 'labelled',
    language: 'labelled',
    graph: 'labelled',
    recommendation: 'interactions',
    signals: 'labelled',
    other: 'rows',
  },
  examples: {
    ...asRows,
    multi_task: 'labelled',
    multimodal: 'labelled',
    anomaly_detection: 'candidate rows',
    time_series: null,
    other: 'labelled',
  },
  documents: {
    tabular: 'candidate rows',
    multi_task: 'candidate rows',
    anomaly_detection: 'candidate rows',
    recommendation: 'items',
    other: 'labelled',
  },
  molecules: { other: 'graphs' },
  labelled: { other: 'labelled' },
  classes: { other: 'classes' },
  pixels: { other: 'image size' },
  tokens: { other: 'tokens' },
  params: { other: 'model size' },
  people: { other: 'team' },
  fields: { multimodal: 'fields', language: 'fields', vision: null, other: 'features' },
  nodes: {
    time_series: 'series',
    anomaly_detection: 'series',
    recommendation: 'items',
    language: 'labelled',
    tabular: 'candidate rows',
    other: 'nodes',
  },
  edges: { other: 'edges' },
  environments: { other: 'environments' },
  joints: { other: 'actions' },
  actions: { reinforcement_learning: 'actions', other: 'classes' },
  decisions: { recommendation: 'items', other: 'logged decisions' },
  tasks: { time_series: 'channels', other: 'tasks' },
  alerts: { reinforcement_learning: 'actions', other: 'alerts' },
  sessions: { other: 'sessions' },
  streams: {
    time_series: 'series',
    anomaly_detection: 'series',
    signals: 'channels',
    reinforcement_learning: null,
    other: 'concurrency',
  },
  values: { tabular: 'features', multi_task: 'features', anomaly_detection: 'channels', other: null },
  links: { graph: 'edges', time_series: 'series', anomaly_detection: 'series', other: null },
  calls: { graph: 'edges', audio: 'labelled', language: 'labelled', tabular: 'candidate rows', other: null },
  stretches: { graph: 'nodes', other: null },
  speakers: { audio: 'classes', signals: 'subjects', other: null },
}

export function slotOf(role: CountRole, domain: Domain | undefined): CountSlot | null {
  const { other, ...own } = slots[role]
  const slot = domain && own[domain]
  return slot === undefined ? other : slot
}

/** Of several nouns that may be the rows, the nearest to one: a loan, then a customer, then a store, then a click. */
const rowOrder: readonly CountRole[] = [
  'rows',
  'instances',
  'persons',
  'users',
  'examples',
  'documents',
  'items',
  'nodes',
  'entity',
  'events',
]
export const rowRank = (role: CountRole): number => rowOrder.indexOf(role)
