/** What is said of a family that leads because somebody asked for it by name, and of those that it holds back. */
import { describe, expect, it } from 'vitest'
import { design } from '../../../src/output/design-output.js'

const films =
  'Recommend films: 120k users, 40k films, 9 million views with title and plot, p95 60 ms, one T4 for training'

describe('a family that was asked for', () => {
  const asked = design({ text: `${films}. Use ALS.`, answers: [] }).output
  const unasked = design({ text: films, answers: [] }).output
  const would = unasked.proposals.find(({ id }) => id === unasked.recommendation?.id)
  const leads = asked.proposals.find(({ id }) => id === asked.recommendation?.id)

  it('leads for that, and what would lead otherwise is shown beside it', () => {
    expect(leads?.family).toBe('matrix-factorisation')
    expect(would?.family).not.toBe('matrix-factorisation')
    expect(asked.proposals.map(({ family }) => family)).toContain(would?.family)
  })

  it('is said to lead for that, with both expected qualities', () => {
    const why = asked.recommendation?.why
    expect(why).toContain(`${leads?.name} leads because you asked for it.`)
    const qualities = [would, leads].map((one) => one?.prior.value.toFixed(2)).join(' against ')
    const shown = asked.proposals.find(({ family }) => family === would?.family)
    expect(why).toContain(`Otherwise ${shown?.id} ${would?.name} would lead (expected quality ${qualities}).`)
  })

  it('is the reason that a better one is left out', () => {
    const better = asked.rejected.filter(({ reason }) => /^It .* is of better expected quality/.test(reason))
    expect(better.length).toBeGreaterThan(0)
    for (const { reason } of better.filter((one) => one.reason.includes(leads?.name ?? '?')))
      expect(reason).toMatch(/ranks below .*, which was asked for/)
  })

  it('would give way if nobody had asked for it', () => {
    const shown = asked.proposals.find(({ family }) => family === would?.family)
    const row = shown?.tradeoffs.find(({ aspect }) => aspect === 'Take it when')
    expect(row?.thisApproach).toMatch(/^If /)
  })

  it('is said to have been asked for where it leads anyway', () => {
    const own = would?.family === 'two-towers' ? 'two towers' : (would?.name ?? '')
    const why = design({ text: `${films}. Use ${own}.`, answers: [] }).output.recommendation?.why
    expect(why).toContain(`${would?.name}, which you asked for, leads here`)
  })
})
