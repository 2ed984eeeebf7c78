/**
 * Builds dist/: TypeScript through tsc, and beside it what the program reads at run time (Lua, JSON, styles).
 * The new tree is made aside and moved into place, so nothing stale stays and a failed build changes nothing.
 * Node's standard library only.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withLock } from './lock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = ['bin', 'adapters', 'workers', 'src', 'test']
/** Where files that are not TypeScript are read at run time. */
const withAssets = ['adapters', 'workers', 'src']
const isCode = (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path)
const isAsset = (path) =>
  withAssets.some((folder) => path.startsWith(`${folder}/`)) && !isCode(path) && !path.endsWith('.md')

/** Whether dist/ was built from exactly these sources. */
export function isBuilt() {
  return readStamp() === sourceHash()
}

/** Builds unless that is done, one process at a time. Returns whether it built; throws an Error with tsc's words. */
export async function build({ say = () => {} } = {}) {
  if (isBuilt()) return false
  return withLock(
    join(root, '.build.lock'),
    () => {
      const hash = sourceHash()
      if (readStamp() === hash) return false
      say('Building')
      const fresh = join(root, `dist.${process.pid}.new`)
      const old = join(root, `dist.${process.pid}.old`)
      sweep()
      try {
        compile(fresh)
        for (const path of files().filter(isAsset)) copyInto(fresh, path)
        writeFileSync(join(fresh, '.stamp'), hash)
        if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old)
        renameSync(fresh, join(root, 'dist'))
      } finally {
        rmSync(fresh, { recursive: true, force: true })
        rmSync(old, { recursive: true, force: true })
      }
      return true
    },
    (pid) => say(`Waiting for the build of process ${pid}`),
  )
}

function compile(outDir) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  if (!existsSync(tsc)) throw new Error('TypeScript is not installed. Run: npm ci --include=dev')
  const run = spawnSync(
    process.execPath,
    [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  if (run.status !== 0)
    throw new Error(`The build failed:\n${`${run.stdout ?? ''}${run.stderr ?? ''}`.trim()}`)
}

function copyInto(outDir, path) {
  const target = join(outDir, path)
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(join(root, path), target)
}

/** What a killed build left; only the holder of the lock calls this. */
function sweep() {
  for (const name of readdirSync(root)) {
    if (/^dist\.\d+\.(new|old)$/.test(name)) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function files() {
  return sources
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => walk(folder))
    .sort()
}

function walk(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() ? [path] : []
  })
}

/** Contents, not times: a checkout changes the one without the other. */
function sourceHash() {
  const hash = createHash('sha256')
  const inputs = [
    'tsconfig.json',
    'scripts/build.mjs',
    ...files().filter((path) => isCode(path) || isAsset(path)),
  ]
  for (const path of inputs) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function readStamp() {
  try {
    return readFileSync(join(root, 'dist', '.stamp'), 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const built = await build({ say: (line) => console.log(line) })
    console.log(built ? 'Built dist/.' : 'dist/ is up to date.')
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
