/** Random specs of every kind are accepted, and the same with a mistake are answered with issues, never an exception. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { libraryBlocks } from '../../../src/design/spec/blocks/index.js'
import { inferSpec } from '../../../src/design/spec/infer.js'
import { issueCodes } from '../../../src/design/spec/issue.js'
import { layers } from '../../../src/design/spec/layers/index.js'
import { parseSpec } from '../../../src/design/spec/spec.js'
import { recipeKinds, specWith, validSpec } from '../../support/random-specs.js'
import { seed } from '../../support/seed.js'
import { type Sketch, typedOf } from '../../support/specs.js'

describe('a random valid spec', () => {
  it('can be of every kind there is', () => {
    const kinds = [...layers.keys(), ...libraryBlocks.keys()]
    expect(kinds.filter((kind) => !recipeKinds.includes(kind))).toEqual([])
  })

  it.each(recipeKinds)('with %s is accepted', (kind) => {
    fc.assert(
      fc.property(specWith(kind), (sketch) => {
        expect(typedOf(sketch).outputs.length).toBeGreaterThan(0)
      }),
      { numRuns: 30, seed },
    )
  })
})

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Values that are wrong in most places, and some that are right. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    1,
    2,
    0.5,
    1e9,
    2 ** 53,
    1e300,
    '',
    'x',
    '$x',
    'n1',
    'relu',
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [[]],
    [1, 2],
    ['x'],
    { x: 'y' },
    '"""',
    "'\n",
    '$',
    '.',
    'n1.1',
    'a'.repeat(300),
  ),
  fc.constantFrom<Json>('__proto__', 'constructor', 'toString', '\u0000', '\ud800', '\\N{BULLET}'),
)
type Change = 'drop' | 'replace' | 'add' | 'twice' | 'swap'
const change = fc.record({
  change: fc.constantFrom<Change>('drop', 'replace', 'add', 'twice', 'swap'),
  where: fc.array(fc.nat(99), { minLength: 1, maxLength: 6 }),
  name: fc.oneof(
    fc.constantFrom(
      'kind',
      'name',
      'from',
      'with',
      'repeat',
      'each',
      'units',
      'shape',
      'copies',
      'scan',
      'tie',
      'lora',
    ),
    fc.string({ maxLength: 8 }),
  ),
  value: odd,
})

/** Walks into the value along the numbers and changes what it meets last. */
function changed(
  value: Json,
  { change, where, name, value: odd }: { change: Change; where: number[]; name: string; value: Json },
): Json {
  const copy: Json = structuredClone(value)
  let at: Json = copy
  for (const [depth, number] of where.entries()) {
    if (at === null || typeof at !== 'object') return copy
    const keys = Object.keys(at)
    const key = keys[number % Math.max(1, keys.length)]
    if (key === undefined) return copy
    const within: Json[] | { [key: string]: Json } = at
    const get = (key: string): Json => (Array.isArray(within) ? within[Number(key)] : within[key]) ?? null
    const set = (key: string, value: Json) =>
      Object.defineProperty(within, key, { value, enumerable: true, configurable: true, writable: true })
    const inside = get(key)
    if (depth < where.length - 1 && inside !== null && typeof inside === 'object') {
      at = inside
      continue
    }
    if (change === 'drop') Array.isArray(within) ? within.splice(Number(key), 1) : delete within[key]
    else if (change === 'replace') set(key, odd)
    else if (change === 'add') Array.isArray(within) ? within.push(odd) : set(name, odd)
    else if (change === 'twice') Array.isArray(within) ? within.push(inside) : set(name, inside)
    else {
      const second = keys[(number + 1) % keys.length] ?? key
      const other = get(second)
      set(second, inside)
      set(key, other)
    }
    return copy
  }
  return copy
}

describe('a valid spec with mistakes', () => {
  let [valid, invalid] = [0, 0]
  const codes = new Set<string>()

  it('is accepted or answered with issues that say where, what and why', () => {
    fc.assert(
      fc.property(validSpec, fc.array(change, { minLength: 1, maxLength: 3 }), (sketch: Sketch, changes) => {
        const json = changes.reduce(changed, JSON.parse(JSON.stringify(sketch)) as Json)
        const parsed = parseSpec(json)
        const result = parsed.ok ? inferSpec(parsed.spec) : parsed
        if (result.ok) {
          valid += 1
          return
        }
        invalid += 1
        expect(result.issues.length).toBeGreaterThan(0)
        for (const { path, code, message } of result.issues) {
          codes.add(code)
          expect(typeof path).toBe('string')
          expect(issueCodes).toContain(code)
          expect(message).toMatch(/\S \S/)
        }
      }),
      { numRuns: 1_500, seed },
    )
    // Most mistakes are mistakes, and of many kinds.
    expect(invalid).toBeGreaterThan(valid)
    expect(codes.size).toBeGreaterThan(8)
  })
})
