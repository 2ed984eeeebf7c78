/** A logger for Slack's clients that keeps their expected complaints out of a test's output. */
import { type Logger, LogLevel } from '@slack/bolt'

export const quietLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}
