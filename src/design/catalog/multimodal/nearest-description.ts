/** The description of the most similar example: a look-up that never invents and never says anything new. */
import { counted, grouped } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { ModelSpec } from '../../spec/spec.js'
import { encoderOf, inputRows } from './encoders.js'
import type { MixedFamily } from './family.js'
import { planFiles } from './plan.js'
import { type MixedProblem, trainingExamples } from './problem.js'
import { encoderLicences, localRisks } from './risks.js'

const source = 'Devlin et al., Exploring Nearest Neighbor Approaches for Image Captioning, 2015'
const leastExamples = 1_000
const neighbours = 10

const encoderFor = (problem: MixedProblem) =>
  encoderOf(problem, problem.modalities.includes('video') ? 'video' : 'image')

const spec = (problem: MixedProblem): ModelSpec => {
  const encoder = encoderFor(problem)
  return {
    name: `${encoder.name} vectors`,
    inputs: encoder.inputs,
    nodes: [...encoder.nodes(true), { name: 'vector', kind: 'l2_normalize' }],
  }
}

export const nearestDescription: MixedFamily = {
  id: 'nearest-description',
  kind: 'retrieval',
  goals: ['describe'],
  title: 'Description of the nearest example',
  words: ['nearest neighbours', 'clip'],
  ruledOutBy: ['nearest neighbours'],
  neural: true,
  complexity: 0.25,
  complexityBecause: 'a published encoder and an index; a new example counts at once',
  interpretability: 0.8,
  interpretabilityBecause: 'the example that an answer comes from is shown',
  name: () => 'Description of the nearest example',
  fits({ examples, isQuestion }) {
    if (isQuestion)
      return {
        fits: false,
        reason: 'A question wants its own answer, not the description of another picture.',
        source,
      }
    if (examples < leastExamples)
      return {
        fits: false,
        reason: `Under some ${grouped(leastExamples)} described examples the nearest one is far; there are ${grouped(examples)}.`,
        source,
      }
    return { fits: true }
  },
  prior: ({ amount }) => ({
    value: { little: 0.35, some: 0.5, much: 0.6 }[amount],
    because: 'right where the same things come again, silent about what is new',
    source,
  }),
  dataFit: ({ amount }) => ({ little: 0.4, some: 0.6, much: 0.75 })[amount],
  rungs(problem) {
    const encoder = encoderFor(problem)
    const rows = trainingExamples(problem)
    return [
      {
        label: encoder.name,
        parts: [
          {
            role: 'encoder',
            model: {
              kind: 'network',
              spec: spec(problem),
              examples: 0,
              ...(encoder.pretrained && { pretrained: encoder.pretrained }),
            },
          },
          {
            role: 'vector search',
            model: {
              kind: 'estimator',
              estimator: vectorIndexFor(rows, encoder.width),
              load: {
                seriesCount: 1,
                points: rows,
                trainingRows: rows,
                features: encoder.width,
                rowsPerRequest: 1,
                outputsPerRow: neighbours,
              },
              learned: 0,
            },
          },
        ],
      },
    ]
  },
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['none'],
  }),
  write(problem) {
    const encoder = encoderFor(problem)
    return {
      overview: `${encoder.name} turns ${problem.modalities.includes('video') ? 'a video' : 'a picture'} into a vector; of the ${neighbours} nearest among ${counted(trainingExamples(problem), 'described example')}, the description that agrees most with the others is given. {{latency}} a ${problem.answer.one}; it never says what nobody wrote.`,
      inputs: inputRows([encoder]),
      outputs: [
        { name: 'vector', shape: [encoder.width], meaning: 'compared with the vectors of all examples' },
      ],
      risks: [
        'What is new gets the description of something else: show nothing where the nearest is too far.',
        ...localRisks(problem),
        ...encoderLicences([encoder]),
      ],
      steps: [
        'Encode all described examples in `src/index.py`, and choose the largest distance at which an answer is given on the validation set.',
      ],
      files: planFiles(problem, [{ path: 'src/index.py', purpose: 'vectors of all described examples' }]),
      notCounted: ['decoding of media'],
    }
  },
}
