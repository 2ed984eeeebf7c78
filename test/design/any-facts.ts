/** Briefs of every field with any facts that a brief can hold, sensible together or not, ones and twos often. */
import fc from 'fast-check'
import { z } from 'zod'
import { type Brief, briefSchema, domains, emptyBrief } from '../../src/design/brief/brief.js'
import { tasksOf } from '../../src/design/brief/tasks.js'

/** Of one there is often nothing to learn and always something to say. */
const amount = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(1, 2) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 100 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 10_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map((power) => 2 ** power) },
)
const few = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(1, 2) }, fc.integer({ min: 1, max: 60 }))
const share = fc.constantFrom(0.001, 0.01, 0.1, 0.5, 1)
const device = fc.constantFrom(
  { id: 'l4', count: 1 },
  { id: 't4', count: 2 },
  { id: 'cpu-core-avx2', count: 1 },
  { id: 'cpu-core-avx2', count: 4 },
  { id: 'raspberry-pi-4', count: 4 },
)

/** What the kind of a value does not tell: names that mean something, and numbers that nobody says in the millions. */
const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  trainingDevice: device,
  servingDevice: device,
  subject: fc.constantFrom('sales', 'web traffic'),
  languages: fc.constantFrom(['en'], ['de', 'en']),
  taskKinds: fc.subarray(['classification', 'regression'], { minLength: 1 }),
  modalities: fc.subarray(['image', 'text', 'table', 'series', 'audio'], { minLength: 1 }),
  wantedFamilies: fc.constantFrom(['lstm'], ['transformer'], ['trees']),
  excludedFamilies: fc.constantFrom(['neural'], ['trees'], ['linear']),
  excludedFrameworks: fc.constantFrom(['keras'], ['flax']),
  infrastructure: fc.constantFrom(['kafka'], ['kubernetes']),
  metric: fc.constantFrom('auc', 'f1', 'mae', 'wer'),
  privacy: fc.constant('data stays in house'),
  quantiles: fc.constantFrom([0.5], [0.1, 0.5, 0.9]),
  latency: fc.record({ ms: fc.constantFrom(0.1, 1, 20, 1000), percentile: fc.constantFrom(50, 99) }),
  positiveRate: share,
  coldShare: share,
  metricValue: share,
  classes: few,
  tasks: few,
  fields: few,
  actionCount: few,
  channels: few,
  featureCount: fc.integer({ min: 1, max: 2000 }),
  imageSize: fc.constantFrom(1, 64, 224, 1024),
  sequenceLength: fc.constantFrom(1, 2, 60, 500, 8000),
  clipSeconds: few,
}

function drawn(name: string, schema: z.ZodType): fc.Arbitrary<unknown> {
  const known = named[name]
  if (known) return known
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodNumber) return amount
  if (schema instanceof z.ZodObject)
    return fc.record({
      value: fc.oneof(few, fc.constantFrom(0.5, 1.5)),
      unit: fc.constantFrom('second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'step'),
    })
  throw new Error(`Expected a kind of value that is drawn here for ${name}.`)
}

const sections = ['data', 'targets', 'constraints', 'team'] as const

/** The facts of one part of a brief, each there or not. */
function factsOf(section: (typeof sections)[number]) {
  const { shape } = briefSchema.shape[section]
  const facts = Object.entries(shape).map(([name, field]) => {
    const { value } = field.unwrap().shape
    const fact = drawn(name, value).map((value) => ({ value, source: 'stated' as const }))
    return [name, fc.option(fact, { nil: undefined, freq: 3 })] as const
  })
  // Each is there with the same small chance, so that most briefs hold a few that matter to their field.
  return fc.record(Object.fromEntries(facts))
}

export const anyBrief: fc.Arbitrary<Brief> = fc.constantFrom(...domains).chain((domain) =>
  fc
    .tuple(
      fc.option(fc.constantFrom(...tasksOf[domain]), { nil: undefined }),
      fc.record({
        data: factsOf('data'),
        targets: factsOf('targets'),
        constraints: factsOf('constraints'),
        team: factsOf('team'),
      }),
    )
    .map(([task, facts]) => ({
      ...emptyBrief('a request'),
      ...(JSON.parse(JSON.stringify(facts)) as Pick<Brief, (typeof sections)[number]>),
      domain: { value: domain, source: 'stated' as const },
      ...(task && { task: { value: task, source: 'stated' as const } }),
    })),
)
