/** The files of requests with what their replies must hold: read, and checked by a schema. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const text = z.string()
const hint = z.object({ id: text, what: text, any_of: z.array(text).min(1) })
const given = z.object({ topic: text, already_given: text })
const asked = z.object({ topic: text, why: text.optional() })
const avoided = z.object({ what: text, patterns: z.array(text) })
const outcome = z.enum(['propose', 'propose_with_assumptions', 'ask_first', 'flag', 'decline'])
const factValue = z.union([z.number(), text, z.boolean(), z.array(z.union([text, z.number()]))])
const derived = z.object({ value: z.number(), arithmetic: text, tolerance: text.optional() })

const expectation = z.object({
  outcome,
  must_understand: z.object({
    domain: text,
    domain_also_accept: z.array(text).default([]),
    task: text,
    facts: z.record(text, factValue),
  }),
  must_ask: z.array(asked).default([]),
  must_not_ask: z.array(given).default([]),
  must_include: z.array(hint).default([]),
  must_avoid: z.array(avoided).default([]),
  must_flag: z.array(hint).default([]),
  bonus: z.array(text).default([]),
})

const requestCase = z.object({
  id: text,
  title: text,
  language: text,
  tags: z.array(text),
  text,
  expect: expectation,
  derived_numbers: z.record(text, derived).default({}),
  thread: z.object({ reply: text, expect_after: expectation }).optional(),
})

const caseFile = z.object({
  name: text,
  schema_version: z.literal(1),
  count: z.number(),
  cases: z.array(requestCase),
})

export type Expectation = z.infer<typeof expectation>
export type FactValue = z.infer<typeof factValue>
export type Derived = z.infer<typeof derived>
export type RequestCase = z.infer<typeof requestCase>
export type Hint = z.infer<typeof hint>

/** @param name of a file in test/fixtures/cases */
export function readCases(name: string): readonly RequestCase[] {
  const json = JSON.parse(readFileSync(new URL(`../fixtures/cases/${name}`, import.meta.url), 'utf8'))
  const file = caseFile.parse({ ...json, cases: json.cases.map(lifted) })
  if (file.cases.length !== file.count)
    throw new Error(`${name} counts ${file.count} cases. Received: ${file.cases.length}`)
  return file.cases
}

/** Derived numbers stand inside `expect` or beside it. */
const lifted = (one: { expect?: { derived_numbers?: unknown }; derived_numbers?: unknown }) => ({
  ...one,
  derived_numbers: one.derived_numbers ?? one.expect?.derived_numbers,
})
