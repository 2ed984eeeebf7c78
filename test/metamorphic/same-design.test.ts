/** What says the same gives the same facts, families and recommendation. */
import { describe, expect, it } from 'vitest'
import { designAnew, designOf, factsOf, requests, said, shape } from './requests.js'

/** Facts whose value is the word that somebody chose. */
const worded = new Set(['data.subject'])
const comparable = (text: string) => {
  const designed = designOf(text)
  const facts = [...factsOf(designed.brief)].filter(([name]) => !worded.has(name)).sort()
  return { ...shape(designed), facts: Object.fromEntries(facts) }
}

const around = [
  ['a greeting', (text: string) => `Hi team, good morning! ${text}`],
  ['thanks', (text: string) => `${text}. Thanks a lot in advance!`],
  ['an irrelevant sentence', (text: string) => `Our office moved to a nicer street last spring. ${text}`],
  ['a mention of the bot', (text: string) => `@ml-architect ${text}`],
  ['lines', (text: string) => text.replaceAll('. ', '\n')],
  ['a list', (text: string) => text.replaceAll('. ', '\n- ')],
  ['spaces', (text: string) => `  ${text.replaceAll(' ', '  ')}  `],
  ['lower case', (text: string) => text.toLowerCase()],
  ['typographic spaces', (text: string) => text.replaceAll(/(\d) (\p{L})/gu, '$1\u00a0$2')],
] as const

describe.each(requests)('a request ($name)', (request) => {
  const base = said(request)

  it.each(around)('with %s is the same request', (_, change) => {
    expect(comparable(change(base))).toEqual(comparable(base))
  })

  it('in another order is the same request', () => {
    const [wanted] = request.wanted
    const facts = request.facts.map(([first]) => first)
    for (const order of [
      [...facts, wanted],
      [wanted, ...facts.toReversed()],
      [facts[0] ?? '', wanted, ...facts.slice(1)],
    ])
      expect(comparable(order.join('. ')), order.join('. ')).toEqual(comparable(base))
  })

  it('in other words and units is the same request', () => {
    for (const [i, clause] of [request.wanted, ...request.facts].entries())
      for (const other of clause.slice(1)) {
        const parts = [request.wanted[0], ...request.facts.map(([first]) => first)]
        parts[i] = other
        expect(comparable(parts.join('. ')), other).toEqual(comparable(base))
      }
  })

  it('gives the same proposals again, byte for byte', () => {
    expect(JSON.stringify(designAnew(base))).toBe(JSON.stringify(designAnew(base)))
  })
})
