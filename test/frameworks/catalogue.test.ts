/** Networks that the catalogue proposes: their generated code in real PyTorch agrees with what is said of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { solve } from '../../src/design/proposing/solve.js'
import { readRequest } from '../../src/design/request.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import type { ModelSpec } from '../../src/design/spec/spec.js'
import { expectAgreement } from './agreement.js'
import { startPython } from './python.js'

const folder = new URL('../golden/', import.meta.url)
const requests = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: readFileSync(new URL(`${name}/request.txt`, folder), 'utf8').trim() }))

/** Every network of every family that could be built for a request, at the size that was found for it. */
const networks = requests.flatMap(({ name, text }) => {
  const request = readRequest(text)
  if (request.kind !== 'design') return []
  return solve(request.brief).ranking.flatMap(({ family, assessment }) =>
    assessment.parts.flatMap((part) =>
      part.kind === 'network' ? [{ id: `${name}, ${family.id}, ${part.role}`, spec: part.spec }] : [],
    ),
  )
})
const once = new Map<string, { readonly id: string; readonly spec: ModelSpec }>(
  networks.map((network) => [JSON.stringify(network.spec), network]),
)

const python = startPython()

describe('the code of a proposed network', () => {
  it('is there to be tried', () => {
    expect(once.size).toBeGreaterThan(20)
  })

  it.each([...once.values()])('$id agrees with PyTorch', async ({ spec }) => {
    const inferred = inferSpec(spec, { framework: 'pytorch' })
    if (!inferred.ok) throw new Error(inferred.issues[0]?.message)
    await expectAgreement(python, inferred.typed, 'meta')
  })
})
