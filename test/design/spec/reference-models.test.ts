/**
 * Published models as specs (test/fixtures/specs), written with the layers and blocks that everybody has: parameters,
 * FLOPs and what is kept for backward are those that the real framework counted. The reference says how.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countParams } from '../../../src/design/estimate/params.js'
import { countAll, leaves, totalFlops } from '../../../src/design/estimate/totals.js'
import type { TypedSpec } from '../../../src/design/spec/typed.js'
import { type Sketch, tensor, typedOf } from '../../support/specs.js'

interface Reference {
  readonly id: string
  readonly params: number
  readonly framework: 'pytorch' | 'keras' | 'flax'
  readonly flops_forward?: number
  /** With the batch it was measured at. */
  readonly input: Readonly<Record<string, { readonly shape: readonly number[] }>>
  readonly saved_for_backward_bytes_fp32?: number
  readonly frozen_params?: number
  readonly trainable_params?: number
  /** Of a mixture of experts. */
  readonly active_params_per_token?: number
}
const fixtures = new URL('../../fixtures/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, fixtures), 'utf8'))
const references: readonly Reference[] = read('reference/model-sizes.json')

const cases = readdirSync(new URL('specs/', fixtures))
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const id = name.replace(/\.json$/, '')
    const reference = references.find((entry) => entry.id === id)
    if (!reference) throw new Error(`The reference has no ${id}.`)
    const sketch: Sketch = read(`specs/${name}`)
    return { id, sketch, reference }
  })

/** Those whose measured graph has nothing beside the layers: no stochastic depth, no attention of the library's own. */
const keptExactly =
  /^(dlinear|lstm|bilstm|gru|tcn|resnet|mobilenet|unet|nature_dqn|mtl|nbeats|ppo|neumf|two_tower)/

/**
 * The library makes the table of rotary angles by a matrix product of its own, once for the whole model: positions
 * times half a head of frequencies. It is no work of a layer.
 */
function anglesFlops(typed: TypedSpec): number {
  const turned = leaves(typed).find(({ node }) => node.fields.rotary === true)?.node
  if (!turned) return 0
  const [steps = 0] = turned.inputs[0]?.shape ?? []
  const [queries = 0] = turned.weights[0]?.shape ?? []
  return 2 * steps * (queries / Number(turned.fields.heads) / 2)
}

describe('published models', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThan(50)
  })

  it.each(cases)('$id has the parameters and FLOPs of the framework', ({ sketch, reference }) => {
    const typed = typedOf(sketch, { framework: reference.framework })
    const count = countAll(typed)
    expect(count.params).toBe(reference.params)
    expect(count.trainable).toBe(
      reference.trainable_params ?? reference.params - (reference.frozen_params ?? 0),
    )
    if (reference.active_params_per_token !== undefined)
      expect(countParams(typed).active.value).toBe(reference.active_params_per_token)
    if (reference.flops_forward === undefined) return
    const [batch = 1] = Object.values(reference.input)[0]?.shape ?? []
    expect(batch * totalFlops(typed) + anglesFlops(typed)).toBe(reference.flops_forward)
  })

  it.each(cases.filter(({ id }) => keptExactly.test(id)))(
    '$id keeps for backward what PyTorch kept, to the byte',
    ({ sketch, reference }) => {
      const { saved } = typedOf(sketch)
      // The measurement was made on a CPU, where a dropout mask is a float.
      const numbers =
        saved.activations +
        saved.scores +
        saved.scoreMasks +
        saved.masks +
        saved.statistics +
        saved.batchStatistics
      expect(4 * numbers + 8 * saved.indices).toBe(reference.saved_for_backward_bytes_fp32)
    },
  )
})

describe('a Transformer layer', () => {
  // Korthikanti et al., Reducing Activation Recomputation in Large Transformer Models, 2022, equation 2.
  it.each([
    [128, 256, 4],
    [512, 768, 12],
  ])('keeps s·h·(34 + 5·a·s/h) bytes in half precision (s %i, h %i, a %i)', (s, h, a) => {
    const { saved } = typedOf({
      inputs: tensor(s, h),
      nodes: [{ kind: 'transformer_block', heads: a, hidden: 4 * h, dropout: 0.1 }],
    })
    const statistics = 2 * 2 * s
    expect(saved.statistics).toBe(statistics)
    expect(saved.indices).toBe(0)
    // The paper counts the masks of the two residual dropouts and of the attention's.
    const masks = saved.masks + saved.scoreMasks
    expect(2 * (saved.activations + saved.scores) + masks).toBe(s * h * 34 + 5 * a * s * s)
  })
})
