/** A clone in an empty folder, from before the set-up to a second start. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanEnvironment, type Run, run, scratchClone } from '../support/scratch.js'

let base: string
let folder: string
const runs: Run[] = []

beforeAll(() => {
  ;({ base, folder } = scratchClone())
})

afterAll(async () => {
  for (const { child, ended } of runs) {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  rmSync(base, { recursive: true, force: true })
})

function go(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const started = run(command, args, { cwd: folder, env: cleanEnvironment(env) })
  runs.push(started)
  return started
}

/** A folder with node, npm and a shell, and nothing else. */
function barePath(): string {
  const bin = join(base, 'bare')
  mkdirSync(bin, { recursive: true })
  const node = process.execPath
  for (const [name, target] of [
    ['node', node],
    ['sh', '/bin/sh'],
  ] as const) {
    rmSync(join(bin, name), { force: true })
    symlinkSync(target, join(bin, name))
  }
  return bin
}

const ready = /ml-architect is ready: (http:\/\/\S+)/

// In this order: each test goes on where the one before it ended.
describe.sequential('a fresh clone', () => {
  test('before the set-up, the command says what to run', async () => {
    for (const [command, args] of [
      [process.execPath, ['bin/ml-architect.js', 'design', 'x']],
      ['npx', ['--offline', 'ml-architect', 'doctor']],
    ] as const) {
      const { code, stderr, stdout } = await go(command, args).ended
      expect(code).toBe(1)
      expect(stderr).toContain('ml-architect is not built yet. In its folder, run `npm start`')
      expect(stdout).toBe('')
    }
  })

  test('packages that cannot be fetched are one sentence with the last lines of npm', async () => {
    const { code, stderr } = await go('node', ['scripts/setup.mjs'], {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(base, 'empty cache'),
      npm_config_fetch_retries: '0',
    }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^The packages could not be installed \(npm ci ended with \d+\)\. Its last lines:\n/,
    )
    expect(stderr).toMatch(/ECONNREFUSED|ENOTCACHED/)
    expect(stderr).not.toMatch(/at .*\.mjs:\d+/)
  })

  test('npm start sets up, runs and prints the address, under NODE_ENV=production and without a terminal', async () => {
    const start = go('npm', ['start'], { NODE_ENV: 'production', PORT: '0' })
    const [, address] = await start.until(ready, 280_000)
    expect(start.stdout()).toContain('set-up: installing packages')
    const page = await fetch(address ?? '')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<html')

    const second = await go('npm', ['start'], { PORT: '0' }).ended
    expect(second.code).toBe(1)
    expect(second.stderr).toMatch(/ml-architect already runs with the data in .*\(process \d+, http:/)

    const asked = performance.now()
    process.kill(-(start.child.pid ?? 0), 'SIGTERM')
    await start.ended
    expect(performance.now() - asked).toBeLessThan(10_000)
    expect(readdirSync(join(folder, '.data', 'redis'))).not.toContain('lock')
  })

  test('the second start is ready in under 2 s', async () => {
    const times: number[] = []
    // The bar is the program's; a machine that is busy for a while gets more tries, with a pause before each.
    while (times.length < 8 && !times.some((ms) => ms < 2_000)) {
      if (times.length > 0) await new Promise((resolve) => setTimeout(resolve, 1_500))
      const began = performance.now()
      const start = go('npm', ['start'], { PORT: '0' })
      await start.until(ready)
      times.push(performance.now() - began)
      expect(start.stdout()).not.toContain('set-up:')
      process.kill(-(start.child.pid ?? 0), 'SIGINT')
      await start.ended
    }
    expect(Math.min(...times)).toBeLessThan(2_000)
  })

  test('a set-up with nothing to do says nothing and takes under 0.3 s', async () => {
    const times: number[] = []
    for (let i = 0; i < 5; i++) {
      const { code, stdout, stderr, ms } = await go('node', ['scripts/setup.mjs']).ended
      expect([code, stdout, stderr]).toEqual([0, '', ''])
      times.push(ms)
    }
    expect(Math.min(...times)).toBeLessThan(300)
  })

  test('several set-ups at once build once and leave nothing behind', async () => {
    writeFileSync(
      join(folder, 'src', 'errors.ts'),
      `${readFileSync(join(folder, 'src', 'errors.ts'), 'utf8')}\n`,
    )
    const all = await Promise.all([1, 2, 3].map(() => go('node', ['scripts/setup.mjs']).ended))
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(all.filter(({ stdout }) => stdout.includes('set-up: building')).length).toBe(1)
    expect(readdirSync(folder).filter((name) => /^dist\.|\.lock/.test(name))).toEqual([])
  })

  test('a source that is gone is gone from the build', async () => {
    const source = join(folder, 'src', 'short-lived.ts')
    writeFileSync(source, '/** Here for a moment. */\nexport const moment = 1\n')
    await go('node', ['scripts/build.mjs']).ended
    expect(readdirSync(join(folder, 'dist', 'src'))).toContain('short-lived.js')
    rmSync(source)
    await go('node', ['scripts/build.mjs']).ended
    expect(readdirSync(join(folder, 'dist', 'src'))).not.toContain('short-lived.js')
  })

  test('a build that fails says what tsc says and keeps the last one', async () => {
    const source = join(folder, 'src', 'wrong.ts')
    writeFileSync(source, "export const wrong: number = 'text'\n")
    const { code, stderr } = await go('node', ['scripts/setup.mjs']).ended
    rmSync(source)
    expect(code).toBe(1)
    expect(stderr).toContain('src/wrong.ts')
    expect(readdirSync(join(folder, 'dist', 'bin'))).toContain('cli.js')
  })

  test('without a Redis it says which command brings one, and installs none when told so', async () => {
    const { code, stderr } = await go(process.execPath, ['scripts/setup.mjs'], {
      PATH: barePath(),
      INSTALL_REDIS: '0',
    }).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^No Redis-compatible server \(redis-server or valkey-server\) was found\. Install one with `/,
    )
    expect(stderr).toContain('REDIS_URL')
    const given = await go(process.execPath, ['scripts/setup.mjs'], {
      PATH: barePath(),
      INSTALL_REDIS: '0',
      REDIS_URL: 'redis://127.0.0.1:1',
    }).ended
    expect(given.code).toBe(0)
  })

  test('as root it installs one with the package manager, fetching its lists when needed; otherwise it asks for nothing', async () => {
    // A package manager that knows the package once its lists are there, and then puts a server on PATH.
    const bin = barePath()
    const lists = join(base, 'lists')
    const server = join(bin, 'redis-server')
    writeFileSync(
      join(bin, 'apt-get'),
      `#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >>'${join(base, 'apt.log')}'
if [ "$1" = update ]; then : >'${lists}'; exit 0; fi
if [ ! -f '${lists}' ]; then echo 'E: Unable to locate package' >&2; exit 100; fi
printf '#!/bin/sh\\necho "Redis server v=7.0.15 sha=0:0"\\n' >'${server}' && /bin/chmod +x '${server}'
`,
      { mode: 0o755 },
    )
    const { code, stdout, stderr } = await go(process.execPath, ['scripts/setup.mjs'], { PATH: bin }).ended
    if (process.getuid?.() !== 0) {
      expect([code, stdout]).toEqual([1, ''])
      expect(existsSync(join(base, 'apt.log'))).toBe(false)
      return
    }
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(
      /set-up: no Redis-compatible server found: installing one with apt-get \(INSTALL_REDIS=0/,
    )
    const calls = readFileSync(join(base, 'apt.log'), 'utf8').trim().split('\n')
    expect(calls.every((call) => call.startsWith('noninteractive '))).toBe(true)
    expect(calls.at(-1)).toContain('install -y -qq --no-install-recommends redis-server')
    expect(calls.some((call) => call.includes('update'))).toBe(true)
    rmSync(server)
    rmSync(join(bin, 'apt-get'))
  })

  test('a wrong variable, a taken port: one sentence each', async () => {
    const wrong = await go('npm', ['start', '--silent'], { PORT: 'http', LOG_LEVEL: 'loud' }).ended
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toMatch(/^These settings cannot be used:\n- PORT must .*\n- LOG_LEVEL must .*\n$/)

    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = taken.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { code, stderr } = await go('npm', ['start', '--silent'], { PORT: port, LOG_LEVEL: 'silent' }).ended
    taken.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken by another program.*\\bPORT\\b.*\\n$`),
    )
  })

  test('npx ml-architect works offline once it is built', async () => {
    const { code, stdout } = await go('npx', ['--offline', 'ml-architect', 'doctor'], { PORT: '0' }).ended
    expect(stdout).toContain('Ready: `npm start` starts everything.')
    expect(code).toBe(0)
  })
})
