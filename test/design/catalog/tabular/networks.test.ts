/** Networks of tables, tasks, windows and graphs: their counts are those of published or worked models. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  convAutoencoderSpec,
  denseAutoencoderSpec,
  lstmAutoencoderSpec,
  nextValueSpec,
  reachOf,
} from '../../../../src/design/catalog/anomaly/networks.js'
import { chempropMolecule, messagePassingSpec } from '../../../../src/design/catalog/graph/molecules.js'
import {
  gatSpec,
  linkSageSpec,
  positionsOf,
  sageSpec,
} from '../../../../src/design/catalog/graph/networks.js'
import { mmoeSpec, type Stem, sharedBottomSpec } from '../../../../src/design/catalog/multi-task/networks.js'
import {
  embeddingWidth,
  ftTransformerSpec,
  mlpSpec,
  oneHotColumns,
} from '../../../../src/design/catalog/tabular/networks.js'
import { countParams } from '../../../../src/design/estimate/params.js'
import { inferSpec } from '../../../../src/design/spec/infer.js'
import type { ModelSpec } from '../../../../src/design/spec/spec.js'

const fixture = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8'))
const counted = (list: readonly { id: string; params: number }[], id: string) =>
  list.find((model) => model.id === id)?.params

function typed(spec: ModelSpec) {
  const result = inferSpec(spec)
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return result.typed
}
const params = (spec: ModelSpec) => countParams(typed(spec)).total.value
const shapes = (spec: ModelSpec) => typed(spec).outputs.map(({ type }) => type.shape)

describe('networks over tables', () => {
  const reference = fixture('reference/model-sizes.json')

  it('count as the MLP that PyTorch counted', () => {
    const spec = mlpSpec(
      { numbers: 60, categories: 0, levels: 0 },
      { hidden: [256, 128, 64], dropout: 0.2 },
      1,
    )
    expect(params(spec)).toBe(counted(reference, 'mlp_tabular_baseline'))
    expect(shapes(spec)).toEqual([[1]])
  })

  it('look categories up, each with a row for what was never seen', () => {
    const columns = { numbers: 10, categories: 4, levels: 11 }
    const width = embeddingWidth(11)
    expect(width).toBe(6)
    const spec = mlpSpec(columns, { hidden: [32], dropout: 0 }, 3)
    const first = (10 + 4 * width) * 32 + 32 + 2 * 32
    expect(params(spec)).toBe(4 * 12 * width + first + 32 * 3 + 3)
    expect(oneHotColumns(columns)).toBe(10 + 44)
  })

  it('count as the FT-Transformer that PyTorch counted, but for the rows of unseen values', () => {
    const models = fixture('more-specs/models.json')
    const list = Array.isArray(models) ? models : models.models
    // There the three tables have 25 rows together.
    const rows = 3 * (7 + 1) - 25
    const spec = ftTransformerSpec(
      { numbers: 8, categories: 3, levels: 7 },
      { dim: 192, blocks: 3, heads: 8, hidden: 256, dropout: 0.1 },
      2,
    )
    expect(params(spec)).toBe((counted(list, 'ft-transformer') ?? 0) + rows * 192)
  })

  it('do without numbers, or without categories', () => {
    const size = { dim: 32, blocks: 1, heads: 4, hidden: 64, dropout: 0 }
    for (const columns of [
      { numbers: 0, categories: 3, levels: 5 },
      { numbers: 3, categories: 0, levels: 0 },
    ]) {
      expect(shapes(ftTransformerSpec(columns, size, 2))).toEqual([[2]])
      expect(shapes(mlpSpec(columns, { hidden: [16], dropout: 0 }, 2))).toEqual([[2]])
    }
  })
})

describe('networks with several answers', () => {
  const stem: Stem = { inputs: { x: { kind: 'vector', features: 64 } }, nodes: [] }
  const heads = [
    { name: 'amount', outputs: 1 },
    { name: 'kind', outputs: 3 },
  ]

  it('count as worked out by hand: 64 inputs, trunk 512-256, two heads of 64, one output and three classes', () => {
    const spec = sharedBottomSpec(stem, heads, { trunk: [512, 256], head: [64], dropout: 0 })
    expect(params(spec)).toBe(197_764)
    expect(shapes(spec)).toEqual([[1], [3]])
  })

  it('weigh experts for each task', () => {
    const spec = mmoeSpec(stem, heads, { experts: 4, expert: [256, 128], head: [64], dropout: 0.1 })
    const experts = 4 * (64 * 256 + 256 + 256 * 128 + 128)
    const gates = 2 * (64 * 4 + 4)
    const towers = 2 * (128 * 64 + 64) + (64 + 1) + (64 * 3 + 3)
    expect(params(spec)).toBe(experts + gates + towers + 2 * 64)
    expect(shapes(spec)).toEqual([[1], [3]])
  })
})

describe('networks that learn what is normal', () => {
  it('give back what came in', () => {
    expect(shapes(denseAutoencoderSpec(30, { hidden: [64], latent: 16 }))).toEqual([[30]])
    const window = { steps: 64, values: 30 }
    expect(shapes(convAutoencoderSpec(window, { hidden: 64, latent: 16 }))).toEqual([[64, 30]])
    expect(shapes(lstmAutoencoderSpec(window, { hidden: 64, latent: 16 }))).toEqual([[64, 30]])
  })

  it('count as worked out by hand', () => {
    expect(params(denseAutoencoderSpec(64, { hidden: [64], latent: 16 }))).toBe(
      64 * 64 + 64 + (64 * 16 + 16) + (16 * 64 + 64) + (64 * 64 + 64),
    )
  })

  it('say the next value of every metric, from as far back as their dilations reach', () => {
    expect(
      shapes(nextValueSpec({ steps: 64, values: 30 }, { channels: 32, blocks: 4, dropout: 0.1 })),
    ).toEqual([[30]])
    expect(reachOf(4)).toBe(1 + 2 * 2 * (1 + 2 + 4 + 8))
  })
})

describe('networks on graphs', () => {
  const task = { columns: 32, fanout: [15, 10], outputs: 7 }

  it('count as the graph attention network that PyTorch counted', () => {
    const models = fixture('more-specs/models.json')
    const list = Array.isArray(models) ? models : models.models
    const spec = gatSpec(task, { heads: 8, units: 8, dropout: 0.3 })
    expect(params(spec)).toBe(counted(list, 'graph-attention'))
    expect(shapes(spec)).toEqual([[7]])
  })

  it('have two matrices a layer whatever the sample', () => {
    const size = { hidden: 64, dropout: 0.3 }
    const two = (2 * 32 + 1) * 64 + (2 * 64 + 1) * 64 + 64 * 7 + 7
    expect(params(sageSpec(task, size))).toBe(two)
    expect(params(sageSpec({ ...task, fanout: [25, 25] }, size))).toBe(two)
    expect(params(sageSpec({ ...task, fanout: [15, 10, 5] }, size))).toBe(two + (2 * 64 + 1) * 64)
    expect(positionsOf([15, 10])).toBe(16 * 11)
  })

  it('score a pair with one number', () => {
    expect(shapes(linkSageSpec(task, { hidden: 64, dropout: 0 }))).toEqual([[1]])
  })

  it('count as Chemprop 2 does by default: 227 K of messages, 0.6 K of the norm, 90.6 K of the head', () => {
    const size = { hidden: 300, depth: 3, dropout: 0 }
    const messages = 86 * 300 + 300 * 300 + (372 * 300 + 300)
    expect(params(messagePassingSpec(chempropMolecule, size, 1, 1))).toBe(messages + 600 + 90_601)
    expect(messages).toBe(227_700)
    const five = messagePassingSpec(chempropMolecule, size, 1, 5)
    expect(params(five)).toBe(5 * 318_901)
    expect(shapes(five)).toEqual([[5, 1]])
  })
})
