/** Copies, chosen copies, steps, chains and low-rank additions: what they make, weigh and cost, and what they refuse. */
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { issuesOf, type Sketch, tensor, typedOf } from '../../support/specs.js'

const shapes = (sketch: Sketch) => typedOf(sketch).outputs.map(({ type }) => type.shape)
const counts = (sketch: Sketch) => {
  const typed = typedOf(sketch)
  return { params: countAll(typed).params, flops: totalFlops(typed) }
}
const first = (sketch: Sketch) => {
  const [issue] = issuesOf(sketch)
  return `${issue?.path} ${issue?.code}: ${issue?.message}`
}

describe('copies', () => {
  it('stand on a new axis before the features, each with its own weights', () => {
    const sketch = { inputs: tensor(7, 5), nodes: [{ kind: 'linear', units: 3, copies: 4 }] }
    expect(shapes(sketch)).toEqual([[7, 4, 3]])
    expect(counts(sketch)).toEqual({ params: 4 * (5 * 3 + 3), flops: 4 * 2 * 7 * 5 * 3 })
  })

  it('of a vector are rows', () => {
    expect(shapes({ inputs: tensor(5), nodes: [{ kind: 'linear', units: 3, copies: 4 }] })).toEqual([[4, 3]])
  })

  it('that split read a slice each', () => {
    const sketch = { inputs: tensor(7, 4, 5), nodes: [{ kind: 'linear', units: 3, copies: 4, split: true }] }
    expect(shapes(sketch)).toEqual([[7, 4, 3]])
    expect(counts(sketch).flops).toBe(4 * 2 * 7 * 5 * 3)
  })

  it('keep for backward what each of them keeps, a shared input once', () => {
    const saved = (copies: number) =>
      typedOf({
        inputs: tensor(7, 5),
        nodes: [
          { kind: 'linear', units: 5 },
          { kind: 'mlp', hidden: [6], copies },
        ],
      }).saved.activations
    // The input of both linears, then the output of each copy's ReLU.
    expect(saved(1)).toBe(7 * 5 + 7 * 5 + 7 * 6)
    expect(saved(3)).toBe(7 * 5 + 7 * 5 + 3 * 7 * 6)
  })

  it('hold a block of the spec, and may stand in a series', () => {
    const sketch = {
      inputs: tensor(6),
      blocks: { pair: { nodes: [{ kind: 'linear', units: 6 }, 'tanh'] } },
      nodes: [
        {
          kind: 'chain',
          repeat: 3,
          nodes: [
            { kind: 'pair', copies: 2 },
            { kind: 'reduce', by: 'sum', axis: -2 },
          ],
        },
      ],
    }
    expect(shapes(sketch)).toEqual([[6]])
    expect(counts(sketch).params).toBe(3 * 2 * (6 * 6 + 6))
  })

  it('say how many slices they need', () => {
    expect(
      first({ inputs: tensor(7, 3, 5), nodes: [{ kind: 'linear', units: 3, copies: 4, split: true }] }),
    ).toBe(
      'linear.split shape_misfit: expected 4 slices on the axis before the features. Received: [7, 3, 5].',
    )
  })
})

describe('mixture of experts', () => {
  const expert = { kind: 'feed_forward', hidden: 14336, gated: true, bias: false, activation: 'silu' }
  const mixtral = {
    inputs: { ids: { kind: 'tokens', vocab: 32000, steps: 16 } },
    blocks: {
      layer: {
        nodes: [
          'rms_norm',
          { kind: 'attention', heads: 32, kv_heads: 8, bias: false, causal: true, rotary: true },
          { name: 'attended', kind: 'add', with: 'x' },
          'rms_norm',
          { kind: 'moe', experts: 8, active: 2, expert },
          { kind: 'add', with: 'attended' },
        ],
      },
    },
    nodes: [
      { kind: 'embedding', dim: 4096 },
      { kind: 'layer', repeat: 32 },
      'rms_norm',
      { kind: 'linear', units: 32000, bias: false },
    ],
  }

  it('counts all experts, and those that one position uses', () => {
    const count = countAll(typedOf(mixtral))
    expect(count.params).toBe(46_702_792_704)
    expect(count.active).toBe(12_879_925_248)
  })

  it('works as much as the active experts and the router do', () => {
    const steps = 10
    const { params, flops } = counts({
      inputs: tensor(steps, 16),
      nodes: [
        { kind: 'moe', experts: 4, active: 2, expert: { kind: 'linear', units: 16 }, shared_experts: 1 },
      ],
    })
    expect(params).toBe(16 * 4 + 5 * (16 * 16 + 16))
    expect(flops).toBe(2 * steps * 16 * 4 + 3 * 2 * steps * 16 * 16)
  })

  it('refuses more active experts than there are', () => {
    expect(
      first({ inputs: tensor(4, 8), nodes: [{ kind: 'moe', experts: 2, active: 3, expert: 'relu' }] }),
    ).toBe('moe.choices.count bad_value: expected at most 2. Received: 3.')
  })
})

describe('scan', () => {
  const cell = {
    inputs: ['x', 'hidden'],
    nodes: [
      { kind: 'concat', from: ['x', 'hidden'] },
      { kind: 'linear', units: 8 },
      { name: 'next', kind: 'tanh' },
      { name: 'out', kind: 'linear', units: 2 },
    ],
    outputs: ['out', 'next'],
  }
  const over = (start: number, node: object = {}) => ({
    inputs: {
      steps: { kind: 'series', steps: 5, features: 3 },
      start: { kind: 'vector', features: start },
    },
    blocks: { cell },
    nodes: [{ name: 'decoder', kind: 'cell', scan: true, from: ['steps', 'start'], ...node }],
    outputs: ['decoder', 'decoder.1'],
  })

  it('gives every step and the last state, with one set of weights', () => {
    expect(shapes(over(8))).toEqual([[5, 2], [8]])
    expect(counts(over(8))).toEqual({
      params: 11 * 8 + 8 + (8 * 2 + 2),
      flops: 5 * 2 * (11 * 8 + 8 * 2),
    })
  })

  it('says what a step does not hand on', () => {
    expect(first(over(7))).toContain(
      'decoder.scan shape_misfit: expected output 2 of a step like input 2, [7]. Received: [8].',
    )
  })
})

describe('low-rank additions', () => {
  it('train rank x (in + out) for each named projection, and nothing else', () => {
    const llama = typedOf({
      inputs: tensor(4, 4096),
      nodes: [
        {
          kind: 'transformer_block',
          repeat: 32,
          heads: 32,
          hidden: 11008,
          gated: true,
          bias: false,
          norm: 'rms_norm',
          lora: { rank: 8, on: ['query', 'value'] },
        },
      ],
    })
    expect(countAll(llama).trainable).toBe(4_194_304)
  })

  it('name projections by names, since they are written into code', () => {
    const lora = { rank: 2, on: ['query', '"); import os'] }
    const nodes = [{ kind: 'attention', heads: 2, lora }]
    expect(first({ inputs: tensor(5, 8), nodes })).toContain(
      'attention.lora.on[1] bad_value: expected a name that starts',
    )
  })

  it('may be of one linear by its name', () => {
    const nodes = [{ name: 'head', kind: 'linear', units: 3, lora: { rank: 2, on: ['head'] } }]
    const typed = typedOf({ inputs: tensor(5, 8), nodes })
    expect(countAll(typed)).toMatchObject({ params: 8 * 3 + 3 + 2 * (8 + 3), trainable: 2 * (8 + 3) })
    expect(totalFlops(typed)).toBe(2 * 5 * 8 * 3 + 2 * 5 * 2 * (8 + 3))
  })
})

describe('frozen', () => {
  it('keeps nothing that only gradients of weights need', () => {
    const saved = (frozen: boolean) =>
      typedOf({
        inputs: tensor(7, 5),
        nodes: [
          { kind: 'linear', units: 5 },
          { kind: 'mlp', hidden: [6], units: 4, frozen },
          { kind: 'linear', units: 1 },
        ],
      }).saved.activations
    // Inputs of four linears, of which the ReLU keeps one as its output; the frozen ones' inputs are not needed.
    expect(saved(false)).toBe(7 * (5 + 5 + 6 + 4))
    expect(saved(true)).toBe(7 * (5 + 6 + 4))
  })
})

describe('a chain', () => {
  it('is a block written in place', () => {
    const sketch = {
      inputs: tensor(5),
      params: { wide: 9 },
      nodes: [{ kind: 'chain', frozen: true, nodes: [{ kind: 'linear', units: '$wide' }, 'relu'] }],
    }
    expect(shapes(sketch)).toEqual([[9]])
    expect(countAll(typedOf(sketch)).trainable).toBe(0)
  })

  it('says what is wrong inside it', () => {
    expect(first({ inputs: tensor(5), nodes: [{ kind: 'chain', nodes: ['relo'] }] })).toContain(
      'chain.relo unknown_kind: no layer or block "relo".',
    )
    expect(first({ inputs: tensor(5), nodes: [{ kind: 'chain' }] })).toContain('chain.nodes missing_field')
  })
})
