/** The program as it is installed: the half that listens and the half that thinks, two processes on one Redis. */
import { fileURLToPath } from 'node:url'
import type { Slack } from '../servers/slack/server.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { cleanEnvironment, type Run, run } from '../support/scratch.js'
import type { Transport } from '../support/slack.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Halves {
  readonly redis: TestRedis
  /** All that the processes wrote to their logs. */
  log(): string
  stop(): Promise<void>
}

/** Starts both and tells Slack where the program listens. */
export async function startHalves(
  slack: Slack,
  transport: Transport,
  env: NodeJS.ProcessEnv = {},
): Promise<Halves> {
  const redis = await startRedis()
  const runs: { run: Run; text: string }[] = []
  const start = (name: 'adapters' | 'worker'): Run => {
    const started = run(process.execPath, ['bin/ml-architect.js', name], {
      cwd: root,
      env: cleanEnvironment({
        PORT: '0',
        REDIS_URL: redis.url,
        SLACK_BOT_TOKEN: slack.token('T1').value,
        SLACK_API_URL: slack.apiUrl,
        ...(transport === 'http'
          ? { SLACK_SIGNING_SECRET: slack.app.signingSecret }
          : { SLACK_APP_TOKEN: slack.app.appToken }),
        ...env,
      }),
    })
    const kept = { run: started, text: '' }
    started.child.stderr?.on('data', (chunk) => {
      kept.text += String(chunk)
    })
    runs.push(kept)
    return started
  }
  const [adapters, worker] = [start('adapters'), start('worker')]
  const [, address] = await adapters.until(/ready: Slack over (\S+)/)
  await worker.until(/ready/)
  if (transport === 'http') slack.sendTo(address ?? '')
  return {
    redis,
    log: () => runs.map(({ text }) => text).join(''),
    async stop() {
      for (const { run: one } of runs) {
        one.child.kill('SIGTERM')
        await one.ended
      }
      await redis.stop()
    },
  }
}
