/** Message passing on drawn neighbourhoods: the default for large graphs that grow. */
import { counted } from '../../brief/facts.js'
import type { Rung } from '../family.js'
import { number } from '../limits.js'
import { adamW, cosine, earlyStopping } from '../recipes.js'
import type { GraphFamily } from './family.js'
import { linkSageSpec, positionsOf, sageSpec } from './networks.js'
import { fanoutWords, networkPlanFiles, networkSteps } from './plan.js'
import { type GraphProblem, nodeColumns } from './problem.js'
import { graphRisks, graphWords, neighbourhoodInput, plainAnswer } from './words.js'

const source =
  'Hamilton, Ying & Leskovec, Inductive Representation Learning on Large Graphs, 2017; Hu et al., Open Graph Benchmark, 2020'
const leastLabels = 500
const learningRate = 3e-3
const weightDecay = 5e-4
/** Nodes whose neighbourhoods make a batch, for little, medium and much data. */
const batches = [256, 1_024, 4_096] as const
const widths = [32, 64, 128, 256] as const
/** Saved activations and their gradients, for each layer of a full batch. */
const fullBatchFactor = 3

export const dropoutOf = ({ trainingLabels }: GraphProblem): number =>
  trainingLabels < 10_000 ? 0.5 : trainingLabels < 1_000_000 ? 0.3 : 0.2

const taskOf = (problem: GraphProblem) => ({
  columns: nodeColumns(problem),
  fanout: problem.fanout,
  outputs: problem.outputs,
})

/** Bytes of a full batch: nodes x width x 4 for each layer, three times: activations, their gradients, and what norms and activations keep. */
const fullBatchBytes = ({ nodes, fanout }: GraphProblem, width: number) =>
  nodes * width * 4 * fanout.length * fullBatchFactor

const widthOf = (rung: Rung) => widths.find((width) => rung.label.startsWith(`${width} `)) ?? widths[0]

export const graphSage: GraphFamily = {
  id: 'graphsage',
  kind: 'message_passing',
  title: 'GraphSAGE',
  words: ['graph network'],
  ruledOutBy: ['graph network', 'neural'],
  neural: true,
  complexity: 0.5,
  complexityBecause: 'a sampler, a network, and a store of columns that answers fast enough',
  interpretability: 0.25,
  interpretabilityBecause: 'which edges moved an answer is a sampled estimate (GNNExplainer)',
  goals: ['node', 'link'],
  newNodes: 'Answered at once from their columns and neighbours (inductive)',
  name: ({ goal }) => (goal === 'link' ? 'GraphSAGE on both ends' : 'GraphSAGE with drawn neighbours'),
  fits({ trainingLabels }) {
    if (trainingLabels < leastLabels)
      return {
        fits: false,
        reason: `${counted(trainingLabels, 'label')} to train on: a network from scratch wants ${leastLabels} or more; labels that flow along the edges do better below.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ columns, kind, classes, goal }) => ({
    value:
      (columns > 0 ? 0.77 : 0.66) -
      (goal === 'node' && kind === 'class' && classes <= 2 ? 0.04 : 0) -
      (goal === 'link' ? 0.02 : 0),
    because:
      'it learns what to take from whom, at a cost that does not grow with the graph, for nodes it never saw',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.5, some: 0.95, much: 1 })[amount],
  rungs(problem) {
    const dropout = dropoutOf(problem)
    const spec = problem.goal === 'link' ? linkSageSpec : sageSpec
    return widths.map((hidden) => ({
      label: `${hidden} units in ${problem.fanout.length} layers`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'network' as const,
            spec: spec(taskOf(problem), { hidden, dropout }),
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
    const full = fullBatchBytes(problem, widthOf(rung))
    const positions = positionsOf(problem.fanout)
    return {
      overview: `For a node ${fanoutWords(problem)} neighbours are drawn one and two steps out; two layers of ${widthOf(rung)} units each join a node's own vector with the mean of its neighbours', ${problem.goal === 'link' ? 'for both ends, and their product scores the edge' : `and a linear layer predicts ${problem.subject}`}. {{params}} parameters, {{latency}} an answer, trained in {{trainingTime}} and {{trainingMemory}}. All of ${graphWords(problem)} at once would keep some ${number(full / 1e9)} GB of activations and gradients; drawn neighbourhoods do not grow with the graph.`,
      inputs: neighbourhoodInput(problem, problem.goal === 'link' ? 2 : 1),
      outputs: plainAnswer(problem),
      risks: [
        'More layers do not help: vectors of neighbours become alike (over-smoothing, Li et al., 2018).',
        'Training and serving must draw neighbours the same way.',
        'Edges of several kinds share their weights here: where they mean different things each kind gets its own (R-GCN, Schlichtkrull et al., 2018).',
        ...(problem.dated && problem.goal === 'link'
          ? [
              'When an edge came is read only as order: where minutes matter a memory for each node does better (TGN, Rossi et al., 2020).',
            ]
          : []),
        ...graphRisks(problem),
      ],
      steps: networkSteps(problem, 'the sampler, the layers and the head'),
      files: networkPlanFiles(problem),
      notCounted: [
        `fetching the columns of ${counted(positions * (problem.goal === 'link' ? 2 : 1), 'node')} for an answer`,
      ],
    }
  },
}

export function lossOf({ goal, kind, classes, multiLabel }: GraphProblem): string {
  if (multiLabel) return 'Binary cross-entropy for each label, missing ones masked'
  if (goal === 'link')
    return 'Binary cross-entropy on edges and as many negatives, half of them hard (two steps away, same kind)'
  if (kind === 'value') return 'Huber on the standardised target'
  return classes > 2
    ? `Cross-entropy over ${counted(classes, 'class', 'classes')}`
    : 'Log loss, the rarer class weighted by the root of its rarity'
}
