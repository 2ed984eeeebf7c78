/** Which server program is taken, and what is advised where there is none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findServer, isNewEnough, missingServerAdvice } from '../../src/redis/find-server.js'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect '))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** A program that says what the real one says when asked for its version. */
function program(folder: string, name: string, says: string, mode = 0o755): string {
  mkdirSync(join(base, folder), { recursive: true })
  const path = join(base, folder, name)
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`, { mode })
  return path
}

const redis = (version: string) =>
  `Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1`
const valkey = (version: string) =>
  `Valkey server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1`
const find = (...folders: string[]) =>
  findServer(folders.map((folder) => join(base, folder)).join(delimiter), [])

test('the first program on PATH that is new enough is taken', () => {
  program('a', 'redis-server', redis('5.0.14'))
  const path = program('b', 'redis-server', redis('7.0.15'))
  program('c', 'redis-server', redis('7.4.0'))
  expect(find('none', 'a', 'b', 'c')).toEqual({
    found: { path, name: 'redis', version: '7.0.15' },
    tooOld: [expect.objectContaining({ version: '5.0.14' })],
  })
})

test('Valkey is as good as Redis', () => {
  const path = program('a', 'valkey-server', valkey('8.1.0'))
  expect(find('a').found).toEqual({ path, name: 'valkey', version: '8.1.0' })
})

test('the usual folders are searched after PATH', () => {
  const path = program('usual', 'redis-server', redis('7.2.0'))
  expect(findServer(join(base, 'none'), [join(base, 'usual')]).found?.path).toBe(path)
})

test('what cannot be run or says something else is no server', () => {
  program('a', 'redis-server', redis('7.0.0'), 0o644)
  program('b', 'redis-server', 'hello')
  mkdirSync(join(base, 'c', 'redis-server'), { recursive: true })
  expect(find('a', 'b', 'c')).toEqual({ tooOld: [] })
})

test.each([
  ['6.2.0', true],
  ['6.0.16', false],
  ['7.0.15', true],
  ['10.0.0', true],
  ['5.9.9', false],
])('version %s is new enough: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})

test.each([
  ['brew', 'brew install redis'],
  ['apt-get', 'sudo apt-get install -y redis-server'],
  ['dnf', 'sudo dnf install -y redis'],
  ['apk', 'sudo apk add redis'],
  ['nothing', 'docker run'],
])('with %s at hand the advice is `%s`', (manager, command) => {
  const advice = missingServerAdvice({ tooOld: [] }, (name) => name === manager)
  expect(advice).toContain(`\`${command}`)
  expect(advice).toContain('REDIS_URL')
})

test('a server that is too old is named', () => {
  const path = program('a', 'redis-server', redis('6.0.16'))
  expect(missingServerAdvice(find('a'))).toContain(
    `${path} is version 6.0.16, and ml-architect needs 6.2 or newer.`,
  )
})
