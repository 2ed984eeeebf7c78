/**
 * A worker process to be killed: the real workers with an architect that does as it is told and a platform over HTTP.
 * Its argument is a JSON object; with `dieAt` it kills itself the first time it comes to that point.
 */
import { Redis } from 'ioredis'
import type { ChatEvent } from '../../src/chat/contract.js'
import type { ProposalSet } from '../../src/design/proposal.js'
import { connectStore } from '../../src/session/connection.js'
import { createIntake } from '../../src/session/intake.js'
import { createSessionStore } from '../../src/session/store.js'
import { type ProbePoint, startWorkers } from '../../workers/main.js'
import { remotePlatform } from '../support/memory-platform.js'
import { echoStep, scriptedArchitect } from '../support/scripted-architect.js'
import { teamOn } from '../support/team.js'
import { designStep } from './design-step.js'
import { proposalsKey, workerOptions } from './worker-options.js'

const options = workerOptions.parse(JSON.parse(process.argv[2] ?? '{}'))

const probe = (point: ProbePoint) => {
  if (point === options.dieAt) process.kill(process.pid, 'SIGKILL')
}
const config = { turnConcurrency: 8, retentionDays: 90, requestsPerUserPerHour: 0 }
const calls = new Redis(options.redisUrl)

let proposals: ProposalSet | undefined
const architect = scriptedArchitect(async (conversation, { signal }) => {
  await calls.incr('test:calls')
  const [low, high] = options.thinkMs
  await new Promise((resolve) => setTimeout(resolve, low + Math.random() * (high - low)))
  signal.throwIfAborted()
  const first = conversation.transcript[0] ?? conversation.unread[0]
  if (first?.kind !== 'user' || !first.text.startsWith('Design')) return echoStep(conversation)
  proposals ??= JSON.parse((await calls.get(proposalsKey)) ?? '')
  if (!proposals) throw new Error('The test has set no proposals.')
  return designStep(conversation, proposals)
})

const workers = await startWorkers({
  config,
  redisUrl: options.redisUrl,
  log: {
    info: () => undefined,
    warn: () => undefined,
    error: (fields, message) => console.error(message, fields),
  },
  architect,
  adapters: new Map([['slack', remotePlatform(options.platformUrl)]]),
  probe,
})

// For the point after accept: this process is then the one that a platform talks to.
const redis = connectStore(options.redisUrl, 2_000, () => undefined)
const store = createSessionStore({ redis, ...config })
const accept = createIntake({
  store,
  team: teamOn(store),
  wake: { turn: async () => undefined, delivery: async () => undefined },
  onWakeFailed: () => undefined,
  probe,
})
process.on('message', (event: ChatEvent) => void accept(event))
process.on('SIGTERM', async () => {
  await workers.stop(5_000)
  process.exit(0)
})
// A worker whose parent is gone has nothing to do.
process.on('disconnect', () => process.exit(0))
process.send?.(workers.name)
