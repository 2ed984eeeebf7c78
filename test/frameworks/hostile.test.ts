/** Texts made to break out of a string, a comment or a name: they are refused, or in the code they are only text. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAll } from '../../src/design/estimate/totals.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import { parseSpec } from '../../src/design/spec/spec.js'
import type { TypedSpec } from '../../src/design/spec/typed.js'
import { modelOf } from './agreement.js'
import { startPython } from './python.js'

const python = startPython()

const plant = 'import os; os.environ["X"]="1"'
const hostile = [
  `"""\n${plant}\n"""`,
  `'''\n${plant}\n'''`,
  `\\"""\n${plant}\n`,
  `"; ${plant}; "`,
  `'; ${plant}; '`,
  `')\n${plant}\n#`,
  `\n${plant}\n`,
  `\r${plant}`,
  `\u2028${plant}`,
  `\u0085${plant}`,
  `\f${plant}`,
  `# -*- coding: utf-7 -*-\n+AGkAbQ-`,
  `\\N{QUOTATION MARK}\\N{QUOTATION MARK}`,
  '\\x22\\x22\\x22',
  '\\u0022\\u0022\\u0022',
  '{__import__("os").environ.__setitem__("X", "1")}',
  '%(name)s %s {0} {name!r:>{width}}',
  `\\`,
  '"',
  "'",
  '\u0000',
  '\ud800',
  '\u202e""" drow',
  'ﬁ＂＂＂',
  '__import__',
  'self',
  'None',
  'True',
  'class',
  '__proto__',
  'π',
  'a b',
  'a.b',
  '0',
  '',
] as const

/** Each place of a spec where a text can stand. */
const places: Readonly<Record<string, (text: string) => unknown>> = {
  title: (text) => ({ name: text, inputs: x, nodes: ['relu', { kind: 'linear', units: 2 }] }),
  'input name': (text) => ({ name: 'm', inputs: { [text]: x.x }, nodes: [{ kind: 'linear', units: 2 }] }),
  'node name': (text) => ({
    name: 'm',
    inputs: x,
    nodes: [{ kind: 'linear', units: 2, name: text }, 'relu', { kind: 'add', with: text }],
  }),
  'block name': (text) => ({
    name: 'm',
    inputs: x,
    blocks: { [text]: { nodes: [{ kind: 'linear', units: 2 }] } },
    nodes: [text],
  }),
  'block input': (text) => ({
    name: 'm',
    inputs: x,
    blocks: { b: { inputs: [text], nodes: [{ kind: 'linear', units: 2 }] } },
    nodes: ['b'],
  }),
  'parameter name': (text) => ({
    name: 'm',
    inputs: x,
    params: { [text]: 2 },
    nodes: [{ kind: 'linear', units: `$${text}` }],
  }),
  'unused parameter': (text) => ({
    name: 'm',
    inputs: x,
    params: { note: text },
    nodes: [{ kind: 'linear', units: 2 }],
  }),
  'block parameter': (text) => ({
    name: 'm',
    inputs: x,
    blocks: { b: { params: { note: text, [text]: 1 }, nodes: [{ kind: 'linear', units: 2 }] } },
    nodes: [{ kind: 'b', note: text }],
  }),
  'size name': (text) => ({
    name: 'm',
    inputs: { x: { kind: 'vector', features: text } },
    sizes: { [text]: 3 },
    nodes: [{ kind: 'linear', units: 2 }],
  }),
  kind: (text) => ({ name: 'm', inputs: x, nodes: [text] }),
  'kind of a field': (text) => ({
    name: 'm',
    inputs: x,
    nodes: [{ kind: 'mlp', hidden: [2], activation: text }],
  }),
  choice: (text) => ({
    name: 'm',
    inputs: { x: { kind: 'series', steps: 4, features: 3 } },
    nodes: [{ kind: 'conv1d', channels: 2, kernel: 1, padding: text }],
  }),
  port: (text) => ({ name: 'm', inputs: x, nodes: [{ kind: 'linear', units: 2, with: { [text]: 'x' } }] }),
  tie: (text) => ({ name: 'm', inputs: x, nodes: [{ kind: 'linear', units: 2, tie: text }] }),
  reference: (text) => ({ name: 'm', inputs: x, nodes: [{ kind: 'linear', units: 2, from: text }] }),
  'low-rank projection': (text) => ({
    name: 'm',
    inputs: { x: { kind: 'series', steps: 4, features: 4 } },
    nodes: [{ kind: 'attention', heads: 2, lora: { rank: 1, on: ['query', text] } }],
  }),
  'repeated field': (text) => ({
    name: 'm',
    inputs: x,
    nodes: [{ kind: 'linear', units: 2, each: { [text]: [1] } }],
  }),
  'unknown field': (text) => ({ name: 'm', inputs: x, nodes: [{ kind: 'linear', units: 2, [text]: text }] }),
  framework: (text) => ({ name: 'm', inputs: x, nodes: [{ kind: 'linear', units: 2 }], framework: text }),
}
const x = { x: { kind: 'vector', features: 3 } }

/** The typed spec, or undefined where it is refused, with issues that say something. */
function typedOrRefused(json: unknown): TypedSpec | undefined {
  const parsed = parseSpec(json)
  const result = parsed.ok ? inferSpec(parsed.spec) : parsed
  if (result.ok) return result.typed
  expect(result.issues.length).toBeGreaterThan(0)
  for (const { message } of result.issues) expect(message).toMatch(/\S \S/)
  return undefined
}

/** It builds, does nothing else, and has the weights that a harmless text gives. */
async function expectHarmless(typed: TypedSpec, harmless: TypedSpec | undefined): Promise<void> {
  const model = modelOf(typed)
  const measure = ['source', 'counts'] as const
  const { error, planted, findings, params } = await python.ask({ ...model, device: 'meta', measure })
  expect({ error, planted, findings }, model.code).toEqual({ error: undefined, planted: false, findings: [] })
  if (harmless) expect(params).toBe(countAll(harmless).params)
}

/** A text that stands in a docstring changes no code: texts aside, the source is that of a harmless one. */
async function expectSameCode(typed: TypedSpec, harmless: TypedSpec): Promise<void> {
  const skeletons = await Promise.all(
    [typed, harmless].map(async (spec) => {
      const answer = await python.ask({ ...modelOf(spec), device: 'meta', measure: ['source'] })
      return answer.skeleton
    }),
  )
  expect(skeletons[0]).toBe(skeletons[1])
}

describe.each(Object.keys(places))('as %s', (place) => {
  const sketch = places[place] ?? (() => undefined)

  it.each(hostile.map((text) => ({ text })))('$text is refused or only text', async ({ text }) => {
    const typed = typedOrRefused(sketch(text))
    if (typed) await expectHarmless(typed, typedOrRefused(sketch('harmless')))
  })
})

describe('any text', () => {
  it('as a title is refused or only text', async () => {
    const harmless = typedOrRefused(places.title?.('harmless'))
    let accepted = 0
    const piece = fc.oneof(
      fc.constantFrom('"', "'", '\\', '\n', '#', '{', '}', '%', '$', '`', ' ', '\u2029', '"""', plant),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const typed = typedOrRefused(places.title?.(pieces.join('')))
        if (!typed || !harmless) return
        accepted += 1
        await expectHarmless(typed, harmless)
        await expectSameCode(typed, harmless)
      }),
      { numRuns: 300, includeErrorInReport: true },
    )
    expect(accepted).toBeGreaterThan(10)
  })

  it('as a name is refused or a name', async () => {
    const harmless = typedOrRefused(places['node name']?.('harmless'))
    const word = fc.oneof(
      fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,12}$/),
      fc.constantFrom(
        'torch',
        'nn',
        'super',
        'forward',
        'training',
        'print',
        'match',
        'type',
        'int',
        'tensor',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(word, async (name) => {
        const typed = typedOrRefused(places['node name']?.(name))
        if (!typed || !harmless) return
        accepted += 1
        await expectHarmless(typed, harmless)
      }),
      { numRuns: 200, includeErrorInReport: true },
    )
    expect(accepted).toBeGreaterThan(10)
  })
})
