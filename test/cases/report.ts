/** A table of a case: what was understood, asked, included, flagged, avoided; what is missing stands out. */
import type { Verdict } from './judge.js'

const order = [
  'outcome',
  'understood',
  'asked',
  'included',
  'flagged',
  'avoided',
  'derived',
  'always',
] as const

export function tableOf(title: string, verdicts: readonly Verdict[]): string {
  const passed = verdicts.filter(({ ok }) => ok).length
  const lines = order.flatMap((about) => {
    const own = verdicts.filter((verdict) => verdict.about === about)
    if (own.length === 0) return []
    const good = own.filter(({ ok }) => ok)
    const head = `  ${about.padEnd(11)}${good.length}/${own.length}`
    const missing = own
      .filter(({ ok }) => !ok)
      .map(({ name, detail }) => `    ✗ ${name}${detail ? `  [${shown(detail)}]` : ''}`)
    return [head, ...missing]
  })
  return [`${title}: ${passed}/${verdicts.length}`, ...lines].join('\n')
}

const shown = (detail: string) => (detail.length > 160 ? `${detail.slice(0, 157)}...` : detail)
