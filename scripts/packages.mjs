/** Installs the packages of package-lock.json, and knows whether that is done. Node's standard library only. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** How much of npm's output is shown when it fails. */
const shownLines = 8
/** A sign of life for whoever waits. */
const aliveEveryMs = 10_000

const stampFile = (root) => join(root, 'node_modules', '.ml-architect')

/** Whether node_modules is what package-lock.json asks for, for this platform and Node. */
export function packagesAreInstalled(root) {
  const stamp = stampOf(root)
  if (read(stampFile(root)) === stamp) return true
  if (!matchesLock(root)) return false
  // Installed by hand: remember it, where that is possible.
  try {
    writeFileSync(stampFile(root), stamp)
  } catch {}
  return true
}

/** `npm ci` with everything the build needs, whatever NODE_ENV says. Throws an Error with npm's last lines. */
export async function installPackages(root, say) {
  say('installing packages (npm ci)')
  let run = await npmCi(root, [])
  if (run.code !== 0 && /E(ACCES|PERM|ROFS|NOSPC)/.test(run.output)) {
    // The usual cache cannot be written: take one for this time.
    const cache = mkdtempSync(join(tmpdir(), 'ml-architect-npm-'))
    say("npm's cache cannot be written: trying with another one")
    run = await npmCi(root, ['--cache', cache])
    rmSync(cache, { recursive: true, force: true })
  }
  if (run.code !== 0) {
    const lines = run.output.trim().split('\n')
    // What went wrong stands first, what to do about it last.
    const code = lines.slice(0, -shownLines).filter((line) => /^npm (error|ERR!) code/.test(line))
    const last = [...code, ...lines.slice(-shownLines)].join('\n')
    throw new Error(
      `The packages could not be installed (npm ci ended with ${run.code}). Its last lines:\n${last}`,
    )
  }
  writeFileSync(stampFile(root), stampOf(root))
}

function npmCi(root, more) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', ...more]
  // Under `npm start`, the same npm is used.
  const self = process.env.npm_execpath
  const [program, first] =
    self && basename(self) === 'npm-cli.js' && existsSync(self) ? [process.execPath, [self]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const alive = setInterval(() => console.log('set-up: still installing packages'), aliveEveryMs)
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    const end = (code) => {
      clearInterval(alive)
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += `npm could not be started: ${error.message}`
      end('an error')
    })
    child.once('close', (code, signal) => end(signal ?? code))
  })
}

function stampOf(root) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch} node-${process.versions.modules}\n`
}

/** Whether npm's own record of node_modules holds every package of the lock file that this platform needs. */
function matchesLock(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const wanted = packagesIn(join(root, 'package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(
    ([path, wish]) =>
      path === '' ||
      (wish.optional && !installed[path]) ||
      (installed[path]?.version === wish.version && existsSync(join(root, path))),
  )
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
