/** Any words get a brief, questions, a flag or a friendly refusal: never an exception, never late. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { BadInput } from '../../src/errors.js'
import { design } from '../../src/output/design-output.js'
import { designText } from '../../src/output/design-text.js'
import { startTalk } from '../architect/talk.js'
import { designOf, requests, said } from './requests.js'

const clauses = requests.flatMap(({ wanted, facts }) => [...wanted, ...facts.flat()])
const odd = [
  '0 rows',
  '1e308 users',
  '-5 days ahead',
  'NaN classes',
  '99999999999999999999 items',
  '0.0000001 ms',
  '½ year of history',
  '<!here>',
  '@everyone',
  '{{latency}}',
  '$(id)',
  '../../etc/passwd',
  '\u0000',
  '\u202e',
  '```',
  '| a | b |',
  '50% of 3%',
  '12 lakh',
  '٣٤ يوم',
  '五千枚の写真',
  '3,5 Jahre',
  "1'000 rows",
  'p101 < 5 ms',
  '0x16 GPUs',
  '-1 T4',
  '0 x A100',
  'no no no GPU',
  'must not be explainable and must be explainable',
  'LSTM but not LSTM',
  '1 class',
  '2 classes from 1 photo',
  'in the year 3000',
]
const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...clauses), fc.constantFrom(...odd)), { minLength: 1, maxLength: 6 })
      .map((list) => list.join('. ')),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...clauses.flatMap((clause) => clause.split(' ')), ...odd), {
        minLength: 1,
        maxLength: 40,
      })
      .map((list) => list.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 400 }) },
)
/** Of the processor: the machine may do other work too. */
const mostMilliseconds = 1000
const busyMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000

describe('any words', () => {
  // What is loaded and compiled once for each field is no part of an answer's time.
  beforeAll(() => {
    for (const request of requests) designOf(said(request))
  })

  it('are answered in a conversation, and so is what follows', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (first, second) => {
        const talk = startTalk()
        for (const text of [first, second]) {
          const before = busyMs()
          const step = await talk.say(text)
          expect(busyMs() - before).toBeLessThan(mostMilliseconds)
          expect(['ask', 'propose', 'say', 'decline', 'decide']).toContain(step.kind)
          const shown = talk.shown()
          expect(shown.length).toBeGreaterThan(10)
          expect(shown).not.toMatch(/undefined|NaN|\[object|Infinity/)
        }
      }),
      { numRuns: 80, seed: 11 },
    )
  }, 120_000)

  it('are answered on the command line, or refused as bad input', () => {
    fc.assert(
      fc.property(words, (text) => {
        try {
          const designed = design({ text, answers: [] })
          expect(['proposed', 'questions', 'declined']).toContain(designed.output.outcome)
          expect(designText(designed).length).toBeGreaterThan(10)
        } catch (error) {
          if (!(error instanceof BadInput)) throw error
        }
      }),
      { numRuns: 40, seed: 12 },
    )
  }, 120_000)
})
