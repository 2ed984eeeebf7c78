/** The CPU time of one offline design, from words to checked proposals or to the questions before them. */
import { createOfflineArchitect } from '../../src/architect/offline.js'

export interface DesignCost {
  /** Milliseconds of this process's CPU, user and system. */
  readonly p50: number
  /** The first design, with nothing compiled yet. */
  readonly first: number
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
  const words = { kind: 'user' as const, at: 0, user: { id: 'U1' }, text: request, assumeRest }
  const samples: number[] = []
  let outcome = ''
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage()
    const step = await architect.next({ brief: undefined, transcript: [], unread: [words] }, context)
    const { user, system } = process.cpuUsage(before)
    samples.push((user + system) / 1000)
    outcome = step.kind
  }
  const sorted = [...samples].sort((a, b) => a - b)
  return { p50: sorted[sorted.length >> 1] ?? Number.NaN, first: samples[0] ?? Number.NaN, outcome }
}
