/** Designs that are kept as files and reviewed like code: see the README beside this file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allFamilies } from '../../src/design/catalog/fields.js'
import { design } from '../../src/output/design-output.js'
import { designText } from '../../src/output/design-text.js'

const root = fileURLToPath(new URL('.', import.meta.url))
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

describe.each(folders)('the golden design %s', (folder) => {
  const file = (name: string) => join(root, folder, name)
  const text = readFileSync(file('request.txt'), 'utf8').trim()
  const designed = design({ text, answers: [] })
  const { brief, proposals, recommendation, rejected, questions } = designed.output

  it('understands the request as before', async () => {
    await expect(json(brief)).toMatchFileSnapshot(file('brief.json'))
  })

  it('computes the same figures', async () => {
    const figures = proposals.map(({ id, family, estimate, unknown, training, outputs }) => ({
      id,
      family,
      outputs: outputs.map(({ name, shape }) => ({ name, shape })),
      estimate,
      unknown,
      steps: training.steps,
    }))
    await expect(json({ recommendation, figures, rejected, questions })).toMatchFileSnapshot(
      file('figures.json'),
    )
  })

  it('reads the same', async () => {
    await expect(designText(designed)).toMatchFileSnapshot(file('design.md'))
  })
})

it('there is a golden design in which each family of the catalogue is proposed', () => {
  const proposed = folders.flatMap((folder) => {
    const { figures } = JSON.parse(readFileSync(join(root, folder, 'figures.json'), 'utf8'))
    return figures.map(({ family }: { family: string }) => family)
  })
  const missing = allFamilies.map(({ id }) => id).filter((id) => !proposed.includes(id))
  expect(missing).toEqual([])
})
