/** How long one team's single request waits while another team's requests wait, in turns of a fixed length. */
import { performance } from 'node:perf_hooks'
import { request } from '../support/events.js'
import { startRedis } from '../support/redis.js'
import { scriptedArchitect } from '../support/scripted-architect.js'
import { createProgram } from '../support/workers.js'

export interface FairQueueCost {
  /** Turns of the other team that began between the single request's being accepted and its begin; the most of all. */
  readonly begunBefore: number
  /** From its being accepted to its begin, in lengths of one turn: the median, and the longest. */
  readonly waitInTurns: { readonly p50: number; readonly max: number }
}

/** As long as many turns of the offline architect; with a model they take seconds. */
export const turnMs = 50
const singles = 7

/** @param slots turns that the worker runs at once; @param waiting requests of the other team that wait */
export async function measureFairQueue(slots: number, waiting: number): Promise<FairQueueCost> {
  const server = await startRedis()
  const begunAt = new Map<string, number>()
  const order: string[] = []
  const architect = scriptedArchitect(async ({ unread }, { signal }) => {
    const words = unread.at(-1)?.text ?? ''
    order.push(words)
    begunAt.set(words, performance.now())
    await new Promise((resolve) => setTimeout(resolve, turnMs))
    signal.throwIfAborted()
    return { kind: 'say', text: 'heard' }
  })
  const program = createProgram(server, architect)
  try {
    for (let i = 0; i < waiting; i++) await program.open(request(`flood ${i}`))
    await program.startWorker({ concurrency: slots })
    while (order.length < Math.min(slots, waiting)) await rest(1)
    const waits: number[] = []
    let begunBefore = 0
    for (let i = 0; i < singles; i++) {
      const words = `single ${i}`
      const start = performance.now()
      await program.open(request(words, { tenant: `slack:S${i}` }))
      const before = order.length
      while (!begunAt.has(words)) await rest(1)
      waits.push(((begunAt.get(words) ?? Number.NaN) - start) / turnMs)
      begunBefore = Math.max(begunBefore, order.indexOf(words) - before)
      // Not always at the same moment of the turns that run.
      await rest(turnMs * (0.3 + i / singles))
    }
    const sorted = waits.toSorted((a, b) => a - b)
    return {
      begunBefore: Math.max(begunBefore, 0),
      waitInTurns: { p50: sorted[singles >> 1] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN },
    }
  } finally {
    await program.close()
    await server.stop()
  }
}

const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
