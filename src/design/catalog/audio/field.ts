/** Audio: from a sound to a class, labels, events with their times, words, or how odd it is. */
import { counted, grouped } from '../../brief/facts.js'
import type { TensorRow } from '../../proposal.js'
import { show } from '../../spec/shape.js'
import { placeOf } from '../backbones/serving.js'
import type { Field } from '../field.js'
import type { Amount } from '../problem.js'
import { astFineTuned } from './ast-fine-tuned.js'
import { complete } from './complete.js'
import { conformerCtc, streamAsPublished } from './conformer-ctc.js'
import { crnnFromScratch } from './crnn.js'
import { evaluation } from './evaluation.js'
import type { AudioFamily } from './family.js'
import { frozenAudio } from './frozen-audio.js'
import { keywordCnn } from './keyword-cnn.js'
import { melCnn } from './mel-cnn.js'
import { melStatistics } from './mel-statistics.js'
import { embeddingMemory, meanSpectrum, soundAutoencoder } from './odd-sounds.js'
import { plan } from './plan.js'
import { type AudioProblem, audioProblem } from './problem.js'
import { audioAskables } from './questions.js'
import { streamingLstm } from './streaming-lstm.js'
import { variations } from './variations.js'
import { wav2vec2Ctc } from './wav2vec2-ctc.js'
import { whisperAdapted, whisperAsPublished } from './whisper.js'
import { clipsWords, outputsOf } from './words.js'

export const audio: Field<AudioProblem, AudioFamily> = {
  domain: 'audio',
  title: 'audio',
  families: [
    melStatistics,
    frozenAudio,
    melCnn,
    astFineTuned,
    keywordCnn,
    crnnFromScratch,
    whisperAsPublished,
    whisperAdapted,
    wav2vec2Ctc,
    streamAsPublished,
    conformerCtc,
    streamingLstm,
    meanSpectrum,
    embeddingMemory,
    soundAutoencoder,
  ],
  suits,
  ruledOut: (problem) =>
    speaks(problem)
      ? 'It hears and does not speak. For a voice take a published one (VITS, Kim et al., 2021; Piper runs on a CPU), fine-tune it on an hour of one clean speaker, and let people compare.'
      : undefined,
  complete,
  problem: audioProblem,
  // What comes out, and one thing of how much there is or where it runs.
  isEnough: ({ data, task, constraints }) =>
    task !== undefined &&
    [
      data.labelled,
      data.audioHours,
      data.labels,
      data.classes,
      constraints.servingDevice,
      constraints.deployment,
    ].some((fact) => fact !== undefined),
  askables: audioAskables,
  effects: {
    'data.labelled': 'The number of clips decides whether to train a network, and how large a one.',
    'data.audioHours': 'Hours of speech with words decide whether a recogniser is adapted or trained.',
    'data.classes': 'Each class is one output; few clips a class favour published features.',
    'data.clipSeconds': 'The length sets the cost of an answer, and how soon it can be there.',
    'data.languages': 'Another language needs other published weights and letters.',
  },
  outputFault,
  evaluation,
  plan,
  dataWords: (problem) => `${clipsWords(problem)}: ${amounts[problem.amount]}.`,
  scarcity: (problem) => ({
    arithmetic: speaks(problem)
      ? 'No model of the catalogue speaks.'
      : `${clipsWords(problem)}: ${counted(problem.trainingClips, 'clip')} to learn from, ${grouped(problem.testClips)} to test on.`,
    waysOut: ['Label more recordings from other places, or name fewer classes.'],
  }),
  variations,
}

/** Keywords aside, a network for microcontrollers is thought of only on one. */
function suits(problem: AudioProblem, family: AudioFamily): boolean {
  if (speaks(problem)) return family === whisperAsPublished
  if (family === keywordCnn && problem.goal !== 'keywords' && placeOf(problem) !== 'microcontroller')
    return false
  return family.goals.includes(problem.goal)
}

/** Speech is to come out: no family does that yet. */
const speaks = ({ brief }: AudioProblem): boolean => brief.task?.value === 'speech synthesis'

/** One score a class where classes are asked for, at every moment where events are. */
function outputFault(problem: AudioProblem, outputs: readonly TensorRow[]): string | undefined {
  const { goal } = problem
  if (goal === 'transcribe' || goal === 'find_odd') return undefined
  const wanted = outputsOf(problem)
  if (outputs[0]?.shape.at(-1) === wanted) return undefined
  return `expected ${wanted} numbers. Received: ${show(outputs[0]?.shape ?? [])}`
}

const amounts: Readonly<Record<Amount, string>> = {
  little: 'few to learn from beyond what published networks know',
  some: 'enough to adapt a published network',
  much: 'enough for large networks',
}
