/**
 * What the files call a fact, read from our brief. A key without an entry is a failure of the harness, said as such:
 * it is added here, never passed over.
 */
import type { Brief, DeviceChoice, Span } from '../../src/design/brief/brief.js'
import { secondsPer, type TimeUnit } from '../../src/design/brief/units.js'
import { cpuCore, deviceById } from '../../src/design/estimate/hardware.js'
import type { FactValue } from './case-file.js'

export interface Judged {
  readonly ok: boolean
  readonly got: string
}
type Judge = (brief: Brief, expected: FactValue) => Judged

const shown = (value: unknown) => (value === undefined ? '-' : JSON.stringify(value))
const close = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance * Math.abs(b)

/** Any of the facts within a tolerance of the number. */
const number =
  (...reads: ((brief: Brief) => number | undefined)[]): Judge =>
  (brief, expected) => {
    const values = reads.map((read) => read(brief)).filter((value) => value !== undefined)
    const isMet = values.some((value) => close(value, Number(expected), 0.01))
    return { ok: isMet, got: shown(values[0]) }
  }
/** Bytes of the brief against gigabytes or kilobytes, decimal or binary. */
const memory =
  (unit: 1e9 | 1e3, ...reads: ((brief: Brief) => number | undefined)[]): Judge =>
  (brief, expected) => {
    const values = reads.map((read) => read(brief)).filter((value) => value !== undefined)
    return { ok: values.some((value) => close(value, Number(expected) * unit, 0.08)), got: shown(values[0]) }
  }
const yes =
  (read: (brief: Brief) => unknown): Judge =>
  (brief, expected) => {
    const value = read(brief)
    const isTrue = value !== undefined && value !== false && value !== 'none'
    return { ok: isTrue === (expected === true), got: shown(value) }
  }
const word =
  (read: (brief: Brief) => unknown, same: (value: string, expected: string) => boolean): Judge =>
  (brief, expected) => {
    const value = read(brief)
    const ok = value !== undefined && same(String(value).toLowerCase(), String(expected).toLowerCase())
    return { ok, got: shown(value) }
  }

const seconds = ({ value, unit }: Span) => value * (unit === 'step' ? Number.NaN : secondsPer[unit])
const chosen = (brief: Brief) =>
  [brief.constraints.servingDevice?.value, brief.constraints.trainingDevice?.value].filter(
    (choice): choice is DeviceChoice => choice !== undefined,
  )
const deviceMemory = (brief: Brief) =>
  chosen(brief)
    .map(({ id }) => deviceById(id)?.memoryBytes ?? undefined)
    .find((bytes) => bytes !== undefined)
const spelled = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const deviceIs = (brief: Brief, name: string) =>
  chosen(brief).some(({ id }) => {
    const device = deviceById(id)
    return [id, device?.name ?? ''].some((known) => spelled(known).includes(spelled(name)))
  })
const isCpu = (brief: Brief) => chosen(brief).some(({ id }) => id.startsWith('cpu-') || id === cpuCore)
const cores = (brief: Brief) => chosen(brief).find(({ id }) => id.startsWith('cpu-'))?.count

const frequencyWords: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: 86_400,
  weekly: 604_800,
  monthly: secondsPer.month,
  quarterly: secondsPer.quarter,
  yearly: secondsPer.year,
  'every 15 minutes': 900,
  '15 min': 900,
  '15min': 900,
}
const unitWords: Readonly<Record<string, TimeUnit>> = {
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}
const frameworkOf: Readonly<Record<string, string>> = {
  pytorch: 'pytorch',
  torch: 'pytorch',
  jax: 'flax',
  flax: 'flax',
  tensorflow: 'keras',
  keras: 'keras',
  tf: 'keras',
}

const latency =
  (percentile?: number): Judge =>
  (brief, expected) => {
    const target = brief.targets.latency?.value
    const isMet =
      target !== undefined &&
      close(target.ms, Number(expected), 0.01) &&
      (percentile === undefined || target.percentile === percentile)
    return { ok: isMet, got: shown(target) }
  }

const throughput = number(
  (b) => b.targets.throughputPerSecond?.value,
  (b) => b.targets.controlHz?.value,
)

/** "4-core VM, no GPU", "CPU", "Raspberry Pi 4", "Jetson Nano": each part that can be checked is. */
const hardware: Judge = (brief, expected) => {
  const words = String(expected)
  const count = /(\d+)[- ]?(?:core|vcpu)/i.exec(words)?.[1]
  const wantsCpu = /\bcpu\b|no gpu|\bvm\b|core/i.test(words)
  const ok = wantsCpu
    ? isCpu(brief) && (count === undefined || cores(brief) === Number(count))
    : deviceIs(brief, words.replace(/\(.*?\)|,.*$/g, '').trim())
  return { ok, got: shown(chosen(brief)) }
}

const deployment: Judge = (brief, expected) => {
  const words = String(expected).toLowerCase()
  const { deployment: where, batchEvery, airGapped, privacy, servingDevice } = brief.constraints
  const every = batchEvery?.value
  const period: readonly (readonly [RegExp, TimeUnit])[] = [
    [/nightly|daily|every night/, 'day'],
    [/weekly/, 'week'],
    [/monthly/, 'month'],
    [/hourly/, 'hour'],
  ]
  const wanted = period.find(([pattern]) => pattern.test(words))?.[1]
  const checks = [
    ...(/batch|nightly|weekly|daily|monthly/.test(words) ? [where?.value === 'batch'] : []),
    ...(wanted && every ? [close(seconds(every), secondsPer[wanted], 0.05)] : []),
    ...(/on-?prem|air-?gap|local/.test(words) ? [airGapped?.value === true || privacy !== undefined] : []),
    ...(/edge|on-?device|phone|embedded|microcontroller/.test(words)
      ? [where?.value === 'edge' || servingDevice !== undefined]
      : []),
    ...(/online|api|real-?time|service|cloud/.test(words)
      ? [where?.value === 'online' || where === undefined]
      : []),
  ]
  return {
    ok: checks.length > 0 && checks.every(Boolean),
    got: shown({ where: where?.value, every, airGapped: airGapped?.value, privacy: privacy?.value }),
  }
}

const rowsRead = [(b: Brief) => b.data.rows?.value, (b: Brief) => b.data.labelled?.value] as const
const labelledRead = [(b: Brief) => b.data.labelled?.value, (b: Brief) => b.data.rows?.value] as const

const judges: Readonly<Record<string, Judge>> = {
  horizon: number((b) => b.data.horizon?.value.value),
  horizon_unit: word(
    (b) => b.data.horizon?.value.unit,
    (value, expected) => value === (unitWords[expected.replace(/s$/, '')] ?? expected),
  ),
  frequency: (brief, expected) => {
    const step = brief.data.frequency?.value
    const wanted = frequencyWords[String(expected).toLowerCase()]
    if (wanted === undefined) return { ok: false, got: `the harness knows no frequency "${expected}"` }
    return { ok: step !== undefined && close(seconds(step), wanted, 0.01), got: shown(step) }
  },
  interval_s: number((b) => (b.data.frequency ? seconds(b.data.frequency.value) : undefined)),
  season: word(
    (b) => b.data.season?.value.unit,
    (value, expected) => expected.includes(value),
  ),
  n_series: number((b) => b.data.seriesCount?.value),
  n_hosts: number((b) => b.data.seriesCount?.value),
  n_sensors: number(
    (b) => b.data.seriesCount?.value,
    (b) => b.data.featureCount?.value,
    (b) => b.data.channels?.value,
  ),
  n_machines: number((b) => b.data.seriesCount?.value),
  n_metrics: number(
    (b) => b.data.channels?.value,
    (b) => b.data.featureCount?.value,
  ),
  history_years: number((b) =>
    b.data.historyLength ? seconds(b.data.historyLength.value) / secondsPer.year : undefined,
  ),
  history_months: number((b) =>
    b.data.historyLength ? seconds(b.data.historyLength.value) / secondsPer.month : undefined,
  ),
  history_days: number((b) =>
    b.data.historyLength ? seconds(b.data.historyLength.value) / secondsPer.day : undefined,
  ),
  n_points: number((b) => b.data.historyLength?.value.value, ...rowsRead),
  n_rows: number(...rowsRead),
  n_features: number((b) => b.data.featureCount?.value),
  n_labelled: number(...labelledRead),
  n_images: number(...labelledRead),
  n_unlabelled: number((b) => b.data.rows?.value),
  n_classes: number((b) => b.data.classes?.value),
  samples_per_class: number((b) => b.data.examplesPerClass?.value),
  n_items: number((b) => b.data.items?.value),
  n_users: number((b) => b.data.users?.value),
  n_interactions: number((b) => b.data.interactions?.value),
  n_sessions_per_month: number((b) => b.data.sessionsPerMonth?.value),
  n_targets: number(
    (b) => b.data.tasks?.value,
    (b) => b.data.channels?.value,
  ),
  n_tasks: number((b) => b.data.tasks?.value),
  n_nodes: number((b) => b.data.nodes?.value),
  n_edges: number((b) => b.data.edges?.value),
  n_positive: number((b) => b.data.positives?.value),
  positive_rate: number((b) => b.data.positiveRate?.value),
  n_fields: number((b) => b.data.fields?.value),
  n_documents: number((b) => b.data.documents?.value),
  n_logged: number((b) => b.data.loggedDecisions?.value),
  n_actions: number((b) => b.data.actionCount?.value),
  n_actions_dim: number((b) => b.data.actionCount?.value),
  n_envs: number((b) => b.data.environments?.value),
  simulator: yes((b) => b.data.simulator?.value),
  control_hz: number((b) => b.targets.controlHz?.value),
  clip_s: number((b) => b.data.clipSeconds?.value),
  audio_hours: number((b) => b.data.audioHours?.value),
  sampling_hz: number((b) => b.data.sampleRateHz?.value),
  n_channels: number((b) => b.data.channels?.value),
  n_subjects: number((b) => b.data.subjects?.value),
  window_s: number((b) => b.data.windowSeconds?.value),
  window_samples: number((b) => b.data.windowSteps?.value),
  resolution: number((b) => b.data.imageSize?.value),
  embedding_dim: number((b) => b.data.embeddingDim?.value),
  feedback: word(
    (b) => b.data.feedback?.value,
    (value, expected) => value === expected,
  ),
  long_tail_share: number((b) => b.data.coldShare?.value),
  labels: (brief, expected) => {
    const value = brief.data.labels?.value
    return {
      ok: expected === false ? value === 'none' : value !== undefined && value !== 'none',
      got: shown(value),
    }
  },
  languages: (brief, expected) => {
    const known = brief.data.languages?.value
    const wanted = (Array.isArray(expected) ? expected : [expected]).map((one) => String(one).toLowerCase())
    return { ok: known !== undefined && wanted.every((one) => known.includes(one)), got: shown(known) }
  },
  quantiles: (brief, expected) => {
    const { quantiles, output } = brief.targets
    const wanted = Array.isArray(expected) ? expected.map(Number) : []
    const ok = Array.isArray(expected)
      ? wanted.length === quantiles?.value.length &&
        wanted.every((q) => quantiles.value.some((one) => close(one, q, 0.01)))
      : output?.value === 'intervals' || quantiles !== undefined
    return { ok, got: shown(quantiles?.value ?? output?.value) }
  },
  latency_ms: latency(),
  latency_ms_p50: latency(50),
  latency_ms_p95: latency(95),
  latency_ms_p99: latency(99),
  throughput_rps: throughput,
  throughput_fps: throughput,
  concurrency: number((b) => b.targets.concurrency?.value),
  alert_budget_per_day: number((b) => b.targets.alertsPerDay?.value),
  gpu: (brief, expected) => ({ ok: deviceIs(brief, String(expected)), got: shown(chosen(brief)) }),
  gpu_count: number(...([0, 1] as const).map((i) => (b: Brief) => chosen(b)[i]?.count)),
  gpu_memory_gb: memory(
    1e9,
    (b) => b.constraints.gpuMemoryBytes?.value,
    (b) => b.constraints.memoryBytes?.value,
    deviceMemory,
  ),
  ram_gb: memory(1e9, (b) => b.constraints.memoryBytes?.value, deviceMemory),
  ram_kb: memory(1e3, (b) => b.constraints.memoryBytes?.value),
  flash_kb: memory(1e3, (b) => b.constraints.flashBytes?.value),
  hardware,
  params: number((b) => b.data.modelParams?.value),
  batch_size: number((b) => b.constraints.batchSize?.value),
  framework: word(
    (b) => b.constraints.framework?.value,
    (value, expected) => value === frameworkOf[expected],
  ),
  framework_excluded: (brief, expected) => {
    const known = (brief.constraints.excludedFrameworks?.value ?? []).map((one) => one.toLowerCase())
    const wanted = String(expected).toLowerCase()
    return { ok: known.includes(wanted) || known.includes(frameworkOf[wanted] ?? wanted), got: shown(known) }
  },
  team_size: number((b) => b.team.size?.value),
  budget_usd: number((b) => b.constraints.budgetUsd?.value),
  // A euro has been worth between one dollar and a quarter more for years; either reading says the same limit.
  budget_eur: (brief, expected) => {
    const value = brief.constraints.budgetUsd?.value
    return {
      ok: value !== undefined && value >= 0.99 * Number(expected) && value <= 1.25 * Number(expected),
      got: shown(value),
    }
  },
  deployment,
  air_gapped: yes((b) => b.constraints.airGapped?.value),
  streaming: yes((b) => b.constraints.streaming?.value),
  needs_interpretability: yes((b) => b.constraints.interpretability?.value),
  privacy: yes((b) => b.constraints.privacy?.value ?? b.constraints.airGapped?.value),
  seq_len: number((b) => b.data.sequenceLength?.value),
  battery: yes((b) => b.constraints.onBattery?.value),
  commercial: yes((b) => b.constraints.commercial?.value),
}

export const factKeys: readonly string[] = Object.keys(judges)

export function judgeFact(brief: Brief | undefined, key: string, expected: FactValue): Judged {
  const judge = judges[key]
  if (!judge) return { ok: false, got: `the harness has no mapping for ${key}` }
  if (!brief) return { ok: false, got: 'no brief' }
  return judge(brief, expected)
}

const domains: Readonly<Record<string, string>> = {
  recsys: 'recommendation',
  recommendation: 'recommendation',
  nlp: 'language',
  llm: 'language',
  rl: 'reinforcement_learning',
  speech: 'audio',
}

export function judgeDomain(brief: Brief | undefined, accepted: readonly string[]): Judged {
  const known = brief?.domain?.value
  const ok = accepted.some((name) =>
    name === 'none' ? known === undefined : (domains[name] ?? name) === known,
  )
  return { ok, got: shown(known) }
}

/** Task names are free words in the files: either holds the words that carry the other's meaning. */
export function judgeTask(brief: Brief | undefined, expected: string): Judged {
  if (/unknown|out_of_scope/.test(expected))
    return { ok: brief?.task === undefined, got: shown(brief?.task?.value) }
  const known = brief?.task?.value
  const [a, b] = [significant(known ?? ''), significant(expected)]
  const ok = a.length > 0 && (a.every((one) => b.includes(one)) || b.every((one) => a.includes(one)))
  return { ok: ok || sharedCore(a, b), got: shown(known) }
}

/** A classification, a regression, a ranking: what is done, whatever it is done to. */
const taskCores =
  /^(classif|regress|rank|forecast|detect|segment|retriev|extract|fine|control|recogni|cluster|recommend|summar|translat|generat)/
const significant = (task: string) =>
  task
    .toLowerCase()
    .replace(/[^a-z ]/g, ' ')
    .split(' ')
    .filter((one) => one.length > 2 && !/^(the|and|with|for|multi)$/.test(one))
    .map((one) => one.slice(0, 7))
const sharedCore = (a: readonly string[], b: readonly string[]) => {
  const mine = a.filter((one) => taskCores.test(one))
  return mine.length > 0 && mine.every((one) => b.includes(one))
}
