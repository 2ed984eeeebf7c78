import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Proposal, ProposalSet } from '../../src/design/proposal.js'
import { formatRange } from '../../src/messages/format.js'
import { describeChart } from '../../src/messages/picture-words.js'
import { proposalChart } from '../../src/pictures/proposal-chart.js'
import { themes } from '../../src/pictures/theme.js'
import { typeface } from '../../src/pictures/typeface.js'
import { outside, overlapping, textsOf } from './drawn-texts.js'
import { sampleSet, sampleSets } from './sample-sets.js'

const draw = (set: ProposalSet) => proposalChart(set, themes.light, typeface())

/** The set with other numbers for its proposals. */
function setWith(
  numbers: readonly { latency: number; spread: number; quality: number; bytes: number }[],
): ProposalSet {
  const proposals = numbers.map(({ latency, spread, quality, bytes }, i): Proposal => {
    const base = sampleSet.proposals[i]
    if (!base) throw new Error('Expected four proposals')
    const { figures, prior } = base
    return {
      ...base,
      prior: { ...prior, value: quality },
      figures: {
        ...figures,
        latency: { ...figures.latency, value: latency, low: latency / spread, high: latency * spread },
        servingMemory: { ...figures.servingMemory, value: bytes, low: bytes, high: bytes },
      },
    }
  })
  return { ...sampleSet, proposals, recommendation: { ...sampleSet.recommendation, id: 'A' } }
}

describe('the chart of the proposals', () => {
  it.each(sampleSets)(
    'names each proposal of %s with its figures and marks the recommended one',
    (_, set) => {
      const words = textsOf(draw(set)).map(({ text }) => text)
      expect(words.filter((word) => word === 'recommended')).toHaveLength(1)
      for (const { id, figures } of set.proposals) {
        expect(words.filter((word) => word === id)).toHaveLength(2)
        expect(words.some((word) => word.includes(formatRange(figures.latency)))).toBe(true)
      }
    },
  )

  it('draws memory as area', () => {
    const radii = (set: ProposalSet) =>
      [...draw(set).svg.matchAll(/r="([\d.]+)" fill="[^"]+" fill-opacity/g)].map(([, r]) => Number(r))
    const [a = 0, b = 0] = radii(
      setWith([
        { latency: 1, spread: 2, quality: 0.5, bytes: 4e9 },
        { latency: 5, spread: 2, quality: 0.6, bytes: 1e9 },
      ]),
    )
    expect((a * a) / (b * b)).toBeCloseTo(4, 1)
  })

  it('keeps letters and words apart and on the canvas, wherever the proposals lie', () => {
    const one = fc.record({
      latency: fc.oneof(fc.constantFrom(0.001, 1, 1e6), fc.double({ min: 1e-4, max: 1e7, noNaN: true })),
      spread: fc.double({ min: 1, max: 100, noNaN: true }),
      quality: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      bytes: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1e13, noNaN: true })),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (numbers) => {
        const picture = draw(setWith(numbers))
        expect(outside(picture)).toEqual([])
        expect(overlapping(picture)).toEqual([])
      }),
      { numRuns: 400, seed: 3 },
    )
  })

  it('draws proposals that lie in one place beside each other', () => {
    const same = { latency: 1, spread: 1, quality: 0.5, bytes: 1e6 }
    expect(overlapping(draw(setWith([same, same, same, same])))).toEqual([])
  })

  it('cuts long names with an ellipsis', () => {
    const proposals = sampleSet.proposals.map((proposal) => ({
      ...proposal,
      name: 'A very long name '.repeat(20),
    }))
    const picture = draw({ ...sampleSet, proposals })
    expect(overlapping(picture)).toEqual([])
    expect(textsOf(picture).filter(({ text }) => text.endsWith('…'))).toHaveLength(proposals.length)
  })

  it('is the same bytes again', () => {
    expect(draw(sampleSet).svg).toBe(draw(structuredClone(sampleSet)).svg)
  })
})

describe('the words for the chart', () => {
  it('say the same numbers', () => {
    const words = describeChart(sampleSet)
    for (const { id, name, figures, prior } of sampleSet.proposals) {
      expect(words).toContain(`${id} ${name}`)
      expect(words).toContain(formatRange(figures.latency))
      expect(words).toContain(formatRange(figures.servingMemory))
      expect(words).toContain(`expected quality ${prior.value.toFixed(2)}`)
    }
    expect(words.match(/\(recommended\)/g)).toHaveLength(1)
  })
})
