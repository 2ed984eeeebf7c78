/** The bar for molecules: hashed surroundings of atoms in a random forest, whose spread is an uncertainty. */
import { counted, grouped } from '../../brief/facts.js'
import type { GraphFamily } from './family.js'
import {
  bits,
  descriptors,
  fingerprintInput,
  fingerprintPart,
  fingerprintWords,
  radius,
} from './fingerprints.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import { graphRisks, plainAnswer } from './words.js'

export const fingerprintForest: GraphFamily = {
  id: 'fingerprint-forest',
  kind: 'baseline',
  title: 'Fingerprints with a random forest',
  words: ['fingerprints', 'trees'],
  ruledOutBy: ['fingerprints'],
  neural: false,
  complexity: 0.15,
  complexityBecause: 'two library calls; CPU only',
  interpretability: 0.55,
  interpretabilityBecause: 'bits with weight can be drawn as parts of the molecule',
  goals: ['graph'],
  newNodes: 'A new one is hashed like any other',
  name: (problem) => `${fingerprintWords(problem)} with a random forest`,
  fits: () => ({ fits: true }),
  prior: ({ amount }) => ({
    value: { little: 0.64, some: 0.6, much: 0.56 }[amount],
    because:
      'on few molecules fingerprints and a forest are hard to beat, and the spread of the trees is an uncertainty at no cost',
    source: 'Wu et al., MoleculeNet, 2018; Yang et al., 2019',
  }),
  dataFit: ({ amount }) => ({ little: 1, some: 0.8, much: 0.6 })[amount],
  rungs(problem) {
    const trees = 500
    const columns = problem.molecules ? bits + descriptors : bits
    return [
      {
        label: `${grouped(trees)} trees`,
        parts: [
          {
            role: 'model',
            model: {
              kind: 'estimator',
              estimator: {
                kind: 'random_forest',
                trees,
                leaf_rows: problem.kind === 'value' ? 3 : 1,
                // A third of the columns for values, their root for classes.
                columns_tried: problem.kind === 'value' ? 1 / 3 : 1 / Math.sqrt(columns),
              },
              load: graphLoad(problem, problem.trainingLabels, columns),
              // Leaves hold means of labels: no more freedom than there are labels.
              learned: problem.trainingLabels,
            },
          },
          fingerprintPart(problem),
        ],
      },
    ]
  },
  recipe: ({ kind }) => ({
    loss:
      kind === 'value'
        ? 'Squared error at every split'
        : 'Gini impurity at every split, classes weighted by their rarity',
    optimizer: 'none: trees are grown to the end on resampled rows',
    schedule: 'grown once, all trees side by side',
    regularization: [
      kind === 'value' ? 'a third of the columns at each split' : 'a root of the columns at each split',
      'rows resampled for every tree',
    ],
  }),
  write(problem) {
    const columns = problem.molecules ? bits + descriptors : bits
    return {
      overview: `${fingerprintWords(problem)} (${grouped(bits)} bits, radius ${radius}${problem.molecules ? `) and ${descriptors} descriptors` : ')'} of ${counted(problem.labelled, problem.example.one)} go into a forest of 500 trees that predicts ${problem.subject}; how far the trees differ says how sure it is. {{params}} stored nodes, {{latency}} a ${problem.example.one} with its fingerprint, grown in {{trainingTime}}. It is the bar for everything else.`,
      inputs: fingerprintInput(
        problem,
        columns,
        problem.molecules ? `; and ${descriptors} descriptors (mass, logP, polar surface, rings …)` : '',
      ),
      outputs: plainAnswer(problem),
      risks: [
        'Two parts may share a bit; what is not in the training set has no bit that was weighed.',
        'The spread of the trees is too narrow far from what was measured: scaled on the choosing part.',
        ...graphRisks(problem),
      ],
      steps: [],
      files: planFiles(problem, []),
      notCounted: problem.molecules ? ['computing the descriptors'] : [],
    }
  },
}
