/** The kill test in short, for every run: `npm run test:kill` is the whole of it. */
import { expect, it } from 'vitest'
import { withRedis } from '../kill/fleet.js'
import { killWhileTalking } from '../kill/scenario.js'
import { sampleSet } from '../pictures/sample-sets.js'
import { createRandom } from '../support/random.js'

const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)

it('loses nothing and says nothing twice when workers are killed', { timeout: 90_000 }, async () => {
  console.log(`KILL_SEED=${seed}`)
  const report = await withRedis((connections) =>
    killWhileTalking({
      ...connections,
      random: createRandom(seed),
      sessions: 8,
      randomKills: 5,
      points: ['accepted', 'sent'],
      digestPoints: ['sent'],
      proposals: sampleSet,
    }),
  )
  expect(report.pointKills).toBe(2)
  expect(report.digestKills).toBe(1)
  expect(report.notices).toBeGreaterThan(0)
  expect(report.holders).toBeGreaterThanOrEqual(4)
  expect(report.longestMs).toBeLessThanOrEqual(10_000)
  expect(report.repeatedCalls).toBeLessThanOrEqual(report.turnsCut)
})
