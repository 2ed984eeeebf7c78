/**
 * The JSON of `design --json` (docs/schemas/design.json is made from this schema). Other programs read it:
 * fields may be added, none is renamed or removed.
 */
import { z } from 'zod'
import { briefSchema } from '../design/brief/brief.js'
import { estimatorSchema } from '../design/estimator/estimator.js'
import { modelSpecSchema } from '../design/spec/spec.js'

const text = z.string()
const texts = z.array(z.string())
/** Named once in the JSON Schema, referred to from where they stand. */
const spec = modelSpecSchema.meta({ id: 'modelSpec' })
const brief = briefSchema.meta({ id: 'brief' })

const figure = z
  .object({
    value: z.number(),
    unit: z.enum([
      'parameters',
      'elements',
      'FLOPs',
      'bytes',
      'milliseconds',
      'hours',
      'USD',
      'kWh',
      'samples/s',
      'fraction',
      'count',
    ]),
    low: z.number(),
    high: z.number(),
    formula: text.describe('The arithmetic with its numbers.'),
    source: text.describe('Where the formula or its constants come from.'),
  })
  .meta({
    id: 'figure',
    description:
      'A computed number in base units, with its range; low and high equal the value where it is exact.',
  })

const estimate = z.object({
  params: figure,
  trainableParams: figure,
  flops: figure.describe('One forward pass for one sample; 1 multiply-accumulate = 2 FLOPs.'),
  weightMemory: figure,
  servingMemory: figure,
  trainingMemory: figure.describe("Per device, at the plan's micro-batch."),
  latency: figure.describe('One request on the serving hardware; high covers the 99th percentile.'),
  trainingTime: figure,
  trainingCost: figure.optional(),
})

const flag = z.object({
  id: text,
  severity: z.enum(['block', 'warn']),
  conflict: text,
  arithmetic: text,
  waysOut: texts.describe('The smallest change first.'),
})

/** The question for the target has more than the others' two to four. */
const mostChoices = 8

const question = z.object({
  id: text.describe('Answer with --answer id=value.'),
  text,
  why: text,
  choices: z
    .array(z.object({ id: text, label: text }))
    .min(2)
    .max(mostChoices),
  default: text.describe('The id of the choice that is assumed when nobody answers.'),
})

const layer = z.object({
  path: text,
  kind: text,
  outputShape: z.array(z.number()),
  params: z.number(),
  flops: z.number(),
  times: z.number(),
  description: text,
})

const part = z.discriminatedUnion('kind', [
  z.object({
    role: text,
    kind: z.literal('network'),
    spec,
    layers: z.array(layer),
    params: z.number(),
    pretrained: text.optional(),
    serves: z.literal('ahead').optional(),
  }),
  z.object({
    role: text,
    kind: z.literal('estimator'),
    estimator: estimatorSchema,
    description: text,
    params: z.number(),
    serves: z.literal('ahead').optional(),
  }),
])

const tensor = z.object({ name: text, shape: z.array(z.number()), meaning: text })

const training = z.object({
  loss: text,
  optimizer: text,
  schedule: text,
  regularization: texts,
  precision: text,
  distribution: text,
  device: text,
  deviceCount: z.number(),
  steps: z
    .object({
      microBatchSize: z.number(),
      gradientAccumulation: z.number(),
      effectiveBatchSize: z.number(),
      epochs: z.number(),
      warmupSteps: z.number(),
      totalSteps: z.number(),
      learningRate: z.number(),
    })
    .optional()
    .describe('Absent for what is not trained by gradient steps.'),
  evaluation: texts,
})

const proposal = z.object({
  id: z.enum(['A', 'B', 'C', 'D']),
  name: text,
  family: text,
  size: text.describe('Of the sizes of the family the largest that holds every limit.'),
  overview: text,
  spec: spec.nullable().describe('The main network, or null where there is none.'),
  parts: z.array(part).min(1),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
  estimate,
  prior: z
    .object({ value: z.number(), because: text, source: text })
    .describe('What the family tends to reach on such data, 0 to 1: a working weight, no promise.'),
  unknown: z.record(text, text).describe('Why a figure is missing, by its name.'),
  assumptions: texts,
  notCounted: texts,
  servingDevice: text,
  training,
  alternativeName: text,
  tradeoffs: z.array(z.object({ aspect: text, thisApproach: text, alternative: text })),
  plan: texts,
  files: z.array(z.object({ path: text, purpose: text })),
  risks: texts,
  checks: z.array(z.object({ name: text, passed: z.boolean(), detail: text })),
  markdown: text.describe('The blueprint.'),
})

export const designOutputSchema = z
  .object({
    outcome: z.enum(['proposed', 'questions', 'declined']),
    message: text.describe('What the outcome means, in one or two sentences.'),
    brief: brief
      .nullable()
      .describe('What is known, each fact with its source; null where nothing was understood.'),
    notes: texts.describe('How the words were read, where that may surprise.'),
    flags: z.array(flag).describe('Contradictions and risks in the request.'),
    questions: z.array(question).max(4).describe('May come with proposals: those then rest on the defaults.'),
    proposals: z.array(proposal).max(4),
    rejected: z.array(
      z.object({
        family: text,
        name: text,
        reason: text,
        canBeBuilt: z.boolean().describe('It holds every limit; others were preferred.'),
      }),
    ),
    recommended: text.nullable().describe('The name of the recommended proposal.'),
    recommendation: z
      .object({ id: text, why: text, switchFact: text.describe('The fact that would switch it.') })
      .nullable(),
  })
  .meta({ title: 'ml-architect design --json' })

export type DesignOutput = z.infer<typeof designOutputSchema>

/** The JSON Schema of what the command prints. */
export const designJsonSchema = () =>
  z.toJSONSchema(designOutputSchema, { io: 'output', reused: 'inline', unrepresentable: 'any' })
