/** The bar for missing edges: how many neighbours two nodes share, and how rare those are. */
import { grouped } from '../../brief/facts.js'
import type { GraphFamily } from './family.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import { graphRisks, graphWords, plainAnswer } from './words.js'

const source =
  'Liben-Nowell & Kleinberg, The Link Prediction Problem for Social Networks, 2003; Adamic & Adar, 2003'
/** Common neighbours, Jaccard, Adamic-Adar, resource allocation, product of degrees, same component. */
export const pairColumns = 6
/** Negatives that are drawn for every edge. */
export const negatives = 5
/** More pairs than this add time, not accuracy. */
export const mostPairs = 2_000_000
const penalties = 10
const folds = 5

export const linkScores: GraphFamily = {
  id: 'link-scores',
  kind: 'baseline',
  title: 'Common-neighbour scores',
  words: ['rules', 'linear'],
  ruledOutBy: ['rules'],
  neural: false,
  complexity: 0.1,
  complexityBecause: 'six counts a pair and a weighted sum',
  interpretability: 0.9,
  interpretabilityBecause: 'a proposed edge is backed by the neighbours that both ends share',
  goals: ['link'],
  newNodes: 'Without an edge of their own they share no neighbour: nothing is said of them',
  name: () => 'Common-neighbour scores (Adamic-Adar) in a logistic regression',
  fits: () => ({ fits: true }),
  prior: () => ({
    value: 0.52,
    because:
      'shared neighbours find what closes triangles, and nothing that lies further apart or in the columns',
    source,
  }),
  dataFit: () => 0.75,
  rungs(problem) {
    const pairs = Math.min(mostPairs, problem.trainingLabels * (1 + negatives))
    return [
      {
        label: `${pairColumns} counts a pair`,
        parts: [
          {
            role: 'model',
            model: {
              kind: 'estimator',
              estimator: { kind: 'linear_model', link: 'logit', outputs: 1, penalties, folds },
              load: graphLoad(problem, pairs, pairColumns),
              learned: pairColumns + 1,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'Log loss on edges and drawn negatives',
    optimizer: 'L-BFGS on the convex loss',
    schedule: `at most 100 iterations; ${penalties} strengths of the penalty on ${folds} folds`,
    regularization: ['squared weights', `${negatives} negatives for every edge`],
  }),
  write(problem) {
    return {
      overview: `On ${graphWords(problem)}: for a pair of nodes ${pairColumns} counts (common neighbours, Jaccard, Adamic-Adar, resource allocation, product of degrees, same component) are summed with learned weights. {{params}} weights, {{latency}} a pair, fitted in {{trainingTime}} on edges and ${negatives} hard negatives each. It is the bar for everything else.`,
      inputs: [
        {
          name: 'pair',
          shape: [pairColumns],
          meaning: 'counts of what the two ends share, as known at that moment',
        },
      ],
      outputs: plainAnswer(problem),
      risks: ['Pairs more than two steps apart all look alike to it.', ...graphRisks(problem)],
      steps: [],
      files: planFiles(problem, []),
      notCounted: [
        `counting what two ends share (some ${grouped(Math.round(2 * problem.degree))} reads a pair)`,
      ],
    }
  },
}
