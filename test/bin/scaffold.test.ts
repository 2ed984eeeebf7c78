/** `ml-architect scaffold` as it is run: the files, the folders it refuses, and that it says why. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanEnvironment, run } from '../support/scratch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const gpt2 = join(root, 'test/fixtures/specs/gpt2.json')
let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect scaffold '))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

const scaffold = (...args: string[]) =>
  run(process.execPath, [join(root, 'bin/ml-architect.js'), 'scaffold', ...args], {
    cwd: base,
    env: cleanEnvironment({}),
  }).ended
const to = (folder: string, framework = 'pytorch') => ['--framework', framework, '--out', folder]

describe('scaffold', () => {
  test('writes the model into a new folder, and only there', async () => {
    const { code, stdout, stderr } = await scaffold(gpt2, ...to('made/gpt'))
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Written to .*gpt: model\.py$/m)
    expect(readdirSync(join(base, 'made'))).toEqual(['gpt'])
    const text = readFileSync(join(base, 'made/gpt/model.py'), 'utf8')
    expect(text).toMatch(/^def build_model\(\) -> /m)
  })

  test('takes a proposal and a whole design', async () => {
    const spec = JSON.parse(readFileSync(gpt2, 'utf8'))
    writeFileSync(join(base, 'proposal.json'), JSON.stringify({ name: 'p', spec }))
    writeFileSync(
      join(base, 'design.json'),
      JSON.stringify({
        recommended: 'p',
        proposals: [
          { name: 'o', spec: null },
          { name: 'p', spec },
        ],
      }),
    )
    await scaffold(gpt2, ...to('direct'))
    for (const name of ['proposal', 'design']) {
      const { code } = await scaffold(`${name}.json`, ...to(`from ${name}`))
      expect(code).toBe(0)
      expect(readFileSync(join(base, `from ${name}/model.py`), 'utf8')).toBe(
        readFileSync(join(base, 'direct/model.py'), 'utf8'),
      )
    }
  })

  test.each<[string, () => string, RegExp]>([
    [
      'a folder with something in it',
      () => {
        mkdirSync(join(base, 'full'))
        writeFileSync(join(base, 'full/keep'), '')
        return 'full'
      },
      /is not empty, and nothing is overwritten/,
    ],
    [
      'a link to a folder',
      () => {
        mkdirSync(join(base, 'elsewhere'))
        symlinkSync(join(base, 'elsewhere'), join(base, 'link'))
        return 'link/'
      },
      /is a symbolic link/,
    ],
    [
      'a link to nothing',
      () => {
        symlinkSync(join(base, 'not there'), join(base, 'dangling'))
        return 'dangling'
      },
      /is a symbolic link/,
    ],
    [
      'a file',
      () => {
        writeFileSync(join(base, 'a file'), '')
        return 'a file'
      },
      /is a file/,
    ],
    ['a folder in a file', () => join(gpt2, 'inside'), /cannot be written \(ENOTDIR\)/],
  ])('refuses %s', async (_, make, message) => {
    const folder = make()
    const { code, stdout, stderr } = await scaffold(gpt2, ...to(folder))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(existsSync(join(base, 'elsewhere/model.py'))).toBe(false)
    expect(existsSync(join(base, 'not there'))).toBe(false)
  })

  test('a spec that is wrong writes nothing', async () => {
    writeFileSync(
      join(base, 'wrong.json'),
      JSON.stringify({ name: 'w', inputs: { x: { kind: 'vector', features: 3 } }, nodes: ['lineer'] }),
    )
    const { code, stderr } = await scaffold('wrong.json', ...to('wrong'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/Did you mean linear\?/)
    expect(existsSync(join(base, 'wrong'))).toBe(false)
  })

  test.each([
    ['keras', /Code for keras comes in a later version\. Now there is: pytorch/],
    ['caffe', /--framework is one of pytorch, keras, flax/],
  ])('%s is told', async (framework, message) => {
    const { code, stderr } = await scaffold(gpt2, ...to('later', framework))
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})
