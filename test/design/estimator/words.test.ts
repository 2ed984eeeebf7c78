/** What is said of estimators holds for what they are used for: lags, known labels and classes only where there are some. */
import { describe, expect, it } from 'vitest'
import { propose } from '../../../src/design/propose.js'
import { briefOf } from '../requests.js'

function proposalsOf(text: string) {
  const result = propose(briefOf(text))
  if (result.kind !== 'set') throw new Error(`Nothing was proposed for: ${text}`)
  return result.set.proposals
}

describe('the words of an estimator', () => {
  it('speak of no lags where a table is ranked', () => {
    const proposals = proposalsOf(
      'Predict clicks on ads: 20 million rows with 24 categorical and 12 numeric columns, 300 candidates a request, p99 30 ms',
    )
    const trees = proposals.filter(({ parts }) =>
      parts.some((part) => part.kind === 'estimator' && part.estimator.kind === 'gradient_boosted_trees'),
    )
    expect(trees.length).toBeGreaterThan(0)
    for (const { notCounted } of trees) {
      expect(notCounted.join()).toContain('making the columns')
      expect(notCounted.join()).not.toContain('lag')
    }
  })

  it.each([
    ['Predict missing links in a citation graph of 40,000 papers with 300,000 edges', false],
    ['Classify accounts in a payment graph with 1M nodes and 15M edges, 8,000 labelled, 30 features', true],
  ])('name known labels only where nodes have them: %s', (text, has) => {
    const lines = proposalsOf(text).flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'estimator' ? [part.description] : [])),
    )
    const [features] = lines.filter((line) => line.startsWith('Neighbourhood features'))
    expect(features).toContain(has ? '6 of structure' : '5 of structure')
    expect(features?.includes('known labels')).toBe(has)
  })

  it('name a ridge regression where a value is predicted from a text', () => {
    const proposals = proposalsOf(
      'Predict the price of used cars from photos, a description and 20 columns, 60,000 listings',
    )
    const said = proposals.flatMap(({ assumptions }) => assumptions).filter((one) => one.includes('Tfidf'))
    expect(said.length).toBeGreaterThan(0)
    for (const words of said) expect(words).toContain('Ridge')
  })
})
