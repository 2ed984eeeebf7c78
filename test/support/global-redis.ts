/** Before any test: is there a Redis-compatible server at all? One clear sentence instead of a hundred failures. */
import { findServer } from './redis.js'

export function setup(): void {
  if (!findServer())
    throw new Error(
      'The tests need redis-server or valkey-server on PATH. Install one with the system package manager, for example: apt-get install redis-server',
    )
}
