/** One at a time: a lock file in the project's root that names its holder, and is taken over from a dead one. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const patienceMs = 15 * 60_000

/** Runs `work` while no other process does. `onWait` is called once if another holds the lock. */
export async function withLock(path, work, onWait = () => {}) {
  const mine = `${process.pid}\n${Date.now()}\n`
  const deadline = Date.now() + patienceMs
  let waited = false
  while (!take(path, mine)) {
    if (Date.now() > deadline)
      throw new Error(`${path} is held by process ${holder(path)}. If that is not a set-up, delete the file.`)
    if (!waited) onWait(holder(path))
    waited = true
    await sleep(150)
  }
  const release = () => rmSync(path, { force: true })
  const onSignal = (signal) => {
    release()
    process.kill(process.pid, signal)
  }
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    return await work()
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    release()
  }
}

function take(path, mine) {
  try {
    writeFileSync(path, mine, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const seen = read(path)
  if (seen === undefined || isAlive(Number.parseInt(seen, 10))) return false
  // Its holder died. Whoever moves exactly that file away may try again; a younger lock is put back.
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return false
  }
  const moved = read(aside)
  rmSync(aside, { force: true })
  if (moved !== undefined && moved !== seen) writeFileSync(path, moved)
  return false
}

const holder = (path) => Number.parseInt(read(path) ?? '', 10) || 'unknown'

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  // Just created and not yet written.
  if (!Number.isInteger(pid)) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
