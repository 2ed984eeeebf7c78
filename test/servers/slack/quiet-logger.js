/** A logger for Slack's clients that keeps their expected complaints out of a test's output. */
import { LogLevel } from '@slack/bolt';
export const quietLogger = {
    debug() { },
    info() { },
    warn() { },
    error() { },
    setLevel() { },
    getLevel: () => LogLevel.ERROR,
    setName() { },
};
//# sourceMappingURL=quiet-logger.js.map