/**
 * Installs a Redis-compatible server with the system's package manager where that needs no password: apt, dnf
 * or apk as root, Homebrew as a user. Never through sudo. Node's standard library only.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A policy that tells Debian's packages not to start what they install: the program runs its own server. */
const noninteractive = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', HOMEBREW_NO_AUTO_UPDATE: '1' }
const limitMs = 10 * 60_000

const managers = [
  {
    name: 'apt-get',
    asRoot: true,
    before: [['update', '-qq']],
    tries: [
      ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'],
      ['install', '-y', '-qq', '--no-install-recommends', 'valkey-server'],
    ],
  },
  {
    name: 'dnf',
    asRoot: true,
    before: [],
    tries: [
      ['install', '-y', '-q', 'redis'],
      ['install', '-y', '-q', 'valkey'],
    ],
  },
  {
    name: 'apk',
    asRoot: true,
    before: [],
    tries: [
      ['add', '--no-cache', 'redis'],
      ['add', '--no-cache', 'valkey'],
    ],
  },
  {
    name: 'brew',
    asRoot: false,
    before: [],
    tries: [
      ['install', '--quiet', 'redis'],
      ['install', '--quiet', 'valkey'],
    ],
  },
]

/** Returns whether a package manager said it installed one. */
export function installRedis({ path, say }) {
  const isRoot = process.getuid?.() === 0
  const manager = managers.find(({ name, asRoot }) => asRoot === isRoot && onPath(name, path))
  if (!manager) return false
  const run = (args) =>
    spawnSync(manager.name, args, {
      env: { ...process.env, ...noninteractive },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: limitMs,
    })
  say(`no Redis-compatible server found: installing one with ${manager.name} (INSTALL_REDIS=0 prevents this)`)
  // A fresh machine has no package lists: they are fetched when the first round finds nothing.
  let last
  for (const before of manager.before.length > 0 ? [[], manager.before] : [[]]) {
    for (const args of before) run(args)
    for (const args of manager.tries) {
      last = run(args)
      if (last.status === 0) return true
    }
  }
  const why = (last?.stderr ?? '').trim().split('\n').at(-1)
  say(`${manager.name} could not install it${why ? `: ${why}` : ''}`)
  return false
}

function onPath(name, path) {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return folder !== ''
    } catch {
      return false
    }
  })
}
