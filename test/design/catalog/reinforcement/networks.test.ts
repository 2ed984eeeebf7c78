/** Networks of reinforcement learning, against counts of the real frameworks and counts by hand. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  actorCriticSpec,
  criticsSpec,
  policySpec,
  valueSpec,
} from '../../../../src/design/catalog/reinforcement/networks.js'
import { countAll } from '../../../../src/design/estimate/totals.js'
import type { ModelSpec } from '../../../../src/design/spec/spec.js'
import { typedOf } from '../../../support/specs.js'

const measured: readonly { id: string; params: number }[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/reference/model-sizes.json', import.meta.url), 'utf8'),
)
const paramsOf = (spec: ModelSpec) => countAll(typedOf(spec)).params
const framework = (id: string) => measured.find((entry) => entry.id === id)?.params

const cheetah = {
  observation: { kind: 'vector', features: 17 },
  actions: { kind: 'continuous', count: 6 },
} as const

describe('networks have the parameters of the framework', () => {
  it('DQN on pictures', () => {
    const spec = valueSpec({
      observation: { kind: 'image', size: 84, channels: 4 },
      actions: { kind: 'discrete', count: 6 },
      hidden: [512],
    })
    expect(paramsOf(spec)).toBe(framework('nature_dqn_6actions'))
  })

  it('PPO: policy, deviation and value', () => {
    expect(paramsOf(actorCriticSpec({ ...cheetah, hidden: [64, 64] }))).toBe(framework('ppo_mlp_halfcheetah'))
  })

  it('SAC: policy, two critics and the temperature', () => {
    const sizes = { ...cheetah, hidden: [256, 256] }
    const both =
      paramsOf(policySpec(sizes)) + paramsOf(criticsSpec({ ...sizes, value: false, temperature: true }))
    expect(both).toBe(framework('sac_halfcheetah'))
  })
})

describe('networks by hand', () => {
  const mlp = (...widths: number[]) =>
    widths.slice(1).reduce((total, width, i) => total + (widths[i] ?? 0) * width + width, 0)

  it('a value for each of the actions, and both critics too', () => {
    const sizes = {
      observation: { kind: 'vector', features: 40 },
      actions: { kind: 'discrete', count: 9 },
      hidden: [256, 256],
    } as const
    expect(paramsOf(valueSpec(sizes))).toBe(mlp(40, 256, 256, 9))
    expect(paramsOf(valueSpec(sizes, { dueling: true }))).toBe(
      mlp(40, 256) + mlp(256, 256, 1) + mlp(256, 256, 9),
    )
    expect(paramsOf(policySpec(sizes))).toBe(mlp(40, 256, 256, 9))
    expect(paramsOf(criticsSpec({ ...sizes, value: true, temperature: false }))).toBe(
      2 * mlp(40, 256, 256, 9) + mlp(40, 256, 256, 1),
    )
    expect(paramsOf(actorCriticSpec(sizes))).toBe(mlp(40, 256, 256, 9) + mlp(40, 256, 256, 1))
  })
})
