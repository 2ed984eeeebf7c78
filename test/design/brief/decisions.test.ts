/** What a policy sees, does and learns from, as people write it. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../src/design/brief/read.js'

const read = (text: string) => {
  const { data, domain } = readBrief(text).brief
  return {
    domain: domain?.value,
    seen: data.featureCount?.value,
    actions: data.actionCount?.value,
    kind: data.actions?.value,
    logged: data.loggedDecisions?.value,
    environments: data.environments?.value,
    mayExplore: data.mayExplore?.value,
  }
}

describe('a problem of decisions', () => {
  it('has what is seen and what may be done, by their own nouns', () => {
    expect(
      read(
        'Control of a heating plant with reinforcement learning: one of 9 valve settings from 22 sensor readings, a simulator.',
      ),
    ).toMatchObject({ seen: 22, actions: 9, kind: 'discrete', logged: undefined })
    expect(
      read(
        '1,200 recorded digs, 180,000 steps of 24 sensor values and 4 joystick axes: imitate the operators.',
      ),
    ).toMatchObject({ seen: 24, actions: 4, kind: 'continuous', logged: 180_000 })
  })

  it('counts decisions, not the stays that they were made in', () => {
    expect(
      read(
        'Offline RL for the ICU: 17,000 patient stays (about 1.4 million 1-hour decisions), 25 dose combinations, nothing may be tried on patients.',
      ),
    ).toMatchObject({ logged: 1_400_000, actions: 25, mayExplore: false })
  })

  it('takes a few demonstrations for runs whose length is not said', () => {
    const { brief, notes } = readBrief(
      'Imitation learning from 50 demonstrations of a 7-DoF arm with 2 cameras, 10 Hz.',
    )
    expect(brief.data.loggedDecisions).toBeUndefined()
    expect(brief.data.modalities?.value).toEqual(['image'])
    expect(brief.targets.concurrency).toBeUndefined()
    expect(notes.join(' ')).toContain('50 demonstrations')
  })

  it('stands alone where what was shown was drawn at random', () => {
    const { brief } = readBrief(
      'Choose one of 4 discounts for each of 1M customers, 6M past decisions with random assignment, exploration allowed.',
    )
    expect(brief.task?.value).toBe('bandit')
  })

  it('is read in other languages', () => {
    expect(
      read(
        'Simulador SUMO con 32 entornos en paralelo: elegir una de 8 fases a partir de 40 mediciones, con DQN.',
      ),
    ).toMatchObject({ environments: 32, actions: 8, seen: 40 })
    expect(
      read('SUMO のシミュレータを32個並列で動かし、8つの信号フェーズから1つを選ぶ。観測値は40個。DQN。'),
    ).toMatchObject({ actions: 8 })
  })

  it('is a sequence where a simulator goes on from what was chosen', () => {
    const { brief } = readBrief(
      'Every 15 minutes choose one of 9 valve settings from 22 sensor readings; we have a simulator.',
    )
    expect(brief.task?.value).toBe('discrete control')
  })

  it.each([
    ['conservative Q-learning on logs', ['cql']],
    ['IQL on logs', ['iql']],
    ['neural collaborative filtering for film recommendation', ['ncf']],
    ['recommend recipes with LightGCN', ['lightgcn']],
  ])('wants the family that %s names, and no other', (text, families) => {
    expect(readBrief(text).brief.constraints.wantedFamilies?.value).toEqual(families)
  })
})
