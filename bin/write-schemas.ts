/** Writes docs/schemas/ from the zod schemas. Run by `npm run schemas`; a test holds the files to it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { designJsonSchema } from '../src/output/design-json.js'

const folder = new URL('../../docs/schemas/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('design.json', folder), `${JSON.stringify(designJsonSchema(), null, 2)}\n`)
