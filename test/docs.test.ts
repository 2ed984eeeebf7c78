/** The documents hold: their specs infer, and every layer and block is there with each of its fields and an example. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fields } from '../src/design/catalog/fields.js'
import { libraryBlocks } from '../src/design/spec/blocks/index.js'
import { inferSpec } from '../src/design/spec/infer.js'
import { layers } from '../src/design/spec/layers/index.js'
import { parseSpec } from '../src/design/spec/spec.js'

const documents = ['spec.md', 'layers.md', 'blocks.md'].map((name) => ({
  name,
  text: readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8'),
}))
const textOf = (wanted: string) => documents.find(({ name }) => name === wanted)?.text ?? ''
const examples = documents.flatMap(({ name, text }) =>
  [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ''], i) => ({ name, i: i + 1, json })),
)
const folder = new URL('../docs/examples/', import.meta.url)
const files = readdirSync(folder).map((name, i) => ({
  name,
  i: i + 1,
  json: readFileSync(new URL(name, folder), 'utf8'),
}))

describe('the documents of the spec', () => {
  it('have examples', () => {
    for (const { name } of documents)
      expect(examples.filter((e) => e.name === name).length).toBeGreaterThan(3)
  })

  it.each([...examples, ...files])('hold together: $name, example $i', ({ json }) => {
    const parsed = parseSpec(JSON.parse(json))
    const result = parsed.ok ? inferSpec(parsed.spec) : parsed
    expect(result.ok ? [] : result.issues).toEqual([])
  })
})

describe.each([
  ['layers.md', [...layers.values()]],
  ['blocks.md', [...libraryBlocks.values()]],
] as const)('docs/%s', (name, kinds) => {
  const rows = textOf(name)
    .split('\n')
    .filter((line) => line.startsWith('| `'))

  it.each(kinds.map(({ kind, fields, takes }) => ({ kind, fields, ports: takes.ports ?? [] })))(
    'lists $kind with its fields and inputs, and uses it in an example',
    ({ kind, fields, ports }) => {
      const [, names = '', cell = ''] =
        rows.map((row) => row.split('|')).find(([, names = '']) => names.includes(`\`${kind}\``)) ?? []
      expect(names).toContain(`\`${kind}\``)
      expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(cell))).toEqual([])
      expect(ports.filter((port) => !cell.includes(`\`${port}\``))).toEqual([])
      expect(examples.some((example) => example.name === name && example.json.includes(`"${kind}"`))).toBe(
        true,
      )
    },
  )
})

describe('docs/catalogue.md', () => {
  const text = readFileSync(new URL('../docs/catalogue.md', import.meta.url), 'utf8')
  const sections = text.split(/^## /m).slice(1)

  it.each(fields.map((field, i) => ({ field, i, title: field.title })))(
    'lists all of $title',
    ({ field, i }) => {
      const section = sections[i] ?? ''
      expect(section.split('\n')[0]?.toLowerCase()).toBe(field.title.toLowerCase())
      const rows = [...section.matchAll(/^\| (.+?) \| (.+?) \| (.+) \|$/gm)]
        .slice(1)
        .map(([, title]) => title)
      expect(rows).toEqual(field.families.map(({ title }) => title))
    },
  )
})
