/** `ml-architect design` as it is run: exit codes, what goes to which stream, files, and text from anybody. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { designOutputSchema } from '../../src/output/design-json.js'
import { sampleRequest } from '../design/requests.js'
import { cleanEnvironment, run } from '../support/scratch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect design '))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

const design = (...args: string[]) =>
  run(process.execPath, [join(root, 'bin/ml-architect.js'), 'design', ...args], {
    cwd: base,
    env: cleanEnvironment({}),
  }).ended

describe('ml-architect design', () => {
  test('prints the sample request’s design as data that the schema describes', async () => {
    const { code, stdout, stderr } = await design(sampleRequest, '--json')
    expect([code, stderr]).toEqual([0, ''])
    const output = designOutputSchema.parse(JSON.parse(stdout))
    expect(output.outcome).toBe('proposed')
    expect(output.brief?.data.horizon?.value).toEqual({ value: 63, unit: 'day' })
    for (const { outputs } of output.proposals) expect(outputs[0]?.shape[0]).toBe(63)
  })

  test('prints blueprints, recommendation and questions for a person', async () => {
    const { code, stdout } = await design(sampleRequest)
    expect(code).toBe(0)
    expect(stdout).toMatch(/Recommended: A DLinear/)
    expect(stdout.match(/^## Architecture Proposal: /gm)).toHaveLength(4)
    expect(stdout).toMatch(/--answer series=hundreds/)
  })

  test('takes answers', async () => {
    const { code, stdout } = await design(
      sampleRequest,
      '--json',
      '--answer',
      'series=one',
      '--answer',
      'history=5 years',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout).recommended).toMatch(/Exponential smoothing/)
  })

  test('writes files into a new folder, and nothing into a full one', async () => {
    const folder = join(base, 'out')
    const { code, stdout } = await design(sampleRequest, '--out', folder)
    expect([code, stdout]).toEqual([0, expect.stringContaining('Written to')])
    expect(readdirSync(folder)).toContain('design.json')
    expect(readFileSync(join(folder, 'a-dlinear.md'), 'utf8')).toMatch(/^## Architecture Proposal: DLinear/)
    const again = await design(sampleRequest, '--out', folder)
    expect(again.code).toBe(2)
    expect(again.stderr).toMatch(/is not empty/)
  })

  test('declines what it does not design, helpfully', async () => {
    const { code, stdout } = await design('what is the weather forecast for tomorrow?')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Requests that work/)
  })

  test.each([
    [[], /Give the request/],
    [[''], /nothing to design for yet/],
    [['forecast', 'my', 'sales'], /one argument, in quotes/],
    [[sampleRequest, '--answer', 'series'], /--answer is id=value/],
    [[sampleRequest, '--answer', 'colour=red'], /one of task, horizon, series/],
    [[sampleRequest, '--framework', 'caffe'], /pytorch, keras, flax/],
    [[sampleRequest, '--colour'], /unknown option/],
  ])('%j is bad input with a sentence, and no stack', async (args, message) => {
    const { code, stdout, stderr } = await design(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/ at .*:\d+:\d+/)
  })

  test.each([
    ['40 KB', `${sampleRequest} ${'lorem 12 ipsum <b> 3ms | '.repeat(1600)}`],
    ['markup', '<img src=x onerror=alert(1)> **forecast** sales `rm -rf` [x](javascript:1) 30 days'],
    ['control characters', 'forecast\u0007 sales\u001b[31m 30 days ahead'],
    ['a right-to-left override', 'forecast \u202Eselas\u202C 30 days ahead'],
    ['emoji', '📈📈📈'],
  ])('%s get an answer and no stack', async (_, text) => {
    const { code, stdout, stderr } = await design(text)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.trim()).not.toBe('')
    expect(stdout).not.toMatch(/\u001b|\u202e|\u0007/)
  })

  test('needs no Redis, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(base, 'empty '))
    writeFileSync(join(folder, 'keep'), '')
    await design(sampleRequest)
    expect(existsSync(join(base, '.data'))).toBe(false)
  })
})
