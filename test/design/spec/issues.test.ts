/** What a person reads of each mistake: where it is, what was expected, what came, and what to do next. */
import { describe, expect, it } from 'vitest'
import { inferSpec } from '../../../src/design/spec/infer.js'
import { parseSpec } from '../../../src/design/spec/spec.js'

const series = { x: { kind: 'series', steps: 24, features: 8 } }
const tokens = { x: { kind: 'tokens', vocab: 9, steps: 4 } }

function told(sketch: object): string {
  const parsed = parseSpec({ name: 'm', inputs: series, nodes: ['relu'], ...sketch })
  const result = parsed.ok ? inferSpec(parsed.spec) : parsed
  return result.ok
    ? ''
    : result.issues.map(({ path, code, message }) => `${path} ${code}: ${message}`).join('\n')
}

describe('a mistake in the form of a spec', () => {
  it.each<[string, object, string]>([
    [
      'a Python keyword as a name',
      { nodes: [{ name: 'class', kind: 'relu' }] },
      'is no Python keyword. Received: "class". Try class_.',
    ],
    [
      'a keyword as an input',
      { inputs: { lambda: { kind: 'vector', features: 3 } } },
      'inputs.lambda bad_value: expected a name that starts with a small letter, has letters, digits and _ only, at most 64, and is no Python keyword. Received: "lambda". Try lambda_.',
    ],
    ['a name in another style', { nodes: [{ name: 'User-ID', kind: 'relu' }] }, 'nodes[0].name bad_value'],
    [
      'a negative size',
      { inputs: { x: { kind: 'vector', features: -3 } } },
      'inputs.x.features bad_value: expected a number above 0. Received: -3.',
    ],
    [
      'a named size that is no whole number',
      { sizes: { n: 2.5 } },
      'sizes.n bad_value: expected a whole number. Received: 2.5.',
    ],
    [
      'a kind of input',
      { inputs: { x: { kind: 'text', steps: 3 } } },
      'inputs.x.kind bad_value: expected one of the kinds tokens, category, vector, series, image, mask, tensor. Received: "text".',
    ],
    [
      'a field of an input',
      { inputs: { x: { kind: 'vector', features: 3, size: 3 } } },
      'inputs.x.size unknown_field: there is no field size here. Leave it out.',
    ],
    ['no nodes', { nodes: [] }, 'nodes bad_value: expected a list of at least 1. Received: [].'],
    ['missing inputs', { inputs: undefined }, 'inputs missing_field: the field inputs is missing.'],
    ['a node that is a number', { nodes: [5] }, 'nodes[0] bad_value: expected a text in quotes or an object'],
    ['a framework', { framework: 'torch' }, 'expected one of pytorch, keras, flax. Received: "torch".'],
    [
      'a near word',
      { inputs: { x: { kind: 'tensor', shape: [3], dtype: 'floats' } } },
      'expected one of float, int, bool. Received: "floats". Did you mean float?',
    ],
    [
      'repeats over the limit',
      { nodes: [{ kind: 'relu', repeat: 1e6 }] },
      'relu.repeat bad_value: expected a number at most 10000. Received: 1000000.',
    ],
    [
      'a text for a number',
      { nodes: [{ kind: 'linear', units: 'many' }] },
      'linear.units bad_value: expected a number. Received: "many".',
    ],
    [
      'a rate over one',
      { nodes: [{ kind: 'dropout', rate: 1.5 }] },
      'dropout.rate bad_value: expected a number below 1. Received: 1.5.',
    ],
    [
      'a name in a chain',
      { nodes: [{ kind: 'chain', nodes: [{ kind: 'relu', name: 'Bad' }] }] },
      'chain.nodes[0].name bad_value: expected a name',
    ],
  ])('for %s is a plain sentence', (_, sketch, expected) => {
    const text = told(sketch)
    expect(text).toContain(expected)
    expect(text).not.toMatch(/Invalid input|Too (big|small)|Unrecognized/)
  })
})

describe('a mistake in what a spec means', () => {
  it.each<[string, object, string]>([
    [
      'an output that is not there',
      { outputs: ['head'] },
      'outputs unknown_name: no node or input "head" here. Known: x.',
    ],
    [
      'numbers where tokens are expected',
      { nodes: [{ kind: 'embedding', dim: 3 }] },
      'embedding dtype_misfit: expected whole numbers of a known count (tokens, a category). Received: float [24, 8].',
    ],
    [
      'tokens where numbers are expected',
      { inputs: tokens, nodes: [{ kind: 'linear', units: 3 }] },
      'linear dtype_misfit: expected numbers to calculate with (float). Received: int [4]. Put an embedding before it.',
    ],
    [
      'an absurd size',
      { nodes: [{ kind: 'linear', units: 1e15 }] },
      'linear too_large: expected tensors of at most 2^50 elements.',
    ],
    [
      'a tie that does not fit',
      {
        inputs: tokens,
        nodes: [
          { name: 't', kind: 'embedding', dim: 6 },
          { kind: 'linear', units: 8 },
          { kind: 'linear', units: 9, tie: 't' },
        ],
      },
      'linear_2.tie tie_misfit: expected a table of [9, 8]. Received: [9, 6] from t.',
    ],
    ['a kind in capitals', { nodes: [{ kind: 'LayerNorm' }] }, 'Did you mean layer_norm?'],
    [
      'a kind of JavaScript',
      { nodes: [{ kind: 'constructor' }] },
      'unknown_kind: no layer or block "constructor". Known: ',
    ],
    [
      'a block in itself',
      { blocks: { b: { nodes: [{ kind: 'b' }] } }, nodes: [{ kind: 'b' }] },
      'b.b block_in_itself: block b holds itself. Use repeat',
    ],
  ])('for %s says what to do', (_, sketch, expected) => {
    expect(told(sketch)).toContain(expected)
  })
})
