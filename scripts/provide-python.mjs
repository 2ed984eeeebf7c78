/**
 * Finds or makes a Python with the packages of test/frameworks/requirements.txt, outside the clone, and prints its
 * path; what is made is kept and found the next time. Node's standard library only; never asks, never uses sudo.
 * Where there can be none it says why in one line and ends with 1.
 *
 * `ML_ARCHITECT_PYTHON` names an interpreter that has the packages already: it is used as it is.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

/** Below this the pinned packages have no build. */
const oldestPython = [3, 10]
const installLimitMs = 20 * 60_000
const callLimitMs = 2 * 60_000

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const requirementsFile = join(root, 'test', 'frameworks', 'requirements.txt')
const requirements = readFileSync(requirementsFile, 'utf8')
const say = (line) => console.error(`python: ${line}`)

async function providePython() {
  const given = process.env.ML_ARCHITECT_PYTHON
  if (given) {
    const missing = missingPackages(given)
    if (missing.length === 0) return given
    throw new Error(`ML_ARCHITECT_PYTHON (${given}) cannot import ${missing.join(', ')}`)
  }
  const folder = cacheFolder()
  if (isInside(folder, root))
    throw new Error(`the cache ${folder} is inside the clone; set XDG_CACHE_HOME elsewhere`)
  try {
    mkdirSync(dirname(folder), { recursive: true })
  } catch (error) {
    throw new Error(
      `the cache ${dirname(folder)} cannot be made (${error.code}); set XDG_CACHE_HOME or ML_ARCHITECT_PYTHON`,
    )
  }
  if (isReady(folder)) return interpreterOf(folder)
  await withLock(
    `${folder}.lock`,
    () => isReady(folder) || make(folder),
    (pid) => say(`waiting for the installation of process ${pid}`),
  )
  return interpreterOf(folder)
}

/** Another one for other packages, another interpreter or another machine. */
function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const key = `${requirements}\n${process.platform}-${process.arch}`
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12)
  return resolve(base, 'ml-architect', `python-${hash}`)
}

const interpreterOf = (folder) => join(folder, 'bin', 'python')
const stampOf = (folder) => join(folder, 'requirements.txt')

/** Whole, and its interpreter still there: the system's Python may have been replaced. */
function isReady(folder) {
  if (!existsSync(stampOf(folder))) return false
  return call(interpreterOf(folder), ['-c', 'pass']).status === 0
}

function make(folder) {
  const python = findPython()
  say(`installing ${requirements.trim().split('\n').join(', ')} into ${folder}`)
  rmSync(folder, { recursive: true, force: true })
  const made = makeEnvironment(python, folder)
  if (made.status !== 0) throw new Error(`a Python environment cannot be made: ${lastLine(made)}`)
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--quiet']
  const installed = spawnSync(interpreterOf(folder), [...pip, '-r', requirementsFile], {
    env: { ...process.env, PIP_RETRIES: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: installLimitMs,
  })
  if (installed.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(
      `the packages of test/frameworks/requirements.txt cannot be installed: ${lastLine(installed)}. Reach a package index, or name a Python that has them in ML_ARCHITECT_PYTHON`,
    )
  }
  // Written last: without it the folder is half of an installation and made again.
  writeFileSync(`${stampOf(folder)}.new`, requirements)
  renameSync(`${stampOf(folder)}.new`, stampOf(folder))
}

function findPython() {
  const found = ['python3', 'python'].find(isUsable)
  if (found) return found
  if (installWithApt(['python3', 'python3-venv']) && isUsable('python3')) return 'python3'
  throw new Error(
    `there is no Python ${oldestPython.join('.')} or newer. Install python3 with venv from your system's packages`,
  )
}

function isUsable(python) {
  const version = `import sys; sys.exit(sys.version_info < (${oldestPython.join(', ')}))`
  return call(python, ['-c', version]).status === 0
}

/** Debian keeps venv in a package of its own. */
function makeEnvironment(python, folder) {
  const first = call(python, ['-m', 'venv', folder])
  if (first.status === 0) return first
  rmSync(folder, { recursive: true, force: true })
  return installWithApt(['python3-venv']) ? call(python, ['-m', 'venv', folder]) : first
}

function installWithApt(packages) {
  if (process.getuid?.() !== 0 || call('apt-get', ['--version']).status !== 0) return false
  say(`installing ${packages.join(' and ')} with apt-get`)
  const apt = (args) =>
    spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: installLimitMs,
    }).status === 0
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  return apt(install) || (apt(['update', '-qq']) && apt(install))
}

function missingPackages(python) {
  const names = requirements
    .split('\n')
    .map((line) => line.replace(/[=<>!~\s#].*/, ''))
    .filter((name) => name !== '')
  return names.filter((name) => call(python, ['-c', `import ${name}`]).status !== 0)
}

const call = (program, args) =>
  spawnSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', timeout: callLimitMs })

const lastLine = ({ stderr, stdout, error, signal }) =>
  (stderr || stdout || error?.message || `ended by ${signal}`).trim().split('\n').at(-1)

const isInside = (path, folder) => `${path}/`.startsWith(`${folder}/`)

try {
  console.log(await providePython())
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
