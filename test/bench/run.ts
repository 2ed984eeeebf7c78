/**
 * `npm run bench`: what the program adds to its queue, in one interleaved run on a Redis of its own; how long a single
 * request waits behind a flood; how long Slack waits for an acknowledgement; what a long session writes; what a check and
 * an offline design cost. Prints figures, asserts nothing.
 */
import { performance } from 'node:perf_hooks'
import { Queue, Worker } from 'bullmq'
import { examples } from '../../src/messages/from-receipt.js'
import { connectQueue } from '../../src/session/connection.js'
import { queuePrefix } from '../../src/session/keys.js'
import { reply, request } from '../support/events.js'
import { startRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram } from '../support/workers.js'
import { checkCpuMs, deepSpec } from './check.js'
import { designCpuMs } from './design.js'
import { measureFairQueue, turnMs } from './fair-queue.js'
import { measureAcknowledgement, measureBehindSlowApi, measureWithoutRedis } from './slack-acknowledge.js'
import { measureWrites } from './writes.js'

const rounds = Number(process.argv[2] ?? 400)
const warmUp = 50

// First of all, while none of it is compiled.
check()
const server = await startRedis()
try {
  await latency()
} finally {
  await server.stop()
}
await fairQueue()
await acknowledgement()
await writes()
await design()

async function latency() {
  const queueRedis = connectQueue(server.url, console.error)
  const bare = new Queue('bare', { connection: queueRedis, prefix: queuePrefix })
  const finished = waiter()
  const worker = new Worker('bare', async () => undefined, {
    connection: queueRedis,
    prefix: queuePrefix,
    concurrency: 8,
    removeOnComplete: { count: 0 },
  })
  worker.on('completed', () => finished.happen())
  await worker.waitUntilReady()

  const asked = waiter()
  const posted = waiter()
  let answeredAt = 0
  const architect = scriptedArchitect(() => {
    asked.happen()
    answeredAt = performance.now()
    return { kind: 'say', text: 'heard' }
  })
  const program = createProgram(server, architect)
  program.platform.onPost = () => posted.happen()
  await program.startWorker()

  // Threads are open and known before anything is timed; each lives for ten rounds, as a conversation does.
  const threads = await Promise.all(
    Array.from({ length: Math.ceil((warmUp + rounds) / 10) }, () => program.open(request())),
  )
  while (program.platform.posts.length < 2 * threads.length) await rest(20)
  const roots = program.platform.posts.filter(({ message }) => message.id.endsWith(':0'))
  await rest(500)

  const addToCompleted: number[] = []
  const eventToArchitect: number[] = []
  const architectToAdapter: number[] = []
  for (let i = 0; i < warmUp + rounds; i++) {
    const bareStart = performance.now()
    const completed = finished.next()
    await bare.add('job', { session: 'AAAABBBBCCCCDDDD' })
    const bareMs = (await completed) - bareStart
    await rest(4)

    const event = reply(roots[Math.floor(i / 10)]?.ref.thread.thread ?? '', `word ${i}`)
    const start = performance.now()
    const [instructed, delivered] = [asked.next(), posted.next()]
    await program.accept(event)
    const instructedMs = (await instructed) - start
    const deliveredMs = (await delivered) - answeredAt
    await rest(4)

    if (i < warmUp) continue
    addToCompleted.push(bareMs)
    eventToArchitect.push(instructedMs)
    architectToAdapter.push(deliveredMs)
  }

  console.log(`Latency, ${rounds} rounds, interleaved, idle workers, Redis on loopback without AOF (ms)`)
  print('BullMQ bare, add to completed', addToCompleted)
  print('event to architect', eventToArchitect, addToCompleted)
  print('architect to adapter', architectToAdapter, addToCompleted)

  await program.close()
  await worker.close()
  await bare.close()
  queueRedis.disconnect()
}

async function fairQueue() {
  console.log(`\nFair queue: a team's single request while another team's wait, turns of ${turnMs} ms`)
  for (const slots of [1, 2, 8])
    for (const waiting of [0, 50, 500]) {
      const { begunBefore, waitInTurns } = await measureFairQueue(slots, waiting)
      console.log(
        `  ${slots} ${slots === 1 ? 'slot ' : 'slots'}  ${String(waiting).padStart(3)} waiting  turns begun before it ${begunBefore}  its wait, in turns: p50 ${waitInTurns.p50.toFixed(2)}  max ${waitInTurns.max.toFixed(2)}`,
      )
    }
}

async function acknowledgement() {
  const rounds = 6
  const { ours, bare } = await measureAcknowledgement(rounds)
  console.log(
    `\nA slash command of Slack, until its acknowledgement (ms), ${rounds} rounds in turns (bar: 1.5x)`,
  )
  print('bare Bolt, one queue.add', bare.ms)
  print('ours, accepted in Redis', ours.ms, bare.ms)
  const rate = (all: readonly number[]) => (all.reduce((sum, one) => sum + one, 0) / all.length).toFixed(0)
  console.log(
    `  16 at once: ${rate(bare.perSecond)} requests/s bare, ${rate(ours.perSecond)} requests/s ours`,
  )
  const apiMs = 2_500
  print(
    `ours, Slack's own API answering in ${apiMs} ms (bar: p99 under 50)`,
    await measureBehindSlowApi(400, apiMs),
  )
  const { goneMs, hangingMs } = await measureWithoutRedis(10)
  print('ours, Redis gone (bar: under 3000)', goneMs)
  print('ours, Redis hanging (bar: under 3000)', hangingMs)
}

async function writes() {
  for (const textBytes of [300, 2_000]) {
    const { transcriptBytes, storedBytes, logBytes } = await measureWrites(100, textBytes)
    const ratio = (bytes: number) => `${bytes} bytes, ${(bytes / transcriptBytes).toFixed(2)}x`
    console.log(
      `\nA session of 100 steps, answers of ${textBytes} bytes: transcript ${transcriptBytes} bytes`,
    )
    console.log(
      `  written into the session's keys  ${ratio(storedBytes)}  (values and fields, from the append-only file)`,
    )
    console.log(
      `  the append-only file itself      ${ratio(logBytes)}  (with key names, protocol, leases, dedupe marks)`,
    )
  }
}

async function design() {
  console.log('\nOffline design, CPU of one step (ms)')
  for (const request of examples)
    for (const assumeRest of [false, true]) {
      const { first, again, other, outcome } = await designCpuMs(request, 20, assumeRest)
      const ms = (value: number) => value.toFixed(1).padStart(6)
      console.log(
        `  first ${ms(first)}  again ${ms(again)}  with other numbers ${ms(other)}  ${outcome.padEnd(8)} ${request.slice(0, 60)}`,
      )
    }
}

function check() {
  console.log('Checking a spec of 400 transformer blocks, CPU (ms)')
  for (const [form, writtenOut] of [
    ['one by one', true],
    ['as a repeat', false],
  ] as const) {
    const { p50, first } = checkCpuMs(deepSpec(400, writtenOut), 20)
    console.log(`  p50 ${p50.toFixed(1).padStart(6)}  first ${first.toFixed(1).padStart(6)}  ${form}`)
  }
  console.log('')
}

function print(name: string, samples: readonly number[], floor?: readonly number[]) {
  const times = (p: number) =>
    floor ? ` (${(percentile(samples, p) / percentile(floor, p)).toFixed(2)}x)`.padEnd(9) : ''.padEnd(9)
  const shown = [50, 99].map((p) => `p${p} ${percentile(samples, p).toFixed(2)}${times(p)}`).join('  ')
  console.log(`  ${name.padEnd(30)} ${shown}`)
}

function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

function rest(ms: number) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Tells when a thing happens next, in milliseconds of the monotonic clock. */
function waiter() {
  let resolve: ((at: number) => void) | undefined
  return {
    next: () => new Promise<number>((done) => (resolve = done)),
    happen: () => resolve?.(performance.now()),
  }
}
