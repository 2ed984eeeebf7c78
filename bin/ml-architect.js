#!/usr/bin/env node
/** Runs the built command line, or says what to do where it is not built. Committed, so that npx finds it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/bin/cli.js', import.meta.url)

if (!existsSync(built)) {
  console.error(
    'ml-architect is not built yet. In its folder, run `npm start` to set up and start everything, or `npm ci --include=dev && npm run build` for the command line alone.',
  )
  process.exitCode = 1
} else {
  try {
    await import(built.href)
  } catch (error) {
    const missing =
      error?.code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package '([^']+)'/.exec(error.message)
    if (!missing) throw error
    console.error(
      `The package ${missing[1]} of ml-architect is not installed. Run \`npm ci\` in ${fileURLToPath(new URL('..', import.meta.url))}`,
    )
    process.exitCode = 1
  }
}
