/**
 * What is known of a problem (design.md 5.1): facts in base units, each with its origin. Only what somebody said
 * is kept in a session's brief; what is assumed is filled in on a copy by the field (`complete` of `catalog/field.ts`).
 */
import { z } from 'zod'
import { methodNames } from './methods.js'
import { tasks } from './tasks.js'
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
  'signals',
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

const known = <T extends z.ZodType>(value: T) => fact(value).unwrap()

const amount = z.number().nonnegative()
const share = z.number().min(0).max(1)
const count = z.number().int().positive()
const names = z.array(z.string().max(60)).max(20)

export const briefSchema = z.object({
  request: z.string().max(requestLimit),
  domain: fact(z.enum(domains)),
  task: fact(z.enum(tasks)),
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
    /** Items of one request that a ranker scores. */
    candidates: fact(count),
    /** Whether examples with the right answer exist: none, fewer than can train, or enough. */
    labels: fact(z.enum(['none', 'few', 'enough'])),
    examplesPerClass: fact(amount),
    positives: fact(amount),
    /** Share of the positive class, 0 to 1. */
    positiveRate: fact(share),
    /** Several classes may hold at once. */
    multiLabel: fact(z.boolean()),
    /** The rows have dates, and what is predicted comes after them. */
    dated: fact(z.boolean()),
    /** Pixels of the longer side. */
    imageSize: fact(count),
    /** Tokens of a text or events of a sequence. */
    sequenceLength: fact(count),
    /** Tokens of a text corpus that a language model is trained on. */
    corpusTokens: fact(amount),
    /** ISO 639-1 codes of the languages of the data. */
    languages: fact(names),
    /** Documents of a collection that is searched. */
    documents: fact(amount),
    /** Fields to be read out of a document. */
    fields: fact(count),
    /** Of a recommender: what users say (ratings) or do (clicks). */
    feedback: fact(z.enum(['implicit', 'explicit'])),
    sessionsPerMonth: fact(amount),
    /** Share of items, or of users, that hardly anything is known of, 0 to 1. */
    coldShare: fact(share),
    /** Items (or nodes, or users) carry content: text, pictures, attributes. */
    contentFeatures: fact(z.boolean()),
    embeddingDim: fact(count),
    nodes: fact(amount),
    edges: fact(amount),
    /** Whether what is learned on is many graphs (molecules) rather than one. */
    manyGraphs: fact(z.boolean()),
    /** Targets learned together. */
    tasks: fact(count),
    /** What the tasks are: `classification`, `regression`. */
    taskKinds: fact(names),
    /** `image`, `text`, `table`, `series`, `audio`, `video`: what the input is made of. */
    modalities: fact(names),
    clipSeconds: fact(amount),
    /** Hours of recordings whose words or events are known. */
    audioHours: fact(amount),
    /** Hours of video that there are. */
    videoHours: fact(amount),
    sampleRateHz: fact(amount),
    /** What one answer about a signal rests on: a length of time, or so many samples. */
    windowSeconds: fact(amount),
    windowSteps: fact(count),
    /** People, patients or machines that signals were recorded of. */
    subjects: fact(count),
    actions: fact(z.enum(['discrete', 'continuous'])),
    /** Degrees of freedom of a continuous action, or the number of discrete ones. */
    actionCount: fact(count),
    /** A simulator that a policy may explore in. */
    simulator: fact(z.boolean()),
    /** Environments that run at the same time. */
    environments: fact(count),
    /** Decisions that were recorded with their outcome. */
    loggedDecisions: fact(amount),
    /** The policy may try things out on the real thing. */
    mayExplore: fact(z.boolean()),
    /** A decision changes what can be decided later; `false` for one-shot decisions. */
    sequential: fact(z.boolean()),
    /** Size of a model that the person named ("llama 7B"). */
    modelParams: fact(amount),
    /** All parameters of the named model are to be trained ("full fine-tune"). */
    fullTraining: fact(z.boolean()),
    /** A model is to be trained from scratch. */
    fromScratch: fact(z.boolean()),
    /** Time until the right answer of a case is known. */
    labelDelay: fact(spanSchema),
  }),
  targets: z.object({
    output: fact(z.enum(['point', 'intervals'])),
    quantiles: fact(z.array(z.number().gt(0).lt(1)).min(1).max(9)),
    metric: fact(z.string().max(20)),
    /** The value of that metric that is asked for, 0 to 1 for shares. */
    metricValue: fact(amount),
    /** Uncertainty of every answer is wanted, in fields where it is not quantiles. */
    uncertainty: fact(z.boolean()),
    latency: fact(latencySchema),
    throughputPerSecond: fact(amount),
    /** Users, streams or requests that are served at the same time. */
    concurrency: fact(count),
    /** Decisions a second of a controller: its period bounds the latency. */
    controlHz: fact(amount),
    alertsPerDay: fact(amount),
    /** How the test is set aside. */
    split: fact(z.enum(['random', 'time', 'group'])),
  }),
  constraints: z.object({
    trainingDevice: fact(deviceSchema),
    servingDevice: fact(deviceSchema),
    memoryBytes: fact(amount),
    /** Memory of one GPU of which only the memory was said ("24GiB GPU"). */
    gpuMemoryBytes: fact(amount),
    /** Most parameters that a model may have. */
    paramsLimit: fact(amount),
    budgetUsd: fact(amount),
    trainingHours: fact(amount),
    framework: fact(z.enum(frameworks)),
    excludedFrameworks: fact(names),
    /** Families asked for or ruled out, by their names in `families.ts`: `lstm`, `transformer`, `neural`. */
    wantedFamilies: fact(names),
    excludedFamilies: fact(names),
    deployment: fact(z.enum(['online', 'batch', 'edge'])),
    /** How often a batch runs: `nightly`, `weekly`. */
    batchEvery: fact(spanSchema),
    /** How often the model is trained anew. */
    retrainEvery: fact(spanSchema),
    streaming: fact(z.boolean()),
    onBattery: fact(z.boolean()),
    /** Program memory of a small device, in bytes; `memoryBytes` is its working memory. */
    flashBytes: fact(amount),
    interpretability: fact(z.enum(['must', 'wish'])),
    privacy: fact(z.string().max(60)),
    /** Nothing may reach a network outside. */
    airGapped: fact(z.boolean()),
    /** Sold, or used to earn money: licences of weights and data matter. */
    commercial: fact(z.boolean()),
    deadlineWeeks: fact(amount),
    precision: fact(z.enum(['fp32', 'fp16', 'bf16', 'int8'])),
    batchSize: fact(count),
  }),
  team: z.object({
    size: fact(count),
    /** `beginner`: new to the field; `expert`: has run such models before. */
    expertise: fact(z.enum(['beginner', 'expert'])),
    /** Things that run already: `kafka`, `spark`, `kubernetes`, `triton`. */
    infrastructure: fact(names),
  }),
  /** Ways to do it that were asked for (`true`) or ruled out (`false`), by their topics in `methods.ts`. */
  methods: z.partialRecord(z.enum(methodNames), known(z.boolean())).optional(),
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
