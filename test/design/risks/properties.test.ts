/** What holds of every brief: the checks never throw, and each flag has a number, a way out, and none that is banned. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Brief, briefSchema, domains } from '../../../src/design/brief/brief.js'
import { readBrief } from '../../../src/design/brief/read.js'
import { tasks } from '../../../src/design/brief/tasks.js'
import { topics } from '../../../src/design/brief/topics.js'
import { devices } from '../../../src/design/estimate/hardware.js'
import { risks } from '../../../src/design/risks/index.js'

/** Values of a fact by its schema: numbers over all sizes, enums, lists, and what has a meaning of its own. */
function valuesOf(schema: z.ZodType, name: string): fc.Arbitrary<unknown> {
  return anyOf(schema, name).filter((value) => schema.safeParse(value).success)
}

function anyOf(schema: z.ZodType, name: string): fc.Arbitrary<unknown> {
  if (name.endsWith('Device'))
    return fc.record({
      id: fc.constantFrom(...devices.map(({ id }) => id), 'unheard-of'),
      count: fc.constantFrom(1, 2, 8, 64),
    })
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as string[]))
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodString)
    return fc.constantFrom('accuracy', 'recall', 'auc', 'rmse', 'mape', 'bleu', 'churn')
  if (schema instanceof z.ZodArray)
    return fc.array(valuesOf(schema.element as z.ZodType, ''), { maxLength: 4 })
  if (schema instanceof z.ZodObject)
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, value]) => [
          key,
          valuesOf(value, key),
        ]),
      ),
    )
  if (schema instanceof z.ZodOptional) return valuesOf(schema.unwrap() as z.ZodType, name)
  return fc.constantFrom(0, 0.001, 0.05, 0.5, 0.999, 1, 2, 7, 10, 30, 100, 1e3, 2e4, 1e6, 7e9, 7e10, 1e13)
}

function section(name: 'data' | 'targets' | 'constraints' | 'team') {
  const shape = briefSchema.shape[name].shape as Record<string, z.ZodType>
  const facts = Object.entries(shape).map(([key, schema]) => {
    const { value } = (schema as z.ZodOptional<z.ZodObject<{ value: z.ZodType }>>).unwrap().shape
    return [key, valuesOf(value, key).map((v) => ({ value: v, source: 'stated' as const }))] as const
  })
  return fc.record(Object.fromEntries(facts), { requiredKeys: [] })
}

/** A phrase of the table as somebody might write it. */
const phrases = Object.values(topics)
  .flatMap((words) => words.split(/\s+/))
  .filter(Boolean)
  .map((phrase) => phrase.replace(/[!]/g, '').replace(/[_+]/g, ' '))

const requests = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'no ', 'without ', 'ohne ', 'we only have one ', '100% '),
      fc.constantFrom(...phrases),
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.map(([before, words]) => `${before}${words}`).join(', '))

const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(
    value.map((v) => ({ value: v, source: 'stated' as const })),
    { nil: undefined },
  )

const briefs: fc.Arbitrary<Brief> = fc
  .record({
    request: requests,
    domain: optional(fc.constantFrom(...domains)),
    task: optional(fc.constantFrom(...tasks)),
    data: section('data'),
    targets: section('targets'),
    constraints: section('constraints'),
    team: section('team'),
    methods: fc.constant({}),
    conflicts: fc.constant([]),
  })
  .map((brief) => ({
    ...briefSchema.parse(JSON.parse(JSON.stringify(brief))),
    methods: readBrief(brief.request).brief.methods,
  }))

const banned: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:no|without|ohne) (?:quanti|cuanti|kuanti)/, /Hold the weights in/],
  [/\b(?:no|without) gpus?\b/, /one of NVIDIA's GPUs/],
  [/\b(?:no|without|ohne) (?:lora|adapter)/, /^QLoRA/],
]

describe('risks', () => {
  it('never throws, and gives each flag a sentence, a number and a way out', () => {
    fc.assert(
      fc.property(briefs, (brief) => {
        for (const { id, conflict, arithmetic, waysOut } of risks(brief)) {
          expect(id).toMatch(/^C\d\d$/)
          expect(conflict).toMatch(/^[A-Z].*\.$/s)
          expect(arithmetic).toMatch(/\d/)
          expect(waysOut.length).toBeGreaterThan(0)
          for (const sentence of [conflict, arithmetic, ...waysOut])
            expect(sentence).not.toMatch(
              /undefined|NaN|Infinity|\[object|at most 0(?![.\d])|(?<![.\d,])1 (?:days|steps|classes|devices|cores)\b| {2}/,
            )
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('offers no way out that was ruled out', () => {
    fc.assert(
      fc.property(briefs, (brief) => {
        for (const { waysOut } of risks(brief))
          for (const [ban, way] of banned) {
            // Where only banned ways help, the flag asks whether the ban may go.
            const offers = waysOut.filter((text) => way.test(text) && !text.startsWith('Or allow '))
            if (ban.test(brief.request)) expect(offers).toEqual([])
          }
      }),
      { numRuns: 1000 },
    )
  })

  it('says the same of the same brief, blocking flags first', () => {
    fc.assert(
      fc.property(briefs, (brief) => {
        const found = risks(brief)
        expect(risks(brief)).toEqual(found)
        const order = found.map(({ severity }) => severity)
        expect(order).toEqual([...order].sort())
      }),
      { numRuns: 300 },
    )
  })

  it('reads any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
        for (const { waysOut } of risks(readBrief(text).brief)) expect(waysOut.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
