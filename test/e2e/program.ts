/** The program as `npm start` runs it, built and in a process of its own, on a free port and an empty data folder. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment, run } from '../support/scratch.js'

export interface StartedProgram {
  /** Where the chat is, as the program said it; `''` for a worker. */
  readonly address: string
  /** SIGTERM, and the data is gone; throws when the program did not end well. */
  stop(): Promise<void>
  /** SIGTERM; the data stays for `resume`. */
  halt(): Promise<void>
  /** Starts again at the same address, on the same data. */
  resume(): Promise<void>
}

/** The project's folder, from the sources as from `dist`. */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** What each command says when it can be used, with its address where people can open one. */
const ready = {
  start: /ml-architect is ready: (http:\/\/\S+)/,
  adapters: /ml-architect is ready: (http:\/\/\S+)/,
  worker: /ml-architect is ready/,
} as const
export type ProgramCommand = keyof typeof ready

/** Contract: rejects with everything the program printed when it does not get ready. */
export async function startProgram(
  env: NodeJS.ProcessEnv = {},
  command: ProgramCommand = 'start',
): Promise<StartedProgram> {
  const data = mkdtempSync(join(tmpdir(), 'ml architect e2e '))
  const removeData = () => rmSync(data, { recursive: true, force: true })
  const launch = (port: string) => launchProgram(command, { PORT: port, DATA_DIR: data, ...env })
  let running = await launch('0').catch((error) => {
    removeData()
    throw error
  })
  const { address } = running
  return {
    address,
    halt: () => running.end(),
    async resume() {
      running = await launch(new URL(address).port)
    },
    async stop() {
      await running.end().finally(removeData)
    },
  }
}

async function launchProgram(command: ProgramCommand, env: NodeJS.ProcessEnv) {
  const { child, ended, until } = run(process.execPath, ['bin/ml-architect.js', command], {
    cwd: projectFolder(),
    env: cleanEnvironment(env),
  })
  try {
    const [, address = ''] = await until(ready[command], 60_000)
    return {
      address,
      async end() {
        child.kill('SIGTERM')
        const { code, stderr } = await ended
        if (code !== 0) throw new Error(`Expected the program to end with 0. Received: ${code}\n${stderr}`)
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    await ended
    throw error
  }
}
