/**
 * Workers are killed with SIGKILL, 50 times at random and once at each named point, while 30 sessions go on.
 * Afterwards each thread holds each message once and in order, each channel each notice and one digest. Repeat a run with KILL_SEED=<seed>.
 */
import { expect, it } from 'vitest'
import { sampleSet } from '../pictures/sample-sets.js'
import { createRandom } from '../support/random.js'
import { withRedis } from './fleet.js'
import { killWhileTalking } from './scenario.js'

const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
const points = ['accepted', 'leased', 'architect', 'committed', 'attempted', 'sent', 'recorded'] as const
const digestPoints = ['attempted', 'sent', 'recorded'] as const

it('loses nothing and says nothing twice', { timeout: 300_000 }, async () => {
  console.log(`KILL_SEED=${seed}`)
  const report = await withRedis((connections) =>
    killWhileTalking({
      ...connections,
      random: createRandom(seed),
      sessions: 30,
      randomKills: 50,
      points,
      digestPoints,
      proposals: sampleSet,
    }),
  )
  console.log(report)
  expect(report.pointKills).toBe(points.length)
  expect(report.digestKills).toBe(digestPoints.length)
  expect(report.holders).toBeGreaterThanOrEqual(40)
  expect(report.longestMs).toBeLessThanOrEqual(10_000)
  // At most the call that was running when its worker was killed.
  expect(report.repeatedCalls).toBeLessThanOrEqual(report.turnsCut)
})
