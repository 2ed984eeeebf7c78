/**
 * The facts of a brief as people read them: label and value in words, in one order. What was understood, what is
 * assumed and what a revision changed are all said from this table.
 */
import { deviceById, isMicrocontroller } from '../estimate/hardware.js'
import type { Brief, DeviceChoice, Span } from './brief.js'
import type { Fact } from './fact.js'
import { familyTitleOf } from './families.js'
import { type Method, methodNames, methods } from './methods.js'

type Section = 'data' | 'targets' | 'constraints' | 'team'
type ValueOf<S extends Section, K extends keyof Brief[S]> =
  NonNullable<Brief[S][K]> extends Fact<infer V> ? V : never

export interface FactRow {
  /** `data.horizon`. */
  readonly id: string
  readonly label: string
  /** The value in words, and where it came from; undefined where nothing is known. */
  readonly read: (brief: Brief) => SaidFact | undefined
}
export interface SaidFact {
  readonly value: string
  readonly source: Fact<unknown>['source']
  readonly words?: string
}

function row<S extends Section, K extends keyof Brief[S] & string>(
  section: S,
  key: K,
  label: string,
  say: (value: ValueOf<S, K>) => string,
): FactRow {
  const read = (brief: Brief) => {
    const fact = brief[section][key] as Fact<ValueOf<S, K>> | undefined
    return fact && { value: say(fact.value), source: fact.source, ...(fact.words && { words: fact.words }) }
  }
  return { id: `${section}.${key}`, label, read }
}

/** 63 days · 1 hour · 2.5 years · 15,000 steps. */
export const saySpan = ({ value, unit }: Span): string => counted(value, unit)

/** `1 step`, `4 steps`, `3 classes`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  const said = grouped(n)
  return `${said} ${said === '1' ? one : many}`
}

const stepNames: Partial<Record<Span['unit'], string>> = {
  hour: 'hourly',
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  year: 'yearly',
}

/** hourly · every second · every 15 minutes. */
export function sayStep({ value, unit }: Span): string {
  return value === 1 ? (stepNames[unit] ?? `every ${unit}`) : `every ${saySpan({ value, unit })}`
}

/** 2 x NVIDIA T4 · 4 CPU cores · Raspberry Pi 4, 4 of its cores. */
export function sayDevice({ id, count }: DeviceChoice): string {
  if (id.startsWith('cpu-core')) return counted(count, 'CPU core')
  const device = deviceById(id)
  // A board is one, and its count is of its cores.
  if (device?.kind === 'cpu')
    return isMicrocontroller(device) ? device.name : `${device.name}, ${count} of its cores`
  return `${count} x ${device?.name ?? id}`
}

/** 16 GB · 256 KB: powers of a thousand, as people write limits. */
function sayBytes(bytes: number): string {
  if (bytes >= 1e9) return `${plain(bytes / 1e9)} GB`
  return bytes >= 1e6 ? `${plain(bytes / 1e6)} MB` : `${plain(bytes / 1e3)} KB`
}

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no')

/** 0.4 -> 40%. */
const percent = (part: number): string => `${plain(part * 100)}%`

const sayFamilies = (names: readonly string[]): string => names.map(familyTitleOf).join(', ')

const knownFuture = {
  none: 'nothing is known of the future',
  calendar: 'the calendar',
  planned: 'the calendar and planned inputs',
} as const

const splits = { random: 'at random', time: 'by time', group: 'by group' } as const

/** Asked for or ruled out. */
function methodRow(method: Method): FactRow {
  const read = ({ methods: said }: Brief) => {
    const fact = said?.[method]
    return fact && { value: yesNo(fact.value), source: fact.source, ...(fact.words && { words: fact.words }) }
  }
  return { id: `methods.${method}`, label: methods[method], read }
}

export const factRows: readonly FactRow[] = [
  row('data', 'subject', 'What is predicted', String),
  row('data', 'horizon', 'Horizon', saySpan),
  row('data', 'frequency', 'Time step', sayStep),
  row('data', 'seriesCount', 'Number of series', grouped),
  row('data', 'historyLength', 'History', saySpan),
  row('data', 'season', 'Cycle', saySpan),
  row('data', 'seasonal', 'Cycle in the data', yesNo),
  row('data', 'lookback', 'Look-back', saySpan),
  row('data', 'channels', 'Values per step', grouped),
  row('data', 'knownFuture', 'Known in advance', (kind) => knownFuture[kind]),
  row('data', 'featureCount', 'Features', grouped),
  row('data', 'intermittent', 'Many zeros', yesNo),
  row('data', 'rows', 'Rows', grouped),
  row('data', 'labelled', 'Labelled examples', grouped),
  row('data', 'classes', 'Classes', grouped),
  row('data', 'items', 'Items', grouped),
  row('data', 'users', 'Users', grouped),
  row('data', 'interactions', 'Interactions', grouped),
  row('data', 'candidates', 'Candidates of a request', grouped),
  row('data', 'labels', 'Labels', String),
  row('data', 'examplesPerClass', 'Examples of a class', grouped),
  row('data', 'positives', 'Positive examples', grouped),
  row('data', 'positiveRate', 'Share of positives', percent),
  row('data', 'multiLabel', 'Several classes at once', yesNo),
  row('data', 'dated', 'Rows have dates', yesNo),
  row('data', 'imageSize', 'Image size', (px) => `${px} px`),
  row('data', 'corpusTokens', 'Text corpus', (n) => counted(n, 'token')),
  row('data', 'sequenceLength', 'Sequence length', (n) => counted(n, 'token')),
  row('data', 'languages', 'Languages of the data', (codes) => codes.join(', ')),
  row('data', 'documents', 'Documents', grouped),
  row('data', 'fields', 'Fields to read', grouped),
  row('data', 'feedback', 'Feedback', String),
  row('data', 'sessionsPerMonth', 'Sessions a month', grouped),
  row('data', 'coldShare', 'Share hardly known', percent),
  row('data', 'contentFeatures', 'Content known', yesNo),
  row('data', 'embeddingDim', 'Embedding size', grouped),
  row('data', 'nodes', 'Nodes', grouped),
  row('data', 'edges', 'Edges', grouped),
  row('data', 'manyGraphs', 'Many graphs', yesNo),
  row('data', 'tasks', 'Tasks', grouped),
  row('data', 'taskKinds', 'Kinds of task', (kinds) => kinds.join(', ')),
  row('data', 'modalities', 'Kinds of input', (kinds) => kinds.join(', ')),
  row('data', 'clipSeconds', 'Length of a clip', (s) => counted(s, 'second')),
  row('data', 'audioHours', 'Labelled audio', (hours) => counted(hours, 'hour')),
  row('data', 'videoHours', 'Video', (hours) => counted(hours, 'hour')),
  row('data', 'sampleRateHz', 'Sample rate', (hz) => `${grouped(hz)} Hz`),
  row('data', 'windowSeconds', 'Window', (s) => counted(s, 'second')),
  row('data', 'windowSteps', 'Samples of a window', grouped),
  row('data', 'subjects', 'People or machines', grouped),
  row('data', 'actions', 'Actions', String),
  row('data', 'actionCount', 'Number of actions', grouped),
  row('data', 'simulator', 'Simulator', yesNo),
  row('data', 'environments', 'Parallel environments', grouped),
  row('data', 'loggedDecisions', 'Logged decisions', grouped),
  row('data', 'mayExplore', 'May explore', yesNo),
  row('data', 'sequential', 'Decisions depend on earlier ones', yesNo),
  row('data', 'labelDelay', 'Labels known after', saySpan),
  row('data', 'modelParams', 'Model size', (n) => counted(n, 'parameter')),
  row('data', 'fullTraining', 'All parameters trained', yesNo),
  row('data', 'fromScratch', 'Trained from scratch', yesNo),
  row('targets', 'output', 'Output', (kind) => (kind === 'point' ? 'one value per step' : 'intervals')),
  row('targets', 'quantiles', 'Quantiles', (levels) => levels.map((l) => `P${plain(l * 100)}`).join(', ')),
  row('targets', 'metric', 'Metric', (name) => name.toUpperCase()),
  row('targets', 'metricValue', 'Value of the metric asked for', plain),
  row('targets', 'uncertainty', 'Uncertainty wanted', yesNo),
  row(
    'targets',
    'latency',
    'Latency limit',
    ({ ms, percentile }) => `${grouped(ms)} ms${percentile ? ` at p${plain(percentile)}` : ''}`,
  ),
  row('targets', 'throughputPerSecond', 'Throughput', (rate) => `${grouped(rate)} a second`),
  row('targets', 'concurrency', 'Served at the same time', grouped),
  row('targets', 'controlHz', 'Decisions a second', (hz) => `${grouped(hz)} Hz`),
  row('targets', 'alertsPerDay', 'Alerts a day at most', grouped),
  row('targets', 'split', 'Split of the test', (kind) => splits[kind]),
  row('constraints', 'trainingDevice', 'Training device', sayDevice),
  row('constraints', 'servingDevice', 'Serving device', sayDevice),
  row('constraints', 'memoryBytes', 'Memory limit', sayBytes),
  row('constraints', 'gpuMemoryBytes', 'Memory of a GPU', sayBytes),
  row('constraints', 'paramsLimit', 'Parameter limit', (n) => counted(n, 'parameter')),
  row('constraints', 'budgetUsd', 'Budget', (usd) => `$${grouped(usd)}`),
  row('constraints', 'trainingHours', 'Training time limit', (hours) => counted(hours, 'hour')),
  row('constraints', 'framework', 'Framework', (name) => frameworkNames[name]),
  row('constraints', 'excludedFrameworks', 'Not to be used', (names) =>
    names.map((n) => frameworkNames[n as keyof typeof frameworkNames] ?? n).join(', '),
  ),
  row('constraints', 'wantedFamilies', 'Asked for', sayFamilies),
  row('constraints', 'excludedFamilies', 'Ruled out', sayFamilies),
  row('constraints', 'deployment', 'Serving mode', String),
  row('constraints', 'batchEvery', 'Batch runs', sayStep),
  row('constraints', 'retrainEvery', 'Trained anew', sayStep),
  row('constraints', 'streaming', 'Streaming', yesNo),
  row('constraints', 'onBattery', 'On battery', yesNo),
  row('constraints', 'flashBytes', 'Program memory', sayBytes),
  row('constraints', 'interpretability', 'Explainable', (wish) => (wish === 'must' ? 'required' : 'wished')),
  row('constraints', 'privacy', 'Data limits', String),
  row('constraints', 'airGapped', 'Cut off from networks', yesNo),
  row('constraints', 'commercial', 'Commercial use', yesNo),
  row('constraints', 'deadlineWeeks', 'Deadline', (weeks) => counted(weeks, 'week')),
  row('constraints', 'precision', 'Precision', (name) => name.toUpperCase()),
  row('constraints', 'batchSize', 'Batch size', grouped),
  row('team', 'size', 'Team', (people) => counted(people, 'person', 'people')),
  row('team', 'expertise', 'Experience', String),
  row('team', 'infrastructure', 'Runs already', (things) => things.join(', ')),
  ...methodNames.map(methodRow),
]

export const frameworkNames = { pytorch: 'PyTorch', keras: 'Keras/TensorFlow', flax: 'JAX/Flax' } as const

/** 2.5, 63, 0.05: as short as it can be written. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6)))
}

/** Facts of the brief are written plainly: 3,400. */
export function grouped(value: number): string {
  return plainInteger(value) ? value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',') : plain(value)
}
const plainInteger = (value: number) => Number.isInteger(value) && Math.abs(value) < 1e21
