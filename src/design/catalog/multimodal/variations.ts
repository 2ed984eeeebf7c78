/** Changes of the facts of a problem with several inputs that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { MixedProblem } from './problem.js'

const withData = (brief: Brief, data: Partial<Brief['data']>): Brief => ({
  ...brief,
  data: { ...brief.data, ...data },
})
const distance = (a: number, b: number) => Math.abs(Math.log10(a + 1) - Math.log10(b + 1))

/** @param brief completed */
export function variations(brief: Brief, problem: MixedProblem): Variation[] {
  return [...examples(brief, problem), ...items(brief, problem), ...languages(brief, problem)]
}

function examples(brief: Brief, { examples: now, example, goal }: MixedProblem): Variation[] {
  // With none, nothing says what a value is.
  const least = goal === 'regress' ? 1 : 0
  return [300, 2_000, 20_000, 200_000, 0]
    .filter((n) => n !== now && n >= least)
    .sort((a, b) => distance(a, now) - distance(b, now))
    .map((n) => ({
      condition: `there were ${n === 0 ? 'no' : grouped(n)} ${example.many} instead of ${grouped(now)}`,
      brief: withData(brief, { labelled: assumed(n) }),
    }))
}

function items(brief: Brief, { goal, items: now }: MixedProblem): Variation[] {
  if (goal !== 'retrieve') return []
  return [now * 10, Math.max(1, Math.round(now / 10))].map((n) => ({
    condition: `there were ${counted(n, 'item')} instead of ${grouped(now)}`,
    brief: withData(brief, { items: assumed(n) }),
  }))
}

function languages(brief: Brief, { goal, multilingual }: MixedProblem): Variation[] {
  if (goal !== 'extract' && goal !== 'retrieve') return []
  return [
    {
      condition: multilingual ? 'all texts were English' : 'the texts came in several languages',
      brief: withData(brief, { languages: assumed(multilingual ? ['en'] : ['en', 'de', 'fr']) }),
    },
  ]
}
