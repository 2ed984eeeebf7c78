/** `ml-architect check` as it is run: exit codes, what goes to which stream, and every way to hand it something else. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badInputSchema, checkOutputSchema } from '../../src/output/check-json.js'
import { cleanEnvironment, run } from '../support/scratch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const gpt2 = join(root, 'test/fixtures/specs/gpt2.json')
let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect check '))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

const runWith = (input: string | undefined, args: readonly string[]) =>
  run(process.execPath, [join(root, 'bin/ml-architect.js'), 'check', ...args], {
    cwd: base,
    env: cleanEnvironment({}),
    ...(input !== undefined && { input }),
  }).ended
const check = (...args: string[]) => runWith(undefined, args)
const file = (name: string, content: unknown): string => {
  const path = join(base, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const small = {
  name: 'small',
  inputs: { x: { kind: 'vector', features: 3 } },
  nodes: [{ kind: 'linear', units: 2 }],
}

describe('check', () => {
  test('--json has the promised form, and its layers add up', async () => {
    const { code, stdout, stderr } = await check(gpt2, '--json')
    expect([code, stderr]).toEqual([0, ''])
    const output = checkOutputSchema.parse(JSON.parse(stdout))
    const references: { id: string; params: number }[] = JSON.parse(
      readFileSync(join(root, 'test/fixtures/reference/model-sizes.json'), 'utf8'),
    )
    expect(output.params).toBe(references.find(({ id }) => id === 'gpt2')?.params)
    const total = (of: (layer: (typeof output.layers)[number]) => number) =>
      output.layers.reduce((n, layer) => n + of(layer), 0)
    expect(total(({ params }) => params)).toBe(output.params)
    expect(total(({ flops }) => flops)).toBe(output.flops)
    expect(output.latency).toBeUndefined()
  })

  test('--batch, --size, --hardware and --framework change what they should', async () => {
    const one = checkOutputSchema.parse(JSON.parse((await check(gpt2, '--json')).stdout))
    const { code, stdout } = await check(
      gpt2,
      ...['--json', '--batch', '4', '--size', 'steps=512', '--hardware', '2x A100 80GB'],
      ...['--framework', 'keras', '--precision', 'bf16', '--optimizer', 'sgd'],
    )
    expect(code).toBe(0)
    const other = checkOutputSchema.parse(JSON.parse(stdout))
    expect(other).toMatchObject({
      framework: 'keras',
      batch: 4,
      sizes: { steps: 512 },
      precision: 'bf16',
      optimizer: 'sgd',
      device: { count: 2 },
    })
    expect(other.outputs[0]?.shape[0]).toBe(512)
    expect(other.flops).toBeLessThan(4 * one.flops)
    expect(other.latency?.unit).toBe('milliseconds')
    expect(other.throughput?.value).toBeGreaterThan(0)
  })

  test('a table for people, with repeats as one row and totals', async () => {
    const { code, stdout, stderr } = await check(gpt2, '--hardware', 'T4')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^layers\[0\.\.11\] x 12 +transformer_block +\[1024, 768\] +85,054,464 /m)
    expect(stdout).toMatch(/^ {2}parameters +124,439,808$/m)
    expect(stdout).toMatch(/^ {2}activations +\S.* – .*kept for the backward pass$/m)
    expect(stdout).toMatch(/^On .*T4/m)
    expect(stdout).toMatch(/^Not counted: /m)
  })

  test.each([
    ['a proposal', { name: 'p', spec: small }],
    [
      'a design',
      {
        recommended: 'b',
        proposals: [
          { name: 'a', spec: null },
          { name: 'b', spec: small },
        ],
      },
    ],
  ])('takes %s, and says which part it read', async (_, content) => {
    const { code, stdout } = await check(file('wrapped.json', content))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Read (proposals\[1\]\.)?spec of /)
    expect(stdout).toMatch(/^ {2}parameters +8$/m)
  })

  test('reads standard input', async () => {
    const { code, stdout } = await runWith(JSON.stringify(small), ['-', '--json'])
    expect([code, JSON.parse(stdout).params]).toEqual([0, 8])
  })

  test.each<[string, () => string, RegExp]>([
    ['no file', () => 'nowhere.json', /there is no file nowhere\.json/],
    ['a folder', () => base, /is a folder\. Give the spec's file/],
    ['an empty file', () => file('empty.json', ' \n'), /is empty\. A spec is JSON/],
    ['no JSON', () => file('text.json', 'name: gpt'), /is no JSON: /],
    ['a list', () => file('list.json', [small]), /holds no object/],
    ['a proposal without network', () => file('none.json', { name: 'n', spec: null }), /has no network/],
    ['a wrong field', () => file('f.json', { ...small, node: [] }), /^node: there is no field node here/],
    [
      'a missing head',
      () => file('h.json', { ...small, outputs: ['head'] }),
      /^outputs: no node or input "head" here/,
    ],
  ])('%s is bad input: exit 2, as words or as data', async (_, path, message) => {
    const words = await check(path())
    expect([words.code, words.stdout]).toEqual([2, ''])
    expect(words.stderr).toMatch(message)
    expect(words.stderr).not.toMatch(/ at .*:\d+:\d+/)
    const data = await check(path(), '--json')
    expect([data.code, data.stderr]).toEqual([2, ''])
    expect(badInputSchema.parse(JSON.parse(data.stdout)).errors.length).toBeGreaterThan(0)
  })

  test.each<[string[], RegExp]>([
    [['--size', 'steps'], /--size is name=N/],
    [['--size', 'steps=-1'], /--size steps is a whole number above 0/],
    [['--batch', '0'], /--batch is a whole number above 0/],
    [['--framework', 'caffe'], /--framework is one of pytorch, keras, flax/],
    [['--hardware', 'toaster'], /is no device that is known/],
    [['--optimizer', 'lion'], /--optimizer is one of /],
    [['--precision', 'fp7'], /--precision is one of /],
  ])('%j is bad input', async (args, message) => {
    const { code, stderr } = await check(gpt2, ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    const data = await check(gpt2, '--json', ...args)
    expect(data.code).toBe(2)
    expect(badInputSchema.parse(JSON.parse(data.stdout)).errors[0]?.message).toMatch(message)
  })

  test('a named size without a value is told by its name', async () => {
    const open = { ...small, inputs: { x: { kind: 'vector', features: 'width' } } }
    const { code, stderr } = await check(file('open.json', open))
    expect(code).toBe(2)
    expect(stderr).toMatch(/^inputs\.x\.features: width has no value\. Give it in "sizes"/)
    const unknown = await check(gpt2, '--size', 'step=3')
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toMatch(/no size "step".* Did you mean steps\?/)
  })
})
