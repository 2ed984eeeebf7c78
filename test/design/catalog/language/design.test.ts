/** Designs for text: which approach leads at which amount of labels, under which limits, and that each is sound. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../../src/design/brief/read.js'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import { language } from '../../../../src/design/catalog/language/field.js'
import { memoryNetworkSpec } from '../../../../src/design/catalog/language/memory-network.js'
import { fedParams } from '../../../../src/design/catalog/language/pretrained-model.js'
import { textProblem } from '../../../../src/design/catalog/language/problem.js'
import { countParams } from '../../../../src/design/estimate/params.js'
import type { Proposal } from '../../../../src/design/proposal.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'
import { type Sketch, typedOf } from '../../../support/specs.js'
import { briefOf, type Facts } from './briefs.js'

function setOf(facts: Facts) {
  const proposed = propose(briefOf('language', facts))
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

const t4 = { id: 't4', count: 1 }
const a100s = { id: 'a100-80-sxm', count: 4 }
const cpu = { id: 'cpu-core-avx2', count: 4 }
const relaxed = { latency: { ms: 1000, percentile: 99 } }
const tickets = (labelled: number, more: Partial<Facts> = {}): Facts => ({
  task: 'text classification',
  targets: relaxed,
  ...more,
  data: { labelled, classes: 12, ...more.data },
})

describe('classifying texts', () => {
  it('starts from descriptions and rules, then frozen vectors, then fine-tuning, as labels come in', () => {
    expect(familiesOf(tickets(0))).toContain('keyword-rules')
    expect(familiesOf(tickets(0))[0]).toBe('class-descriptions')
    expect(familiesOf(tickets(400))[0]).toBe('frozen-encoder')
    expect(familiesOf(tickets(20_000))[0]).toBe('fine-tuned-encoder')
  })

  it('always shows the linear model on n-grams as the bar where there are labels', () => {
    for (const labelled of [100, 2_000, 40_000, 500_000])
      expect(familiesOf(tickets(labelled))).toContain('ngram-linear')
  })

  it('is left to n-grams and word vectors where a few milliseconds on a CPU are allowed', () => {
    const fast = tickets(400_000, {
      targets: { latency: { ms: 6, percentile: 95 } },
      constraints: { servingDevice: cpu },
    })
    expect(familiesOf(fast)).toEqual(expect.arrayContaining(['ngram-linear', 'word-vectors']))
    expect(familiesOf(fast)).not.toContain('fine-tuned-encoder')
    // Both learn: nothing that was asked for is out of reach.
    expect(setOf(fast).flags.filter(({ severity }) => severity === 'block')).toEqual([])
    expect(refusal(fast, 'fine-tuned-encoder')).toMatch(/the limit of 6 ms/)
  })

  it('takes a larger encoder with more labels and a GPU to serve from', () => {
    const served = { constraints: { servingDevice: t4 } }
    const sizes = [2_000, 10_000, 80_000].map(
      (labelled) => proposal(tickets(labelled, served), 'fine-tuned-encoder').figures.params.value,
    )
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(new Set(sizes).size).toBe(3)
  })

  it('takes a multilingual encoder as soon as one language is not English', () => {
    const english = proposal(tickets(20_000), 'fine-tuned-encoder')
    const many = proposal(tickets(20_000, { data: { languages: ['en', 'de', 'ja'] } }), 'fine-tuned-encoder')
    expect(english.parts[0]).not.toMatchObject({ pretrained: expect.stringMatching(/XLM|Multilingual/) })
    expect(many.parts[0]).toMatchObject({ pretrained: expect.stringMatching(/XLM|Multilingual/) })
    expect(many.overview).toContain('English, German and Japanese')
    expect(many.training.evaluation.join(' ')).toContain('each by language')
  })

  it('gives one output for each class, and says what happens to what is unsure', () => {
    const found = proposal(tickets(20_000), 'fine-tuned-encoder')
    expect(found.outputs).toEqual([expect.objectContaining({ name: 'classes', shape: [12] })])
    expect(found.plan.join(' ')).toMatch(/confidence threshold/)
    expect(found.training.evaluation.join(' ')).toContain('macro-F1')
  })

  it('weighs every class alone where several may hold', () => {
    const many = { ...tickets(20_000), task: 'multi-label text classification' as const }
    expect(proposal(many, 'fine-tuned-encoder').training.loss).toMatch(/binary cross-entropy/)
  })

  it('leaves networks out where every decision must be explained', () => {
    const families = familiesOf(tickets(20_000, { constraints: { interpretability: 'must' } }))
    expect(families[0]).toBe('ngram-linear')
    expect(families).not.toContain('fine-tuned-encoder')
  })
})

describe('tagging words', () => {
  const entities = (labelled: number): Facts => ({
    task: 'named entity recognition',
    data: { labelled, classes: 4 },
    targets: relaxed,
  })
  it('gives a beginning and an inside for each type, and an outside', () => {
    const found = proposal(entities(5_000), 'fine-tuned-encoder')
    expect(found.outputs[0]?.shape.at(-1)).toBe(2 * 4 + 1)
    expect(found.training.evaluation.join(' ')).toMatch(/F1 of whole mentions/)
  })
  it('shows a CRF as the bar, and rules before anything is annotated', () => {
    expect(familiesOf(entities(5_000))).toContain('crf-tagger')
    expect(familiesOf(entities(0))).toContain('keyword-rules')
  })
})

describe('searching and answering', () => {
  const search: Facts = { task: 'search', data: { documents: 1_000_000 } }
  it('joins words and vectors, with BM25 as the bar, and tunes where pairs are there', () => {
    expect(familiesOf(search)).toEqual(expect.arrayContaining(['hybrid-search', 'bm25']))
    const pairs = familiesOf({ ...search, data: { ...search.data, labelled: 200_000 } })
    expect(pairs).toContain('tuned-dual-encoder')
    expect(refusal(search, 'tuned-dual-encoder')).toMatch(/there are 0/)
  })

  it('indexes passages, not documents', () => {
    const { passages } = textProblem(
      language.complete(briefOf('language', { ...search, data: { documents: 100, sequenceLength: 2_000 } })),
    )
    // (2,000 - 50) / 350 = 5.6: six passages each.
    expect(passages).toBe(600)
  })

  const chat: Facts = {
    task: 'question answering',
    data: { documents: 50_000 },
    constraints: {
      airGapped: true,
      trainingDevice: { id: 'rtx4090', count: 1 },
      servingDevice: { id: 'rtx4090', count: 1 },
    },
  }
  it('answers from documents with retrieval and an open model, in house', () => {
    const found = proposal(chat, 'rag')
    expect(found.parts.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['language model', 'word search', 'vector search', 're-ranker']),
    )
    expect(setOf(chat).recommendation.id).toBe(found.id)
    const words = [found.overview, ...found.risks, ...found.plan].join(' ')
    expect(words).toMatch(/Air-gapped/)
    expect(words).toMatch(/cit/)
    expect(words).not.toMatch(/openai|hosted API|Textract/i)
    expect(found.training.evaluation.join(' ')).toMatch(/faithfulness.*recall@50/)
    // Weights in half precision, cache and encoders fit the card with a tenth to spare.
    expect(found.figures.servingMemory.high).toBeLessThan(0.9 * 24e9)
  })

  it('reads a small story in hops where that is what is asked for', () => {
    const stories: Facts = {
      task: 'question answering',
      data: { labelled: 10_000 },
      constraints: { wantedFamilies: ['memory network'] },
    }
    const found = proposal(stories, 'memory-network')
    expect(found.figures.trainableParams.value).toBe(found.figures.params.value)
    expect(setOf(stories).recommendation.id).toBe(found.id)
    expect(refusal({ ...chat, data: { ...chat.data, labelled: 10_000 } }, 'memory-network')).toMatch(
      /50,000 documents/,
    )
  })
})

describe('the memory network', () => {
  it('has the parameters of the published one: adjacent tables and times, three hops', () => {
    const fixture = JSON.parse(
      readFileSync(new URL('../../../fixtures/specs/memn2n_adjacent_3hop.json', import.meta.url), 'utf8'),
    )
    const params = (spec: Sketch) => countParams(typedOf(spec)).total.value
    expect(params(memoryNetworkSpec(177, 50))).toBe(params(fixture))
  })
})

describe('writing', () => {
  const pairs = (task: Facts['task'], labelled: number, more: Partial<Facts> = {}): Facts => ({
    task,
    ...more,
    data: { labelled, ...more.data },
  })
  it('starts with a prompt, tunes low-rank additions with examples', () => {
    expect(familiesOf(pairs('LLM fine-tuning', 0))[0]).toBe('prompted-model')
    expect(familiesOf(pairs('LLM fine-tuning', 20_000))[0]).toBe('lora-model')
    for (const task of ['summarisation', 'generation', 'translation'] as const)
      expect(familiesOf(pairs(task, 0)).length).toBeGreaterThan(1)
  })

  it('refuses to train 7B in full on one T4 and offers 4-bit weights with additions in FP16', () => {
    const asked = pairs('LLM fine-tuning', 10_000, {
      request: 'full fine-tune llama 7B',
      data: { modelParams: 7e9, fullTraining: true },
      constraints: { trainingDevice: t4, servingDevice: t4, precision: 'bf16', batchSize: 64 },
    })
    expect(refusal(asked, 'fully-tuned-model')).toMatch(/cannot be trained on NVIDIA T4/)
    const found = proposal(asked, 'lora-model')
    expect(found.name).toBe('Llama-2-7B-chat with LoRA')
    expect(found.parts[0]).toMatchObject({ pretrained: 'Llama-2-7B-chat' })
    expect(found.training.precision).toContain('FP16')
    expect(found.training.precision).not.toContain('BF16')
    expect(found.training.distribution).toContain('QLoRA')
    const steps = found.training.steps
    expect(steps && steps.microBatchSize * steps.gradientAccumulation).toBe(64)
    expect(found.figures.trainingMemory.value).toBeLessThan(0.9 * 16e9)
  })

  it('shards the training of every weight over four cards', () => {
    const found = proposal(
      pairs('LLM fine-tuning', 50_000, {
        request: 'fine-tune llama 8B',
        data: { modelParams: 8e9 },
        constraints: { trainingDevice: a100s },
      }),
      'fully-tuned-model',
    )
    expect(found.training.distribution).toMatch(/ZeRO|FSDP/)
    expect(found.training.deviceCount).toBe(4)
    expect(found.figures.params.value).toBe(8_030_261_248)
  })

  it('leaves research licences out: none of the usual sizes has one', () => {
    for (const labelled of [0, 5_000])
      for (const one of setOf(pairs('generation', labelled, { constraints: { commercial: true } })).proposals)
        expect(one.risks.join(' ')).not.toMatch(/not for commercial use/)
  })

  it('says why a model that was named is not for a product, and takes another of its family', () => {
    const asked = pairs('LLM fine-tuning', 5_000, {
      request: 'fine-tune Qwen 3B',
      data: { modelParams: 3e9 },
      constraints: { commercial: true },
    })
    const found = proposal(asked, 'lora-model')
    expect(found.parts[0]).not.toMatchObject({ pretrained: expect.stringContaining('3B') })
    expect(found.risks.join(' ')).toMatch(/Qwen2.5-3B-Instruct was named, and its licence bars products/)
  })

  it('counts the cards that answers at the same time need, by the cache of each', () => {
    const asked: Facts = {
      task: 'question answering',
      data: { documents: 10_000 },
      targets: { concurrency: 100 },
      constraints: {
        trainingDevice: { id: 'a100-80-sxm', count: 1 },
        servingDevice: { id: 'a100-80-sxm', count: 1 },
      },
    }
    const found = proposal(asked, 'rag')
    const words = found.plan.join(' ')
    expect(words).toMatch(/Plan for 100 answers at the same time/)
    expect(words).toMatch(/MB of cache \(2 x \d+ layers x \d+ heads/)
  })

  it('sizes a model from scratch by twenty tokens a parameter', () => {
    const asked = pairs('LLM pre-training', 0, {
      data: { corpusTokens: 2e10 },
      constraints: { trainingDevice: { id: 'h100-sxm', count: 8 }, budgetUsd: 100_000, trainingHours: 1000 },
    })
    const {
      corpusTokens,
      examples: _,
      ...problem
    } = textProblem(language.complete(briefOf('language', asked)))
    expect(fedParams({ corpusTokens })).toBe(1e9)
    expect(problem.targets).toBe(2e10)
    const found = proposal(asked, 'language-model-from-scratch')
    expect(found.figures.params.value).toBeLessThan(1.05e9)
    expect(found.figures.params.value).toBeGreaterThan(0.9e9)
  })

  it('does not train a language from scratch on a small corpus', () => {
    const asked = pairs('LLM pre-training', 0, { data: { corpusTokens: 2e8 } })
    expect(refusal(asked, 'language-model-from-scratch')).toMatch(/feed 10,000,000 parameters/)
  })
})

describe('every design for text', () => {
  const facts: fc.Arbitrary<Facts> = fc.record({
    task: fc.constantFrom(...tasksOf.language),
    data: fc.record(
      {
        labelled: fc.constantFrom(0, 30, 400, 3_000, 30_000, 300_000),
        classes: fc.constantFrom(1, 2, 8, 150),
        sequenceLength: fc.constantFrom(1, 32, 256, 2_000, 30_000),
        languages: fc.constantFrom(['en'], ['de'], ['en', 'de', 'fr', 'es', 'ja']),
        documents: fc.constantFrom(1, 5_000, 3_000_000),
        corpusTokens: fc.constantFrom(1e6, 1e9, 1e11),
        modelParams: fc.constantFrom(5e8, 7e9, 13e9, 70e9),
        fullTraining: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    targets: fc.record(
      { latency: fc.constantFrom({ ms: 5, percentile: 99 }, { ms: 300, percentile: 95 }, { ms: 20_000 }) },
      { requiredKeys: [] },
    ),
    constraints: fc.record(
      {
        trainingDevice: fc.constantFrom(t4, a100s, cpu, { id: 'rtx4090', count: 1 }),
        servingDevice: fc.constantFrom(t4, cpu),
        airGapped: fc.boolean(),
        commercial: fc.boolean(),
        interpretability: fc.constantFrom('must' as const, 'wish' as const),
        budgetUsd: fc.constantFrom(5, 500, 50_000),
        batchSize: fc.constantFrom(1, 64),
      },
      { requiredKeys: [] },
    ),
  })

  it('is sound: parts infer, limits hold, figures are computed, files are in the plan', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const proposed = propose(briefOf('language', one))
        if (proposed.kind === 'impossible') {
          expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
          return
        }
        const { proposals } = proposed.set
        expect(proposals.length).toBeLessThanOrEqual(4)
        for (const { overview, risks, plan } of proposals)
          for (const words of [overview, ...risks, ...plan])
            expect(words).not.toMatch(
              /undefined|NaN|\bnull\b|(?<![\d,.])1 (?:texts|classes|documents|types)\b/,
            )
      }),
      { numRuns: 60 },
    )
  })

  it('completes once: a second time changes nothing', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const full = language.complete(briefOf('language', one))
        expect(language.complete(full)).toEqual(full)
      }),
    )
  })

  it('asks at most four questions, each with its default among the choices', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tasksOf.language), (task) => {
        const asked = questions(briefOf('language', { task }))
        expect(asked.length).toBeLessThanOrEqual(4)
        for (const { choices, default: usual } of asked) expect(choices.map(({ id }) => id)).toContain(usual)
      }),
      { numRuns: 12 },
    )
  })
})

describe('where nothing is there yet', () => {
  it('labels first, for every proposal, and measures against rules and not against what would have to learn', () => {
    for (const { plan, files, training } of setOf(tickets(0, { request: 'sort tickets' })).proposals) {
      expect(plan.join('\n')).toMatch(/Label 300 texts/)
      expect(plan.join('\n')).toMatch(/keywords and patterns/)
      expect(plan.join('\n')).not.toMatch(/TF-IDF/)
      expect(training.evaluation.join('\n')).not.toMatch(/newest tenth/)
      expect(files.map(({ path }) => path)).toContain('src/label.py')
    }
  })

  it('makes the golden set first where there is no summary or translation', () => {
    for (const task of ['summarisation', 'translation'] as const)
      for (const { plan } of setOf({ task, data: { labels: 'none' } }).proposals)
        expect(plan.join('\n')).toMatch(/Make the golden set in `src\/golden\.py`/)
  })
})

describe('what the words of a request say of its texts', () => {
  it.each([
    ['Wir wollen Tickets in Warteschlangen einordnen und haben viele Texte', ['de']],
    ['sort our tickets into queues', ['en']],
  ])('%s', (request, languages) => {
    const brief = language.complete(readBrief(request).brief)
    expect(brief.data.languages).toMatchObject({ value: languages, source: 'assumed' })
  })

  it('takes spam for a question of yes or no, and sentiment for one of three answers', () => {
    const classesOf = (request: string) => language.complete(readBrief(request).brief).data.classes?.value
    expect(classesOf('a spam filter for our emails, 5,000 labelled emails')).toBe(2)
    expect(classesOf('sentiment classification of 5,000 labelled tweets')).toBe(3)
  })

  it('says that a usual length is not the longest', () => {
    const said = (request: string) => {
      const proposed = propose(readBrief(request).brief)
      if (proposed.kind !== 'set') throw new Error(`Expected proposals. Received: ${proposed.kind}`)
      return proposed.set.proposals
        .flatMap(({ risks }) => risks)
        .some((risk) => risk.includes('99th percentile'))
    }
    expect(said('classify emails of about 200 words into 5 classes, 5,000 labelled emails')).toBe(true)
    expect(said('classify emails of at most 200 words into 5 classes, 5,000 labelled emails')).toBe(false)
  })
})

describe('stories and corpora', () => {
  it('judges and searches a story as a story', () => {
    const set = setOf({
      task: 'question answering',
      data: { labelled: 20_000 },
      constraints: { wantedFamilies: ['memory network'] },
    })
    const all = set.proposals.flatMap(({ plan, training, risks }) => [
      ...plan,
      ...training.evaluation,
      ...risks,
    ])
    expect(all.join('\n')).toMatch(/numbered sentences/)
    expect(all.join('\n')).not.toMatch(/prompt injection|who may read|passages of 400/)
  })

  it('trains on from base weights, and judges by what tokenizers do not change', () => {
    const { overview, training } = proposal(
      {
        task: 'LLM pre-training',
        data: { corpusTokens: 6e9 },
        constraints: { trainingDevice: { id: 'h100-sxm', count: 8 } },
      },
      'continued-pretraining',
    )
    expect(overview).not.toMatch(/Instruct|instructions/)
    expect(training.evaluation.join('\n')).toMatch(/bits per byte .* lower/)
  })
})
