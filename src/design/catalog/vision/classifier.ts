/** A published network with a new last layer: the spec, and the family that fine-tunes one at several sizes. */
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { isSmall, placeOf, precisionOn } from '../backbones/serving.js'
import type { VisionBackbone } from '../backbones/vision/vision-backbone.js'
import type { Fit, Kind, NetworkModel, Prior } from '../family.js'
import type { Amount } from '../problem.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import { type VisionProblem, wholeImageGoals } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { imageRow, imagesWords, scoresRow } from './words.js'

/** Side of the image that a network reads: as fine as the images are, at least what it was trained on. */
export function sideOf(
  { pixels }: VisionProblem,
  { inputSize, sizeStep }: VisionBackbone,
  most: number,
): number {
  const wanted = Math.min(most, Math.max(inputSize, pixels))
  return Math.max(sizeStep, Math.floor(wanted / sizeStep) * sizeStep)
}

interface ClassifierOptions {
  readonly side: number
  readonly dropout: number
  /** Nothing but the last layer learns. */
  readonly isFrozen?: boolean
  /** Nodes other than the backbone's own, such as those with low-rank additions. */
  readonly body?: Nodes
}

export function classifierSpec(
  problem: VisionProblem,
  backbone: VisionBackbone,
  { side, dropout, isFrozen = false, body = backbone.nodes() }: ClassifierOptions,
): ModelSpec {
  return {
    name: `${backbone.name} ${problem.goal === 'measure' ? 'regressor' : 'classifier'}`,
    inputs: { image: { kind: 'image', size: side, channels: 3 } },
    nodes: [
      ...(isFrozen ? frozen(body) : body),
      ...(dropout > 0 ? [{ name: 'head_dropout', kind: 'dropout', rate: dropout }] : []),
      { name: problem.goal === 'measure' ? 'value' : 'scores', kind: 'linear', units: problem.classes },
    ],
  }
}

/** Left out at random before the last layer. */
export const headDropout = 0.2

export const classifierModel = (
  problem: VisionProblem,
  backbone: VisionBackbone,
  options: ClassifierOptions,
): NetworkModel => ({
  kind: 'network',
  spec: classifierSpec(problem, backbone, options),
  examples: problem.trainingImages,
  pretrained: backbone.weights,
  ...precisionOn(problem),
})

/** One size of a fine-tuned network, and from how many images on it gains over the one before. */
export interface Step {
  readonly backbone: VisionBackbone
  readonly from: number
  /** Largest side that it reads. */
  readonly most: number
}

interface FineTuned {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly words: readonly string[]
  readonly ruledOutBy: readonly string[]
  readonly complexity: number
  readonly complexityBecause: string
  readonly steps: readonly Step[]
  /** Those that a microcontroller holds, where there are any. */
  readonly tinySteps?: readonly Step[]
  readonly tinyRisks?: readonly string[]
  /** Images under which it learns them by heart. */
  readonly least: number
  readonly leastSource: string
  /** Why it does not belong on a board or a microcontroller; absent where it does. */
  readonly notOnSmall?: string
  readonly priors: Readonly<Record<Amount, number>>
  readonly because: (problem: VisionProblem) => string
  readonly source: string
  readonly fit: Readonly<Record<Amount, number>>
  readonly learningRate: number
  readonly weightDecay: number
  /** What its optimizer does besides, and its own regularisation. */
  readonly optimizerMore: string
  readonly regularization: readonly string[]
  readonly overview: string
  readonly risks: readonly string[]
}

/** What is lost where pictures look like nothing that the weights have seen. */
const farLoss = 0.03

/** Small things in fine pictures are lost when the picture is made small: larger sides for them, of the last network. */
const finerSides = [512, 768] as const
const smallThings =
  /\b(?:small|tiny|fine|hairline|scratch\w*|defects?|cracks?|kleine?|fehler|riss\w*|kratzer|d[ée]fauts?|fissures?|defectos?|grietas?|difett[oi]|crepe|defeitos?)\b/i

function stepsFor(problem: VisionProblem, { steps: usual, tinySteps, kind }: FineTuned): readonly Step[] {
  const steps = placeOf(problem) === 'microcontroller' ? (tinySteps ?? usual) : usual
  const fed = steps.filter(({ from }, i) => i === 0 || from <= problem.images)
  const last = fed.at(-1)
  if (!last || kind !== 'convolution' || !smallThings.test(problem.brief.request)) return fed
  const finer = finerSides.filter((most) => most > last.most && most <= problem.pixels)
  return [...fed, ...finer.map((most) => ({ ...last, most }))]
}

const risksFor = (problem: VisionProblem, { risks, tinyRisks }: FineTuned): readonly string[] =>
  placeOf(problem) === 'microcontroller' ? (tinyRisks ?? risks) : risks

export function fineTuned(own: FineTuned): VisionFamily {
  const fits = (problem: VisionProblem): Fit => {
    if (problem.images < own.least)
      return {
        fits: false,
        reason: `${imagesWords(problem)}: under about ${own.least} a fine-tuned network of this size learns them by heart; frozen features do better.`,
        source: own.leastSource,
      }
    if (own.notOnSmall && isSmall(problem))
      return { fits: false, reason: own.notOnSmall, source: own.source, others: true }
    return { fits: true }
  }
  const prior = (problem: VisionProblem): Prior => ({
    value: own.priors[problem.amount] - (problem.imagery.nearPhotos ? 0 : farLoss),
    because: own.because(problem),
    source: own.source,
  })
  return {
    id: own.id,
    kind: own.kind,
    goals: wholeImageGoals,
    title: own.title,
    words: own.words,
    ruledOutBy: own.ruledOutBy,
    neural: true,
    complexity: own.complexity,
    complexityBecause: own.complexityBecause,
    interpretability: 0.25,
    interpretabilityBecause: 'saliency maps (Grad-CAM) show where it looked, not why (Adebayo et al., 2018)',
    name: () => own.title,
    fits,
    prior,
    dataFit: ({ amount }) => own.fit[amount],
    rungs: (problem) =>
      stepsFor(problem, own).map(({ backbone, most }) => {
        const side = sideOf(problem, backbone, most)
        const options = { side, dropout: headDropout, body: bodyOf(backbone, side) }
        return {
          label: `${backbone.name} at ${side} pixels`,
          side,
          parts: [visionPart(problem, classifierModel(problem, backbone, options))],
        }
      }),
    recipe: (problem) => ({
      loss: lossOf(problem),
      ...tuned(problem, {
        learningRate: own.learningRate,
        weightDecay: own.weightDecay,
        more: own.optimizerMore,
      }),
      regularization: [
        ...augmentationOf(problem),
        `dropout ${headDropout} before the last layer`,
        `weight decay ${own.weightDecay}`,
        ...own.regularization,
        stopping,
      ],
    }),
    write: (problem, { side, label }) => ({
      overview: `${label}, from published weights, ${own.overview} with a new last layer on ${imagesWords(problem)}. {{params}} parameters, {{latency}} an image.`,
      inputs: [imageRow(problem, side)],
      outputs: [scoresRow(problem)],
      risks: [...risksFor(problem, own), ...imageRisks(problem, side)],
      steps: trainedSteps(problem, 'the published network and its new last layer'),
      files: trainedFiles(),
      notCounted: ['decoding and resizing the image'],
    }),
  }
}

/** Some networks are written for one size of the image. */
const bodyOf = (backbone: VisionBackbone, side: number): Nodes =>
  'tokens' in backbone
    ? (backbone as VisionBackbone & { nodes(side: number): Nodes }).nodes(side)
    : backbone.nodes()
