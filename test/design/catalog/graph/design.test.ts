/** Models of graphs: nodes, edges and molecules, each with its own bar, split and uncertainty. */
import { describe, expect, it } from 'vitest'
import { type Facts, familiesOf, first, proposalOf, setOf } from '../tabular/briefs.js'

const graphs = (said: Facts) => setOf('graph', said)

describe('models of molecules', () => {
  const solubility: Facts = {
    task: 'molecular property regression',
    data: { labelled: 4_200, manyGraphs: true },
    targets: { uncertainty: true },
  }
  const set = graphs(solubility)

  it('are fingerprints with a forest, a Gaussian process, and message passing', () => {
    expect(familiesOf(set)).toEqual(['message-passing', 'fingerprint-gaussian-process', 'fingerprint-forest'])
  })

  it('are split by scaffold', () => {
    for (const { training } of set.proposals) expect(training.evaluation[0]).toMatch(/^Scaffold split/)
  })

  it('give an uncertainty: an ensemble of five, and a choice of what to measure next', () => {
    const network = proposalOf(set, 'message-passing')
    expect(network.outputs[0]?.shape).toEqual([5, 1])
    expect(network.plan.join()).toMatch(/src\/choose\.py/)
    const sure = proposalOf(graphs({ ...solubility, targets: {} }), 'message-passing')
    expect(sure.outputs[0]?.shape).toEqual([1])
    expect(sure.plan.join()).not.toMatch(/choose\.py/)
  })

  it('start with fingerprints where few are measured, and stay exact only while they are few', () => {
    expect(first(graphs({ ...solubility, data: { labelled: 400, manyGraphs: true } })).family).toMatch(
      /^fingerprint/,
    )
    const many = graphs({ ...solubility, data: { labelled: 60_000, manyGraphs: true } })
    expect(familiesOf(many)).not.toContain('fingerprint-gaussian-process')
  })

  it('give a number for each label where several may hold', () => {
    const assays = graphs({
      task: 'molecular property classification',
      data: { labelled: 8_000, manyGraphs: true, multiLabel: true, classes: 12 },
    })
    expect(first(assays).outputs[0]?.shape).toEqual([12])
    expect(first(assays).training.loss).toMatch(/each label, missing ones masked/)
  })

  it('count the fingerprint as a part of its own', () => {
    const { parts } = proposalOf(set, 'fingerprint-forest')
    expect(parts.map(({ role }) => role)).toEqual(['model', 'fingerprint'])
  })
})

describe('models of one graph', () => {
  const citations: Facts = {
    task: 'node classification',
    data: { nodes: 2_000_000, edges: 20_000_000, classes: 40, labelled: 20_000, featureCount: 128 },
  }

  it('draw neighbours: the cost of an answer does not grow with the graph', () => {
    const cost = (nodes: number) =>
      proposalOf(graphs({ ...citations, data: { ...citations.data, nodes, edges: 10 * nodes } }), 'graphsage')
        .figures.flops.value
    expect(cost(2_000_000)).toBe(cost(200_000_000))
  })

  it('say what the whole graph would keep: nodes x width x 4 bytes x layers x 3', () => {
    const { overview, parts } = proposalOf(graphs(citations), 'graphsage')
    const [main] = parts
    const width =
      main?.kind === 'network'
        ? main.layers.find(({ path }) => path === 'layer1.weights')?.outputShape.at(-1)
        : 0
    const gigabytes = (2_000_000 * (width ?? 0) * 4 * 2 * 3) / 1e9
    expect(overview).toContain(`${Number(gigabytes.toPrecision(3))} GB`)
  })

  it('let labels flow where there are few of them', () => {
    const few = graphs({ ...citations, data: { ...citations.data, labelled: 100 } })
    expect(first(few).family).toBe('label-propagation')
    expect(familiesOf(few)).not.toContain('graphsage')
  })

  it('weigh neighbours by attention on smaller graphs only', () => {
    expect(familiesOf(graphs(citations))).not.toContain('graph-attention')
    const small = graphs({ ...citations, data: { ...citations.data, nodes: 50_000, edges: 500_000 } })
    expect([
      ...familiesOf(small),
      ...small.rejected.filter(({ canBeBuilt }) => canBeBuilt).map(({ family }) => family),
    ]).toContain('graph-attention')
  })

  it('are split by time with the edges known then', () => {
    expect(first(graphs(citations)).training.evaluation[0]).toMatch(/only the edges known at that moment/)
    const undated = graphs({ ...citations, data: { ...citations.data, dated: false } })
    expect(first(undated).training.evaluation[0]).toMatch(/random splits of the labels/)
  })

  it('make a table of it for trees, which explain themselves', () => {
    const set = graphs({ ...citations, constraints: { interpretability: 'must' } })
    expect(first(set).family).toBe('graph-feature-trees')
    // Own columns, their means one and two steps out, six of structure.
    expect(first(set).inputs[0]?.shape).toEqual([3 * 128 + 6])
  })

  it('feed trees by the labels, not by the neighbours of what is labelled', () => {
    const set = graphs({
      task: 'node classification',
      data: { nodes: 40_000_000, edges: 900_000_000, positives: 12_000 },
    })
    const [main] = proposalOf(set, 'graph-feature-trees').parts
    const trees =
      main?.kind === 'estimator' && main.estimator.kind === 'gradient_boosted_trees' && main.estimator
    // 70% of eleven labels for each known case.
    expect(trees && trees.trees * trees.leaves).toBeLessThanOrEqual(92_400)
  })

  it('find missing edges by what both ends share, and score no pair in vain', () => {
    const set = graphs({ task: 'link prediction', data: { nodes: 150_000, edges: 1_200_000 } })
    expect(familiesOf(set)).toContain('link-scores')
    expect(first(set).plan[0]).toMatch(/Not all 11,249,925,000 pairs are scored/)
    expect(first(set).training.evaluation[0]).toMatch(/negatives are drawn hard/)
  })

  it('attend over the neighbours of both ends where somebody wants attention', () => {
    const set = graphs({
      task: 'link prediction',
      data: { nodes: 12_000, edges: 480_000, featureCount: 64 },
      constraints: { wantedFamilies: ['graph attention'] },
    })
    const attention = proposalOf(set, 'graph-attention')
    expect(attention.inputs[0]?.shape[0]).toBe(2)
    expect(attention.outputs[0]?.shape).toEqual([1])
  })

  it('take the edge that is asked for out of the graph, and speak of no labels', () => {
    const set = graphs({ task: 'link prediction', data: { nodes: 150_000, edges: 1_200_000 } })
    for (const { risks, inputs, plan } of set.proposals) {
      expect(risks.join()).toContain('taken out of the graph')
      expect([...risks, ...plan, ...inputs.map(({ meaning }) => meaning)].join()).not.toMatch(/known labels/)
    }
  })
})
