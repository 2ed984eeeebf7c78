/** What recognisers have in common that write while they hear: chunks with some past, pieces of words, CTC. */
import { counted, grouped, plain } from '../../brief/facts.js'
import type { ModelSpec } from '../../spec/spec.js'
import {
  type ConformerSize,
  conformer,
  conformerFrontEnd,
  conformerReduction,
} from '../backbones/audio/conformer.js'
import { framesOf } from '../backbones/audio/front-end.js'
import { frozen } from '../backbones/backbone.js'
import type { Fit } from '../family.js'
import { languageWords } from '../language/words.js'
import { soundRisks } from './evaluation.js'
import type { AudioProblem } from './problem.js'
import { melRow } from './words.js'

/** Pieces of words that are written. */
export const pieces = 1024
/** What is new in one look, and the past that is seen beside it. */
export const chunkSeconds = 0.32
const pastSeconds = 3.84
const heardSeconds = chunkSeconds + pastSeconds
export const frames = framesOf(heardSeconds, conformerFrontEnd)
/** Hours under which speech is not learned from nothing. */
export const leastHours = 100
/** What the open checkpoint heard is English. */
export const foreignRisk = (problem: AudioProblem): string[] =>
  problem.languages.every((code) => code === 'en')
    ? []
    : [
        `The open checkpoint of this form heard English: for ${languageWords(problem)} take one of that language, or start from nothing with ${grouped(leastHours)} hours or more.`,
      ]
export const published = 'LibriSpeech, 960 hours (an open checkpoint of the same form)'
/** Hours up to which published weights help. */
export const publishedUpTo = 1_000

export const input = {
  mel: { kind: 'image', size: [frames, conformerFrontEnd.mels], channels: 1 },
} as const satisfies ModelSpec['inputs']

export const conformerSpec = (size: ConformerSize, isFrozen: boolean): ModelSpec => {
  const nodes: ModelSpec['nodes'] = [
    ...conformer(size, true),
    { name: 'pieces', kind: 'linear', units: pieces },
  ]
  return { name: `${size.name}, causal, with CTC`, inputs: input, nodes: isFrozen ? frozen(nodes) : nodes }
}

/** Windows of so many seconds in the training part. */
export const windowsOf = ({ hours, clips, trainingClips }: AudioProblem, seconds = heardSeconds): number =>
  Math.max(1, Math.round((hours * 3600 * (trainingClips / clips)) / seconds))

/** A word is there a chunk after it was said, and the time of a look later: no limit under that can be held. */
export function fitsStream({ latency }: AudioProblem, source: string): Fit {
  if (!latency || latency.ms > 1000 * chunkSeconds) return { fits: true }
  return {
    fits: false,
    reason: `It hears in chunks of ${plain(1000 * chunkSeconds)} ms: no word is written within ${plain(latency.ms)} ms of being said.`,
    source,
  }
}

export const inputRows = [melRow(conformerFrontEnd, frames, heardSeconds)]
/** @param heard frames of log-mel, of which each convolution keeps every second */
export const outputRows = (heard = frames) => [
  {
    name: 'pieces',
    shape: [Math.ceil(Math.ceil(heard / 2) / 2), pieces],
    meaning: `one score a piece of a word each ${conformerReduction * conformerFrontEnd.hopMs} ms; CTC folds repeats and blanks`,
  },
]
export const chunkWords = `each ${plain(chunkSeconds * 1000)} ms it hears a new chunk with ${plain(pastSeconds)} s of past and writes pieces of words`
export const delayWords = `Words appear after the chunk (${plain(chunkSeconds * 1000)} ms, no look-ahead) and this.`

/** What each of several streams leaves for a chunk on one device, where it is said how many there are. */
export function shareWords({ brief }: AudioProblem): string {
  const streams = brief.targets.concurrency?.value
  if (!streams || streams < 2) return ''
  const share = Number(((1000 * chunkSeconds) / streams).toPrecision(2))
  return ` ${counted(streams, 'stream')} at once leave each ${plain(share)} ms of a chunk: above that, chunks of several streams go through the network together, or more devices share them.`
}

/** Training sees what serving will see. */
export const maskedStep = `Train on whole utterances, with what each chunk sees limited to itself and ${plain(pastSeconds)} s of past: no word is cut by a window.`

export const streamRisks = (problem: AudioProblem): string[] => [
  'It writes no capitals and no punctuation unless the transcripts carry them: keep them among the pieces, or put them in behind it.',
  'CTC writes sharp peaks late: watch the delay from word to text, not only the errors.',
  'When a sentence is over has to be decided by silence: too early cuts, too late waits.',
  ...soundRisks(problem),
]
export const notCounted = [
  'the front end and the search',
  'what is saved by keeping the state of the past: the figure computes it in every chunk',
]
