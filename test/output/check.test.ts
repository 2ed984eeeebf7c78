/** What `check` says as data and as text: the promised form, and a table that fits the terminal. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSpec } from '../../src/design/spec/spec.js'
import { checkJsonSchema, checkOutputSchema } from '../../src/output/check-json.js'
import { type CheckRequest, check } from '../../src/output/check-output.js'
import { checkText } from '../../src/output/check-text.js'

const specs = new URL('../fixtures/specs/', import.meta.url)
function checked(name: string, request: CheckRequest = {}) {
  const parsed = parseSpec(JSON.parse(readFileSync(new URL(name, specs), 'utf8')))
  const result = parsed.ok ? check(parsed.spec, request) : parsed
  if (!result.ok) throw new Error(`${name} has an issue.`)
  return result
}
const some = readdirSync(specs).filter((_, i) => i % 6 === 0)

describe('the schema in docs/schemas', () => {
  it('is made from what the command prints: run `npm run schemas` after a change', () => {
    const file = new URL('../../docs/schemas/check.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(checkJsonSchema())
  })
})

describe('a check', () => {
  it.each(some)('of %s has the form of the schema, and its layers add up', (name) => {
    const { output } = checked(name, { batch: '3', hardware: 'T4' })
    expect(checkOutputSchema.parse(JSON.parse(JSON.stringify(output)))).toEqual(output)
    expect(output.layers.reduce((n, { params }) => n + params, 0)).toBe(output.params)
    expect(output.layers.reduce((n, { flops }) => n + flops, 0)).toBe(output.flops)
  })

  it.each(some)('of %s fits the terminal down to 60 columns', (name) => {
    const result = checked(name, { hardware: '2x A100 80GB' })
    for (const width of [60, 80, 120])
      for (const line of checkText(result, width).split('\n'))
        expect([...line].length, line).toBeLessThanOrEqual(width)
  })

  it('says where other frameworks count otherwise', () => {
    const text = checkText(checked('crnn_ocr_37.json'), 100)
    expect(text).toMatch(/^ {2}in Keras +8,329,765 parameters/m)
    expect(text).toMatch(/^ {2}in Flax +8,327,205 parameters$/m)
    expect(checkText(checked('gpt2.json'), 100)).not.toMatch(/in Keras/)
  })

  it('calls what a tied layer adds by its name', () => {
    expect(checkText(checked('gpt2.json'), 100)).toMatch(/^linear .* tied /m)
  })
})
