/**
 * What is known of a problem (design.md 5.1): facts in base units, each with its origin. Only what somebody said
 * is kept in a session's brief; what is assumed is filled in on a copy by `catalog/complete.ts`.
 */
import { z } from 'zod'
import { timeUnits } from './units.js'

export const domains = [
  'time_series',
  'vision',
  'language',
  'recommendation',
  'reinforcement_learning',
  'tabular',
  'audio',
  'multimodal',
  'multi_task',
  'anomaly_detection',
  'graph',
] as const
export type Domain = (typeof domains)[number]

export const frameworks = ['pytorch', 'keras', 'flax'] as const

/** The longest quotation kept with a fact, and the longest request kept with a brief: a session's head is small. */
export const wordsLimit = 120
export const requestLimit = 2000

const spanSchema = z.object({ value: z.number().positive(), unit: z.enum([...timeUnits, 'step']) })
/** A length of time as people said it: 63 days stay 63 days until a step length is known. */
export type Span = z.infer<typeof spanSchema>

const deviceSchema = z.object({ id: z.string(), count: z.number().int().positive() })
/** `id` is a hardware id of estimate/hardware.ts; for a CPU `count` is its cores. */
export type DeviceChoice = z.infer<typeof deviceSchema>

const latencySchema = z.object({
  ms: z.number().positive(),
  percentile: z.number().min(1).max(100).optional(),
})
export type LatencyTarget = z.infer<typeof latencySchema>

const fact = <T extends z.ZodType>(value: T) =>
  z
    .object({
      value,
      source: z.enum(['stated', 'answered', 'profile', 'assumed']),
      words: z.string().max(wordsLimit).optional(),
    })
    .optional()

const amount = z.number().nonnegative()
const count = z.number().int().positive()
const names = z.array(z.string().max(60)).max(20)

export const briefSchema = z.object({
  request: z.string().max(requestLimit),
  domain: fact(z.enum(domains)),
  task: fact(z.string().max(60)),
  data: z.object({
    /** What is predicted, in the person's word: `trajectory`. */
    subject: fact(z.string().max(60)),
    horizon: fact(spanSchema),
    frequency: fact(spanSchema),
    season: fact(spanSchema),
    /** `value: false` when the person said that there is no cycle. */
    seasonal: fact(z.boolean()),
    lookback: fact(spanSchema),
    seriesCount: fact(count),
    historyLength: fact(spanSchema),
    /** Values predicted per series and step. */
    channels: fact(count),
    knownFuture: fact(z.enum(['none', 'calendar', 'planned'])),
    featureCount: fact(count),
    intermittent: fact(z.boolean()),
    rows: fact(amount),
    labelled: fact(amount),
    classes: fact(count),
    items: fact(amount),
    users: fact(amount),
    interactions: fact(amount),
    imageSize: fact(count),
    sequenceLength: fact(count),
    /** Size of a model that the person named ("llama 7B"). */
    modelParams: fact(amount),
  }),
  targets: z.object({
    output: fact(z.enum(['point', 'intervals'])),
    quantiles: fact(z.array(z.number().gt(0).lt(1)).min(1).max(9)),
    metric: fact(z.string().max(20)),
    latency: fact(latencySchema),
    throughputPerSecond: fact(amount),
  }),
  constraints: z.object({
    trainingDevice: fact(deviceSchema),
    servingDevice: fact(deviceSchema),
    memoryBytes: fact(amount),
    budgetUsd: fact(amount),
    trainingHours: fact(amount),
    framework: fact(z.enum(frameworks)),
    excludedFrameworks: fact(names),
    /** Families asked for or ruled out, in the words of `vocabulary.ts`: `lstm`, `transformer`, `neural`. */
    wantedFamilies: fact(names),
    excludedFamilies: fact(names),
    deployment: fact(z.enum(['online', 'batch', 'edge'])),
    interpretability: fact(z.enum(['must', 'wish'])),
    privacy: fact(z.string().max(60)),
    precision: fact(z.enum(['fp32', 'fp16', 'bf16', 'int8'])),
    batchSize: fact(count),
  }),
  team: z.object({ size: fact(count) }),
  /** Two values said for one fact in one text: the later one is kept, both are shown (C27). */
  conflicts: z
    .array(
      z.object({ fact: z.string(), first: z.string().max(wordsLimit), second: z.string().max(wordsLimit) }),
    )
    .max(10),
})
export type Brief = z.infer<typeof briefSchema>

/** A brief in which nothing is known but the words of the request. */
export function emptyBrief(request: string): Brief {
  const kept = request.slice(0, requestLimit)
  return { request: kept, data: {}, targets: {}, constraints: {}, team: {}, conflicts: [] }
}
