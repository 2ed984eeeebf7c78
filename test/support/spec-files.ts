/** The published models that are kept as spec files. */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { TypedSpec } from '../../src/design/spec/typed.js'
import { typedOf } from './specs.js'

const folder = new URL('../fixtures/specs/', import.meta.url)
const sketch = z.looseObject({ inputs: z.looseObject({}), nodes: z.array(z.unknown()) })

/** Names without `.json`. */
export const specNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''))

export const typedFile = (name: string): TypedSpec =>
  typedOf(sketch.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))))
