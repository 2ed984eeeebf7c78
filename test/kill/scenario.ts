/**
 * People of three teams talk and decide in many threads while workers are killed: two workers live, three others are
 * killed at random and replaced, and one more dies at each named point; then each team's digest is made by workers that
 * die of it. At the end every session is checked.
 */
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { ProposalSet } from '../../src/design/proposal.js'
import { createProducer, type Producer } from '../../src/queue/bullmq.js'
import { createIntake } from '../../src/session/intake.js'
import { tenantSessionsKey, undeliveredKey, unreadKey } from '../../src/session/keys.js'
import { reaching } from '../../src/session/script.js'
import { createSessionStore } from '../../src/session/store.js'
import type { ProbePoint } from '../../workers/main.js'
import { request } from '../support/events.js'
import { createMemoryPlatform, type MemoryPlatform, servePlatform } from '../support/memory-platform.js'
import type { Random } from '../support/random.js'
import { teamOn } from '../support/team.js'
import { type Checked, checkSession } from './check.js'
import { killWhileDigesting } from './digests.js'
import { allHeld, exited, type Held, isHeldBy, startWorkerProcess, type WorkerProcess } from './fleet.js'
import { channelOf, createPeople, tenants } from './people.js'
import { watchResumption } from './watch.js'
import { proposalsKey } from './worker-options.js'

export interface Plan {
  readonly redisUrl: string
  readonly redis: Redis
  readonly queueRedis: Redis
  readonly random: Random
  readonly sessions: number
  readonly randomKills: number
  readonly points: readonly ProbePoint[]
  /** Where a worker dies that makes a digest, one for each team from the first on. */
  readonly digestPoints: readonly ProbePoint[]
  readonly proposals: ProposalSet
}

export interface Report {
  /** Random kills that hit a worker with a session. */
  readonly holders: number
  readonly turnsCut: number
  readonly pointKills: number
  readonly sessions: number
  readonly steps: number
  readonly messages: number
  readonly decisions: number
  readonly notices: number
  /** Workers that died of a digest. */
  readonly digestKills: number
  /** Architect calls beyond one for each step. */
  readonly repeatedCalls: number
  /** From a kill until somebody went on with what the worker held, at most. */
  readonly longestMs: number
}

const survivors = 2
const victims = 3
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function killWhileTalking(plan: Plan): Promise<Report> {
  const platform = createMemoryPlatform()
  platform.delayMs = () => plan.random.between(0, 40)
  const served = await servePlatform(platform)
  const producer = createProducer(plan.queueRedis, () => undefined)
  const fleet = new Set<WorkerProcess>()
  try {
    return await run(plan, platform, served.url, producer, fleet)
  } finally {
    for (const worker of fleet) worker.child.kill('SIGKILL')
    await Promise.all([...fleet].map(exited))
    await producer.close()
    await served.close()
  }
}

async function run(
  plan: Plan,
  platform: MemoryPlatform,
  platformUrl: string,
  producer: Producer,
  fleet: Set<WorkerProcess>,
): Promise<Report> {
  const { redis, random } = plan
  const store = createSessionStore({ redis, retentionDays: 90, requestsPerUserPerHour: 0 })
  const accept = createIntake({
    store,
    team: teamOn(store),
    wake: { turn: producer.wakeTurn, delivery: producer.wakeDelivery },
    onWakeFailed: () => undefined,
  })
  const start = async (dieAt?: ProbePoint) => {
    const options = {
      redisUrl: plan.redisUrl,
      platformUrl,
      thinkMs: [100, 600],
      ...(dieAt && { dieAt }),
    }
    const worker = await startWorkerProcess(options)
    fleet.add(worker)
    worker.child.once('exit', () => fleet.delete(worker))
    return worker
  }

  await reaching(redis, () => redis.set(proposalsKey, JSON.stringify(plan.proposals)))
  for (const tenant of tenants)
    await accept(
      request(`notify <#${channelOf(tenant)}|team>`, { tenant, user: { id: 'U1', isAdmin: true } }),
    )
  const people = createPeople(accept, random)
  platform.onPost = people.onPost

  await Promise.all(Array.from({ length: survivors }, () => start()))
  const pool = await Promise.all(Array.from({ length: victims }, () => start()))
  const sessions: string[] = []
  for (let i = 0; i < plan.sessions; i++) sessions.push(await people.open(i))

  const watch = watchResumption(redis)
  const successors: Promise<void>[] = []
  let holders = 0
  for (let kills = 0; kills < plan.randomKills; kills++) {
    await sleep(random.between(150, 600))
    while (pool.length === 0) await sleep(20)
    // Four of five kills wait for a victim that holds a session.
    const { victim, held } = await stopOne(redis, sessions, pool, random, kills % 5 !== 4)
    victim.child.kill('SIGKILL')
    await exited(victim)
    if (held.length > 0) holders += 1
    watch.died(held)
    pool.splice(pool.indexOf(victim), 1)
    // Its successor starts beside the next kills.
    successors.push(start().then((worker) => void pool.push(worker)))
  }

  await Promise.all(successors)

  const dieAt = async (point: ProbePoint): Promise<boolean> => {
    const worker = await start(point)
    if (point === 'accepted') sessions.push(await acceptAndDie(worker))
    await exited(worker)
    // A lease outlives its holder by seconds: what it held when it died is still there to be seen.
    watch.died((await allHeld(redis, sessions)).filter((one) => isHeldBy(one, worker)))
    return worker.child.signalCode === 'SIGKILL'
  }
  /** A request that is accepted by a process which dies before it wakes anybody. Returns its session. */
  const acceptAndDie = async (worker: WorkerProcess): Promise<string> => {
    const event = request('Forecast accepted')
    worker.child.send(event)
    await exited(worker)
    expect(await accept(event)).toEqual({ kind: 'duplicate' })
    const all = await redis.zrange(tenantSessionsKey(event.tenant), '0', '-1')
    const found = all.find((id) => !people.designs.has(id))
    if (found === undefined) throw new Error('The accepted event left no session.')
    people.adopt(found, event.tenant)
    return found
  }
  const pointKills = (await Promise.all(plan.points.map(dieAt))).filter(Boolean).length

  // The people fall silent; everything comes to rest.
  people.silence()
  const rests = async () => {
    const [unread, undelivered] = [await redis.zcard(unreadKey), await redis.zcard(undeliveredKey)]
    return unread + undelivered + people.writing() + watch.open()
  }
  await expect.poll(rests, { timeout: 40_000, interval: 50 }).toBe(0)
  const { longestMs, turnsCut } = await watch.end()

  const checked = await Promise.all(
    [...people.designs].map(([session, design]) => checkSession(redis, session, design, platform.posts)),
  )
  const sum = (of: (one: Checked) => number) => checked.reduce((total, one) => total + of(one), 0)
  const calls = Number(await redis.get('test:calls'))
  const digestKills = await killWhileDigesting({ ...plan, platform, start, others: fleet })
  return {
    holders,
    turnsCut,
    pointKills,
    sessions: sessions.length,
    steps: sum(({ steps }) => steps),
    messages: platform.posts.length,
    decisions: sum(({ decisions }) => decisions),
    notices: sum(({ notices }) => notices),
    digestKills,
    repeatedCalls: calls - sum(({ steps }) => steps),
    longestMs,
  }
}

/** How long a victim is waited for that holds a session, in looks of 10 ms. */
const mostLooks = 3_000

/** Stops a worker, so that what it holds is known for certain when it dies. */
async function stopOne(
  redis: Redis,
  sessions: readonly string[],
  pool: readonly WorkerProcess[],
  random: Random,
  mustHold: boolean,
): Promise<{ victim: WorkerProcess; held: Held[] }> {
  for (let looks = 0; looks < mostLooks; looks++) {
    const before = mustHold ? await allHeld(redis, sessions) : []
    const victim = random.pick(
      mustHold ? pool.filter((worker) => before.some((one) => isHeldBy(one, worker))) : pool,
    )
    victim?.child.kill('SIGSTOP')
    await sleep(10)
    if (!victim) continue
    const held = (await allHeld(redis, sessions)).filter((one) => isHeldBy(one, victim))
    if (held.length > 0 || !mustHold) return { victim, held }
    // It finished before it stopped.
    victim.child.kill('SIGCONT')
  }
  throw new Error('No victim came to hold a session.')
}
