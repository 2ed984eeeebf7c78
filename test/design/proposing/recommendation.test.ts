/** What the recommendation says holds for what is recommended: metrics, trainings and data only where there are some. */
import { describe, expect, it } from 'vitest'
import { propose } from '../../../src/design/propose.js'
import { briefOf } from '../requests.js'

function setOf(text: string) {
  const result = propose(briefOf(text))
  if (result.kind !== 'set') throw new Error(`Nothing was proposed for: ${text}`)
  return result.set
}

describe('what the recommendation says', () => {
  it('asks for no lift of a metric where groups have none', () => {
    const { why } = setOf('Group 85,000 customers by 24 columns into segments, no labels').recommendation
    expect(why).toContain('only if its groups are as stable and of more use')
    expect(why).not.toContain('5%')
  })

  it('asks for a lift where there is a metric', () => {
    const { why } = setOf('Predict churn of 85,000 customers from 24 columns, 9% leave').recommendation
    expect(why).toContain('5%')
  })

  it('says that nothing trains where no number is learned', () => {
    const { recommendation, proposals } = setOf(
      'Recommend similar classified ads: 800,000 ads with title and description, 500,000 users, 2 million views, most ads are new',
    )
    const first = proposals.find(({ id }) => id === recommendation.id)
    expect(first?.figures.trainableParams.value).toBe(0)
    expect(recommendation.why).toContain('nothing is trained')
    expect(recommendation.why).not.toContain('and trains in')
  })
})

describe('the size of a policy', () => {
  it('is told with the steps that its family tries, not with those of another', () => {
    const { proposals } = setOf(
      'Control traffic lights of a crossing with a simulator, 30 measured numbers, 4 discrete actions; compare DQN and PPO',
    )
    const dqn = proposals.find(({ family }) => family === 'dqn')
    const size = dqn?.tradeoffs.find(({ aspect }) => aspect === 'Size')?.thisApproach
    expect(dqn?.overview).toContain('learns from 2,000,000 tried steps')
    expect(size).toContain('learned from 2,000,000 environment steps')
  })
})

describe('one family alone', () => {
  it('is said to be the only one of the catalogue where none was ruled out', () => {
    const { proposals, flags } = setOf(
      'Community detection in a graph with 200,000 nodes and 3 million edges',
    )
    expect(proposals).toHaveLength(1)
    const flag = flags.find(({ id }) => id === 'C07')
    expect(flag?.conflict).toMatch(/^The catalogue has one approach/)
    expect(JSON.stringify(flag)).not.toContain('ruled out')
  })
})
