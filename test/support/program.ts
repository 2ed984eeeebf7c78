/** A program with a worker on a Redis of the file's own, for the tests of one file; a new program for each test. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Conversation } from '../../src/architect/architect.js'
import { createOfflineArchitect } from '../../src/architect/offline.js'
import { startRedis, type TestRedis } from './redis.js'
import { scriptedArchitect } from './scripted-architect.js'
import { createProgram, type Program } from './workers.js'

/** @param hears what the offline architect hears of a conversation */
export function useOfflineProgram(hears: (said: Conversation) => Conversation = (said) => said): {
  program: Program
} {
  // Filled before each test; a test never sees it before.
  const fixture = {} as { program: Program }
  const offline = createOfflineArchitect()
  let server: TestRedis
  beforeAll(async () => {
    server = await startRedis()
  })
  beforeEach(async () => {
    fixture.program = createProgram(
      server,
      scriptedArchitect((conversation, context) => offline.next(hears(conversation), context)),
    )
    await fixture.program.startWorker()
  })
  afterEach(() => fixture.program.close())
  afterAll(() => server.stop())
  return fixture
}

/** A first request goes on with the assumptions instead of asking. */
export const assumingAtFirst = (said: Conversation): Conversation =>
  said.brief ? said : { ...said, unread: said.unread.map((entry) => ({ ...entry, assumeRest: true })) }
