/** Writing a folder: all or nothing, plain names only. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BadInput } from '../../src/errors.js'
import { writeFolder } from '../../src/output/write-folder.js'

let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'write folder '))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('writing a folder', () => {
  it('makes the folders that names need', () => {
    const folder = writeFolder(join(base, 'new/one'), [
      { name: 'README.md', content: 'a' },
      { name: 'tests/test_model.py', content: 'b' },
    ])
    expect(readFileSync(join(folder, 'tests/test_model.py'), 'utf8')).toBe('b')
  })

  it('leaves nothing where one file cannot be written', () => {
    const twice = [
      { name: 'deep/model.py', content: 'a' },
      { name: 'deep/model.py', content: 'b' },
    ]
    expect(() => writeFolder(join(base, 'half/made'), twice)).toThrow(BadInput)
    expect(readdirSync(base)).not.toContain('half')
  })

  it.each([
    '../out.py',
    '/etc/passwd',
    'a/../../b',
    '.hidden',
    'a//b',
    '',
    'a\\b',
    'a b',
    'a/',
    'x\n',
    'a/b/c/d/e',
  ])('refuses the name %j before anything is made', (name) => {
    expect(() => writeFolder(join(base, 'odd'), [{ name, content: '' }])).toThrow(RangeError)
    expect(readdirSync(base)).not.toContain('odd')
  })
})
