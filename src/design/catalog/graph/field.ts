/** Graphs: answers for nodes, for possible edges, and for whole graphs such as molecules. */
import { counted, grouped } from '../../brief/facts.js'
import type { Field } from '../field.js'
import { complete } from './complete.js'
import { evaluation } from './evaluation.js'
import type { GraphFamily } from './family.js'
import { featureTrees } from './feature-trees.js'
import { fingerprintForest } from './fingerprint-forest.js'
import { fingerprintGaussianProcess } from './fingerprint-gaussian-process.js'
import { graphAttention } from './graph-attention.js'
import { graphSage } from './graphsage.js'
import { labelPropagation } from './label-propagation.js'
import { linkScores } from './link-scores.js'
import { messagePassing } from './message-passing.js'
import { plan } from './plan.js'
import { type GraphProblem, graphProblem } from './problem.js'
import { graphAskables } from './questions.js'
import { variations } from './variations.js'
import { graphWords } from './words.js'

export const graph: Field<GraphProblem, GraphFamily> = {
  domain: 'graph',
  title: 'graphs and molecules',
  families: [
    labelPropagation,
    linkScores,
    fingerprintForest,
    featureTrees,
    graphSage,
    graphAttention,
    fingerprintGaussianProcess,
    messagePassing,
  ],
  complete,
  problem: graphProblem,
  isEnough: ({ data }) => data.nodes !== undefined || data.edges !== undefined || data.labelled !== undefined,
  askables: graphAskables,
  effects: {
    task: 'What is answered (node, edge, graph) decides the families.',
    'data.nodes': 'Cost of what runs over the whole graph grows with it; drawn neighbourhoods do not.',
    'data.edges': 'The number of neighbours decides how many are drawn.',
    'data.labelled': 'Few labels flow along the edges, many train a network.',
    'data.classes': 'Each class is one more output.',
    'data.featureCount': 'What the nodes say of themselves is what message passing works on.',
    'data.dated': 'Without dates labels are split at random instead of by time.',
    'data.manyGraphs': 'Many graphs are read one by one; one graph is drawn from.',
  },
  suits: ({ goal }, { goals }) => goals.includes(goal),
  evaluation,
  plan: (problem, _, own) => plan(problem, own),
  dataWords,
  scarcity: (problem) =>
    problem.goal === 'groups'
      ? {
          arithmetic: `${dataWords(problem)} Without an answer to learn from only what follows the edges remains.`,
          waysOut: [
            'Run Leiden (Traag et al., 2019) beside it on the same graph: it holds groups together, and how far both agree tells what to trust.',
            'Let people confirm some groups: with labels, networks and trees can learn.',
          ],
        }
      : {
          arithmetic: `${dataWords(problem)} Trees want some 200 labels, networks 500, message passing on molecules 1,000.`,
          waysOut: ['Label more, or let people confirm what label propagation is least sure of.'],
        },
  variations,
  aspects: ({ goal }) => (goal === 'graph' ? [] : [{ aspect: 'New nodes', say: ({ newNodes }) => newNodes }]),
}

function dataWords(problem: GraphProblem): string {
  const { goal, labelled, trainingLabels, example, amount } = problem
  const much = { little: 'little data', some: 'a fair amount of data', much: 'plenty of data' }[amount]
  if (goal === 'graph')
    return `${counted(labelled, example.one, example.many)} with a known answer, ${grouped(trainingLabels)} to learn from: ${much}.`
  if (goal === 'groups') return `${graphWords(problem)}, without labels.`
  const known = goal === 'link' ? '' : `, ${grouped(labelled)} of the nodes labelled`
  return `${graphWords(problem)}${known}: ${much}.`
}
