/** What holds for every spec: no exception whatever is written, and sums that agree however they are taken. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { libraryBlocks } from '../../../src/design/spec/blocks/index.js'
import { inferSpec } from '../../../src/design/spec/infer.js'
import { layerRows } from '../../../src/design/spec/layer-rows.js'
import { layers } from '../../../src/design/spec/layers/index.js'
import { elements } from '../../../src/design/spec/shape.js'
import { parseSpec } from '../../../src/design/spec/spec.js'
import { typedOf } from '../../support/specs.js'

const size = fc.integer({ min: 1, max: 24 })
/** Nodes that fit behind any series. */
const fitting = fc.oneof(
  fc.record({ kind: fc.constant('linear'), units: size, bias: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom('lstm', 'gru'),
    units: size,
    layers: fc.integer({ min: 1, max: 3 }),
    bidirectional: fc.boolean(),
    dropout: fc.constantFrom(0, 0.1),
  }),
  fc.record({
    kind: fc.constant('mlp'),
    hidden: fc.array(size, { minLength: 1, maxLength: 3 }),
    units: size,
  }),
  fc.record({
    kind: fc.constant('transformer_block'),
    heads: fc.integer({ min: 1, max: 4 }),
    head_dim: fc.integer({ min: 1, max: 8 }),
    hidden: size,
    norm: fc.constantFrom('layer_norm', 'rms_norm', 'batch_norm'),
    order: fc.constantFrom('pre', 'post'),
    gated: fc.boolean(),
    causal: fc.boolean(),
    dropout: fc.constantFrom(0, 0.2),
    repeat: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('conv1d'),
    channels: size,
    kernel: fc.integer({ min: 1, max: 5 }),
    dilation: fc.integer({ min: 1, max: 4 }),
    padding: fc.constantFrom('same', 'causal'),
    bias: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('tcn_block'), channels: size, dilation: fc.integer({ min: 1, max: 4 }) }),
  fc.constantFrom('layer_norm', 'relu', 'gelu', 'position_embedding', 'softmax'),
  fc.record({ kind: fc.constant('dropout'), rate: fc.constantFrom(0, 0.5) }),
  fc.record({ kind: fc.constant('moving_average'), window: fc.constantFrom(1, 3, 5) }),
)
const chain = fc.record({
  inputs: fc.record({ x: fc.record({ kind: fc.constant('series'), steps: size, features: size }) }),
  nodes: fc.array(fitting, { minLength: 1, maxLength: 6 }),
})
const framework = fc.constantFrom('pytorch' as const, 'keras' as const, 'flax' as const)

describe('any chain of layers', () => {
  it('has rows that add up to the whole, and all that it stores in its weights', () => {
    fc.assert(
      fc.property(chain, framework, (sketch, framework) => {
        const typed = typedOf(sketch, { framework })
        const rows = layerRows(typed)
        const sum = (pick: (row: (typeof rows)[number]) => number) =>
          rows.reduce((n, row) => n + pick(row), 0)
        expect(sum((row) => row.params)).toBe(countAll(typed).params)
        expect(sum((row) => row.flops)).toBe(totalFlops(typed))
        for (const row of rows) expect(elements(row.outputShape)).toBeGreaterThan(0)
        expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length)
      }),
    )
  })

  it('never holds less than its largest tensor, nor keeps less than it reads twice', () => {
    fc.assert(
      fc.property(chain, (sketch) => {
        const typed = typedOf(sketch)
        for (const row of layerRows(typed))
          expect(typed.peakElements).toBeGreaterThanOrEqual(elements(row.outputShape))
        for (const value of Object.values(typed.saved)) expect(value).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('is the same repeated or written out', () => {
    fc.assert(
      fc.property(fitting, fc.integer({ min: 1, max: 5 }), size, (node, times, features) => {
        const inputs = { x: { kind: 'series', steps: 12, features } }
        const plain = typeof node === 'string' ? { kind: node } : node
        const repeated = typedOf({ inputs, nodes: [{ ...plain, repeat: times }] })
        const { repeat = 1, ...once } = 'repeat' in plain ? plain : { ...plain, repeat: 1 }
        const inner = Array.from({ length: times }, () => ({
          ...once,
          ...(repeat === 1 ? {} : { repeat: 1 }),
        }))
        const written = typedOf({ inputs, nodes: inner })
        expect(countAll(repeated)).toEqual(countAll(written))
        expect(totalFlops(repeated)).toBe(totalFlops(written))
        expect(repeated.saved).toEqual(written.saved)
        expect(repeated.peakElements).toBe(written.peakElements)
      }),
    )
  })
})

describe('whatever is written', () => {
  const word = fc.constantFrom(
    'same',
    'depthwise',
    2,
    5,
    'x',
    'y',
    'a',
    '$n',
    'a.state',
    'x.0',
    'relu',
    '',
    'then',
    3,
    -1,
    1e300,
    null,
    true,
  )
  const field = fc.constantFrom(
    'units',
    'channels',
    'kernel',
    'dilation',
    'padding',
    'groups',
    'sizes',
    'axis',
    'index',
    'expand',
    'dim',
    'patch',
    'squeezed',
    'heads',
    'hidden',
    'name',
    'from',
    'with',
    'repeat',
    'each',
    'shared',
    'when',
    'tie',
    'kind',
    'rate',
    'window',
    'size',
    'stride',
    'shape',
    'order',
    'copies',
    'reuse',
  )
  const node = fc.oneof(
    word,
    fc
      .tuple(
        fc.constantFrom(...layers.keys(), ...libraryBlocks.keys(), 'own'),
        fc.dictionary(field, fc.oneof(word, fc.array(word), fc.dictionary(field, word))),
      )
      .map(([kind, fields]) => ({ kind, ...fields })),
  )
  const inputs = fc.constantFrom(
    { x: { kind: 'series', steps: 6, features: 4 } },
    { x: { kind: 'tokens', vocab: 9, steps: 'n' } },
    { x: { kind: 'vector', features: '$n' }, y: { kind: 'mask', steps: 3 } },
    { x: { kind: 'image', size: [4, 5] } },
    {},
  )
  const spec = fc.record({
    name: fc.constantFrom('s', '"', ''),
    inputs,
    nodes: fc.array(node, { maxLength: 6 }),
    sizes: fc.constantFrom({}, { n: 5 }),
    params: fc.constantFrom({}, { m: [1] }),
    blocks: fc.record({ own: fc.record({ nodes: fc.array(node, { minLength: 1, maxLength: 4 }) }) }),
  })

  it('gives a typed spec or issues that say something, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(spec, fc.jsonValue()), (json) => {
        const parsed = parseSpec(json)
        const result = parsed.ok ? inferSpec(parsed.spec) : parsed
        if (result.ok) return
        expect(result.issues.length).toBeGreaterThan(0)
        for (const { message } of result.issues) expect(message).toMatch(/\S \S/)
      }),
      { numRuns: 2_000 },
    )
  })
})
