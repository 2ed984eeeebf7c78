/** Attention over drawn neighbours: where some of them are worth more than others, on graphs that are not too large. */
import { counted, grouped } from '../../brief/facts.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { GraphFamily } from './family.js'
import { dropoutOf, lossOf } from './graphsage.js'
import { gatSpec, linkGatSpec, positionsOf } from './networks.js'
import { fanoutWords, networkPlanFiles, networkSteps } from './plan.js'
import { nodeColumns } from './problem.js'
import { graphRisks, graphWords, neighbourhoodInput, plainAnswer } from './words.js'

const source = 'Velickovic et al., Graph Attention Networks, 2018; Brody et al., 2022'
const mostNodes = 1_000_000
const leastLabels = 500
const learningRate = 5e-3
const weightDecay = 5e-4
const batches = [256, 512, 1_024] as const
const sizes = [
  { heads: 4, units: 8 },
  { heads: 8, units: 8 },
  { heads: 8, units: 16 },
  { heads: 8, units: 32 },
] as const

export const graphAttention: GraphFamily = {
  id: 'graph-attention',
  kind: 'attention',
  title: 'Graph attention network',
  words: ['graph attention', 'graph network'],
  ruledOutBy: ['graph attention', 'graph network', 'neural'],
  neural: true,
  complexity: 0.55,
  complexityBecause: 'as GraphSAGE, and attention that is sensitive to learning rate and dropout',
  interpretability: 0.3,
  interpretabilityBecause: 'weights on neighbours hint at who was listened to; they are no proof',
  goals: ['node', 'link'],
  newNodes: 'Answered at once from their columns and neighbours (inductive)',
  name: ({ goal }) =>
    goal === 'link'
      ? 'Graph attention network (GAT) on both ends'
      : 'Graph attention network (GAT) on drawn neighbours',
  fits({ nodes, trainingLabels }) {
    if (nodes > mostNodes)
      return {
        fits: false,
        others: true,
        reason: `attention on each of its edges makes ${counted(nodes, 'node')} slow to train; over about ${grouped(mostNodes)} means of drawn neighbours are the rule.`,
        source: 'Hu et al., Open Graph Benchmark, 2020',
      }
    if (trainingLabels < leastLabels)
      return {
        fits: false,
        reason: `${counted(trainingLabels, 'label')} to train on: attention is learned from ${leastLabels} or more.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ columns, kind, classes, goal }) => ({
    value:
      (columns > 0 ? 0.76 : 0.62) -
      (goal === 'node' && kind === 'class' && classes <= 2 ? 0.02 : 0) -
      (goal === 'link' ? 0.02 : 0),
    because: 'it listens to neighbours by their worth, which pays where they differ, and is harder to tune',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.9, much: 0.9 })[amount],
  rungs(problem) {
    const dropout = dropoutOf(problem)
    const task = { columns: nodeColumns(problem), fanout: problem.fanout, outputs: problem.outputs }
    return sizes.map((size) => ({
      label: `${size.heads} heads of ${size.units}`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'network' as const,
            spec: (problem.goal === 'link' ? linkGatSpec : gatSpec)(task, { ...size, dropout }),
            examples: problem.trainingLabels,
          },
        },
      ],
    }))
  },
  recipe: (problem) => ({
    loss: lossOf(problem),
    ...adamW(learningRate, weightDecay, { batches }),
    schedule: cosine,
    regularization: [
      `weight decay ${weightDecay}`,
      `dropout ${dropoutOf(problem)}`,
      'neighbours drawn anew in every batch',
      earlyStopping,
    ],
  }),
  write(problem, rung) {
    return {
      overview: `For a node ${fanoutWords(problem)} neighbours are drawn one and two steps out of ${graphWords(problem)}; ${rung.label} score each of them and sum them by their scores, twice${problem.goal === 'link' ? ', for both ends, and their product scores the edge' : ''}. {{params}} parameters, {{latency}} an answer, trained in {{trainingTime}}.`,
      inputs: neighbourhoodInput(problem, problem.goal === 'link' ? 2 : 1),
      outputs: plainAnswer(problem),
      risks: [
        'The original scores rank neighbours the same for every node; GATv2 (Brody et al., 2022) mends that at the same cost.',
        ...graphRisks(problem),
      ],
      steps: networkSteps(problem, 'the sampler, the heads and the two layers'),
      files: networkPlanFiles(problem),
      notCounted: [
        `fetching the columns of ${counted(positionsOf(problem.fanout) * (problem.goal === 'link' ? 2 : 1), 'node')} for an answer`,
      ],
    }
  },
}
