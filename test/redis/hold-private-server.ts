/** A process that starts a private server and keeps it, for tests that end such a process in one way or another. */
import { startPrivateServer } from '../../src/redis/private-server.js'

const [dataDir = '', how = 'hold'] = process.argv.slice(2)
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

try {
  const server = await startPrivateServer({ dataDir, searchPath: process.env.PATH ?? '', log: quiet })
  server.announce('http://127.0.0.1:3456')
  process.stdout.write(`${JSON.stringify({ url: server.url, adopted: server.adopted })}\n`)
  if (how === 'exit') process.exit(0)
  process.on('SIGTERM', () => {
    void server.stop().then(() => process.exit(0))
  })
  setInterval(() => undefined, 60_000)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: error instanceof Error ? error.message : '' })}\n`)
}
