/** Writes docs/schemas/ from the zod schemas. Run by `npm run schemas`; a test holds the files to it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { checkJsonSchema } from '../src/output/check-json.js'
import { designJsonSchema } from '../src/output/design-json.js'

const folder = new URL('../../docs/schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
for (const [name, schema] of Object.entries({ check: checkJsonSchema(), design: designJsonSchema() }))
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(schema, null, 2)}\n`)
