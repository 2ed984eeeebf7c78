/** CLIP without training: the classes are sentences, an image goes to the nearest one. For where there are no labels. */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen } from '../backbones/backbone.js'
import { clip } from '../backbones/text/clip.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { planFiles } from './plan.js'
import type { VisionProblem } from './problem.js'
import { imageRow, scoresRow } from './words.js'

/** One sentence a class, turned into its vector once: a last layer that nobody trains. */
const spec = ({ classes }: VisionProblem): ModelSpec => ({
  name: `${clip.name} with a sentence for each class`,
  inputs: { image: { kind: 'image', size: clip.imageSize, channels: 3 } },
  nodes: [
    ...frozen(clip.imageNodes()),
    { name: 'scores', kind: 'linear', units: classes, bias: false, frozen: true },
  ],
})

export const zeroShot: VisionFamily = {
  id: 'zero-shot-clip',
  kind: 'prompted',
  goals: ['classify', 'tag'],
  title: 'CLIP with a sentence for each class',
  words: ['clip'],
  ruledOutBy: ['clip', 'transformer', 'neural'],
  neural: true,
  complexity: 0.1,
  complexityBecause: 'nothing is trained; a new class is a new sentence',
  interpretability: 0.3,
  interpretabilityBecause: 'the sentence that won is shown, not why',
  name: () => 'CLIP with a sentence for each class',
  fits({ brief, imagery }) {
    if (!imagery.nearPhotos)
      return {
        fits: false,
        reason: `It knows images and texts from the web; ${imagery.name.many} are hardly among them.`,
        source: clip.source,
        others: true,
      }
    if (brief.data.labels?.value !== 'none' && brief.data.labels?.value !== 'few')
      return {
        fits: false,
        reason: 'There are labels: a layer that is fitted to them does better than sentences.',
        source: clip.source,
        others: true,
      }
    return { fits: true }
  },
  prior: () => ({
    value: 0.6,
    because: 'without labels nothing can be fitted, and it knows many everyday things by name',
    source: clip.source,
  }),
  dataFit: ({ brief }) => (brief.data.labels?.value === 'none' ? 1 : 0.7),
  rungs: (problem) => [
    {
      label: clip.name,
      side: clip.imageSize,
      parts: [
        visionPart(problem, { kind: 'network', spec: spec(problem), examples: 0, pretrained: clip.weights }),
      ],
    },
  ],
  recipe: () => ({
    loss: 'none: nothing is trained',
    optimizer: 'none',
    schedule: 'none',
    regularization: ['several sentences a class, their vectors averaged'],
  }),
  write: (problem, { side }) => ({
    overview: `${clip.name}: each class is a sentence, turned into a vector once; an image goes to the nearest. Nothing is trained. {{params}} parameters, {{latency}} an image.`,
    inputs: [imageRow(problem, side)],
    outputs: [scoresRow(problem)],
    risks: [
      'Classes that a sentence cannot tell apart (grades, serial numbers, fine marks) it cannot either.',
      'Scores are not probabilities: set the threshold on labelled images.',
      ...imageRisks(problem, side),
    ],
    steps: ['Write five to ten sentences a class in `src/prompts.py`; average their vectors.'],
    files: planFiles([{ path: 'src/prompts.py', purpose: 'sentences of each class and their vectors' }]),
    notCounted: ['decoding and resizing the image', 'turning the sentences into vectors, once'],
  }),
}
