/** Designs of policies through the public entry point: whether it is reinforcement learning at all, and which. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Brief, emptyBrief } from '../../../../src/design/brief/brief.js'
import { type Fact, stated } from '../../../../src/design/brief/fact.js'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import type { Proposal, ProposalSet } from '../../../../src/design/proposal.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'

type Data = { [K in keyof Brief['data']]: Brief['data'][K] extends Fact<infer V> | undefined ? V : never }
type Said = Partial<Data> & {
  readonly task?: (typeof tasksOf.reinforcement_learning)[number]
  readonly controlHz?: number
  readonly framework?: 'pytorch' | 'keras' | 'flax'
}

function briefOf({ task, controlHz, framework, ...data }: Said): Brief {
  const said = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, stated(value, String(value))]),
  )
  return {
    ...emptyBrief('a policy'),
    domain: stated('reinforcement_learning' as const, 'policy'),
    ...(task && { task: stated(task, task) }),
    data: said,
    targets: controlHz ? { controlHz: stated(controlHz, `${controlHz} Hz`) } : {},
    constraints: framework ? { framework: stated(framework, framework) } : {},
  }
}

function designOf(said: Said): ProposalSet {
  const proposed = propose(briefOf(said))
  if (proposed.kind !== 'set') throw new Error(JSON.stringify(proposed.impossible))
  return proposed.set
}
const leaderOf = ({ proposals, recommendation }: ProposalSet) =>
  proposals.find(({ id }) => id === recommendation.id)?.family
function proposalOf(said: Said, family: string): Proposal {
  const found = designOf(said).proposals.find((proposal) => proposal.family === family)
  if (!found) throw new Error(`${family} is not proposed.`)
  return found
}

const saids: fc.Arbitrary<Said> = fc.record(
  {
    task: fc.constantFrom(...tasksOf.reinforcement_learning),
    actions: fc.constantFrom('discrete' as const, 'continuous' as const),
    actionCount: fc.integer({ min: 1, max: 500 }),
    featureCount: fc.integer({ min: 1, max: 1000 }),
    imageSize: fc.constantFrom(84, 224),
    simulator: fc.boolean(),
    environments: fc.constantFrom(1, 16, 4096, 16_384),
    loggedDecisions: fc.integer({ min: 1, max: 100_000_000 }),
    mayExplore: fc.boolean(),
    sequential: fc.boolean(),
    controlHz: fc.constantFrom(1, 50, 100, 500),
  },
  { requiredKeys: [] },
)
const triers = /^(ppo|sac|dqn)$/
const planners = /^(ppo|sac|dqn|iql|cql)$/

describe('any problem of decisions', () => {
  it('has the present policy beside what learns, and nothing that cannot learn there', () => {
    fc.assert(
      fc.property(saids, (said) => {
        const { proposals } = designOf(said)
        const families = proposals.map(({ family }) => family)
        expect(families).toContain('present-policy')
        if (said.actions === 'continuous') expect(families).not.toContain('dqn')
        const oneShot = said.sequential === false || said.task === 'bandit'
        if (oneShot) expect(families.filter((family) => planners.test(family))).toEqual([])
        const simulated = said.simulator === true || said.environments !== undefined
        if (!simulated && said.mayExplore === false)
          expect(families.filter((family) => triers.test(family))).toEqual([])
        for (const { checks } of proposals) expect(checks.every(({ passed }) => passed)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('asks nothing that was said', () => {
    fc.assert(
      fc.property(saids, (said) => {
        const ids = questions(briefOf(said)).map(({ id }) => id)
        if (said.simulator !== undefined) expect(ids).not.toContain('simulator')
        if (said.actions) expect(ids).not.toContain('actions')
        if (said.environments) expect(ids).not.toContain('environments')
        if (said.loggedDecisions) expect(ids).not.toContain('decisions')
      }),
      { numRuns: 30 },
    )
  })
})

describe('what is recommended', () => {
  it.each<[string, Said, string]>([
    ['thousands of environments', { actions: 'continuous', actionCount: 6, environments: 4096 }, 'ppo'],
    ['a slow simulator and torques', { actions: 'continuous', simulator: true }, 'sac'],
    ['a slow simulator and choices', { actions: 'discrete', simulator: true }, 'dqn'],
    ['choices, thousands of environments', { actions: 'discrete', environments: 4096 }, 'ppo'],
    ['a log of some size', { task: 'offline reinforcement learning', loggedDecisions: 300_000 }, 'iql'],
    [
      'a log that is small',
      { task: 'offline reinforcement learning', loggedDecisions: 2_000 },
      'present-policy',
    ],
    ['demonstrations', { task: 'behaviour cloning', loggedDecisions: 100_000 }, 'behaviour-cloning'],
    [
      'one-shot choices that may explore',
      { task: 'bandit', loggedDecisions: 50_000, mayExplore: true },
      'linear-bandit',
    ],
    [
      'one-shot choices, many logged',
      { task: 'bandit', loggedDecisions: 10_000_000, mayExplore: true },
      'reward-trees',
    ],
    [
      'one-shot choices from logs',
      { task: 'bandit', loggedDecisions: 300_000, mayExplore: false },
      'reward-trees',
    ],
    ['exploring on the real thing', { actions: 'continuous', simulator: false, mayExplore: true }, 'sac'],
  ])('for %s', (_, said, family) => {
    expect(leaderOf(designOf(said))).toBe(family)
  })
})

describe('an arm at 100 Hz, 4,096 environments, JAX', () => {
  const said: Said = {
    task: 'continuous control',
    actions: 'continuous',
    actionCount: 6,
    environments: 4096,
    simulator: true,
    controlHz: 100,
    framework: 'flax',
  }

  it('decides within its share of the 10 ms of the loop', () => {
    const { proposals } = designOf(said)
    for (const { figures } of proposals) expect(figures.latency.high).toBeLessThanOrEqual(7)
    const { overview, plan } = proposalOf(said, 'ppo')
    expect(overview).toMatch(/of the 10 ms that 100 Hz leave/)
    expect(plan.join(' ')).toMatch(/Flax/)
    expect(plan.join(' ')).not.toMatch(/PyTorch|torch/)
  })

  it('takes each rollout in minibatches, five passes', () => {
    const { steps } = proposalOf(said, 'ppo').training
    const tried = 4096 * 24 * 1500
    expect(steps?.epochs).toBe(5)
    expect(steps?.effectiveBatchSize).toBe(16_384)
    expect(steps?.totalSteps).toBe((tried / 16_384) * 5)
  })

  it('has a scripted controller, domain randomisation, limits and several seeds', () => {
    const { proposals } = designOf(said)
    expect(proposals.find(({ family }) => family === 'present-policy')?.name).toBe('Scripted controller')
    const { plan, training, notCounted } = proposalOf(said, 'ppo')
    expect(plan.join(' ')).toMatch(/Randomise the simulator/)
    expect(plan.join(' ')).toMatch(/limits of torque, speed and position/)
    expect(training.evaluation.join(' ')).toMatch(/10 for the final figures/)
    expect(notCounted.join(' ')).toMatch(/147,456,000 environment steps take 41 h at 1,000 steps a second/)
  })

  it('learns from each tried step once in SAC, and serves its policy alone', () => {
    const { training, parts } = proposalOf(said, 'sac')
    expect(training.steps?.effectiveBatchSize).toBe(256)
    // One update a step of three million, rounded up to whole batches.
    expect(training.steps?.totalSteps).toBeGreaterThanOrEqual(3_000_000)
    expect(training.steps?.totalSteps).toBeLessThan(3_000_000 + 256)
    expect(parts.map(({ role, serves }) => [role, serves])).toEqual([
      ['policy', undefined],
      ['critics', 'ahead'],
    ])
  })
})

describe('learning from a log', () => {
  it('sees no transition more than two hundred times', () => {
    for (const loggedDecisions of [30_000, 400_000, 50_000_000]) {
      const { steps } = proposalOf(
        { task: 'offline reinforcement learning', loggedDecisions },
        'iql',
      ).training
      expect(steps?.epochs).toBeLessThanOrEqual(200)
      expect(steps?.totalSteps).toBeLessThanOrEqual(1.1e6)
    }
  })

  it('always has behaviour cloning beside it', () => {
    for (const loggedDecisions of [30_000, 400_000, 50_000_000]) {
      const { proposals } = designOf({ task: 'offline reinforcement learning', loggedDecisions })
      expect(proposals.map(({ family }) => family)).toContain('behaviour-cloning')
    }
  })

  it('is judged by several estimators with their effective sample size, and a person decides', () => {
    const { training, risks } = proposalOf({ task: 'offline reinforcement learning' }, 'iql')
    expect(training.evaluation.join(' ')).toMatch(/fitted Q evaluation/)
    expect(training.evaluation.join(' ')).toMatch(/Effective sample size/)
    expect(risks.join(' ')).toMatch(/A person decides/)
  })
})

describe('a policy that must be explained', () => {
  it('is one tree with its teacher, beside the present policy', () => {
    const brief = briefOf({ actions: 'discrete', actionCount: 6, simulator: true })
    const proposed = propose({
      ...brief,
      constraints: { interpretability: stated('must' as const, 'must be explainable') },
    })
    if (proposed.kind !== 'set') throw new Error('Nothing was proposed.')
    const { proposals } = proposed.set
    expect(proposals.map(({ family }) => family).sort()).toEqual(['present-policy', 'tree-policy'])
    const tree = proposals.find(({ family }) => family === 'tree-policy')
    expect(tree?.parts.map(({ role, serves }) => [role, serves])).toEqual([
      ['tree', undefined],
      ['teacher', 'ahead'],
    ])
  })
})

describe('pictures', () => {
  it('are seen by the network of the Atari games', () => {
    const { parts } = proposalOf(
      { actions: 'discrete', actionCount: 6, simulator: true, imageSize: 224 },
      'dqn',
    )
    const [values] = parts
    if (values?.kind !== 'network') throw new Error('Expected a network.')
    expect(values.spec.inputs.observation).toEqual({ kind: 'image', size: 84, channels: 4 })
    expect(values.layers.filter(({ kind }) => kind === 'conv2d').map(({ params }) => params)).toEqual([
      4 * 32 * 64 + 32,
      32 * 64 * 16 + 64,
      64 * 64 * 9 + 64,
    ])
  })
})

describe('demonstrations', () => {
  const copy = proposalOf(
    {
      task: 'behaviour cloning',
      actions: 'continuous',
      actionCount: 4,
      featureCount: 24,
      loggedDecisions: 180_000,
      controlHz: 20,
    },
    'behaviour-cloning',
  )

  it('have no rewards: a copy is judged by errors and by trials beside people', () => {
    const evaluation = copy.training.evaluation.join(' ')
    expect(evaluation).toContain('supervised trials')
    expect(evaluation).not.toMatch(/importance|off-policy|above behaviour cloning/i)
    expect(copy.plan.join(' ')).not.toMatch(/reward/)
  })

  it('are copied within the period of the loop, by a controller that a person can stop', () => {
    expect(copy.plan.join(' ')).toMatch(/person who can stop it.*within 50 ms.*watchdog/)
  })
})

describe('a policy that is read', () => {
  it('has no more rules than a person can sign, in the units that were measured', () => {
    const brief = briefOf({ simulator: true, actions: 'discrete', actionCount: 9, featureCount: 22 })
    const proposed = propose({
      ...brief,
      constraints: { interpretability: stated('must' as const, 'must be explainable') },
    })
    if (proposed.kind !== 'set') throw new Error('Expected a set.')
    const tree = proposed.set.proposals.find(({ family }) => family === 'tree-policy')
    expect(tree?.overview).toMatch(/One tree of (16|64) leaves/)
    expect(tree?.inputs[0]?.meaning).toContain('its own units')
  })
})

describe('what a method looks ahead', () => {
  it('is said in time where the step is known', () => {
    const said: Said = {
      actions: 'continuous',
      actionCount: 2,
      featureCount: 31,
      loggedDecisions: 315_000,
      mayExplore: false,
    }
    const inTime = proposalOf({ ...said, frequency: { value: 5, unit: 'minute' } }, 'iql')
    expect(inTime.training.regularization.join(' ')).toContain('100 decisions ahead (8.3 h)')
    expect(proposalOf(said, 'iql').training.regularization.join(' ')).toContain('100 decisions ahead;')
  })
})
