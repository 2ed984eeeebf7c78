/** A fact more loses none; a tighter limit gives nothing larger or slower; more data nothing smaller. */
import { describe, expect, it } from 'vitest'
import { designOf, factsOf, read, recommendedOf, requests, said } from './requests.js'

describe.each(requests)('a request ($name)', (request) => {
  const [wanted] = request.wanted
  const facts = request.facts.map(([first]) => first)

  it('keeps every fact when another is added', () => {
    for (const one of facts)
      for (const other of facts) {
        if (one === other) continue
        const before = factsOf(read(`${wanted}. ${one}`))
        const after = factsOf(read(`${wanted}. ${one}. ${other}`))
        // A task may become a more exact one: several classes of a sound at once instead of one.
        for (const [name, value] of before)
          if (name === 'task') expect(after.get(name), `${one} + ${other}`).toContain(value)
          else expect([name, after.get(name)], `${one} + ${other}`).toEqual([name, value])
      }
  })

  it.each([
    ['latency', (limit: number) => `p95 latency under ${limit} ms`, [1000, 200, 100, 50, 10, 5]],
    ['memory', (limit: number) => `at most ${limit} MB of memory for serving`, [4096, 1024, 512, 128]],
  ] as const)('never recommends anything larger or slower for less %s', (_, limit, values) => {
    let before = recommendedOf(designOf(`${wanted}. CPU only. ${limit(values[0] * 2)}`))
    for (const value of values) {
      const after = recommendedOf(designOf(`${wanted}. CPU only. ${limit(value)}`))
      if (before && after) {
        const at = `${value}: ${before.name} to ${after.name}`
        expect(after.figures.params.value, at).toBeLessThanOrEqual(before.figures.params.value)
        expect(after.figures.latency.value, at).toBeLessThanOrEqual(before.figures.latency.value * 1.0001)
      }
      before = after ?? before
    }
  })

  it('says all of its facts', () => {
    expect(factsOf(read(said(request))).size).toBeGreaterThanOrEqual(2 + request.facts.length)
  })
})

/** Amounts of data, in the words of each field. */
const amounts = [
  [
    'forecast',
    (n: number) => `Forecast daily sales for ${n} stores, 14 days ahead, 2 years of history`,
    [4, 40, 400, 4000],
  ],
  [
    'table',
    (n: number) => `Predict churn from a table with ${n} rows and 80 columns`,
    [500, 5000, 50_000, 500_000],
  ],
  [
    'pictures',
    (n: number) => `Classify ${n} labelled photos into 8 categories, one T4`,
    [200, 2000, 20_000, 200_000],
  ],
  [
    'texts',
    (n: number) => `Classify ${n} labelled English tickets into 12 teams, one T4`,
    [200, 2000, 20_000, 200_000],
  ],
  [
    'recommender',
    (n: number) => `Recommend products: 20,000 items, ${n} users, ${20 * n} implicit clicks`,
    [1000, 10_000, 100_000, 1_000_000],
  ],
] as const

describe.each(amounts)('ten times the data (%s)', (_, words, values) => {
  it('never makes a family smaller', () => {
    let before = designOf(words(values[0]))
    for (const value of values.slice(1)) {
      const after = designOf(words(value))
      for (const proposal of before.set?.proposals ?? []) {
        const same = after.set?.proposals.find(({ family }) => family === proposal.family)
        if (!same || proposal.spec === null) continue
        expect(same.figures.params.value, `${proposal.family} at ${value}`).toBeGreaterThanOrEqual(
          proposal.figures.params.value,
        )
      }
      before = after
    }
  })
})
