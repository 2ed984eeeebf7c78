/** The command line's frame: help, unknown words, exit codes, doctor. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '../support/redis.js'
import { cleanEnvironment, run } from '../support/scratch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
let base: string
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'ml architect '))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

const command = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, [join(root, 'bin/ml-architect.js'), ...args], {
    cwd: base,
    env: cleanEnvironment({ PORT: '0', ...env }),
  }).ended

describe('ml-architect', () => {
  test('lists the commands that work', async () => {
    const { code, stdout } = await command(['--help'])
    expect(code).toBe(0)
    for (const name of ['start', 'adapters', 'worker', 'design', 'check', 'scaffold', 'doctor'])
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  })

  test('says its version', async () => {
    const { code, stdout } = await command(['--version'])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  })

  test.each([[['desing', 'x']], [['start', '--port', '1']], [['start', 'now']], [[]]])(
    '%j is bad input',
    async (args) => {
      const { code, stderr } = await command(args)
      expect(code).toBe(2)
      expect(stderr).not.toMatch(/ at .*:\d+:\d+/)
      expect(stderr).not.toBe('')
    },
  )
})

describe('doctor', () => {
  const doctor = (env: NodeJS.ProcessEnv = {}) =>
    command(['doctor'], { DATA_DIR: join(base, 'data'), ...env })

  test('finds a machine ready that is', async () => {
    const { code, stdout, stderr } = await doctor()
    expect([code, stderr]).toEqual([0, ''])
    for (const about of ['settings', 'redis', 'port', 'data folder'])
      expect(stdout).toMatch(new RegExp(`^ok +${about}: `, 'm'))
  })

  test('changes nothing', async () => {
    const dataDir = join(base, 'never made')
    await doctor({ DATA_DIR: dataDir })
    expect(() => chmodSync(dataDir, 0o700)).toThrow('ENOENT')
  })

  test('says of each wrong variable how to mend it', async () => {
    const { code, stdout } = await doctor({ LOG_LEVEL: 'loud', DISCORD_TOKEN: 'secret-value' })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^BAD +settings: LOG_LEVEL must be one of/m)
    expect(stdout).toMatch(
      /^BAD +settings: DISCORD_TOKEN is set, but Discord is not in this version: unset it/m,
    )
    expect(stdout).toContain('2 things keep ml-architect from running.')
    expect(stdout).not.toContain('secret-value')
  })

  test('names the taken port and another one', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { code, stdout } = await doctor({ PORT: String(port) })
    server.close()
    expect(code).toBe(1)
    expect(stdout).toMatch(
      new RegExp(`^BAD +port: Port ${port} on 127.0.0.1 is taken by another program\\. .*PORT=0`, 'm'),
    )
  })

  test('a HOST of another machine is told', async () => {
    const { code, stdout } = await doctor({
      HOST: '192.0.2.1',
      WEB_CHAT_TOKEN: 'a-token-of-some-length',
      PORT: '3999',
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^BAD +port: HOST 192.0.2.1 is no address of this machine/m)
  })

  test('a Redis that is away, and one that forgets', async () => {
    const away = await doctor({ REDIS_URL: 'redis://:hunter2@127.0.0.1:1' })
    expect(away.code).toBe(1)
    expect(away.stdout).toMatch(
      /^BAD +redis: Redis at redis:\/\/127.0.0.1:1 cannot be used \(ECONNREFUSED\)/m,
    )
    expect(away.stdout).not.toContain('hunter2')

    const redis = await startRedis()
    const forgetful = await doctor({ REDIS_URL: redis.url })
    await redis.stop()
    expect(forgetful.code).toBe(0)
    expect(forgetful.stdout).toMatch(/^warn +persistence: .*appendonly yes/m)
    expect(forgetful.stdout).toMatch(/^ok +eviction: /m)
  })

  test('a data folder that is a file is told', async () => {
    mkdirSync(join(base, 'somewhere'), { recursive: true })
    const { code, stdout } = await doctor({ DATA_DIR: fileURLToPath(import.meta.url) })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^BAD +data folder: /m)
  })

  test('without a server it says which command brings one', async () => {
    const { code, stdout } = await doctor({ PATH: join(base, 'somewhere') })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^BAD +redis: No Redis-compatible server .* Install one with `/m)
  })
})
