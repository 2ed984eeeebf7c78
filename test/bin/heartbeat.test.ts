/** The file that says a worker is not stuck: renewed, removed at the end, never written through a link. */
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cleanEnvironment, run } from '../support/scratch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
let tmp: string
let file: string
beforeEach(() => {
  tmp = mkdtempSync(join(tmpdir(), 'ml architect '))
  file = join(tmp, 'ml-architect-worker.alive')
})
afterEach(() => rmSync(tmp, { recursive: true, force: true }))

const environment = () => cleanEnvironment({ TMPDIR: tmp })
const healthy = async () => {
  const asked = run(process.execPath, ['dist/bin/health.js', 'worker'], { cwd: root, env: environment() })
  return (await asked.ended).code === 0
}
/** Beats until its input ends. */
function beat() {
  const code = `import { startHeartbeat } from './dist/bin/heartbeat.js'
const end = startHeartbeat()
console.log('beating')
process.on('SIGTERM', () => { end(); process.exit(0) })
setInterval(() => undefined, 1_000)`
  return run(process.execPath, ['--input-type=module', '-e', code], { cwd: root, env: environment() })
}

test('is there while the worker beats, and gone when it ended', async () => {
  expect(await healthy()).toBe(false)
  const beating = beat()
  await beating.until(/beating/)
  expect(await healthy()).toBe(true)
  const longAgo = Date.now() / 1_000 - 60
  utimesSync(file, longAgo, longAgo)
  await expect.poll(healthy, { timeout: 20_000 }).toBe(true)
  beating.child.kill('SIGTERM')
  await beating.ended
  expect(existsSync(file)).toBe(false)
  // What a stuck or killed one left.
  writeFileSync(file, '')
  utimesSync(file, longAgo, longAgo)
  expect(await healthy()).toBe(false)
})

test('does not write through a link', async () => {
  const precious = join(tmp, 'precious')
  writeFileSync(precious, 'kept')
  utimesSync(precious, 1_000, 1_000)
  symlinkSync(precious, file)
  const beating = beat()
  await beating.until(/beating/)
  expect(await healthy()).toBe(false)
  expect(readFileSync(precious, 'utf8')).toBe('kept')
  beating.child.kill('SIGTERM')
  await beating.ended
})
