/** Whatever is said, wherever the conversation stands: an answer with words or proposals, soon, and a brief that holds. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { briefSchema } from '../../src/design/brief/brief.js'
import { sampleRequest } from '../design/requests.js'
import { startTalk, type Talk, words } from './talk.js'

vi.setConfig({ testTimeout: 120_000 })

/** Pieces that people put together, sensible or not. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '1',
      '2b',
      '1b 2a 3c',
      'q2:',
      'first:',
      'the second',
      'yes',
      'no',
      'both',
      'skip 2',
      'idk',
      '?',
      ',',
      '.',
      ';',
      '\n',
    ],
    ...[
      'what if',
      'what would',
      'bring',
      'can it run on',
      'why',
      'why not',
      'compare',
      'go with',
      'do it',
      'undo',
      'make it',
    ],
    ...[
      'smaller',
      'cheaper',
      '10x faster',
      'simpler',
      'halve',
      'double',
      'twice',
      '100x',
      '99999999999999 more',
      '0.0001%',
    ],
    ...[
      'the budget',
      'the latency',
      'the data',
      'data',
      'history',
      'GPUs',
      'rows',
      'parameters',
      'horizon',
      'batch size',
    ],
    ...[
      'A',
      'B and C',
      'LSTM',
      'a transformer',
      'latency',
      'the 64',
      '3.2 GB',
      'one T4',
      '4 GPUs',
      'a Raspberry Pi 4',
    ],
    ...[
      'drop',
      'no more than',
      '5M',
      'two years',
      '63 days',
      '$0',
      '-1',
      '1e308',
      'NaN',
      'Infinity',
      '½',
      '20 ms',
      'and',
      'but',
    ],
    ...[
      'nehmen wir',
      'warum',
      'la mitad de',
      'et si',
      'und',
      'keine',
      'ohne Budget',
      '{{A.latency}}',
      '<!channel>',
      '`',
      '**',
      '](',
    ],
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const reply = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(' '))

const starts: readonly (readonly [string, string, boolean])[] = [
  ['with questions open', sampleRequest, false],
  ['with questions of a vague request open', 'can you design me a model for our customers', false],
  ['after forecasts', `${sampleRequest}, 40 series, 3 years of history`, true],
  ['after a table', 'Predict churn for 50,000 customers from 80 columns, nightly, no GPU', true],
  ['after recommenders', 'Recommend items: 100K items, 2M users, 50M clicks', true],
  ['where nothing can be built', `${sampleRequest}, 40 series, 3 years of history, p99 under 0.01 ms`, true],
]

describe.each(starts)('%s', (_, request, assumeRest) => {
  let held: Talk
  beforeAll(async () => {
    held = startTalk()
    await held.say(words(request, assumeRest ? { assumeRest } : {}))
  })

  it('any text gets an answer in under a second of work, and leaves a brief that can be kept', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 2 }), async (texts) => {
        const talk = held.fork()
        for (const text of texts) {
          const before = process.cpuUsage()
          const step = await talk.say(text)
          const { user, system } = process.cpuUsage(before)
          expect((user + system) / 1000).toBeLessThan(1_000)
          expect(talk.shown().trim()).not.toBe('')
          expect(talk.shown()).not.toMatch(/(^|[^\\])<!|\{\{[A-Z]?\.?\w+\}\}|undefined|\[object|NaN%/)
          expect(['ask', 'propose', 'say', 'decline', 'decide']).toContain(step.kind)
          const kept = briefSchema.safeParse(talk.brief())
          expect(kept.error?.issues).toBeUndefined()
        }
      }),
      { numRuns: 30 },
    )
  })
})
