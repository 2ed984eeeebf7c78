/** What happens in a video: frames through a published network, then their mean (the bar), a GRU, or attention over time. */
import { grouped, plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { isSmall } from '../backbones/serving.js'
import { type ResNetDepth, resnet } from '../backbones/vision/resnet.js'
import type { Kind } from '../family.js'
import type { Amount } from '../problem.js'
import { imageRisks } from './evaluation.js'
import { type VisionFamily, visionPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { VisionProblem } from './problem.js'
import { augmentationOf, headRate, lossOf, stopping, tuned } from './recipes.js'
import { imagesWords } from './words.js'

/** Frames that a clip is looked at in, spread over it (Wang et al., Temporal Segment Networks, 2016). */
const frames = 16
const side = 224
const batches = [8, 16, 32] as const

/** How far the frames of a clip lie apart, where its length is known. */
function spacing({ brief }: VisionProblem): string {
  const seconds = brief.data.clipSeconds?.value
  return seconds === undefined ? '' : ` (one every ${plain(Number((seconds / frames).toPrecision(2)))} s)`
}

interface Video {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly words: readonly string[]
  readonly complexity: number
  readonly complexityBecause: string
  readonly depths: readonly ResNetDepth[]
  readonly isFrozen: boolean
  /** From one vector a frame to one vector a clip. */
  readonly overTime: (width: number) => Nodes
  readonly least: number
  readonly priors: Readonly<Record<Amount, number>>
  readonly because: string
  readonly source: string
  readonly fit: Readonly<Record<Amount, number>>
  readonly learningRate: number
  readonly overview: string
  readonly risks: readonly string[]
}

function spec(problem: VisionProblem, depth: ResNetDepth, { isFrozen, overTime }: Video): ModelSpec {
  const backbone = resnet(depth)
  const body: Nodes = [...backbone.maps(), { name: 'frame_features', kind: 'global_pool', axes: 2 }]
  return {
    name: `${backbone.name} over frames`,
    inputs: { clip: { kind: 'tensor', shape: [frames, side, side, 3] } },
    nodes: [
      ...(isFrozen ? frozen(body) : body),
      ...overTime(backbone.width),
      { name: 'scores', kind: 'linear', units: problem.classes },
    ],
  }
}

function video(own: Video): VisionFamily {
  return {
    id: own.id,
    kind: own.kind,
    goals: ['watch'],
    title: own.title,
    words: own.words,
    ruledOutBy: ['neural', ...(own.kind === 'baseline' ? [] : own.words)],
    neural: true,
    complexity: own.complexity,
    complexityBecause: own.complexityBecause,
    interpretability: own.kind === 'baseline' ? 0.5 : 0.3,
    interpretabilityBecause:
      own.kind === 'baseline'
        ? 'the frames that speak for the class most are shown'
        : 'the frames that it weighs most are hints, not reasons',
    name: () => own.title,
    fits: (problem) =>
      problem.images < own.least
        ? {
            fits: false,
            reason: `${imagesWords(problem)}: under about ${grouped(own.least)} it learns them by heart.`,
            source: own.source,
          }
        : { fits: true },
    prior: ({ amount }) => ({ value: own.priors[amount], because: own.because, source: own.source }),
    dataFit: ({ amount }) => own.fit[amount],
    rungs: (problem) =>
      own.depths
        .filter((_, i) => i === 0 || !isSmall(problem))
        .map((depth) => ({
          label: `ResNet-${depth} on ${frames} frames`,
          side,
          parts: [
            visionPart(problem, {
              kind: 'network',
              spec: spec(problem, depth, own),
              examples: problem.trainingImages,
              pretrained: resnet(depth).weights,
            }),
          ],
        })),
    recipe: (problem) => ({
      loss: lossOf(problem),
      ...tuned(problem, {
        learningRate: own.learningRate,
        weightDecay: 0.02,
        batches,
        ...(!own.isFrozen && { more: `what starts from nothing at ${headRate}` }),
      }),
      regularization: [
        ...augmentationOf(problem),
        'one change for all frames of a clip; frames drawn anew in every epoch',
        ...(own.isFrozen ? [] : ['batch norm of the ResNet frozen: few clips fit into a batch']),
        stopping,
      ],
    }),
    write: (problem, { label }) => ({
      overview: `${label}: ${own.overview}; on ${imagesWords(problem)}. {{params}} parameters, {{latency}} a clip.`,
      inputs: [
        {
          name: 'clip',
          shape: [frames, side, side, 3],
          meaning: `${frames} frames spread over the clip${spacing(problem)}, each ${side} pixels wide`,
        },
      ],
      outputs: [
        {
          name: 'scores',
          shape: [problem.classes],
          meaning: 'one score a class; softmax makes them probabilities',
        },
      ],
      risks: [
        ...own.risks,
        `What is over between two frames${spacing(problem)} is not seen.`,
        'Networks that were published for video (X3D, Feichtenhofer, 2020; VideoMAE, Tong et al., 2022) know motion from Kinetics and are not sized here: compare one where motion, not the scene, decides.',
        ...imageRisks(problem, side),
      ],
      steps: trainedSteps(problem, `the network over ${frames} frames`),
      files: trainedFiles(own.kind === 'baseline'),
      notCounted: ['decoding the video and choosing frames'],
    }),
  }
}

export const meanOfFrames = video({
  id: 'mean-of-frames',
  kind: 'baseline',
  title: 'Mean of published features over frames',
  words: ['linear'],
  complexity: 0.2,
  complexityBecause: 'one published network, one linear layer',
  depths: [18, 50],
  isFrozen: true,
  overTime: () => [{ name: 'mean', kind: 'reduce', axis: -2 }],
  least: 1,
  priors: { little: 0.66, some: 0.56, much: 0.46 },
  because: 'most actions are told from what is seen in a frame; order and speed are lost',
  source: 'Wang et al., Temporal Segment Networks, 2016; Huang et al., What Makes a Video a Video, 2018',
  fit: { little: 0.95, some: 0.6, much: 0.35 },
  learningRate: 1e-3,
  overview: 'published features of every frame, averaged, and one linear layer that learns',
  risks: ['Open and close, forwards and backwards are the same to it.'],
})

export const gruOverFrames = video({
  id: 'gru-over-frames',
  kind: 'recurrent',
  title: 'ResNet and a GRU over frames',
  words: ['recurrent', 'gru', 'lstm'],
  complexity: 0.4,
  complexityBecause: 'a published network and a recurrence over its frames',
  depths: [18, 50],
  isFrozen: false,
  overTime: () => [
    { name: 'over_time', kind: 'gru', units: 256, output: 'last' },
    { name: 'time_dropout', kind: 'dropout', rate: 0.3 },
  ],
  least: 500,
  priors: { little: 0.6, some: 0.74, much: 0.74 },
  because: 'it follows the order of frames from few clips, and can answer while the video goes on',
  source: 'Donahue et al., Long-term Recurrent Convolutional Networks, 2015',
  fit: { little: 0.6, some: 0.9, much: 0.75 },
  learningRate: 2e-4,
  overview: 'a published network sees every frame, a GRU follows them in their order',
  risks: [],
})

export const attentionOverFrames = video({
  id: 'attention-over-frames',
  kind: 'attention',
  title: 'ResNet and attention over frames',
  words: ['transformer'],
  complexity: 0.5,
  complexityBecause: 'a published network and a Transformer over its frames that starts from nothing',
  depths: [18, 50],
  isFrozen: false,
  overTime: (width) => [
    { name: 'narrow', kind: 'linear', units: Math.min(width, 512) },
    { name: 'time', kind: 'position_embedding' },
    { name: 'over_time', kind: 'transformer_block', repeat: 4, heads: 8, hidden: 1024, dropout: 0.1 },
    { name: 'mean', kind: 'reduce', axis: -2 },
  ],
  least: 3_000,
  priors: { little: 0.5, some: 0.7, much: 0.82 },
  because: 'it relates any two moments, and needs many clips to learn which',
  source: 'Neimark et al., Video Transformer Network, 2021; Bertasius et al., TimeSformer, 2021',
  fit: { little: 0.25, some: 0.65, much: 0.95 },
  learningRate: 1e-4,
  overview: 'a published network sees every frame, a small Transformer relates them',
  risks: ['It answers once the clip is over.'],
})
