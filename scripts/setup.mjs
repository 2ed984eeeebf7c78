/**
 * Makes the clone ready to run: Node's version, packages, build, a Redis-compatible server. Does what is
 * missing and nothing else, and says what it does. Node's standard library only; never asks, never uses sudo.
 *
 * `--for test` is the same, and needs the server even where REDIS_URL is set: the tests start their own.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { installRedis } from './install-redis.mjs'
import { withLock } from './lock.mjs'
import { installPackages, packagesAreInstalled } from './packages.mjs'

const oldestNode = [20, 19]
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (line) => console.log(`set-up: ${line}`)

try {
  await setUp({ forTest: process.argv.includes('test') })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function setUp({ forTest }) {
  checkNode()
  if (!packagesAreInstalled(root)) {
    await withLock(
      join(root, '.setup.lock'),
      () => packagesAreInstalled(root) || installPackages(root, say),
      (pid) => say(`waiting for the set-up of process ${pid}`),
    )
  }
  await build({ say: (line) => say(line.toLowerCase()) })
  if (forTest || !process.env.REDIS_URL) await provideRedis()
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Error(
    `ml-architect needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}. Install a newer one from your system's packages or nodejs.org.`,
  )
}

async function provideRedis() {
  // Built a moment ago: the program and its set-up look for the server in the same way.
  const { findServer, missingServerAdvice } = await import('../dist/src/redis/find-server.js')
  const path = process.env.PATH ?? ''
  const search = findServer(path)
  if (search.found) return
  if (process.env.INSTALL_REDIS !== '0' && installRedis({ path, say })) {
    if (findServer(path).found) return
  }
  throw new Error(missingServerAdvice(search))
}
