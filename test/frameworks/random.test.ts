/** Random specs of every kind: their generated code in real PyTorch is what inference says. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { libraryBlocks } from '../../src/design/spec/blocks/index.js'
import { layers } from '../../src/design/spec/layers/index.js'
import type { TypedNode, TypedSpec } from '../../src/design/spec/typed.js'
import { recipeKinds, specWith } from '../support/random-specs.js'
import { seed } from '../support/seed.js'
import { typedOf } from '../support/specs.js'
import { everyNode, expectAgreement } from './agreement.js'
import { startPython } from './python.js'

const perKind = 10
const leastOfKind = 10
const leastInAll = 300

const python = startPython()
const covered = new Map<string, number>()
let specs = 0

function cover(typed: TypedSpec): void {
  specs += 1
  for (const name of new Set(everyNode(typed).flatMap((node) => [node.kind, ...waysOf(node)])))
    covered.set(name, (covered.get(name) ?? 0) + 1)
}

/** How a node stands to its list, besides its kind. */
const ways = [
  'repeat',
  'shared',
  'copies',
  'split copies',
  'chosen copies',
  'scan',
  'reuse',
  'frozen',
  'lora',
]

function waysOf({ arrangement, reuses, frozen, lora }: TypedNode): string[] {
  const { kind } = arrangement
  return [
    ...(kind === 'series' ? ['repeat', ...(arrangement.shared ? ['shared'] : [])] : []),
    ...(kind === 'copies' ? ['copies', ...(arrangement.split ? ['split copies'] : [])] : []),
    ...(kind === 'copies' && arrangement.chosen !== undefined ? ['chosen copies'] : []),
    ...(kind === 'scan' ? ['scan'] : []),
    ...(reuses === undefined ? [] : ['reuse']),
    ...(frozen ? ['frozen'] : []),
    ...(lora ? ['lora'] : []),
  ]
}

const known = [...layers.keys(), ...libraryBlocks.keys(), ...ways]

describe('the code of a random spec', () => {
  it.each(recipeKinds)('with %s agrees with PyTorch', async (kind) => {
    let isShrinking = false
    await fc.assert(
      fc.asyncProperty(specWith(kind), async (sketch) => {
        const typed = typedOf(sketch)
        if (!isShrinking) cover(typed)
        try {
          await expectAgreement(python, typed, specs % 3 === 0 ? 'meta' : 'cpu')
        } catch (error) {
          isShrinking = true
          throw error
        }
      }),
      {
        numRuns: perKind,
        // Another one for each kind, so that they do not all try the same.
        seed: seed + recipeKinds.indexOf(kind),
        interruptAfterTimeLimit: 60_000,
        markInterruptAsFailure: true,
        includeErrorInReport: true,
      },
    )
  })

  it('was of every kind, often enough', () => {
    expect(specs).toBeGreaterThanOrEqual(leastInAll)
    expect(known.filter((kind) => (covered.get(kind) ?? 0) < leastOfKind)).toEqual([])
  })

  afterAll(() => {
    const table = known.map((kind) => `${kind} ${covered.get(kind) ?? 0}`).join(', ')
    console.log(`${specs} random specs, SEED=${seed}. Specs that have a kind: ${table}`)
  })
})
