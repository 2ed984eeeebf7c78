/** The frame of a command that runs until it is told to stop: settings, log, signals, and an end that closes everything. */
import { type Config, chatProblem, type Environment, readConfig } from '../src/config.js'
import { ConfigFault } from '../src/errors.js'
import { createLogger, type Log } from '../src/log.js'
import { type Closers, createClosers, firstSignal } from './lifecycle.js'

/** What a command needs to open its parts. */
export interface Service {
  readonly config: Config
  readonly log: Log
  /** Takes what was opened; it is closed in reverse order, also where a later part cannot be opened. */
  readonly closers: Closers
}

/**
 * Opens the command's parts, says where it can be reached, and waits for SIGINT or SIGTERM. Returns the exit code.
 * @param open returns what stands behind `ml-architect is ready:`
 * @throws ConfigFault for settings, and what `open` throws, after everything was closed again
 */
export async function serve(
  environment: Environment,
  open: (service: Service) => Promise<string>,
): Promise<number> {
  const config = readConfig(environment)
  const problem = chatProblem(config)
  if (problem !== undefined) throw new ConfigFault([problem])

  const log = createLogger({
    level: config.logLevel,
    secrets: secretsOf(config),
  })
  const closers = createClosers()
  const stopped = firstSignal(log)
  try {
    const where = await open({ config, log, closers })
    process.stdout.write(`ml-architect is ready: ${where}\n`)
    await stopped
  } finally {
    await closers.closeAll(log)
  }
  return 0
}

/** What no line of the log may hold. */
function secretsOf({ webChatToken, slack }: Config): string[] {
  const all = [webChatToken, slack?.botToken, slack?.appToken, slack?.signingSecret]
  return all.filter((secret) => secret !== undefined)
}
