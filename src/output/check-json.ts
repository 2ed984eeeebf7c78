/**
 * The JSON of `check --json` (docs/schemas/check.json is made from this schema). Other programs read it: fields may be
 * added, none is renamed or removed.
 */
import { z } from 'zod'
import { frameworks } from '../design/spec/spec.js'

const text = z.string()
const count = z.number()

const figure = z
  .object({
    value: count,
    unit: text,
    low: count,
    high: count,
    formula: text.describe('The arithmetic with its numbers.'),
    source: text.describe('Where the formula or its constants come from.'),
  })
  .meta({
    id: 'figure',
    description:
      'A computed number in base units, with its range; low and high equal the value where it is exact.',
  })

const issue = z
  .object({
    path: text.describe("Names from the outside in, with the repetition's index: encoder[3].attention."),
    code: text.describe('Stable.'),
    message: text.describe('What was expected, what came, and the next step where there is one.'),
    expected: text.optional(),
    received: text.optional(),
  })
  .meta({ id: 'issue' })

const layer = z.object({
  path: text,
  kind: text,
  outputShape: z.array(count).describe('Without batch, features last.'),
  params: count.describe('Of all repetitions.'),
  flops: count.describe('Of all repetitions, for the batch.'),
  times: count.describe('Repetitions that this row stands for.'),
  description: text,
})

const memory = z
  .object({
    weights: figure.describe('The file of the weights.'),
    serving: figure.describe('Weights and the most activations alive in one forward pass of the batch.'),
    training: figure.describe('On one device, with the batch as micro-batch.'),
    states: figure.describe('Of the training memory: weights, gradients and optimizer states.'),
    activations: figure.describe('Of the training memory: what is kept for the backward pass.'),
  })
  .describe('In bytes.')

export const checkOutputSchema = z
  .object({
    name: text,
    framework: z.enum(frameworks),
    sizes: z.record(text, count).describe('The named sizes as they were bound.'),
    batch: count,
    params: count.describe('Parameters, frozen ones included; shared and tied weights once.'),
    trainableParams: count,
    activeParams: count.optional().describe('Used for one position; given where experts are chosen.'),
    bufferElements: count.describe('Numbers stored with the model that are no parameters.'),
    flops: count.describe('One forward pass of the batch; 1 multiply-accumulate = 2 FLOPs.'),
    outputs: z.array(z.object({ name: text, shape: z.array(count) })),
    precision: text,
    trainingPrecision: text,
    optimizer: text,
    memory,
    device: z.object({ name: text, count }).optional().describe('Given with --hardware.'),
    latency: figure.optional().describe('One forward pass of the batch; high covers the 99th percentile.'),
    throughput: figure.optional().describe('Samples per second, one batch after another.'),
    trainingThroughput: figure.optional().describe('Samples per second of the training plan.'),
    unknown: z.record(text, text).describe('Why a figure is missing, by its name.'),
    layers: z.array(layer).describe('The primitive layers; their params and flops add up to the totals.'),
    warnings: z
      .array(issue)
      .describe(
        'The spec is valid; these are sizes that cannot change freely. Code size_accident: two are equal by accident.',
      ),
    notCounted: z.array(text),
  })
  .meta({ title: 'ml-architect check --json' })

export type CheckOutput = z.infer<typeof checkOutputSchema>

/** What is printed instead where the input is bad (exit code 2). */
export const badInputSchema = z
  .object({ errors: z.array(issue).min(1) })
  .meta({ title: 'ml-architect check --json, bad input' })

/** The JSON Schema of what the command prints. */
export const checkJsonSchema = () =>
  z.toJSONSchema(z.union([checkOutputSchema, badInputSchema]), { io: 'output', reused: 'inline' })
