/** The CPU time of checking a spec: reading, inference and all estimates, for many layers written out or repeated. */
import { report } from '../../src/design/estimate/report.js'
import { inferSpec } from '../../src/design/spec/infer.js'
import { parseSpec } from '../../src/design/spec/spec.js'

export interface CheckCost {
  /** Milliseconds of this process's CPU, user and system. */
  readonly p50: number
  /** The first check, with nothing of it compiled yet. */
  readonly first: number
}

/** So many transformer blocks, one by one or as a repeat. */
export function deepSpec(layers: number, writtenOut: boolean): string {
  const block = { kind: 'transformer_block', heads: 8, hidden: 1024 }
  const blocks = writtenOut
    ? Array.from({ length: layers }, (_, i) => ({ name: `layer_${i}`, ...block }))
    : [{ name: 'layers', ...block, repeat: layers }]
  return JSON.stringify({
    name: 'Deep',
    inputs: { x: { kind: 'series', steps: 128, features: 64 } },
    nodes: [{ kind: 'linear', units: 256 }, ...blocks],
  })
}

export function checkCpuMs(text: string, runs: number): CheckCost {
  const samples = Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    const parsed = parseSpec(JSON.parse(text))
    const inferred = parsed.ok ? inferSpec(parsed.spec) : undefined
    if (!inferred?.ok) throw new Error('The spec of the benchmark has an issue.')
    report(inferred.typed)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  const sorted = [...samples].sort((a, b) => a - b)
  return { p50: sorted[sorted.length >> 1] ?? Number.NaN, first: samples[0] ?? Number.NaN }
}
