/** The bar on one graph: known labels flow along the edges until they settle. */
import { counted, grouped } from '../../brief/facts.js'
import type { GraphFamily } from './family.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import type { GraphProblem } from './problem.js'
import { graphRisks, graphWords, plainAnswer } from './words.js'

const source =
  'Huang et al., Combining Label Propagation and Simple Models Out-performs Graph Neural Networks, 2021'
const iterations = 50

const flowing = ({ kind, classes, goal }: GraphProblem) =>
  goal === 'groups' ? 1 : kind === 'class' ? Math.max(2, classes) : 1

export const labelPropagation: GraphFamily = {
  id: 'label-propagation',
  kind: 'baseline',
  title: 'Label propagation',
  words: ['rules'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'one library call on the edges; nothing is learned',
  interpretability: 0.8,
  interpretabilityBecause: 'an answer comes from the labelled nodes that reached it, which can be listed',
  goals: ['node', 'groups'],
  newNodes: 'Known after the next run, or from the mean of their neighbours at once',
  name: ({ goal }) => (goal === 'groups' ? 'Label propagation (groups)' : 'Label propagation'),
  fits: () => ({ fits: true }),
  prior: ({ amount, columns }) => ({
    value: amount === 'little' ? 0.6 : columns === 0 ? 0.58 : 0.55,
    because: 'where neighbours are alike few labels go far, and what the nodes say of themselves is not read',
    source,
  }),
  dataFit: ({ amount, columns }) => (amount === 'little' ? 0.95 : columns === 0 ? 0.85 : 0.65),
  rungs(problem) {
    const { nodes, edges, labelled } = problem
    return [
      {
        label: `${grouped(iterations)} iterations`,
        parts: [
          {
            role: 'model',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'label_propagation',
                nodes,
                edges,
                outputs: flowing(problem),
                iterations,
                flows: 1,
              },
              load: graphLoad(problem, labelled, 1),
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none is minimised: every node becomes the weighted mean of its neighbours, known labels stay as they are',
    optimizer: 'none',
    schedule: `${iterations} iterations, run anew whenever labels or edges come`,
    regularization: ['a tenth of the start value is kept in each iteration, so that far labels fade'],
  }),
  write(problem) {
    const { goal, labelled, kind, classes } = problem
    const what =
      goal === 'groups'
        ? 'Every node takes on the group that most of its neighbours have'
        : kind === 'class'
          ? `The ${counted(labelled, 'known label flows', 'known labels flow')} along the edges`
          : `${counted(labelled, 'known value flows', 'known values flow')} along the edges`
    return {
      overview: `${what} of ${graphWords(problem)} until they settle, after some ${iterations} iterations in {{trainingTime}}; an answer is then looked up in {{latency}}. {{params}} stored numbers, nothing is learned. It is the bar: a model has to show that columns or deeper structure add to it.`,
      inputs: [
        {
          name: 'edges',
          shape: [problem.edges, 2],
          meaning: `both ends of every edge; beside them the ${goal === 'groups' ? 'nodes' : 'known labels'}`,
        },
      ],
      outputs: plainAnswer(
        problem,
        goal === 'groups'
          ? 'the group of the node'
          : kind === 'class'
            ? `shares of ${counted(Math.max(2, classes), 'class', 'classes')} that reached the node`
            : 'the mean that reached the node',
      ),
      risks: [
        'Where unlike nodes are linked (heterophily) it is worse than a guess: the share of edges between equal labels is looked at first.',
        ...graphRisks(problem),
      ],
      steps: [],
      files: planFiles(problem, []),
      notCounted: [],
    }
  },
}
