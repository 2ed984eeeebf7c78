import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../src/design/proposal.js'
import { parseSpec } from '../../src/design/spec/spec.js'
import { formatCount } from '../../src/messages/format.js'
import { describeLayers } from '../../src/messages/picture-words.js'
import { diagramWidth, layerDiagram } from '../../src/pictures/layer-diagram.js'
import { themes } from '../../src/pictures/theme.js'
import { typeface } from '../../src/pictures/typeface.js'
import { validSpec } from '../support/random-specs.js'
import { outside, overlapping, textsOf } from './drawn-texts.js'
import { proposalOf, sampleSet, sampleSets, specOf } from './sample-sets.js'

const draw = (proposal: Proposal) => layerDiagram(proposal, themes.light, typeface())
const wordsOf = (proposal: Proposal) => textsOf(draw(proposal)).map(({ text }) => text)
const fixtures = readdirSync(new URL('../fixtures/specs', import.meta.url)).map((file) =>
  file.replace('.json', ''),
)
const byId = (id: string) => {
  const found = sampleSet.proposals.find((proposal) => proposal.id === id)
  if (!found) throw new Error(`Expected a proposal ${id}`)
  return found
}

describe('the layer diagram', () => {
  it('shows layers, shapes and parameters of a network', () => {
    const words = wordsOf(proposalOf(specOf('mtl_shared_bottom_3heads'))).join('\n')
    for (const word of [
      'x [64]',
      'trunk',
      '[128]',
      'regression [1]',
      'classification [10]',
      '133,071 parameters',
    ])
      expect(words).toContain(word)
  })

  it('folds repeats into one frame that says how many', () => {
    const words = wordsOf(proposalOf(specOf('bert-base-uncased')))
    expect(words).toContain('encoded × 12')
    expect(words.filter((word) => word === 'attention')).toHaveLength(1)
  })

  it('draws a model without layers as a box between what it reads and gives', () => {
    const trees = sampleSet.proposals.find(({ spec }) => spec === null)
    if (!trees) throw new Error('Expected a proposal without layers')
    const words = wordsOf(trees)
    for (const { name } of [...trees.inputs, ...trees.outputs])
      expect(words.some((word) => word.startsWith(name))).toBe(true)
  })

  it('draws several parts with their roles', () => {
    const [network] = byId('A').parts
    const [estimator] = sampleSet.proposals.find(({ spec }) => spec === null)?.parts ?? []
    if (!network || !estimator) throw new Error('Expected two parts')
    const parts = [
      { ...network, role: 'candidate retrieval' },
      { ...estimator, role: 'reranker' },
    ]
    const words = wordsOf({ ...byId('A'), parts }).join('\n')
    expect(words).toMatch(/candidate retrieval: [\d,]+ parameters/)
    expect(words).toContain('reranker: no layers')
  })

  it.each(fixtures)('keeps the words of %s apart, legible and on the canvas', (name) => {
    const picture = draw(proposalOf(specOf(name)))
    expect(outside(picture)).toEqual([])
    expect(overlapping(picture)).toEqual([])
    expect(Math.min(...textsOf(picture).map(({ size }) => size))).toBeGreaterThanOrEqual(12)
    expect(picture.width).toBe(diagramWidth)
    expect(picture.height).toBeLessThanOrEqual(2000)
  })

  it('loses no parameter by folding', () => {
    for (const name of ['resnet50', 'unet_1ch_2cls', 'efficientnet_b4', 'gpt2', 'dlrm_criteo_kaggle_d16']) {
      const proposal = proposalOf(specOf(name))
      const [part] = proposal.parts
      const total = part?.kind === 'network' ? part.layers.reduce((n, row) => n + row.params, 0) : 0
      const words = wordsOf(proposal).join('\n')
      expect(words, name).toContain(`${formatCount(total)} parameters`)
      // Frames repeat what their boxes say; boxes of the outermost list are what adds up.
      expect(sumOfBoxes(words, total), name).toBe(true)
    }
  })

  it('keeps apart whatever a spec holds', () => {
    fc.assert(
      fc.property(validSpec, (sketch) => {
        const parsed = parseSpec(sketch)
        if (!parsed.ok) throw new Error('Expected a valid spec')
        const picture = draw(proposalOf(parsed.spec))
        expect(outside(picture)).toEqual([])
        expect(overlapping(picture)).toEqual([])
      }),
      { numRuns: 150, seed: 1 },
    )
  })

  it('escapes and shortens hostile names', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.constantFrom(
            '<script>alert(1)</script>',
            '"/><image href="https://example.org/x.png"/>',
            ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
            '日本語の予測モデル'.repeat(40),
            '👩‍👩‍👧'.repeat(90),
            'مرحبا بالعالم \u202Eabc',
            'W'.repeat(5000),
            '\ud800 alone \udfff',
            '\u0000\u0007\ufffe',
          ),
        ),
        (name) => {
          const proposal = byId('B')
          const [part] = proposal.parts
          if (!part) throw new Error('Expected a part')
          const picture = draw({ ...proposal, name, parts: [{ ...part, role: name }] })
          expect(outside(picture)).toEqual([])
          expect(overlapping(picture)).toEqual([])
          expect(
            picture.svg.match(/<\w+/g)?.every((tag) => /^<(svg|title|rect|text|path|g)$/.test(tag)),
          ).toBe(true)
          expect(picture.svg).not.toMatch(/<[^>]*(href|style=|url\()|<!|<\?/)
        },
      ),
      { numRuns: 200, seed: 2 },
    )
  })

  it('is the same bytes again', () => {
    for (const [, set] of sampleSets)
      for (const proposal of set.proposals)
        expect(draw(proposal).svg).toBe(draw(structuredClone(proposal)).svg)
  })
})

/** Whether some of the numbers of parameters that are drawn add up to the total: those of the outermost boxes. */
function sumOfBoxes(words: string, total: number): boolean {
  const counts = [...words.matchAll(/^([\d,]+) parameters?/gm)].map(([, n = '']) =>
    Number(n.replaceAll(',', '')),
  )
  let sums = new Set([0])
  for (const count of counts)
    sums = new Set([...sums, ...[...sums].map((sum) => sum + count)].filter((n) => n <= total))
  return sums.has(total)
}

describe('the words for the diagram', () => {
  it('name every layer with its shape and parameters', () => {
    const proposal = byId('C')
    const words = describeLayers(proposal)
    for (const { path, params } of proposal.parts.flatMap((part) =>
      part.kind === 'network' ? part.layers : [],
    )) {
      expect(words).toContain(path)
      if (params > 0) expect(words).toContain(`${formatCount(params)} parameters`)
    }
  })

  it('stay within what platforms take', () => {
    for (const name of fixtures)
      expect([...describeLayers(proposalOf(specOf(name)))].length).toBeLessThanOrEqual(1900)
  })
})
