/** What `design` says as data and as text: the promised form, and helpful sentences for what cannot be designed. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { BadInput } from '../../src/errors.js'
import { designJsonSchema, designOutputSchema } from '../../src/output/design-json.js'
import { design } from '../../src/output/design-output.js'
import { designFiles, designText } from '../../src/output/design-text.js'
import { requests, sampleRequest } from '../design/requests.js'

// Many designs are made here: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const outputOf = (text: string, answers: Record<string, string> = {}) =>
  design({ text, answers: Object.entries(answers).map(([question, words]) => ({ question, words })) }).output

describe('the schema in docs/schemas', () => {
  it('is made from what the command prints: run `npm run schemas` after a change', () => {
    const file = new URL('../../docs/schemas/design.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(designJsonSchema())
  })
})

describe('a design as data', () => {
  it('has the form of the schema, whatever the request', () => {
    fc.assert(
      fc.property(requests(5), (text) => {
        const output = outputOf(text)
        expect(designOutputSchema.parse(JSON.parse(JSON.stringify(output)))).toEqual(output)
      }),
      { numRuns: 8 },
    )
  })

  it('of the sample request states the horizon as 63 days and assumes everything else', () => {
    const { outcome, brief, recommended, proposals, questions } = outputOf(sampleRequest)
    expect(outcome).toBe('proposed')
    expect(brief?.data.horizon).toEqual({
      value: { value: 63, unit: 'day' },
      source: 'stated',
      words: '63-day',
    })
    const others = [
      ...Object.entries(brief?.data ?? {}).filter(([name]) => !['horizon', 'subject'].includes(name)),
      ...Object.entries(brief?.targets ?? {}),
      ...Object.entries(brief?.constraints ?? {}),
    ]
    expect(others.length).toBeGreaterThan(10)
    for (const [name, fact] of others)
      expect([name, fact && 'source' in fact && fact.source]).toEqual([name, 'assumed'])
    expect(proposals.map(({ name }) => name)).toContain(recommended)
    expect(questions.map(({ id }) => id)).not.toContain('horizon')
  })

  it('takes answers by choice and by words, and does not ask those again', () => {
    const { brief, questions } = outputOf(sampleRequest, { series: 'tens', history: '5 years' })
    expect(brief?.data.seriesCount).toMatchObject({ value: 30, source: 'answered' })
    expect(brief?.data.historyLength).toMatchObject({ value: { value: 5, unit: 'year' }, source: 'answered' })
    for (const { id } of questions) expect(['series', 'history']).not.toContain(id)
  })

  it('of a vague request asks what to predict, and designs when that is answered', () => {
    expect(outputOf('can you design me a model for our customers')).toMatchObject({
      outcome: 'questions',
      proposals: [],
    })
    expect(outputOf('can you design me a model for our customers', { task: 'forecast' }).outcome).toBe(
      'proposed',
    )
  })

  it('that nothing holds is declined with the conflict, its arithmetic and every reason', () => {
    const output = outputOf(`${sampleRequest}, p99 under 0.01 ms`)
    expect(output).toMatchObject({ outcome: 'declined', proposals: [], recommended: null })
    expect(output.message).toMatch(/0.01 ms at p99.*needs|0.01 ms at p99[\s\S]*takes [\d.]+ ms/)
    expect(output.rejected.length).toBeGreaterThan(5)
  })

  it('takes a framework, and its counts are that framework’s', () => {
    const text = `${sampleRequest}, 40 series, use an LSTM`
    const params = (framework: string) =>
      design({ text, answers: [], framework }).output.proposals.find(
        ({ family }) => family === 'lstm-encoder-decoder',
      )?.estimate.params.value ?? 0
    expect(params('keras')).toBeLessThan(params('pytorch'))
  })
})

describe('bad input', () => {
  it.each([
    [{ text: '' }, /nothing to design for yet/],
    [
      { text: sampleRequest, framework: 'caffe' },
      /--framework is one of pytorch, keras, flax. Received: "caffe"/,
    ],
    [
      { text: sampleRequest, answers: [{ question: 'colour', words: 'red' }] },
      /by its id, one of task, .*series, .*Received: "colour"/,
    ],
    [
      { text: sampleRequest, answers: [{ question: 'series', words: 'zzz' }] },
      /series=… .*one, tens, hundreds, thousands.*"zzz"/,
    ],
    [
      { text: 'design me a model for our customers', answers: [{ question: 'task', words: 'zzz' }] },
      /task=… is one of row, forecast, item, image, text, sound/,
    ],
  ])('%j is said in a sentence', (request, message) => {
    expect(() => design({ answers: [], ...request })).toThrow(BadInput)
    expect(() => design({ answers: [], ...request })).toThrow(message)
  })
})

describe('a design as text', () => {
  const designed = design({ text: sampleRequest, answers: [] })

  it('holds the recommendation, the assumptions, each blueprint in its order, and how to answer', () => {
    const text = designText(designed)
    for (const part of [
      'Recommended: A',
      'Assumed; say otherwise',
      'What would switch it',
      '--answer series=hundreds',
    ])
      expect(text).toContain(part)
    const headings = [...text.matchAll(/^#{2,3} (.*)$/gm)].map(([, title]) => title)
    const first = headings.findIndex((title) => title?.startsWith('Architecture Proposal: '))
    expect(headings.slice(first + 1, first + 7)).toEqual([
      'Overview',
      'Model Architecture',
      'Training Strategy',
      'Trade-offs',
      'Implementation Plan',
      'Files to Create/Modify',
    ])
  })

  it('leaves no placeholder, no empty item and no broken number', () => {
    const text = designText(designed)
    expect(text).not.toMatch(/\{\{|undefined|NaN|Infinity|∞|\[object/)
    expect(text).not.toMatch(/^- *$|^\d+\. *$|\(\)|, ,|\.\.(?!\d)| {2,}\S* {2,}| \./m)
  })

  it('goes into files that are named for their proposals', () => {
    expect(designFiles(designed).map(({ name }) => name)).toEqual([
      'a-dlinear.md',
      'b-gradient-boosted-trees.md',
      'c-patched-transformer.md',
      'd-seasonal-naive.md',
      'a-dlinear.png',
      'b-gradient-boosted-trees.png',
      'c-patched-transformer.png',
      'd-seasonal-naive.png',
      'proposals.png',
      'design.json',
    ])
  })

  it.each([
    '<script>alert(1)</script>',
    '\u202Egnp.exe\u202C',
    '👩‍👩‍👧 forecast',
    'x\u0000y\u0007z',
    '| a | b |\n# h',
  ])('shows %j as plain words', (odd) => {
    const text = designText(design({ text: `Forecast ${odd} 30 days ahead for 40 series`, answers: [] }))
    expect(text).not.toMatch(/(^|[^\\])<script|\u202e|\u0000|^# h/m)
    expect(text.length).toBeGreaterThan(100)
  })
})
