/**
 * The queue: wakes turns and deliveries on any worker, never two at once for one session, and takes up what a
 * dead worker left. Jobs carry a session id and nothing else; the only importer of bullmq.
 */
import { DelayedError, type Job, Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { queuePrefix } from '../session/keys.js'

/** How a job ended: done, or to be run again after `ms` without holding a worker in between. */
export type Ended = { readonly kind: 'done' } | { readonly kind: 'later'; readonly ms: number }

export interface Producer {
  /**
   * @param round in which its turn comes: in each, every team that waits has one, so that one team's flood stands behind
   *   another's single request
   */
  wakeTurn(session: string, round: number): Promise<void>
  /** @param round of an opening, as above; what else there is to deliver has none, and goes before */
  wakeDelivery(session: string, round?: number): Promise<void>
  wakeAll(sessions: {
    readonly turns: readonly { readonly session: string; readonly round: number }[]
    readonly deliveries: readonly string[]
  }): Promise<void>
  /** A team's digest on Mondays at 09:00 in an IANA time zone; undefined: none any more. */
  scheduleDigest(tenant: string, timeZone: string | undefined): Promise<void>
  /**
   * Removes the jobs of a session that is not in the store any more. One that runs ends by itself, because the
   * session is gone, and is not kept for later.
   */
  forget(session: string): Promise<void>
  close(): Promise<void>
}

export interface Handlers {
  /** Contract: throws only what the queue shall try again. `tries` counts from 1. */
  turn(session: string, tries: number): Promise<Ended>
  delivery(session: string, tries: number): Promise<Ended>
  /** @param due when it was to be made, ms since 1970 */
  digest(tenant: string, due: number): Promise<Ended>
  /** Whether the session is there: none waits in the queue for one that was forgotten while its job ran. */
  exists(session: string): Promise<boolean>
}

export interface WorkersOptions {
  /** From connectQueue; each worker makes a blocking connection of its own beside it. */
  readonly redis: Redis
  readonly handlers: Handlers
  readonly concurrency: number
  /** The code of an error: all that the queue may store of it. */
  readonly codeOf: (error: unknown) => string
  readonly onError: (error: Error) => void
}

export interface QueueWorkers {
  ready(): Promise<void>
  /**
   * Takes no more jobs and waits for those that run. After `graceMs`, `handBack` is called, so that they return
   * early; what then still runs is cut off from Redis, and taken up by others when its lock runs out.
   */
  close(graceMs: number, handBack: () => void): Promise<void>
}

interface JobData {
  readonly session: string
}
interface DigestData {
  readonly tenant: string
}

/** Mondays at 09:00 (minute, hour, day, month, weekday). */
const digestPattern = '0 9 * * 1'

/**
 * A dead worker's job is seen as stalled after at most the lock and one interval. Shorter than a lease: a job that
 * is taken up too early finds the session held and waits without holding a worker, and one whose second worker
 * dies before it takes the lease still goes on in time.
 */
const lockMs = 2_500
const stalledEveryMs = 1_000
/**
 * How long an idle worker sleeps at most. A worker that is killed may have taken the marker of a delayed job with
 * it; the others then find the job when they look.
 */
const idleSeconds = 1
/** Attempts do not protect a job from stalls; a session may outlive any number of dead workers. */
const maxStalledCount = 1_000_000
/** 0.2 s … 3.2 s with jitter; afterwards the job is gone and the sweeper begins anew. */
const retries = { attempts: 6, backoff: { type: 'exponential', delay: 200, jitter: 0.5 } } as const
const leaveNothing = { removeOnComplete: true, removeOnFail: true } as const
/** How long a job that was told to hand back may take for it, and how long cutting off one that does not. */
const handBackMs = 1_000
const cutOffMs = 300

/** BullMQ's lowest priority is 2 097 152. */
const lastRound = 2_000_000

const jobFor = (session: string, round = 0) => ({
  name: 'wake',
  data: { session },
  opts: {
    deduplication: { id: session, keepLastIfActive: true },
    ...(round > 0 && { priority: Math.min(round, lastRound) }),
  },
})

export function createProducer(redis: Redis, onError: (error: Error) => void): Producer {
  const open = <Data>(name: 'turn' | 'delivery' | 'digest') => {
    const queue = new Queue<Data>(name, {
      connection: redis,
      prefix: queuePrefix,
      defaultJobOptions: { ...retries, ...leaveNothing },
      // Events are for listeners, and there are none.
      streams: { events: { maxLen: 10 } },
    })
    queue.on('error', onError)
    return queue
  }
  const turn = open<JobData>('turn')
  const delivery = open<JobData>('delivery')
  const digest = open<DigestData>('digest')
  const wake = async (queue: Queue<JobData>, session: string, round?: number) => {
    const { name, data, opts } = jobFor(session, round)
    await queue.add(name, data, opts)
  }
  return {
    wakeTurn: (session, round) => wake(turn, session, round),
    wakeDelivery: (session, round) => wake(delivery, session, round),
    async wakeAll({ turns, deliveries }) {
      if (turns.length > 0) await turn.addBulk(turns.map(({ session, round }) => jobFor(session, round)))
      if (deliveries.length > 0) await delivery.addBulk(deliveries.map((session) => jobFor(session)))
    },
    async scheduleDigest(tenant, timeZone) {
      if (timeZone === undefined) {
        await digest.removeJobScheduler(tenant)
        return
      }
      const repeat = { pattern: digestPattern, tz: timeZone }
      await digest.upsertJobScheduler(tenant, repeat, { name: 'digest', data: { tenant }, opts: retries })
    },
    async forget(session) {
      for (const queue of [turn, delivery]) {
        const job = await queue.getDeduplicationJobId(session)
        // The job's key goes with it; where the job runs, both go when it ends. A key may also outlive its job.
        if (job !== null && (await queue.remove(job)) === 1) await queue.removeDeduplicationKey(session)
        // A wake-up that came to nothing left an event that names the session.
        await queue.trimEvents(0)
      }
    },
    async close() {
      await Promise.all([turn.close(), delivery.close(), digest.close()])
    },
  }
}

export function startQueueWorkers({
  redis,
  handlers,
  concurrency,
  codeOf,
  onError,
}: WorkersOptions): QueueWorkers {
  const common = {
    connection: redis,
    prefix: queuePrefix,
    maxStalledCount,
    stalledInterval: stalledEveryMs,
    drainDelay: idleSeconds,
  }
  const start = (name: 'turn' | 'delivery') => {
    const worker = new Worker<JobData>(
      name,
      async (job, token) => {
        const { session } = job.data
        const work = withCode(handlers[name](session, job.attemptsStarted), codeOf)
        await processed(job, token, work, () => handlers.exists(session))
      },
      {
        ...common,
        ...leaveNothingInWorker,
        concurrency,
        lockDuration: lockMs,
      },
    )
    worker.on('error', onError)
    return worker
  }
  const digests = new Worker<DigestData>(
    'digest',
    async (job, token) => {
      // The scheduler's own time, however late the job is taken up and however often.
      const due = job.opts.prevMillis || job.timestamp
      await processed(job, token, withCode(handlers.digest(job.data.tenant, due), codeOf))
    },
    { ...common, ...leaveNothingInWorker, lockDuration: lockMs },
  )
  digests.on('error', onError)
  const workers = [start('turn'), start('delivery'), digests]

  return {
    async ready() {
      await Promise.all(workers.map((worker) => worker.waitUntilReady()))
    },
    async close(graceMs, handBack) {
      const closed = Promise.all(workers.map((worker) => worker.close()))
      if (!(await within(closed, graceMs))) {
        handBack()
        // A second close would only wait for the first one.
        if (!(await within(closed, handBackMs)))
          await within(Promise.all(workers.map((worker) => worker.disconnect())), cutOffMs)
      }
    },
  }
}

const leaveNothingInWorker = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } } as const

/**
 * A job that is to be run again waits without holding a worker.
 * @param isWanted asked when it waits: whoever forgets the session could not remove a job that ran
 */
async function processed(
  job: Job,
  token: string | undefined,
  work: Promise<Ended>,
  isWanted?: () => Promise<boolean>,
): Promise<void> {
  const ended = await work
  if (ended.kind === 'done') return
  await job.moveToDelayed(Date.now() + ended.ms, token)
  // Where that cannot be told, or another worker has it by now, the job finds out when it runs.
  if (isWanted && !(await isWanted().catch(() => true))) await job.remove().catch(() => undefined)
  throw new DelayedError()
}

/** BullMQ stores the message and the stack of what a job throws: let that be a code. */
async function withCode<T>(work: Promise<T>, codeOf: (error: unknown) => string): Promise<T> {
  try {
    return await work
  } catch (error) {
    const plain = new Error(codeOf(error))
    plain.stack = plain.message
    throw plain
  }
}

/** Whether the work ended within the time. */
async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
