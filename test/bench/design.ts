/** The CPU time of one offline design, from words to checked proposals or to the questions before them. */
import { createOfflineArchitect } from '../../src/architect/offline.js'

export interface DesignCost {
  /** Milliseconds of this process's CPU, user and system: the first design, with little compiled yet. */
  readonly first: number
  /** Median of the same request once more: results are remembered. */
  readonly again: number
  /** Median of requests with other numbers, which no result is remembered for. */
  readonly other: number
  /** The kind of step that it ended in. */
  readonly outcome: string
}

/** @param assumeRest whether the design goes on with its assumptions instead of asking */
export async function designCpuMs(request: string, runs: number, assumeRest: boolean): Promise<DesignCost> {
  const architect = createOfflineArchitect()
  const context = {
    signal: new AbortController().signal,
    onStatus: () => undefined,
    checkpoint: async () => undefined,
  }
  const cost = async (text: string) => {
    const words = { kind: 'user' as const, at: 0, user: { id: 'U1' }, text, assumeRest }
    const before = process.cpuUsage()
    const { kind } = await architect.next({ brief: undefined, transcript: [], unread: [words] }, context)
    const { user, system } = process.cpuUsage(before)
    return { ms: (user + system) / 1000, outcome: kind }
  }
  const first = await cost(request)
  const again: number[] = []
  const other: number[] = []
  for (let i = 1; i <= runs; i++) {
    again.push((await cost(request)).ms)
    other.push((await cost(request.replace(/\d+/, (digits) => String(Number(digits) + i)))).ms)
  }
  return { first: first.ms, again: median(again), other: median(other), outcome: first.outcome }
}

const median = (samples: readonly number[]): number =>
  samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? Number.NaN
