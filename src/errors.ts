/**
 * The faults of the program: things that should not happen and that a caller can react to by class or code.
 * Expected problems (a bad spec, a contradictory brief) are values, not errors.
 */

import type { Obstacle } from './messages/from-obstacle.js'

/** Base of every fault. `code` is stable and safe to log; `message` names no user text. */
export abstract class Fault extends Error {
  abstract readonly code: string
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
  }
}

/** Settings that the program cannot start with. `problems` holds one sentence per variable. */
export class ConfigFault extends Fault {
  readonly code = 'config'
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}

/** Redis cannot be reached or does not answer in time. Nothing was accepted; trying again is safe. */
export class StoreUnavailable extends Fault {
  readonly code = 'store-unavailable'
}

/** Somebody else holds the session now: what this holder wanted to write is refused. */
export class LeaseLost extends Fault {
  readonly code = 'lease-lost'
}

/** The session was written by a newer version of the program. */
export class UnknownHeadVersion extends Fault {
  readonly code = 'unknown-head-version'
}

/** A stored record does not have the form this version writes. */
export class CorruptRecord extends Fault {
  readonly code = 'corrupt-record'
}

/** A thing to store is over the session's size limits. */
export class TooLarge extends Fault {
  readonly code = 'too-large'
}

/** The chat platform refused a delivery for good (channel archived, bot removed): do not try again. */
export class DeliveryRefused extends Fault {
  readonly code = 'delivery-refused'
  /** Absent where there is nothing to say of it. */
  readonly obstacle: Obstacle | undefined
  constructor(message: string, options: { cause?: unknown; obstacle?: Obstacle } = {}) {
    super(message, options)
    this.obstacle = options.obstacle
  }
}

/** The chat platform did not take the delivery now. `retryAfterMs` is what it asked for, if it did. */
export class DeliveryDelayed extends Fault {
  readonly code = 'delivery-delayed'
  /** Some of the message may be posted: it is looked for before the next try. */
  readonly mayBePosted: boolean
  constructor(
    message: string,
    readonly retryAfterMs?: number,
    options: { cause?: unknown; mayBePosted?: boolean } = {},
  ) {
    super(message, options)
    this.mayBePosted = options.mayBePosted ?? false
  }
}

/** No Redis-compatible server could be found, installed or started. `message` says which command mends it. */
export class RedisMissing extends Fault {
  readonly code = 'redis-missing'
}

/** The program cannot listen where it was told to. */
export class PortTaken extends Fault {
  readonly code = 'port-taken'
}

/** Another process of the program uses the same data folder. `message` names it. */
export class AlreadyRunning extends Fault {
  readonly code = 'already-running'
}

/** What a person gave a command cannot be used. `message` says what was expected. Exit code 2. */
export class BadInput extends Fault {
  readonly code = 'bad-input'
}

/** There is no renderer of pictures for this machine; everything else works. */
export class PicturesUnavailable extends Fault {
  readonly code = 'pictures-unavailable'
}
