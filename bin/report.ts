/** What a person is told when a command fails: sentences, and a stack only for what nobody expected. */
import { BadInput, ConfigFault, Fault } from '../src/errors.js'
import { redact } from '../src/log.js'

/** Prints to standard error and returns the exit code. */
export function report(error: unknown): 1 | 2 {
  if (error instanceof ConfigFault) {
    const [one, ...more] = error.problems
    console.error(
      more.length === 0
        ? one
        : `These settings cannot be used:\n${error.problems.map((p) => `- ${p}`).join('\n')}`,
    )
    return 2
  }
  if (error instanceof Fault) {
    console.error(redact(error.message))
    return error instanceof BadInput ? 2 : 1
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(
    redact(`Something unexpected happened in ml-architect. Please report it with these lines:\n${stack}`),
  )
  return 1
}
