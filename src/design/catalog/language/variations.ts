/** Changes of the facts of a text problem that may well come, nearest first. */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import { counted, grouped } from '../../brief/facts.js'
import type { Variation } from '../field.js'
import type { TextProblem } from './problem.js'

/** @param brief completed */
export function variations(brief: Brief, problem: TextProblem): Variation[] {
  return [
    ...examples(brief, problem),
    ...languages(brief, problem),
    ...documents(brief, problem),
    ...corpora(brief, problem),
  ]
}

const withData = (brief: Brief, data: Partial<Brief['data']>): Brief => ({
  ...brief,
  data: { ...brief.data, ...data },
})

/** Amounts of labelled texts or pairs at which other approaches come into their own. */
function examples(brief: Brief, { examples: now, example, goal }: TextProblem): Variation[] {
  if (goal === 'pretrain') return []
  const noun = goal === 'classify' || goal === 'tag' ? 'labelled texts' : example.many
  return [500, 2_000, 10_000, 100_000, 0]
    .filter((n) => n !== now)
    .sort((a, b) => distance(a, now) - distance(b, now))
    .map((n) => ({
      condition: `there were ${n === 0 ? `no ${noun}` : `${grouped(n)} ${noun}`} instead of ${grouped(now)}`,
      brief: withData(brief, { labelled: assumed(n) }),
    }))
}

const distance = (a: number, b: number) => Math.abs(Math.log10(a + 1) - Math.log10(b + 1))

function languages(brief: Brief, { multilingual }: TextProblem): Variation[] {
  return [
    {
      condition: multilingual ? 'all texts were English' : 'the texts came in five languages',
      brief: withData(brief, {
        languages: assumed(multilingual ? ['en'] : ['en', 'de', 'fr', 'es', 'it']),
      }),
    },
  ]
}

function documents(brief: Brief, { documents: now, goal }: TextProblem): Variation[] {
  if (goal !== 'search' && goal !== 'answer') return []
  return [now * 10, Math.max(1, Math.round(now / 10))].map((n) => ({
    condition: `there were ${counted(n, 'document')} instead of ${grouped(now)}`,
    brief: withData(brief, { documents: assumed(n) }),
  }))
}

function corpora(brief: Brief, { corpusTokens: now, goal }: TextProblem): Variation[] {
  if (goal !== 'pretrain') return []
  return [now * 10, now * 100, now / 10].map((n) => ({
    condition: `there were ${counted(n, 'token')} instead of ${grouped(now)}`,
    brief: withData(brief, { corpusTokens: assumed(n) }),
  }))
}
