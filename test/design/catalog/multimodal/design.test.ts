/** Designs for documents, search by picture and words, descriptions and mixed inputs: what leads when, and soundness. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import { multimodal } from '../../../../src/design/catalog/multimodal/field.js'
import type { Proposal } from '../../../../src/design/proposal.js'
import { propose } from '../../../../src/design/propose.js'
import { briefOf, type Facts } from '../language/briefs.js'

function setOf(facts: Facts) {
  const proposed = propose(briefOf('multimodal', facts))
  if (proposed.kind !== 'set') throw new Error(`Expected proposals. Received: ${JSON.stringify(proposed)}`)
  return proposed.set
}
const familiesOf = (facts: Facts) => setOf(facts).proposals.map(({ family }) => family)
const proposal = (facts: Facts, family: string): Proposal => {
  const found = setOf(facts).proposals.find((one) => one.family === family)
  if (!found) throw new Error(`Expected ${family} among ${familiesOf(facts).join(', ')}.`)
  return found
}
const refusal = (facts: Facts, family: string) =>
  setOf(facts).rejected.find((one) => one.family === family)?.reason
const wordsOf = ({ overview, risks, plan, training, files }: Proposal) =>
  [overview, ...risks, ...plan, ...training.evaluation, ...files.map(({ purpose }) => purpose)].join(' ')

const card = { id: 'rtx4090', count: 1 }

describe('reading documents', () => {
  const invoices = (labelled: number, languages = ['de', 'en']): Facts => ({
    task: 'document information extraction',
    data: { fields: 14, labelled, languages },
    constraints: { airGapped: true, commercial: true, trainingDevice: card, servingDevice: card },
  })

  it('starts from rules and learns from annotated documents', () => {
    expect(familiesOf(invoices(0))).toEqual(['ocr-rules'])
    expect(familiesOf(invoices(3_000))).toEqual(
      expect.arrayContaining(['layout-model', 'page-reader', 'ocr-rules']),
    )
    expect(setOf(invoices(3_000)).proposals[0]?.family).toBe('layout-model')
  })

  it('reads in house, with weights that a product may use, and sends doubts to review', () => {
    for (const one of setOf(invoices(3_000)).proposals) {
      const words = wordsOf(one)
      expect(words).toMatch(/Nothing leaves the network/)
      expect(words).toMatch(/confidence/)
      expect(words).toMatch(/supplier/)
      expect(words).not.toMatch(/Textract|Document AI|OpenAI|cloud/i)
      expect(one.parts.some((part) => part.kind === 'network' && /LayoutLMv3/.test(part.spec.name))).toBe(
        false,
      )
    }
    expect(wordsOf(proposal(invoices(3_000), 'layout-model'))).toMatch(/CC BY-NC-SA: not for commercial use/)
  })

  it('tags a beginning and an inside of each field, and counts the OCR beside', () => {
    const found = proposal(invoices(3_000), 'layout-model')
    expect(found.outputs[0]?.shape).toEqual([512, 2 * 14 + 1])
    const [tagger, ...ocr] = found.parts
    expect(ocr.map(({ role }) => role)).toEqual(['OCR line finder', 'OCR line reader'])
    expect(found.figures.params.value).toBe(found.parts.reduce((n, { params }) => n + params, 0))
    expect(found.figures.trainableParams.value).toBe(tagger?.params)
  })

  it('takes LayoutLM for English and LiLT for other languages', () => {
    expect(proposal(invoices(3_000, ['en']), 'layout-model').name).toContain('LayoutLM')
    expect(proposal(invoices(3_000), 'layout-model').name).toContain('LiLT')
  })

  it('traces every value where it must be explained', () => {
    const facts = { ...invoices(3_000), constraints: { interpretability: 'must' as const } }
    expect(familiesOf(facts)).not.toContain('page-reader')
    expect(familiesOf(facts)).toContain('ocr-rules')
  })
})

describe('searching by picture and words', () => {
  const products = (labelled: number, items = 500_000): Facts => ({
    task: 'image-text retrieval',
    data: { labelled, items },
  })
  it('takes published towers with few pairs and tunes them with many', () => {
    expect(familiesOf(products(2_000))[0]).toBe('clip-search')
    expect(familiesOf(products(500_000))[0]).toBe('tuned-clip')
    expect(familiesOf(products(2_000))).toContain('text-only-search')
    expect(refusal(products(2_000), 'tuned-clip')).toMatch(/there are 2,000/)
  })

  it('encodes items ahead: more of them cost memory, hardly time', () => {
    const [few, many] = [3e5, 3e6].map((items) => proposal(products(2_000, items), 'clip-search').figures)
    expect(many?.servingMemory.value).toBeGreaterThan(4 * (few?.servingMemory.value ?? Number.NaN))
    expect(many?.latency.value).toBeLessThan(2 * (few?.latency.value ?? Number.NaN))
  })
})

describe('describing and asking', () => {
  it('answers without one example, and adapts with some', () => {
    const ask = (labelled: number): Facts => ({ task: 'visual question answering', data: { labelled } })
    expect(familiesOf(ask(0))).toEqual(expect.arrayContaining(['prompted-vision-language', 'phrase-choice']))
    expect(familiesOf(ask(5_000))[0]).toBe('lora-vision-language')
  })

  it('reads a video as frames in front of the text', () => {
    const found = proposal(
      { task: 'image captioning', data: { labelled: 10_000, modalities: ['video', 'text'] } },
      'lora-vision-language',
    )
    expect(found.inputs[0]).toMatchObject({ name: 'image', shape: [8, 384, 384, 3] })
    expect(found.outputs[0]?.shape[0]).toBe(8 * 196 + 64 + 64)
  })
})

describe('mixed inputs', () => {
  const listings = (labelled: number, modalities = ['image', 'text', 'table']): Facts => ({
    task: 'multimodal classification',
    data: { labelled, classes: 20, modalities },
  })
  it('fuses late, over frozen encoders, then with both sides trained, as examples come in', () => {
    expect(familiesOf(listings(300))[0]).toBe('late-fusion')
    expect(familiesOf(listings(20_000))[0]).toBe('frozen-fusion')
    expect(familiesOf(listings(300_000))[0]).toBe('cross-attention-fusion')
    for (const labelled of [300, 20_000, 300_000])
      expect(familiesOf(listings(labelled))).toContain('late-fusion')
  })

  it('asks published networks by name where nothing is labelled, and labels a test first', () => {
    expect(familiesOf(listings(0))).toEqual(
      expect.arrayContaining(['prompted-vision-language', 'phrase-choice']),
    )
    const found = proposal(listings(0), 'prompted-vision-language')
    expect(found.figures.trainableParams.value).toBe(0)
    expect(wordsOf(found)).toMatch(/names of 20 classes.*Label 300 examples by hand first/s)
    expect(refusal(listings(3_000), 'phrase-choice')).toMatch(/3,000 labels/)
    expect(familiesOf(listings(3_000))).not.toContain('prompted-vision-language')
  })

  it('leaves a value that is mostly in its columns to trees, however many rows there are', () => {
    const prices = (labelled: number): Facts => ({
      task: 'multimodal regression',
      data: { labelled, modalities: ['image', 'text', 'table'] },
    })
    for (const labelled of [300, 3_000, 30_000, 300_000]) {
      expect(familiesOf(prices(labelled))[0]).toBe('late-fusion')
      expect(familiesOf(prices(labelled)).length).toBeGreaterThan(1)
    }
  })

  it('judges a rare class by its ranking, and by what people have time to look at', () => {
    const rare: Facts = {
      task: 'multimodal classification',
      data: { labelled: 30_000, positiveRate: 0.04, modalities: ['image', 'text', 'table'] },
    }
    const judged = (facts: Facts) => proposal(facts, 'frozen-fusion').training.evaluation.join(' ')
    expect(judged(rare)).toMatch(/Metrics: PR-AUC, .*threshold that people have time for/)
    expect(judged({ ...rare, targets: { alertsPerDay: 200 } })).toMatch(/the 200 highest scores of a day/)
    expect(proposal(rare, 'frozen-fusion').outputs[0]?.shape).toEqual([2])
    expect(judged(listings(20_000))).toMatch(/Metrics: macro-F1/)
  })

  it('gives each input a model, and judges each of them alone', () => {
    const found = proposal(listings(20_000), 'late-fusion')
    expect(found.parts.map(({ role }) => role)).toEqual([
      'image model',
      'text model',
      'table columns model',
      'fusion',
    ])
    expect(found.training.evaluation.join(' ')).toMatch(/each alone and each left out/)
  })

  it('learns nothing of the frozen encoders', () => {
    const found = proposal(listings(20_000), 'frozen-fusion')
    expect(found.figures.trainableParams.value).toBeLessThan(0.02 * found.figures.params.value)
  })

  it('does not relate words to patches where there is no picture', () => {
    expect(refusal(listings(300_000, ['text', 'audio']), 'cross-attention-fusion')).toMatch(/one of the two/)
  })
})

describe('every design of mixed inputs', () => {
  const facts: fc.Arbitrary<Facts> = fc.record({
    task: fc.constantFrom(...tasksOf.multimodal),
    data: fc.record(
      {
        labelled: fc.constantFrom(0, 60, 700, 9_000, 400_000),
        classes: fc.constantFrom(1, 2, 30),
        fields: fc.constantFrom(1, 14, 60),
        items: fc.constantFrom(1, 50_000, 30_000_000),
        modalities: fc.uniqueArray(fc.constantFrom('image', 'text', 'table', 'audio', 'series', 'video'), {
          minLength: 1,
        }),
        languages: fc.constantFrom(['en'], ['de', 'en']),
        sequenceLength: fc.constantFrom(8, 200, 4_000),
        featureCount: fc.constantFrom(1, 40),
      },
      { requiredKeys: [] },
    ),
    targets: fc.record(
      { latency: fc.constantFrom({ ms: 10, percentile: 99 }, { ms: 2_000, percentile: 95 }) },
      { requiredKeys: [] },
    ),
    constraints: fc.record(
      {
        trainingDevice: fc.constantFrom({ id: 't4', count: 1 }, { id: 'cpu-core-avx2', count: 8 }, card),
        servingDevice: fc.constantFrom({ id: 't4', count: 1 }, { id: 'cpu-core-avx2', count: 4 }),
        airGapped: fc.boolean(),
        interpretability: fc.constantFrom('must' as const, 'wish' as const),
      },
      { requiredKeys: [] },
    ),
  })

  it('is sound: parts infer, limits hold, figures are computed, files are in the plan', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const proposed = propose(briefOf('multimodal', one))
        if (proposed.kind === 'impossible') {
          expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
          return
        }
        for (const { overview, risks, plan } of proposed.set.proposals)
          for (const words of [overview, ...risks, ...plan])
            expect(words).not.toMatch(/undefined|NaN|\bnull\b|(?<![\d,.])1 (?:fields|classes|items|models)\b/)
      }),
      {
        numRuns: 50,
        examples: [
          [
            {
              task: 'multimodal regression',
              data: { labelled: 400_000, modalities: ['series'] },
              targets: {},
              constraints: {},
            },
          ],
        ],
      },
    )
  })

  it('completes once: a second time changes nothing', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const full = multimodal.complete(briefOf('multimodal', one))
        expect(multimodal.complete(full)).toEqual(full)
      }),
    )
  })
})
