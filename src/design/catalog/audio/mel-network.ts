/** A network on log-mel with a last layer of its own: the spec, and the family that trains one at several sizes. */
import { plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import { type FrontEnd, framesOf } from '../backbones/audio/front-end.js'
import { frozen, type Nodes } from '../backbones/backbone.js'
import { precisionOn } from '../backbones/serving.js'
import type { Fit, Kind, Prior } from '../family.js'
import type { Amount } from '../problem.js'
import { soundRisks } from './evaluation.js'
import { type AudioFamily, audioPart } from './family.js'
import { trainedFiles, trainedSteps } from './plan.js'
import type { AudioProblem, Goal } from './problem.js'
import { augmentationOf, lossOf, stopping, tuned } from './recipes.js'
import { clipsWords, melRow, outputsOf, scoresRow } from './words.js'

/** A network that ends with features, and what it hears. */
export interface Listener {
  readonly name: string
  readonly weights?: string
  readonly frontEnd: FrontEnd
  /** It hears at most so many seconds at once. */
  readonly mostSeconds: number
  readonly from: number
  nodes(frames: number): Nodes
}

function listenerSpec(problem: AudioProblem, listener: Listener, isFrozen = false): ModelSpec {
  const frames = framesOf(secondsOf(problem, listener), listener.frontEnd)
  const body = listener.nodes(frames)
  return {
    name: `${listener.name} classifier`,
    inputs: { mel: { kind: 'image', size: [frames, listener.frontEnd.mels], channels: 1 } },
    nodes: [
      ...(isFrozen ? frozen(body) : body),
      ...(isFrozen ? [] : [{ name: 'head_dropout', kind: 'dropout', rate: headDropout }]),
      { name: 'scores', kind: 'linear', units: outputsOf(problem) },
    ],
  }
}

export const secondsOf = ({ clipSeconds }: AudioProblem, { mostSeconds }: Listener): number =>
  Math.min(clipSeconds, mostSeconds)

/** Left out at random before the last layer. */
const headDropout = 0.2

/** What a clip that is longer than a network hears is cut into. */
const cutWords = (problem: AudioProblem, listener: Listener): string[] =>
  problem.clipSeconds > listener.mostSeconds
    ? [
        `further pieces of a clip: ${plain(problem.clipSeconds)} s are heard as pieces of ${plain(listener.mostSeconds)} s, the largest score of them counts`,
      ]
    : []

/** Millions of weights beside some hundred kilobytes. */
export const tooLarge = (source: string): Fit => ({
  fits: false,
  reason: 'Even its smallest has millions of weights; a microcontroller holds tens of thousands.',
  source,
  others: true,
})

interface MelNetwork {
  readonly id: string
  readonly kind: Kind
  readonly goals: readonly Goal[]
  readonly title: string
  readonly words: readonly string[]
  readonly ruledOutBy: readonly string[]
  readonly complexity: number
  readonly complexityBecause: string
  readonly listeners: readonly Listener[]
  readonly isFrozen?: true
  readonly interpretability: number
  readonly interpretabilityBecause: string
  readonly fits?: (problem: AudioProblem) => Fit
  readonly prior: (problem: AudioProblem) => Prior
  readonly fit: Readonly<Record<Amount, number>>
  readonly learningRate: number
  readonly weightDecay: number
  readonly epochs?: number
  readonly optimizerMore?: string
  readonly regularization: readonly string[]
  readonly overview: string
  readonly built: string
  readonly risks: readonly string[]
}

export function melNetwork(own: MelNetwork): AudioFamily {
  const usable = (problem: AudioProblem) =>
    own.listeners.filter(({ from }, i) => i === 0 || from <= problem.clips)
  const listenerOf = (problem: AudioProblem, label: string) =>
    usable(problem).find(({ name }) => label.startsWith(name)) ?? own.listeners[0]
  return {
    id: own.id,
    kind: own.kind,
    goals: own.goals,
    title: own.title,
    words: own.words,
    ruledOutBy: own.ruledOutBy,
    neural: true,
    complexity: own.complexity,
    complexityBecause: own.complexityBecause,
    interpretability: own.interpretability,
    interpretabilityBecause: own.interpretabilityBecause,
    name: () => own.title,
    fits: (problem) => own.fits?.(problem) ?? { fits: true },
    prior: own.prior,
    dataFit: ({ amount }) => own.fit[amount],
    rungs: (problem) =>
      usable(problem).map((listener) => {
        const frames = framesOf(secondsOf(problem, listener), listener.frontEnd)
        return {
          label: `${listener.name}${own.isFrozen ? ', frozen' : ''}`,
          input: [frames, listener.frontEnd.mels, 1],
          parts: [
            audioPart(problem, {
              kind: 'network',
              spec: listenerSpec(problem, listener, own.isFrozen),
              examples: problem.trainingClips,
              ...(listener.weights && { pretrained: listener.weights }),
              ...precisionOn(problem),
            }),
          ],
        }
      }),
    recipe: (problem) => ({
      loss: lossOf(problem),
      ...tuned(problem, {
        learningRate: own.learningRate,
        weightDecay: own.weightDecay,
        ...(own.epochs && { epochs: own.epochs }),
        ...(own.isFrozen && { keepsFeatures: own.isFrozen }),
        ...(own.optimizerMore && { more: own.optimizerMore }),
      }),
      regularization: [
        ...(own.isFrozen ? [] : [augmentationOf(problem), `dropout ${headDropout} before the last layer`]),
        `weight decay ${own.weightDecay}`,
        ...own.regularization,
        stopping,
      ],
    }),
    write(problem, { label, input }) {
      const listener = listenerOf(problem, label)
      const seconds = listener ? secondsOf(problem, listener) : problem.clipSeconds
      return {
        overview: `${label}: ${own.overview}; trained on ${clipsWords(problem)}. {{params}} parameters${own.isFrozen ? ' of which {{trainableParams}} learn' : ''}, {{latency}} for ${plain(seconds)} s of sound.`,
        inputs: listener ? [melRow(listener.frontEnd, input[0] ?? 0, seconds)] : [],
        outputs: [scoresRow(problem)],
        risks: [...own.risks, ...soundRisks(problem)],
        steps: [
          ...(own.isFrozen
            ? ['Compute the features of all clips once in `src/train.py` and keep them beside the labels.']
            : []),
          ...trainedSteps(problem, own.built),
        ],
        files: trainedFiles(problem),
        notCounted: [
          'the front end: turning sound into log-mel bands',
          ...(listener ? cutWords(problem, listener) : []),
        ],
      }
    },
  }
}
