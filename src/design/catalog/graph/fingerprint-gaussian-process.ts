/** A Gaussian process on the likeness of fingerprints: exact, and honest about what it has not seen. */
import { counted, grouped } from '../../brief/facts.js'
import type { GraphFamily } from './family.js'
import { bits, fingerprintInput, fingerprintPart, fingerprintWords } from './fingerprints.js'
import { graphLoad } from './load.js'
import { planFiles } from './plan.js'
import { graphRisks, plainAnswer } from './words.js'

const source =
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
  name: (problem) => `${fingerprintWords(problem)} with a Gaussian process (Tanimoto)`,
  fits({ kind, trainingLabels, outputs }) {
    if (kind !== 'value' || outputs > 1)
      return {
        fits: false,
        others: true,
        reason: 'for classes its likelihood has no closed form; a forest or message passing does as well.',
        source: source,
      }
    if (trainingLabels > mostExamples)
      return {
        fits: false,
        reason: `${counted(trainingLabels, 'example')}: it is exact up to about ${grouped(mostExamples)}, with the cube of their number in time.`,
        source: source,
      }
    return { fits: true }
  },
  prior: ({ amount, uncertain }) => ({
    value: { little: 0.64, some: 0.62, much: 0.58 }[amount] + (uncertain ? 0.03 : 0),
    because:
      'its uncertainty grows away from what was measured, which is what a choice of the next measurement needs',
    source: source,
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
      overview: `A new ${problem.example.one} is compared with ${problem.trainingLabels === 1 ? 'the one that was measured' : `all ${grouped(problem.trainingLabels)} measured ones`} by the bits they share; the answer is their weighted mean, and its uncertainty grows with the distance from them. {{weightMemory}} are kept, {{latency}} a ${problem.example.one} with its fingerprint, fitted in {{trainingTime}}. Two numbers are tuned, by the likelihood itself.`,
      inputs: fingerprintInput(problem, bits, ''),
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
