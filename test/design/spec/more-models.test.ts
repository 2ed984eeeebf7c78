/**
 * More models as specs (test/fixtures/more-specs), each written from the documentation alone and held to what the real
 * framework counted; `models.json` says how.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countAll, totalFlops } from '../../../src/design/estimate/totals.js'
import { type Sketch, typedOf } from '../../support/specs.js'

interface Counted {
  readonly id: string
  readonly params: number
  /** Those that learn, where some are frozen. */
  readonly trainable?: number
  /** Of a forward pass of one sample. */
  readonly flops?: number
  /** What counted, and how. */
  readonly source: string
}
const folder = new URL('../../fixtures/more-specs/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const models: readonly Counted[] = read('models.json')

describe('more models', () => {
  it('are in the table, each with a spec', () => {
    const specs = readdirSync(folder).filter((file) => file !== 'models.json')
    expect(specs.map((file) => file.replace(/\.json$/, '')).sort()).toEqual(models.map(({ id }) => id).sort())
  })

  it.each(models)('$id is what was counted', ({ id, params, trainable = params, flops }) => {
    const sketch: Sketch = read(`${id}.json`)
    const typed = typedOf(sketch)
    const count = countAll(typed)
    expect(count.params).toBe(params)
    expect(count.trainable).toBe(trainable)
    if (flops !== undefined) expect(totalFlops(typed)).toBe(flops)
  })
})
