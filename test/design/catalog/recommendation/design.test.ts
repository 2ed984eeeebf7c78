/** Designs of recommenders through the public entry point: what is recommended, what is promised, what is computed. */
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
  readonly task?: (typeof tasksOf.recommendation)[number]
  readonly latencyMs?: number
  readonly device?: { id: string; count: number }
}

function briefOf({ task, latencyMs, device, ...data }: Said): Brief {
  const said = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, stated(value, String(value))]),
  )
  return {
    ...emptyBrief('a recommender'),
    domain: stated('recommendation' as const, 'recommender'),
    ...(task && { task: stated(task, task) }),
    data: said,
    targets: latencyMs ? { latency: stated({ ms: latencyMs, percentile: 99 }, `${latencyMs} ms`) } : {},
    constraints: device ? { trainingDevice: stated(device, device.id) } : {},
  }
}

function designOf(said: Said): ProposalSet {
  const proposed = propose(briefOf(said))
  if (proposed.kind !== 'set') throw new Error(JSON.stringify(proposed.impossible.flags))
  return proposed.set
}

const leaderOf = ({ proposals, recommendation }: ProposalSet): Proposal => {
  const found = proposals.find(({ id }) => id === recommendation.id)
  if (!found) throw new Error('The recommendation is not among the proposals.')
  return found
}
const familyOf = (said: Said) => leaderOf(designOf(said)).family
const proposalOf = (said: Said, family: string): Proposal => {
  const found = designOf(said).proposals.find((proposal) => proposal.family === family)
  if (!found) throw new Error(`${family} is not proposed.`)
  return found
}
const evaluationOf = ({ training }: Proposal) => training.evaluation.join(' ')

const magnitude = (most: number) =>
  fc.double({ min: 0, max: most, noNaN: true }).map((power) => Math.max(1, Math.round(10 ** power)))
const saids: fc.Arbitrary<Said> = fc.record(
  {
    task: fc.constantFrom(...tasksOf.recommendation),
    items: magnitude(7),
    users: magnitude(7),
    interactions: magnitude(9),
    rows: magnitude(9.5),
    sessionsPerMonth: magnitude(7),
    coldShare: fc.double({ min: 0, max: 0.95, noNaN: true }),
    contentFeatures: fc.boolean(),
    feedback: fc.constantFrom('implicit' as const, 'explicit' as const),
    featureCount: fc.integer({ min: 1, max: 300 }),
    embeddingDim: fc.constantFrom(16, 48, 64, 128),
    latencyMs: fc.constantFrom(5, 20, 100),
  },
  { requiredKeys: [] },
)

describe('any recommender', () => {
  it('has popularity beside what learns, a time split, and nothing that breaks its limits', () => {
    fc.assert(
      fc.property(saids, (said) => {
        const proposed = propose(briefOf(said))
        // Popularity fits any limit of these: something can always be built.
        if (proposed.kind !== 'set') throw new Error('Nothing was proposed.')
        const { proposals } = proposed.set
        expect(proposals.map(({ family }) => family)).toContain('popularity')
        for (const proposal of proposals) {
          expect(evaluationOf(proposal)).toMatch(
            /Temporal split, never at random: train on the first 80% of the period, choose on the next 10%/,
          )
          expect(proposal.checks.every(({ passed }) => passed)).toBe(true)
          if (said.latencyMs) expect(proposal.figures.latency.high).toBeLessThanOrEqual(0.7 * said.latencyMs)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('asks at most four questions, each of which it cannot know, in few words', () => {
    fc.assert(
      fc.property(saids, (said) => {
        const asked = questions(briefOf(said))
        expect(asked.length).toBeLessThanOrEqual(4)
        const ids = asked.map(({ id }) => id)
        if (said.items) expect(ids).not.toContain('items')
        if (said.contentFeatures !== undefined) expect(ids).not.toContain('content')
        if (said.latencyMs) expect(ids).not.toContain('latency')
      }),
      { numRuns: 30 },
    )
  })
})

describe('100,000 items', () => {
  const said: Said = { items: 100_000 }

  it('are found by two towers and ordered by a ranker; popularity and neighbours or factors stand beside', () => {
    const set = designOf(said)
    const leader = leaderOf(set)
    expect(leader.family).toBe('two-tower')
    expect(leader.parts.map(({ role }) => role)).toEqual(['towers', 'index', 'ranker'])
    expect(set.proposals.length).toBeGreaterThanOrEqual(3)
    expect(set.proposals.some(({ family }) => /neighbours|factorisation/.test(family))).toBe(true)
  })

  it('take 25.6 MB as vectors of 64 and are compared exactly, without an index', () => {
    const { parts } = proposalOf({ ...said, embeddingDim: 64, contentFeatures: false }, 'two-tower')
    const [towers, index] = parts
    if (towers?.kind !== 'network' || index?.kind !== 'estimator')
      throw new Error('Expected towers and index.')
    const table = towers.layers.find(({ path }) => path === 'item_id')
    expect(table?.params).toBe(6_400_000)
    expect((table?.params ?? 0) * 4).toBe(25.6e6)
    expect(index.estimator).toMatchObject({
      kind: 'vector_index',
      method: 'exact',
      vectors: 100_000,
      dim: 64,
    })
  })

  it('are measured against all items, without RMSE for clicks', () => {
    const words = evaluationOf(leaderOf(designOf(said)))
    expect(words).toMatch(/NDCG@10/)
    expect(words).toMatch(/recall@20/)
    expect(words).toMatch(/against all 100,000 items/)
    expect(words).toMatch(/No RMSE/)
  })
})

describe('a long tail of 1.2 million items', () => {
  const said: Said = {
    items: 1_200_000,
    users: 3_500_000,
    feedback: 'implicit',
    coldShare: 0.4,
    latencyMs: 80,
  }

  it('is searched through a graph that follows as many candidates as it hands on', () => {
    const { parts, overview, training } = proposalOf(said, 'two-tower')
    const index = parts.find(({ role }) => role === 'index')
    if (index?.kind !== 'estimator') throw new Error('Expected an index.')
    expect(index.estimator).toMatchObject({ kind: 'vector_index', method: 'hnsw', vectors: 1_200_000 })
    if (index.estimator.kind === 'vector_index') expect(index.estimator.breadth).toBeGreaterThanOrEqual(500)
    expect(overview).toMatch(/the other 480,000 are placed by their content alone/)
    expect(training.loss).toMatch(/minus the logarithm of the item/)
  })

  it('has ids for items with five events alone, where content speaks for the others', () => {
    const rows = (more: Partial<Said>) => {
      const [towers] = proposalOf({ ...said, ...more, embeddingDim: 64 }, 'two-tower').parts
      if (towers?.kind !== 'network') throw new Error('Expected towers.')
      return (towers.layers.find(({ path }) => path === 'item_id')?.params ?? 0) / 64
    }
    expect(rows({})).toBe(720_001)
    expect(rows({ contentFeatures: false, interactions: 200_000_000 })).toBe(1_200_000)
  })
})

describe('hardly any events', () => {
  const said: Said = { items: 2_000_000, users: 3_000, interactions: 20_000 }

  it('leave what items say: nothing is trained, the encoder works ahead', () => {
    const set = designOf(said)
    const leader = leaderOf(set)
    expect(leader.family).toBe('content-neighbours')
    expect(leader.parts.map(({ role, serves }) => [role, serves])).toEqual([
      ['index', undefined],
      ['text encoder', 'ahead'],
    ])
    expect(leader.figures.trainableParams.value).toBe(0)
  })

  it('leave content and the advice to log where nothing is recorded yet', () => {
    const set = designOf({ items: 3_000, users: 800, interactions: 0 })
    expect(leaderOf(set).family).toBe('content-neighbours')
    expect(set.recommendation.why).toMatch(/Nothing is recorded yet of 3,000 items/)
  })

  it('leave popularity where nothing is known of items', () => {
    expect(familyOf({ ...said, contentFeatures: false })).toBe('popularity')
  })
})

describe('what is recommended', () => {
  it.each<[string, Said, string]>([
    ['a small catalogue with little data', { items: 2_000, users: 5_000 }, 'item-neighbours'],
    [
      'ratings of films',
      { items: 27_000, users: 138_000, interactions: 20e6, feedback: 'explicit' },
      'item-neighbours',
    ],
    [
      'many anonymous sessions',
      { task: 'session-based recommendation', items: 60_000, sessionsPerMonth: 4_000_000 },
      'sasrec',
    ],
    ['billions of impressions', { task: 'click prediction', rows: 2e9, featureCount: 40 }, 'cross-network'],
    ['a million impressions', { task: 'click prediction', rows: 1e6, featureCount: 40 }, 'boosted-ranker'],
  ])('for %s', (_, said, family) => {
    expect(familyOf(said)).toBe(family)
  })

  it('has no factors of users where nobody is known', () => {
    const { rejected } = designOf({
      task: 'session-based recommendation',
      items: 5_000,
      sessionsPerMonth: 100_000,
    })
    expect(rejected.find(({ family }) => family === 'matrix-factorisation')?.canBeBuilt).toBe(false)
  })

  it('inverts items x items only where that fits', () => {
    const methodOf = (items: number) => {
      const [part] = proposalOf({ items, interactions: 1_000_000, users: 50_000 }, 'item-neighbours').parts
      return part?.kind === 'estimator' && part.estimator.kind === 'item_neighbours'
        ? part.estimator.method
        : ''
    }
    expect(methodOf(20_000)).toBe('ease')
    expect(methodOf(200_000)).toBe('cosine')
  })
})

describe('billions of users and events', () => {
  const said: Said = { items: 500_000_000, users: 2_000_000_000, interactions: 20e9, contentFeatures: false }

  it('refuse factors that no server can hold, with their bytes', () => {
    const { rejected } = designOf(said)
    expect(rejected.find(({ family }) => family === 'matrix-factorisation')?.reason).toMatch(
      /takes [\d.]+ [GT]B on one machine/,
    )
  })

  it('train on the newest billion events, so that usual money and time suffice', () => {
    const { training } = proposalOf(
      { items: 5_000_000, users: 60_000_000, interactions: 20e9, device: { id: 'a100-80-sxm', count: 8 } },
      'two-tower',
    )
    const { epochs = 0, totalSteps = 0, effectiveBatchSize = 0 } = training.steps ?? {}
    expect((totalSteps * effectiveBatchSize) / epochs).toBeLessThan(1.01e9)
  })
})

describe('clicks on ads', () => {
  const said: Said = { task: 'click prediction', rows: 2e9, featureCount: 39 }

  it('see their data once, and are measured by calibration', () => {
    const proposal = proposalOf(said, 'cross-network')
    expect(proposal.training.steps?.epochs).toBe(1)
    expect(evaluationOf(proposal)).toMatch(/log loss/)
    expect(evaluationOf(proposal)).toMatch(/calibration/)
  })

  it('hash their ids so that tables with their moments take half of the device at most', () => {
    for (const device of [
      { id: 't4', count: 1, bytes: 16e9 },
      { id: 'a100-80-sxm', count: 1, bytes: 85e9 },
    ]) {
      const proposal = proposalOf({ ...said, device: { id: device.id, count: 1 } }, 'cross-network')
      const [ranker] = proposal.parts
      if (ranker?.kind !== 'network') throw new Error('Expected a ranker.')
      const tables = ranker.layers.find(({ path }) => path === 'vectors')?.params ?? 0
      expect(tables * 16).toBeLessThanOrEqual(0.55 * device.bytes)
    }
  })

  it('are ranked as lists where a list is asked for', () => {
    const { training } = proposalOf({ task: 'ranking', rows: 30e6 }, 'cross-network')
    expect(training.loss).toMatch(/Listwise/)
  })
})

describe('a tighter latency', () => {
  it('never makes the network larger', () => {
    fc.assert(
      fc.property(
        magnitude(7),
        fc.constantFrom(10, 20, 50),
        fc.constantFrom(2, 4, 10),
        (items, latencyMs, tighter) => {
          const networkOf = (ms: number) => {
            const { family, figures } = leaderOf(designOf({ items, latencyMs: ms }))
            return /two-tower|sasrec/.test(family) ? figures.params.value : 0
          }
          expect(networkOf(latencyMs / tighter)).toBeLessThanOrEqual(networkOf(latencyMs))
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('an embedding width that was asked for', () => {
  it('is the width of every vector', () => {
    for (const family of ['two-tower', 'sasrec']) {
      const { parts } = proposalOf({ items: 100_000, interactions: 30_000_000, embeddingDim: 48 }, family)
      const index = parts.find(({ role }) => role === 'index')
      expect(index?.kind === 'estimator' && index.estimator).toMatchObject({ dim: 48 })
    }
  })
})

describe('lists of things that numbers describe', () => {
  const said: Said = { task: 'ranking', rows: 18e6, featureCount: 55, candidates: 300 }

  it('are ranked by trees, and scored as long as they are', () => {
    expect(familyOf(said)).toBe('boosted-ranker')
    const [rows] = proposalOf(said, 'boosted-ranker').inputs
    expect(rows?.shape[0]).toBe(300)
  })

  it('are judged as lists: no calibration of clicks, no talk of ads', () => {
    const trees = proposalOf(said, 'boosted-ranker')
    expect(evaluationOf(trees)).not.toMatch(/log loss|In ads/)
    expect(trees.plan.join(' ')).toContain('a list stays whole')
  })
})

describe('ratings', () => {
  const said: Said = { items: 6000, users: 20_000, interactions: 1_200_000, feedback: 'explicit' }

  it('are learned by NeuMF as they are, without items drawn beside them', () => {
    const brief = briefOf(said)
    const wants = (explicit: boolean) => {
      const proposed = propose({
        ...brief,
        data: { ...brief.data, feedback: stated(explicit ? 'explicit' : 'implicit', 'said') },
        constraints: { wantedFamilies: stated(['ncf'], 'NCF') },
      })
      if (proposed.kind !== 'set') throw new Error('Expected a set.')
      const found = proposed.set.proposals.find(({ family }) => family === 'ncf')
      if (!found) throw new Error('NeuMF is not proposed.')
      return found
    }
    expect(wants(true).outputs[0]?.meaning).toContain('rating')
    expect(wants(true).training.steps?.totalSteps).toBeLessThan(wants(false).training.steps?.totalSteps ?? 0)
  })

  it('name what counts as relevant', () => {
    expect(evaluationOf(leaderOf(designOf(said)))).toContain('counts as relevant')
  })
})

describe('what items say', () => {
  it('is read by an encoder that knows the language of who asks', () => {
    const brief = briefOf({ items: 800_000, users: 500_000, interactions: 2_000_000, contentFeatures: true })
    const labelOf = (request: string) => {
      const proposed = propose({ ...brief, request })
      if (proposed.kind !== 'set') throw new Error('Expected a set.')
      return proposed.set.proposals.find(({ family }) => family === 'content-neighbours')?.overview
    }
    expect(labelOf('Queremos recomendar anúncios de artigos usados em Portugal')).toContain('Multilingual')
    expect(labelOf('We want to recommend listings of used things to people')).not.toContain('Multilingual')
  })
})
