/**
 * Requests as people type them, in every field and in many languages, with the facts that they state. The texts are
 * the project's own; a request holds if its field, its task and each listed fact are read.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/design/brief/brief.js'
import { readBrief } from '../../../src/design/brief/read.js'

interface Request {
  readonly text: string
  readonly domain: string
  readonly task?: string
  readonly facts: Readonly<Record<string, unknown>>
  /** Facts that must not be read. */
  readonly absent?: readonly string[]
}

const folder = new URL('./corpus/', import.meta.url)
const requests = readdirSync(folder)
  .sort()
  .flatMap((file): Request[] => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))

/** Every fact of a brief by its name, which no two sections share. */
function factsOf({ data, targets, constraints, team }: Brief): Record<string, unknown> {
  const all = { ...data, ...targets, ...constraints, ...team }
  return Object.fromEntries(Object.entries(all).map(([name, fact]) => [name, fact?.value]))
}

describe('the corpus', () => {
  it('holds two hundred requests and more, in every field', () => {
    expect(requests.length).toBeGreaterThan(200)
    expect(new Set(requests.map(({ domain }) => domain)).size).toBe(12)
    expect(new Set(requests.map(({ text }) => text)).size).toBe(requests.length)
  })

  it.each(requests)('is read: $text', ({ text, domain, task, facts, absent = [] }) => {
    const { brief, isDesignRequest } = readBrief(text)
    const read = factsOf(brief)
    const listed = Object.fromEntries(Object.keys(facts).map((name) => [name, read[name]]))
    expect({
      domain: brief.domain?.value,
      ...(task && { task: brief.task?.value }),
      ...listed,
    }).toEqual({ domain, ...(task && { task }), ...facts })
    for (const name of absent) expect([name, read[name]]).toEqual([name, undefined])
    expect(isDesignRequest).toBe(true)
    expect(brief.conflicts).toEqual([])
  })
})
