/** Parameters and FLOPs of small networks, counted by hand. */
import { describe, expect, it } from 'vitest'
import { forwardFlops } from '../../../src/design/estimate/flops.js'
import { countParams } from '../../../src/design/estimate/params.js'
import { evaluate } from '../../support/formula.js'
import { type Sketch, typedOf } from '../../support/specs.js'

const mlp: Sketch = {
  inputs: { x: { kind: 'vector', features: 10 } },
  nodes: [{ name: 'hidden', kind: 'linear', units: 20 }, 'relu', { name: 'out', kind: 'linear', units: 1 }],
}
const tied: Sketch = {
  inputs: { ids: { kind: 'tokens', vocab: 100, steps: 5 } },
  nodes: [
    { name: 'table', kind: 'embedding', dim: 8 },
    { name: 'logits', kind: 'linear', units: 100, bias: false, tie: 'table' },
  ],
}
const normed: Sketch = {
  inputs: { x: { kind: 'series', steps: 4, features: 6 } },
  nodes: [{ name: 'norm', kind: 'batch_norm' }],
}
const repeated: Sketch = {
  inputs: { x: { kind: 'vector', features: 16 } },
  nodes: Array.from({ length: 9 }, (_, i) => ({ name: `layer_${i}`, kind: 'linear', units: 16 })),
}

describe('parameters', () => {
  it('are the weights and biases of every layer', () => {
    const { total, trainable, buffers } = countParams(typedOf(mlp))
    expect(total.value).toBe(10 * 20 + 20 + 20 * 1 + 1)
    expect(trainable.value).toBe(total.value)
    expect(buffers.value).toBe(0)
    expect(total.formula).toBe('hidden 220 + out 21')
    expect(buffers.formula).toBe('0')
    expect(total.source).toContain('PyTorch')
  })

  it('count a tied table once', () => {
    expect(countParams(typedOf(tied)).total.value).toBe(100 * 8)
  })

  it('differ by framework only in what counts as a parameter', () => {
    const pytorch = countParams(typedOf(normed, { framework: 'pytorch' }))
    expect([pytorch.total.value, pytorch.trainable.value, pytorch.buffers.value]).toEqual([12, 12, 12])
    const keras = countParams(typedOf(normed, { framework: 'keras' }))
    expect([keras.total.value, keras.trainable.value, keras.buffers.value]).toEqual([24, 12, 0])
    expect(keras.total.source).toContain('Keras')
  })

  it('of an LSTM follow the biases of the framework', () => {
    const lstm: Sketch = {
      inputs: { x: { kind: 'series', steps: 7, features: 3 } },
      nodes: [{ kind: 'lstm', units: 5 }],
    }
    expect(countParams(typedOf(lstm)).total.value).toBe(4 * 5 * (3 + 5 + 2))
    expect(countParams(typedOf(lstm, { framework: 'keras' })).total.value).toBe(4 * 5 * (3 + 5 + 1))
  })

  it('are written as a sum of at most six parts that comes to the value', () => {
    const { total } = countParams(typedOf(repeated))
    expect(total.value).toBe(9 * (16 * 16 + 16))
    expect(total.formula).toMatch(/^layer_0 272 \+ .* \+ others 1,088$/)
    for (const sketch of [mlp, tied, normed, repeated])
      expect(evaluate(countParams(typedOf(sketch)).total.formula)).toBe(
        countParams(typedOf(sketch)).total.value,
      )
  })
})

describe('forward FLOPs', () => {
  it('are two for each multiply-accumulate; what does not count is named', () => {
    const flops = forwardFlops(typedOf(mlp))
    expect(flops.value).toBe(2 * (10 * 20 + 20 * 1))
    expect(flops.source).toContain('element-wise work count as 0 FLOPs')
  })

  it('are proportional to the batch', () => {
    const flops = forwardFlops(typedOf(mlp), 1000)
    expect(flops.value).toBe(1000 * 440)
    expect(flops.formula).toBe('1,000 samples x (hidden 400 + out 40)')
    expect(evaluate(flops.formula)).toBe(flops.value)
  })

  it('of a look-up are 0, of its tied product not', () => {
    expect(forwardFlops(typedOf(tied)).value).toBe(2 * 5 * 8 * 100)
  })

  it('of attention count scores and values in full', () => {
    const [s, h, heads] = [12, 8, 2]
    const sketch = {
      inputs: { x: { kind: 'series', steps: s, features: h } },
      nodes: [{ kind: 'attention', heads, causal: true }],
    }
    expect(forwardFlops(typedOf(sketch)).value).toBe(2 * 4 * s * h * h + 4 * s * s * h)
  })
})
