/** Fingerprints of molecules (or of any graphs) as a table: a forest, and a Gaussian process on their likeness. */
import { counted, grouped } from '../../brief/facts.js'
import type { RungPart } from '../family.js'
import type { GraphFamily } from './family.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import type { GraphProblem } from './problem.js'
import { graphRisks, plainAnswer } from './words.js'

const bits = 2_048
const radius = 2
/** Descriptors beside the bits: mass, logP, polar surface, rings, charges … (RDKit has some 200). */
const descriptors = 200

const fingerprintPart = (problem: GraphProblem): RungPart => ({
  role: 'fingerprint',
  model: {
    kind: 'estimator',
    estimator: { kind: 'fingerprint', radius, bits, of: problem.molecules ? 'molecules' : 'graphs' },
    load: graphLoad(problem, problem.labelled, bits),
    learned: 0,
  },
})

const what = ({ molecules }: GraphProblem) => (molecules ? 'Morgan fingerprints' : 'Hashed local patterns')

const inputs = (problem: GraphProblem, columns: number, more: string) => [
  {
    name: 'fingerprint',
    shape: [columns],
    meaning: `${grouped(bits)} bits: surroundings of every ${problem.molecules ? 'atom up to two bonds' : 'node up to two steps'}, hashed (radius ${radius})${more}`,
  },
]

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
  name: (problem) => `${what(problem)} with a random forest`,
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
      overview: `${what(problem)} (${grouped(bits)} bits, radius ${radius}${problem.molecules ? `) and ${descriptors} descriptors` : ')'} of ${counted(problem.labelled, problem.example.one)} go into a forest of 500 trees that predicts ${problem.subject}; how far the trees differ says how sure it is. {{params}} stored nodes, {{latency}} a ${problem.example.one} with its fingerprint, grown in {{trainingTime}}. It is the bar for everything else.`,
      inputs: inputs(
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

const gpSource =
  'Griffiths et al., GAUCHE: A Library for Gaussian Processes in Chemistry, 2023; Rasmussen & Williams, 2006'
/** The factor of the covariance of more examples fills a machine. */
const mostExamples = 10_000

export const fingerprintGaussianProcess: GraphFamily = {
  id: 'fingerprint-gaussian-process',
  kind: 'statistics',
  title: 'Fingerprints with a Gaussian process',
  words: ['gaussian process'],
  ruledOutBy: ['gaussian process'],
  neural: false,
  complexity: 0.2,
  complexityBecause: 'one library call, exact; square in memory and cubic in time',
  interpretability: 0.6,
  interpretabilityBecause:
    'an answer is a weighted mean of the most alike that were measured, which can be shown',
  goals: ['graph'],
  newNodes: 'A new one is compared with all that were measured',
  name: (problem) => `${what(problem)} with a Gaussian process (Tanimoto)`,
  fits({ kind, trainingLabels, outputs }) {
    if (kind !== 'value' || outputs > 1)
      return {
        fits: false,
        others: true,
        reason: 'for classes its likelihood has no closed form; a forest or message passing does as well.',
        source: gpSource,
      }
    if (trainingLabels > mostExamples)
      return {
        fits: false,
        reason: `${counted(trainingLabels, 'example')}: it is exact up to about ${grouped(mostExamples)}, with the cube of their number in time.`,
        source: gpSource,
      }
    return { fits: true }
  },
  prior: ({ amount, uncertain }) => ({
    value: { little: 0.64, some: 0.62, much: 0.58 }[amount] + (uncertain ? 0.03 : 0),
    because:
      'its uncertainty grows away from what was measured, which is what a choice of the next measurement needs',
    source: gpSource,
  }),
  dataFit: ({ amount }) => ({ little: 0.95, some: 0.75, much: 0.4 })[amount],
  abilities: () => ['calibrated uncertainty'],
  rungs: (problem) => [
    {
      label: `${counted(problem.trainingLabels, 'example')}, all kept`,
      parts: [
        {
          role: 'model',
          model: {
            kind: 'estimator',
            estimator: { kind: 'gaussian_process', kernel: 'tanimoto' },
            load: graphLoad(problem, problem.trainingLabels, bits),
            learned: problem.trainingLabels,
          },
        },
        fingerprintPart(problem),
      ],
    },
  ],
  recipe: () => ({
    loss: 'Log marginal likelihood: fit and simplicity weighed in one number',
    optimizer: 'L-BFGS over noise and scale',
    schedule: 'some 50 likelihoods, from 3 starts; made anew with every batch of measurements',
    regularization: ['the noise is learned, with the spread of repeated measurements as its lower bound'],
  }),
  write(problem) {
    return {
      overview: `A new ${problem.example.one} is compared with all ${grouped(problem.trainingLabels)} measured ones by the bits they share; the answer is their weighted mean, and its uncertainty grows with the distance from them. {{weightMemory}} are kept, {{latency}} a ${problem.example.one} with its fingerprint, fitted in {{trainingTime}}. Two numbers are tuned, by the likelihood itself.`,
      inputs: inputs(problem, bits, ''),
      outputs: plainAnswer(problem, `${problem.subject} as a normal distribution: mean and deviation`),
      risks: [
        'Likeness of bits is not likeness of effect: cliffs between near twins are smoothed over.',
        'Time grows with the cube of the measurements: beyond some ten thousand it is thinned out.',
        ...graphRisks(problem),
      ],
      steps: [
        'Fit in `src/train.py` (GPyTorch, exact); check that a fifth of the test values lies outside the 80% interval, no more and no fewer.',
        ...(problem.uncertain
          ? [
              'Choose the next measurements in `src/choose.py`: a batch of high uncertainty or high expected gain, spread over scaffolds.',
            ]
          : []),
      ],
      files: planFiles(problem, [
        { path: 'src/train.py', purpose: 'kernel, likelihood, fit' },
        ...(problem.uncertain ? [{ path: 'src/choose.py', purpose: 'which to measure next' }] : []),
      ]),
      notCounted: [],
    }
  },
}
