/** Specs of recommenders, against counts of the real frameworks and counts by hand. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dcnV2Spec, dlrmSpec } from '../../../../src/design/catalog/recommendation/ctr-spec.js'
import { neuMfSpec } from '../../../../src/design/catalog/recommendation/ncf-spec.js'
import { sasRecSpec } from '../../../../src/design/catalog/recommendation/sequence-spec.js'
import { twoTowerSpec } from '../../../../src/design/catalog/recommendation/two-tower-spec.js'
import { countAll, totalFlops } from '../../../../src/design/estimate/totals.js'
import type { ModelSpec } from '../../../../src/design/spec/spec.js'
import { typedOf } from '../../../support/specs.js'

const measured: readonly {
  id: string
  params: number
  flops_forward?: number
  input: Record<string, { shape: number[] }>
}[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/reference/model-sizes.json', import.meta.url), 'utf8'),
)
const paramsOf = (spec: ModelSpec) => countAll(typedOf(spec)).params
function framework(id: string) {
  const found = measured.find((entry) => entry.id === id)
  if (!found) throw new Error(`The reference has no ${id}.`)
  return found
}

const criteo = [
  1460, 583, 10131227, 2202608, 305, 24, 12517, 633, 3, 93145, 5683, 8351593, 3194, 27, 14992, 5461306, 10,
  5652, 2173, 4, 7046547, 18, 15, 286181, 105, 142572,
]

describe('specs of recommenders have the parameters of the framework', () => {
  it.each([
    [
      'two_tower_100k_500k',
      twoTowerSpec({
        itemRows: 500_000,
        itemDim: 64,
        userRows: 100_000,
        history: 0,
        userNumbers: 12,
        itemNumbers: 8,
        category: { count: 200, dim: 16 },
        content: 0,
        hidden: [256, 128],
        units: 64,
      }),
    ],
    ['neumf_ml1m', neuMfSpec({ users: 6040, items: 3706, factors: 8, dim: 32, hidden: [32, 16, 8] })],
    [
      'dlrm_criteo_kaggle_d16',
      dlrmSpec({ numbers: 13, rows: criteo, dim: 16, bottom: [512, 256, 64], top: [512, 256] }),
    ],
    ['sasrec_ml1m', sasRecSpec({ items: 3416, steps: 200, dim: 50, blocks: 2, heads: 1, dropout: 0.2 })],
  ])('%s', (id, spec) => {
    const reference = framework(id)
    expect(paramsOf(spec)).toBe(reference.params)
    const batch = Object.values(reference.input)[0]?.shape[0] ?? 1
    if (reference.flops_forward)
      expect(totalFlops(typedOf(spec)) * batch).toBeCloseTo(reference.flops_forward, -1)
  })
})

describe('two towers', () => {
  it('share the item table between the item and what a user touched', () => {
    const base = {
      itemRows: 100_000,
      itemDim: 64,
      userRows: 0,
      userNumbers: 0,
      itemNumbers: 0,
      content: 0,
      hidden: [128],
      units: 64,
    }
    const spec = twoTowerSpec({ ...base, history: 50 })
    const tower = 64 * 128 + 128 + (128 * 64 + 64)
    expect(paramsOf(spec)).toBe(100_000 * 64 + 2 * tower)
  })

  it('read content of items beside their ids', () => {
    const base = {
      itemRows: 1000,
      itemDim: 32,
      userRows: 0,
      history: 20,
      userNumbers: 4,
      itemNumbers: 4,
      hidden: [64],
      units: 32,
    }
    const difference =
      paramsOf(twoTowerSpec({ ...base, content: 384 })) - paramsOf(twoTowerSpec({ ...base, content: 0 }))
    expect(difference).toBe(384 * 64)
  })
})

describe('DCN-V2', () => {
  const columns = { numbers: 13, rows: [1000, 200, 50], dim: 16 }
  const width = 3 * 16 + 13

  it('has a full matrix, or two thin ones, for each cross', () => {
    const tables = 1250 * 16
    const deep = width * 64 + 64 + (64 + 1)
    expect(paramsOf(dcnV2Spec({ ...columns, crosses: 2, rank: 0, deep: [64] }))).toBe(
      tables + 2 * (width * width + width) + deep,
    )
    expect(paramsOf(dcnV2Spec({ ...columns, crosses: 3, rank: 8, deep: [64] }))).toBe(
      tables + 3 * (2 * width * 8 + width) + deep,
    )
  })
})

describe('SASRec on 100,000 items', () => {
  it('is nearly all item table: 6,453,824 parameters, 99.2% of them rows', () => {
    const params = paramsOf(
      sasRecSpec({ items: 100_000, steps: 50, dim: 64, blocks: 2, heads: 1, dropout: 0 }),
    )
    expect(params).toBe(6_453_824)
    expect((100_001 * 64) / params).toBeCloseTo(0.992, 3)
  })
})
