/** The documents hold: their specs infer, every layer and block is in its table. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { libraryBlocks } from '../src/design/spec/blocks/index.js'
import { inferSpec } from '../src/design/spec/infer.js'
import { layers } from '../src/design/spec/layers/index.js'
import { parseSpec } from '../src/design/spec/spec.js'

const spec = readFileSync(new URL('../docs/spec.md', import.meta.url), 'utf8')
const examples = [...spec.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']): unknown =>
  JSON.parse(json),
)

describe('docs/spec.md', () => {
  it('has examples that hold together', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3)
    for (const example of examples) {
      const parsed = parseSpec(example)
      expect(parsed.ok ? inferSpec(parsed.spec) : parsed).toMatchObject({ ok: true })
    }
  })

  it('names every layer and block', () => {
    const missing = [...layers.keys(), ...libraryBlocks.keys()].filter(
      (kind) => !spec.includes(`\`${kind}\``),
    )
    expect(missing).toEqual([])
  })
})
