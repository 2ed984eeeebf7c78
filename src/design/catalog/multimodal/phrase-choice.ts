/** Without one example: CLIP chooses among phrases that people wrote down, answers or parts of a description. */
import { counted } from '../../brief/facts.js'
import { vectorIndexFor } from '../../estimator/vector-index.js'
import type { ModelSpec } from '../../spec/spec.js'
import { clip } from '../backbones/text/clip.js'
import type { MixedFamily } from './family.js'
import { planFiles } from './plan.js'
import type { MixedProblem } from './problem.js'
import { injectionRisk, licenceRisks, localRisks } from './risks.js'
import { fitsByName, labelFirst } from './unlabelled.js'

/** Phrases to choose from; of classes their names in several sentences. */
const usualPhrases = 1_000
const wordings = 8
const phrasesOf = ({ goal, outputs }: MixedProblem): number =>
  goal === 'classify' ? wordings * outputs : usualPhrases
const weights = `${clip.name} (${clip.weights})`

const image: ModelSpec = {
  name: `${clip.name} image tower`,
  inputs: { image: { kind: 'image', size: clip.imageSize } },
  nodes: clip.imageNodes(),
}
const text: ModelSpec = {
  name: `${clip.name} text tower`,
  inputs: {
    ids: { kind: 'tokens', vocab: clip.vocab, steps: clip.maxTokens },
    end: { kind: 'mask', steps: clip.maxTokens },
  },
  nodes: clip.textNodes(),
}

export const phraseChoice: MixedFamily = {
  id: 'phrase-choice',
  kind: 'frozen',
  goals: ['describe', 'classify'],
  title: 'CLIP chooses among phrases',
  words: ['clip'],
  ruledOutBy: ['clip', 'neural'],
  neural: true,
  complexity: 0.2,
  complexityBecause: 'a published encoder and a list of phrases; nothing to train',
  interpretability: 0.55,
  interpretabilityBecause: 'the score of every phrase is shown',
  name: () => `${clip.name} chooses among phrases`,
  fits: (problem) => fitsByName(problem, ['image', 'video'], clip.source),
  prior: () => ({
    value: 0.46,
    because: 'it says only what is on the list; counts, places and relations it does not see well',
    source: clip.source,
  }),
  dataFit: ({ examples }) => (examples < 200 ? 0.7 : 0.4),
  rungs: (problem) => {
    const phrases = phrasesOf(problem)
    return [
      {
        label: `${clip.name}, ${counted(phrases, 'phrase')}`,
        parts: [
          {
            role: 'image encoder',
            model: { kind: 'network', spec: image, examples: 0, pretrained: weights },
          },
          {
            role: 'phrase encoder',
            model: { kind: 'network', spec: text, examples: 0, pretrained: weights, serves: 'ahead' },
          },
          {
            role: 'phrase vectors',
            model: {
              kind: 'estimator',
              estimator: vectorIndexFor(phrases, clip.width),
              load: {
                seriesCount: 1,
                points: phrases,
                trainingRows: phrases,
                features: clip.width,
                rowsPerRequest: 1,
                outputsPerRow: 5,
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
    optimizer: 'none; phrases are rewritten against the examples that go wrong',
    schedule: 'none',
    regularization: ['none'],
  }),
  write: (problem) => ({
    overview: `${problem.goal === 'classify' ? `The names of ${counted(problem.outputs, 'class', 'classes')}, each in ${wordings} sentences,` : `Some ${counted(usualPhrases, 'phrase')} (${problem.isQuestion ? 'answers that come up' : 'things, places, actions'})`} are encoded ahead; a picture${problem.modalities.includes('video') ? ', or the middle frame of a scene,' : ''} is one vector, and the nearest phrases ${problem.goal === 'classify' ? 'name its class; what is written beside it is not read' : problem.isQuestion ? 'answer' : 'fill a template'}. {{latency}} a ${problem.answer.one}, no example needed, and it cannot name what is not on the list.`,
    inputs: [
      {
        name: 'image',
        shape: [clip.imageSize, clip.imageSize, 3],
        meaning: 'the picture, normalised as CLIP was',
      },
    ],
    outputs: [
      { name: 'image_vector', shape: [clip.width], meaning: 'compared with the vector of each phrase' },
    ],
    risks: [
      'What is not on the list is called by its nearest neighbour: answer "unsure" under a threshold.',
      ...(problem.multilingual
        ? [
            'Its text tower reads English: phrases are written in English and what is shown is a translation of each.',
          ]
        : []),
      injectionRisk,
      ...localRisks(problem),
      ...licenceRisks([clip]),
    ],
    steps: [
      ...labelFirst(problem),
      'Write the phrases in `src/phrases.py`, several wordings of each, and average their vectors; choose the threshold on 100 judged pictures.',
    ],
    files: planFiles(problem, [{ path: 'src/phrases.py', purpose: 'phrases, their wordings and vectors' }]),
    notCounted: ['decoding of media'],
  }),
}
