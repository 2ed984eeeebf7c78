/** A table made of the graph, and boosted trees on it: what a small team can run on a graph of any size. */
import { counted } from '../../brief/facts.js'
import { madeColumns } from '../../estimator/neighbourhood-features.js'
import type { RungPart } from '../family.js'
import { treeRecipe, treeSizes, treesModel, treeWords } from '../tabular/boosted-trees.js'
import type { GraphFamily } from './family.js'
import { mostPairs, negatives, pairColumns } from './link-scores.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import type { GraphProblem } from './problem.js'
import { graphRisks, graphWords, plainAnswer } from './words.js'

const source = 'Frasca et al., SIGN, 2020; Grinsztajn et al., 2022: trees ahead of networks on tables'
const hops = 2
const leastLabels = 200

const ofNode = ({ columns, goal }: GraphProblem) => madeColumns({ columns, hops, labels: goal !== 'link' })
/** A pair has the columns of both ends, and what they share. */
const rowColumns = (problem: GraphProblem) =>
  problem.goal === 'link' ? 2 * ofNode(problem) + pairColumns : ofNode(problem)
const rowsOf = ({ goal, trainingLabels }: GraphProblem) =>
  goal === 'link' ? Math.min(mostPairs, trainingLabels * (1 + negatives)) : trainingLabels

export const featureTrees: GraphFamily = {
  id: 'graph-feature-trees',
  kind: 'trees',
  title: 'Boosted trees on neighbourhood features',
  words: ['trees'],
  ruledOutBy: ['trees'],
  neural: false,
  complexity: 0.25,
  complexityBecause: 'a nightly job that makes the columns, then one library; CPU only',
  interpretability: 0.7,
  interpretabilityBecause: "SHAP gives the share of every column, the neighbours' among them",
  goals: ['node', 'link'],
  newNodes: 'Answered once their columns are made: at the next run, or for them alone',
  name: () => 'Neighbourhood features with gradient-boosted trees (LightGBM)',
  fits({ trainingLabels }) {
    if (trainingLabels < leastLabels)
      return {
        fits: false,
        reason: `${counted(trainingLabels, 'label')} to train on: leaves of 20 rows need some ${leastLabels}.`,
        source: 'LightGBM documentation, Parameters Tuning: min_data_in_leaf',
      }
    return { fits: true }
  },
  prior: ({ columns, classes, kind, goal }) => ({
    value: (columns > 0 ? 0.67 : 0.6) + (goal === 'node' && kind === 'class' && classes <= 2 ? 0.05 : 0),
    because:
      'means over two steps out hold most of what neighbours say, and trees take them with all other columns',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.7, some: 0.9, much: 0.95 })[amount],
  rungs(problem) {
    const { nodes, edges, columns, outputs } = problem
    const features: RungPart = {
      role: 'neighbourhood features',
      model: {
        kind: 'estimator',
        estimator: {
          kind: 'neighbourhood_features',
          nodes,
          edges,
          columns,
          hops,
          labels: problem.goal !== 'link',
        },
        load: graphLoad(problem, nodes, columns),
        learned: 0,
        serves: 'ahead',
      },
    }
    // A row teaches one answer: its neighbours are columns here, no examples.
    const fed = treeSizes.filter(
      ({ trees, leaves }, i) => i === 0 || trees * leaves * outputs <= rowsOf(problem),
    )
    return fed.map((size) => ({
      label: treeWords(size),
      parts: [
        {
          role: 'model',
          model: treesModel(
            size,
            outputs,
            problem.multiLabel ? 'target' : outputs > 1 ? 'class' : 'value',
            graphLoad(problem, rowsOf(problem), rowColumns(problem)),
          ),
        },
        features,
      ],
    }))
  },
  recipe: ({ kind, classes, goal }) => ({
    loss:
      goal === 'link'
        ? 'Log loss on edges and drawn negatives'
        : kind === 'value'
          ? 'Squared error'
          : classes > 2
            ? `Cross-entropy over ${counted(classes, 'class', 'classes')}`
            : 'Log loss on the rows as they are; the threshold is moved instead of resampling',
    ...treeRecipe,
  }),
  write(problem) {
    const columns = rowColumns(problem)
    const { goal } = problem
    const structure = `degree, component, PageRank, triangles${goal === 'link' ? '' : ', the share of known labels around'}`
    return {
      overview: `Of ${graphWords(problem)} a table is made ahead: ${problem.columns > 0 ? `each node's ${counted(problem.columns, 'column')}, their means one and two steps out, and ` : ''}its place in the graph (${structure}); trees on ${counted(columns, 'column')} ${goal === 'link' ? 'of both ends and what they share score a pair' : `predict ${problem.subject}`}. {{params}} stored splits and leaves, {{latency}} an answer, {{trainingTime}} for columns and trees together. It runs on a CPU at any size of graph.`,
      inputs: [
        {
          name: goal === 'link' ? 'pair' : 'row',
          shape: [columns],
          meaning: `${problem.columns > 0 ? 'own columns, means of the neighbours, ' : ''}${structure}${goal === 'link' ? '; of both ends, and what they share' : ''}, as of the day of the answer`,
        },
      ],
      outputs: plainAnswer(problem),
      risks: [
        'What lies more than two steps away is seen by PageRank and component alone.',
        ...graphRisks(problem),
      ],
      steps: [
        goal === 'link'
          ? 'Make the columns in `src/features.py` as sparse products, without the edges that are asked for; `tests/test_features.py` asserts that no column of a pair changes when its own edge or a later one does.'
          : 'Make the columns in `src/features.py` as sparse products, day by day; `tests/test_features.py` asserts that no column of a day changes when later edges or the own label do.',
        goal === 'link'
          ? 'Train in `src/train.py` with early stopping on the choosing part, on edges and drawn pairs without one.'
          : 'Train in `src/train.py` with early stopping on the choosing part. Then let errors and predictions flow along the edges (Correct & Smooth, Huang et al., 2021) and keep that where it helps.',
      ],
      files: planFiles(problem, [
        { path: 'src/features.py', purpose: 'own, neighbour and structural columns as of a day' },
        {
          path: 'src/train.py',
          purpose: `boosting with early stopping${goal === 'link' ? ', drawn pairs without an edge' : ', Correct & Smooth'}`,
        },
        {
          path: 'tests/test_features.py',
          purpose: `nothing of the future, nothing of the own ${goal === 'link' ? 'edge' : 'label'}`,
        },
      ]),
      notCounted: [],
    }
  },
}
