/** Before the suite: a Python with the frameworks, whose path the tests inject. Without one the suite fails at once. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    python: string
  }
}

const script = fileURLToPath(new URL('../../scripts/provide-python.mjs', import.meta.url))

export function setup(project: TestProject): void {
  const found = spawnSync(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (found.status !== 0) throw new Error('There is no Python with the frameworks; the line above says why.')
  project.provide('python', found.stdout.trim())
}
